namespace Entente.Node.Alerts;

/// <summary>The files of one version of a list, open for reading.</summary>
/// <param name="Main">The list itself: <c>sdn.csv</c>, or the XML of the UN.</param>
/// <param name="Names">OFAC's <c>alt.csv</c>.</param>
/// <param name="Addresses">OFAC's <c>add.csv</c>.</param>
/// <param name="Version">The day of publication, for a list whose files do not say it.</param>
internal sealed record ListFiles(Stream Main, Stream? Names = null, Stream? Addresses = null, DateOnly? Version = null) : IDisposable
{
    /// <summary>Opens a list on disk; for a list that does not state its version, the day the main file was last written.</summary>
    /// <param name="kind">Which list.</param>
    /// <param name="path">The XML file, or the folder that holds OFAC's three files.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static ListFiles Open(ListKind kind, string path)
    {
        if (kind == ListKind.UnConsolidated)
        {
            return new(File.OpenRead(path));
        }

        var main = Path.Combine(path, "sdn.csv");
        return new(
            File.OpenRead(main),
            File.OpenRead(Path.Combine(path, "alt.csv")),
            File.OpenRead(Path.Combine(path, "add.csv")),
            DateOnly.FromDateTime(File.GetLastWriteTimeUtc(main)));
    }

    public void Dispose()
    {
        Main.Dispose();
        Names?.Dispose();
        Addresses?.Dispose();
    }
}
