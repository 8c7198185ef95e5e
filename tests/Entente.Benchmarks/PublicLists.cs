using Entente.Node.Alerts;

namespace Entente.Benchmarks;

/// <summary>The published lists of a data folder; without a folder, of the one beside the repository.</summary>
internal static class PublicLists
{
    public static IReadOnlyList<(ListKind Kind, string Path)> In(string folder)
    {
        var screening = Path.Combine(folder.Length > 0 ? folder : Path.Combine("..", "shared", "data"), "screening");
        (ListKind Kind, string Path)[] lists =
        [
            (ListKind.UnConsolidated, Path.Combine(screening, "un_consolidated.xml")),
            (ListKind.OfacSdn, Path.Combine(screening, "ofac")),
        ];
        return [.. lists.Where(list => File.Exists(list.Path) || Directory.Exists(list.Path))];
    }
}
