namespace Entente.Simulation;

/// <summary>The world counts in UTC.</summary>
internal static class Instants
{
    /// <summary>The day from which flights, trucks and cycles are counted.</summary>
    public static readonly DateTime Epoch = new(2018, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    extension(DateTime time)
    {
        /// <summary>The same instant as customs messages carry it.</summary>
        public DateTimeOffset Utc => new(time.Ticks, TimeSpan.Zero);

        /// <summary>Whole days since <see cref="Epoch"/>.</summary>
        public int DayNumber => (int)((time.Ticks - Epoch.Ticks) / TimeSpan.TicksPerDay);
    }
}
