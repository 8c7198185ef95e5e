using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>A source document laid out for reading. It is shown as text only: nothing in it is followed, resolved or run.</summary>
internal static class SourceText
{
    private const int Longest = 256 << 10;

    /// <returns>The text, and whether it was cut.</returns>
    public static (string Text, bool Cut) Of(ReadOnlySpan<byte> source)
    {
        var text = Encoding.UTF8.GetString(source[..Math.Min(source.Length, Longest)]);
        if (source.Length > Longest)
        {
            return (text, true);
        }

        return (text.AsSpan().TrimStart('\uFEFF').TrimStart() switch
        {
            ['<', ..] => Xml(text),
            ['U', 'N', 'A' or 'B', ..] => Edifact(text),
            _ => text,
        }, false);
    }

    private static string Xml(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest, IgnoreWhitespace = true };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), settings);
            return XDocument.Load(reader).ToString();
        }
        catch (XmlException)
        {
            return text;
        }
    }

    /// <summary>One segment a line. A question mark releases what follows it, so <c>?'</c> ends nothing.</summary>
    private static string Edifact(string text)
    {
        var lines = new StringBuilder(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            lines.Append(text[i]);
            if (text[i] == '?' && i + 1 < text.Length)
            {
                lines.Append(text[++i]);
            }
            else if (text[i] == '\'' && i + 1 < text.Length && text[i + 1] is not ('\r' or '\n'))
            {
                lines.Append('\n');
            }
        }

        return lines.ToString();
    }
}
