using System.Text.RegularExpressions;
using System.Xml;

namespace Entente.TradeData.Xml;

/// <summary>Where markup breaks the rules, in our words: those of the parser speak to programmers.</summary>
internal static partial class XmlFlaw
{
    public static string Of(XmlException broken)
    {
        var said = broken.Message;
        return Mismatch().Match(said) is { Success: true } tags
                ? $"The element {Quoted(tags.Groups["open"])}, opened on line {tags.Groups["line"].Value}, is closed as {Quoted(tags.Groups["close"])}."
            : Undeclared().Match(said) is { Success: true } entity ? $"The entity {Quoted(entity.Groups["name"])} is not declared."
            : Prefix().Match(said) is { Success: true } prefix ? $"The prefix {Quoted(prefix.Groups["name"])} is not declared."
            : Twice().Match(said) is { Success: true } attribute ? $"The attribute {Quoted(attribute.Groups["name"])} stands twice in one element."
            : said.Contains("EntityName", StringComparison.Ordinal) ? "An ampersand stands here that begins no reference; it is written &amp;."
            : said.Contains("comment", StringComparison.Ordinal) ? "A comment contains two hyphens, or is not closed."
            : said.Contains("root element", StringComparison.Ordinal) || said.Contains("root level", StringComparison.Ordinal) ? "Text stands outside the root element, or the document has two."
            : said.Contains(" in a name", StringComparison.Ordinal) || said.StartsWith("Name cannot begin", StringComparison.Ordinal) ? "A name begins or goes on here with a character that a name does not have."
            : said.Contains("is an invalid character", StringComparison.Ordinal) ? "A character stands here that XML does not allow."
            : Unexpected().Match(said) is { Success: true } token ? $"This node read {Quoted(token.Groups["found"])} here and expected {Quoted(token.Groups["expected"])}."
            : "The markup breaks the rules of XML here.";
    }

    private static string Quoted(Group value) => value.Length <= 60 ? $"\"{value.Value}\"" : $"\"{value.Value.AsSpan(0, 60)}…\"";

    [GeneratedRegex("^The '(?<open>.*)' start tag on line (?<line>[0-9]+) position [0-9]+ does not match the end tag of '(?<close>.*)'", RegexOptions.Singleline)]
    private static partial Regex Mismatch();

    [GeneratedRegex("^Reference to undeclared entity '(?<name>.*)'", RegexOptions.Singleline)]
    private static partial Regex Undeclared();

    [GeneratedRegex("^'(?<name>.*)' is an undeclared prefix", RegexOptions.Singleline)]
    private static partial Regex Prefix();

    [GeneratedRegex("^'(?<name>.*)' is a duplicate attribute name", RegexOptions.Singleline)]
    private static partial Regex Twice();

    [GeneratedRegex("^'(?<found>.*)' is an unexpected token. The expected token is '(?<expected>.*)'", RegexOptions.Singleline)]
    private static partial Regex Unexpected();
}
