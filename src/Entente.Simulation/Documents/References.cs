using System.Globalization;
using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>References of declarations: <c>SIM</c>, year, country, a letter for the stage and the consignment's number to base 36.</summary>
internal static class References
{
    private const string Symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static string Of(Stage stage, long key, HomeGround home, DateTime at)
    {
        Span<char> number = stackalloc char[11];
        var rest = key;
        for (var i = number.Length - 1; i >= 0; i--, rest /= 36)
        {
            number[i] = Symbols[(int)(rest % 36)];
        }

        return string.Create(CultureInfo.InvariantCulture, $"SIM{at.Year % 100:D2}{home.Country}{Letter(stage)}{number}");
    }

    /// <summary>The entry summary that a later declaration of the same consignment cites.</summary>
    public static DocumentReference EntrySummaryOf(Shipment shipment, HomeGround home) =>
        new("N355", Of(Stage.EntrySummary, shipment.Key, home, shipment.LoadsAt));

    /// <summary>The invoice of the seller, the same wherever it is cited.</summary>
    public static DocumentReference InvoiceOf(Shipment shipment) =>
        new("N380", $"INV-{shipment.Lane.Supplier.Number % 100_000:D5}-{shipment.Key % 10_000_000:D7}", DateOnly.FromDateTime(shipment.LoadsAt.AddDays(-4)));

    private static char Letter(Stage stage) => stage switch
    {
        Stage.EntrySummary => 'E',
        Stage.CargoReport => 'M',
        Stage.Import => 'I',
        Stage.Transit => 'T',
        Stage.ArrivalNotice => 'A',
        Stage.Export => 'X',
        _ => 'C',
    };
}
