namespace Entente.Simulation;

/// <summary>How much moves in each month: little after the new year, most before the winter holidays.</summary>
internal static class Season
{
    private static readonly int[] perCent = [92, 82, 95, 98, 100, 100, 98, 104, 110, 116, 110, 95];

    public static int Scale(int ordinary, int month) => ordinary * perCent[month - 1] / 100;
}
