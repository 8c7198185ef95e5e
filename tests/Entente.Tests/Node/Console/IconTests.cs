using System.Text.RegularExpressions;

namespace Entente.Tests.Node.Console;

public sealed partial class IconTests
{
    [Fact]
    public void Every_icon_that_pages_name_is_built()
    {
        var node = Path.Combine(Repository(), "src", "Entente.Node");
        var built = File.ReadAllText(Path.Combine(node, "Console", "Assets", "icons.txt")).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var named =
            from file in Directory.EnumerateFiles(node, "*", SearchOption.AllDirectories)
            where file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
            from Match use in Use().Matches(File.ReadAllText(file))
            where !built.Contains(use.Groups["name"].Value)
            select $"{Path.GetFileName(file)}: {use.Groups["name"].Value}";
        named.ShouldBeEmpty();
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Entente.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex("(?:<Icon Name|\\bIcon)=\"(?<name>[a-z][a-z0-9-]*)\"")]
    private static partial Regex Use();
}
