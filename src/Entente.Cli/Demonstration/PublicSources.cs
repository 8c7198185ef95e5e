using Entente.Node.Alerts;

namespace Entente.Cli.Demonstration;

/// <summary>Public lists and declarations, where somebody has put them beside the repository.</summary>
internal sealed record PublicSources(IReadOnlyList<RealList> Lists, IReadOnlyList<string> Declarations)
{
    /// <summary>The column mapping of the public declarations.</summary>
    public const string Mapping = "customs-declarations";

    /// <param name="setting">The folder that the settings name; empty for the usual place.</param>
    public static PublicSources? Find(string setting)
    {
        var folder = setting.Length > 0 ? setting : Path.Combine("..", "shared", "data");
        if (!Directory.Exists(folder))
        {
            return null;
        }

        RealList[] lists =
        [
            new(ListKind.UnConsolidated, "UN Security Council consolidated list", Path.Combine(folder, "screening", "un_consolidated.xml")),
            new(ListKind.OfacSdn, "OFAC Specially Designated Nationals", Path.Combine(folder, "screening", "ofac")),
        ];
        var declarations = Path.Combine(folder, "targeting", "declarations", "train_2020.csv");
        return new([.. lists.Where(list => File.Exists(list.Path) || Directory.Exists(list.Path))], File.Exists(declarations) ? [declarations] : []);
    }
}

/// <param name="Kind">Which list.</param>
/// <param name="Name">As the terminal calls it.</param>
/// <param name="Path">Its file or folder.</param>
internal sealed record RealList(ListKind Kind, string Name, string Path);
