using System.Text;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Edifact;

/// <summary>The separators of an interchange (ISO 9735) and the encoding that its syntax identifier names.</summary>
internal sealed record EdifactSyntax(byte Component, byte Element, byte Decimal, byte Release, byte Repetition, byte Terminator, Encoding Encoding)
{
    public static EdifactSyntax Default { get; } = new((byte)':', (byte)'+', (byte)'.', (byte)'?', (byte)' ', (byte)'\'', XmlText.SingleByte("us-ascii")!);

    /// <param name="advice">The nine characters that begin with UNA.</param>
    public static EdifactSyntax? Of(ReadOnlySpan<byte> advice)
    {
        var syntax = Default with { Component = advice[3], Element = advice[4], Decimal = advice[5], Release = advice[6], Repetition = advice[7], Terminator = advice[8] };
        ReadOnlySpan<byte> separators = [syntax.Component, syntax.Element, syntax.Terminator];
        var distinct = syntax.Component != syntax.Element && syntax.Element != syntax.Terminator && syntax.Component != syntax.Terminator
            && !separators.Contains(syntax.Release);
        return distinct && !separators.ContainsAnyInRange((byte)'A', (byte)'Z') && !separators.ContainsAnyInRange((byte)'0', (byte)'9') ? syntax : null;
    }

    /// <summary>The encoding of a syntax identifier; <see langword="null"/> for one that is not read.</summary>
    public static Encoding? EncodingOf(string identifier) => identifier switch
    {
        "UNOA" or "UNOB" => XmlText.SingleByte("us-ascii"),
        "UNOC" => XmlText.SingleByte("iso-8859-1"),
        "UNOD" => XmlText.SingleByte("iso-8859-2"),
        "UNOE" => XmlText.SingleByte("iso-8859-5"),
        "UNOF" => XmlText.SingleByte("iso-8859-7"),
        "UNOG" => XmlText.SingleByte("iso-8859-3"),
        "UNOH" => XmlText.SingleByte("iso-8859-4"),
        "UNOI" => XmlText.SingleByte("iso-8859-6"),
        "UNOJ" => XmlText.SingleByte("iso-8859-8"),
        "UNOK" => XmlText.SingleByte("iso-8859-9"),
        "UNOW" or "UNOY" => new UTF8Encoding(false, true),
        _ => null,
    };

    /// <summary>The length of the segment at the front of the window with its terminator, or -1 if the window ends before it does.</summary>
    public int LengthOf(ReadOnlySpan<byte> window)
    {
        for (var at = 0; at < window.Length;)
        {
            var next = window[at..].IndexOfAny(Terminator, Release);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (window[at] == Terminator)
            {
                return at + 1;
            }

            // A space means that the interchange has no release character.
            at += Release == ' ' ? 1 : 2;
        }

        return -1;
    }

    /// <summary>Takes a segment apart; <see langword="null"/> if it has no name.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not text of the interchange's encoding.</exception>
    public EdifactSegment? Parse(ReadOnlySpan<byte> bytes, int number)
    {
        var text = Encoding.GetString(bytes[..^1]);
        var elements = new List<EdifactValue[]>();
        var components = new List<EdifactValue>();
        var value = new StringBuilder();
        string? tag = null;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == Release && Release != ' ')
            {
                if (at + 1 < text.Length)
                {
                    value.Append(text[++at]);
                }

                continue;
            }

            var end = at == text.Length || text[at] == Element;
            if (!end && text[at] != Component && !(text[at] == Repetition && Repetition != ' '))
            {
                value.Append(text[at]);
                continue;
            }

            if (tag is null)
            {
                tag = value.ToString().Trim();
                if (tag.Length != 3 || !tag.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
                {
                    return null;
                }
            }
            else
            {
                components.Add(new EdifactValue(value.ToString().Trim(), tag, number, elements.Count, components.Count));
                if (end)
                {
                    elements.Add([.. components]);
                    components.Clear();
                }
            }

            value.Clear();
        }

        return new EdifactSegment(tag!, number, [.. elements]);
    }
}
