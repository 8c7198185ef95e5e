using System.Text;

namespace Entente.Simulation;

/// <summary>Reads one of the world's embedded tables; their fields hold no comma but in the last column.</summary>
internal static class EmbeddedTable
{
    public static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"Entente.Simulation.Tables.{file}")
            ?? throw new InvalidOperationException($"The table {file} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var width = reader.ReadLine()!.Split(',').Length;
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',', width);
        }
    }
}
