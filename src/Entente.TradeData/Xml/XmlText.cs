using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TradeData.Xml;

/// <summary>The characters of an XML document, decoded by its byte order mark and declaration; bytes that are no text are refused.</summary>
internal static class XmlText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static string? Decode(ReadOnlySpan<byte> bytes, out Fault? fault)
    {
        fault = null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Decode(bytes[3..], StrictUtf8, ["utf-8"], out fault);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Decode(bytes[2..], new UnicodeEncoding(bytes[0] == 0xFE, false, true), ["utf-16", bytes[0] == 0xFE ? "utf-16be" : "utf-16le"], out fault);
        }

        if (bytes.Length >= 4 && (bytes[0] == 0) != (bytes[1] == 0))
        {
            return Decode(bytes, new UnicodeEncoding(bytes[0] == 0, false, true), ["utf-16", bytes[0] == 0 ? "utf-16be" : "utf-16le"], out fault);
        }

        var declared = DeclaredEncoding(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 256)]));
        var encoding = declared is null or "utf-8" ? StrictUtf8 : SingleByte(declared);
        if (encoding is null)
        {
            fault = new Fault(FaultCode.TradeEncoding, $"The document declares the encoding \"{declared}\", which is not read or does not fit its first bytes.", "line 1");
            return null;
        }

        return Decode(bytes, encoding, [declared ?? "utf-8"], out fault);
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, Encoding encoding, ReadOnlySpan<string> allowed, out Fault? fault)
    {
        fault = null;
        try
        {
            var text = encoding.GetString(bytes);
            if (DeclaredEncoding(text) is { } declared && !allowed.Contains(declared))
            {
                fault = new Fault(FaultCode.TradeEncoding, $"The document declares the encoding \"{declared}\" but begins as {encoding.WebName}.", "line 1");
                return null;
            }

            return text;
        }
        catch (DecoderFallbackException broken)
        {
            var line = bytes[..Math.Clamp(broken.Index, 0, bytes.Length)].Count((byte)'\n') + 1;
            fault = new Fault(FaultCode.TradeEncoding, $"These bytes are not text in the encoding {encoding.WebName}.", string.Create(CultureInfo.InvariantCulture, $"line {line}"));
            return null;
        }
    }

    /// <summary>ASCII, the ISO 8859 family and the Windows code pages, strict.</summary>
    public static Encoding? SingleByte(string name)
    {
        if (name is not ("us-ascii" or "ascii") && !name.StartsWith("iso-8859-", StringComparison.Ordinal) && !name.StartsWith("windows-125", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? DeclaredEncoding(string text)
    {
        if (!text.StartsWith("<?xml", StringComparison.Ordinal))
        {
            return null;
        }

        var end = text.IndexOf("?>", StringComparison.Ordinal);
        var declaration = end < 0 ? text.AsSpan(0, Math.Min(text.Length, 256)) : text.AsSpan(0, end);
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var value = declaration[(at + 8)..].TrimStart();
        value = value.Length > 0 && value[0] == '=' ? value[1..].TrimStart() : default;
        if (value.Length < 2 || value[0] is not ('"' or '\'') || value[1..].IndexOf(value[0]) is not (> 0 and var close))
        {
            return null;
        }

        return value.Slice(1, close).ToString().ToLowerInvariant();
    }
}
