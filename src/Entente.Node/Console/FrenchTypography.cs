using System.Text.RegularExpressions;

namespace Entente.Node.Console;

/// <summary>
/// Gives French text what its printing asks for and keyboards lack, so that tables and pages are written with plain keys: the curved apostrophe, and the space
/// that does not break before <c>; : ? !</c> and inside quotation marks. Code stays as it is.
/// </summary>
internal static partial class FrenchTypography
{
    public static string Set(string text) => Mark().Replace(text, mark => mark.Value switch { "'" => "’", " " => "\u00a0", var code => code });

    [GeneratedRegex(@"```[\s\S]*?```|`[^`]*`|(?<=\w)'(?=[\w{«“])| (?=[;:?!»])|(?<=«) ")]
    private static partial Regex Mark();
}
