using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Node.Console;

/// <summary>
/// The pages of <c>docs/faults</c>, which every problem links to, as HTML. They use headings, paragraphs, lists, emphasis, code and links only. Other languages
/// than English have a folder of their own there.
/// </summary>
internal static partial class FaultGuide
{
    private const string Prefix = "Faults/";

    private static readonly FrozenDictionary<string, string> pages = typeof(FaultGuide).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => Path.ChangeExtension(name[Prefix.Length..], null), Read, StringComparer.Ordinal);

    /// <summary>The page of a fault code as HTML in the reader's language, or null. Its id and its title, which stand above it, are left out.</summary>
    public static string? Find(string id) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
    {
        "fr" when pages.TryGetValue($"fr/{id}", out var french) => ToHtml(Head().Replace(FrenchTypography.Set(french), "")),
        _ => pages.TryGetValue(id, out var page) ? ToHtml(Head().Replace(page, "")) : null,
    };

    /// <summary>Turns the few forms that these pages use into HTML; everything else is text, and escaped.</summary>
    internal static string ToHtml(string markdown)
    {
        var html = new StringBuilder();
        string? open = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (open == "pre")
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    html.Append("</code></pre>\n");
                    open = null;
                }
                else
                {
                    html.Append(WebUtility.HtmlEncode(line)).Append('\n');
                }

                continue;
            }

            var (kind, text) = line switch
            {
                _ when line.StartsWith("```", StringComparison.Ordinal) => ("pre", ""),
                ['#', ..] => ($"h{Math.Min(line.TakeWhile(letter => letter == '#').Count(), 6)}", line.TrimStart('#').Trim()),
                ['-' or '*', ' ', ..] => ("ul", line[2..]),
                _ when string.IsNullOrWhiteSpace(line) => (null, ""),
                _ => (open ?? "p", line.Trim()),
            };
            if (kind is null && open is null)
            {
                continue;
            }

            if (kind != open || kind is ['h', ..])
            {
                Close();
                html.Append(kind switch { null => "", "pre" => "<pre tabindex=\"0\"><code>", "ul" => "<ul>\n<li>", _ => $"<{kind}>" });
                open = kind;
            }
            else if (kind == "ul" && line is ['-' or '*', ' ', ..])
            {
                html.Append("</li>\n<li>");
            }
            else
            {
                html.Append(' ');
            }

            html.Append(Inline(text));
            if (kind is ['h', ..])
            {
                Close();
            }
        }

        Close();
        return html.ToString();

        void Close()
        {
            html.Append(open switch { null => "", "pre" => "</code></pre>\n", "ul" => "</li>\n</ul>\n", _ => $"</{open}>\n" });
            open = null;
        }
    }

    private static string Inline(string text)
    {
        var escaped = CodeSpan().Replace(WebUtility.HtmlEncode(text), "<code>$1</code>");
        var linked = Link().Replace(escaped, "<a href=\"$2\">$1</a>");
        return Emphasis().Replace(Strong().Replace(linked, "<strong>$1</strong>"), "<em>$1</em>");
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(FaultGuide).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\A# .*\n\s*(?:(?:\*\*[^*\n]+\*\*|`[a-z-]+`)\s*\n)?")]
    private static partial Regex Head();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*(?=\S)([^*<>]+)(?<=\S)\*")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\[([^\]]+)\]\(((?:https?://|/|#)[^)\s]+)\)")]
    private static partial Regex Link();
}
