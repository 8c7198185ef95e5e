using System.Globalization;
using System.Text;
using System.Xml;
using Entente.TradeData.Model;

namespace Entente.TradeData.Xml;

/// <summary>Writes elements whose absence means that there is no value.</summary>
internal sealed class XmlOut(XmlWriter writer, string ns) : IDisposable
{
    public static XmlWriter Open(Stream output) => XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });

    /// <param name="declarations">What is written, one after the other.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="envelope">Whether one element holds all of them, which several need.</param>
    /// <param name="write">Writes one.</param>
    public static void WriteAll(IEnumerable<Declaration> declarations, Stream output, bool envelope, Action<XmlWriter, Declaration> write)
    {
        using var writer = Open(output);
        if (envelope)
        {
            writer.WriteStartElement("Declarations");
        }

        foreach (var declaration in declarations)
        {
            write(writer, declaration);
        }

        if (envelope)
        {
            writer.WriteEndElement();
        }
    }

    public void Begin(string name) => writer.WriteStartElement(name, ns);

    public void End() => writer.WriteEndElement();

    public void Leaf(string name, string? value, string? attribute = null, string? attributeValue = null)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        writer.WriteStartElement(name, ns);
        if (attributeValue is { Length: > 0 })
        {
            writer.WriteAttributeString(attribute!, Clean(attributeValue));
        }

        writer.WriteString(Clean(value));
        writer.WriteEndElement();
    }

    public void Leaf(string name, decimal? value, string? attribute = null, string? attributeValue = null) =>
        Leaf(name, value?.ToString(CultureInfo.InvariantCulture), attribute, attributeValue);

    public void Leaf(string name, int? value) => Leaf(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Dispose() => writer.Dispose();

    /// <summary>Characters that XML cannot hold become the replacement character.</summary>
    private static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                {
                    i++;
                    continue;
                }

                return Clean(text[..i] + '\uFFFD' + text[(i + 1)..]);
            }
        }

        return text;
    }
}
