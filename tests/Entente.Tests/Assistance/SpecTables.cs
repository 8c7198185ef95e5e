using Entente.Tests.Architecture;

namespace Entente.Tests.Assistance;

/// <summary>The tables of <c>docs/spec/assistance.md</c>: what stands there is what the code does.</summary>
internal static class SpecTables
{
    /// <summary>The rows of the table whose head begins with these cells, without the ticks of code.</summary>
    public static List<string[]> Rows(params string[] head)
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/spec/assistance.md"));
        var first = Array.FindIndex(lines, line => line.StartsWith('|') && Cells(line).Take(head.Length).SequenceEqual(head));
        first.ShouldBeGreaterThan(0, string.Join(", ", head));
        return [.. lines.Skip(first + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    public static string[] Words(string cell) => cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim())];
}
