using System.Buffers;

namespace Entente.TradeData.Xml;

/// <summary>The next piece of markup in UTF-8 bytes: a tag, a comment, a character data section or an instruction.</summary>
internal readonly record struct Markup(Markup.Form Kind, int Begin, int End)
{
    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\r\n/>"u8);

    public enum Form { Incomplete, Start, End, Empty, Other }

    public static Markup Next(ReadOnlySpan<byte> window)
    {
        var begin = window.IndexOf((byte)'<');
        if (begin < 0 || begin + 1 >= window.Length)
        {
            return default;
        }

        var rest = window[begin..];
        if (rest[1] == '!')
        {
            return rest.StartsWith("<!--"u8) ? Until(rest, "-->"u8, begin, 4)
                : rest.StartsWith("<![CDATA["u8) ? Until(rest, "]]>"u8, begin, 9)
                : rest.Length < 9 ? default
                : Until(rest, ">"u8, begin, 2);
        }

        if (rest[1] == '?')
        {
            return Until(rest, "?>"u8, begin, 2);
        }

        for (var at = 1; at < rest.Length; at++)
        {
            switch (rest[at])
            {
                case (byte)'"' or (byte)'\'':
                    var close = rest[(at + 1)..].IndexOf(rest[at]);
                    if (close < 0)
                    {
                        return default;
                    }

                    at += close + 1;
                    break;
                case (byte)'>':
                    var form = rest[1] == '/' ? Form.End : rest[at - 1] == '/' ? Form.Empty : Form.Start;
                    return new Markup(form, begin, begin + at + 1);
            }
        }

        return default;
    }

    /// <summary>The qualified name of a tag.</summary>
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> window)
    {
        var inner = window[(Begin + (Kind is Form.End ? 2 : 1))..End];
        var end = inner.IndexOfAny(NameEnd);
        return end < 0 ? inner : inner[..end];
    }

    private static Markup Until(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> terminator, int begin, int from)
    {
        var at = rest.Length < from ? -1 : rest[from..].IndexOf(terminator);
        return at < 0 ? default : new Markup(Form.Other, begin, begin + from + at + terminator.Length);
    }
}
