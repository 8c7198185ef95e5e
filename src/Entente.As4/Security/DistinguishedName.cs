using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Text;

namespace Entente.As4.Security;

/// <summary>A name in a certificate, or as an XML signature writes it (RFC 4514).</summary>
/// <remarks>
/// Products write the same name differently: in either order, with or without spaces, <c>E=</c> or <c>1.2.840.113549.1.9.1=#1613…</c>. Names are therefore
/// equal when they have the same attributes with the same values, whatever the order, case and spacing. That is no weakness: a name only finds a certificate
/// that is trusted already, and the signature is checked with the key of that one.
/// </remarks>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    private static readonly FrozenDictionary<string, string> ShortNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "SERIALNUMBER",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "T",
        ["2.5.4.42"] = "G",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.2.840.113549.1.9.1"] = "1.2.840.113549.1.9.1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Ids = ShortNames.Where(row => row.Key != row.Value).Select(row => (row.Value, row.Key))
        .Concat([("S", "2.5.4.8"), ("E", "1.2.840.113549.1.9.1"), ("EMAIL", "1.2.840.113549.1.9.1"), ("EMAILADDRESS", "1.2.840.113549.1.9.1"), ("SURNAME", "2.5.4.4"),
            ("GIVENNAME", "2.5.4.42"), ("TITLE", "2.5.4.12"), ("GN", "2.5.4.42")])
        .ToFrozenDictionary(row => row.Item1, row => row.Item2, StringComparer.OrdinalIgnoreCase);

    private readonly string[] comparable;

    private DistinguishedName(string text, IEnumerable<(string Id, string Value)> attributes)
    {
        Text = text;
        comparable = [.. attributes.Select(row => $"{row.Id}={Fold(row.Value)}").Order(StringComparer.Ordinal)];
    }

    /// <summary>The name in the form of RFC 4514, the most specific attribute first.</summary>
    public string Text { get; }

    /// <summary>The encoding in the certificate; empty where the name was read from text.</summary>
    internal ReadOnlyMemory<byte> Der { get; private init; }

    /// <summary>Reads the form of RFC 4514; <see langword="null"/> where the text is no name.</summary>
    public static DistinguishedName? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var attributes = new List<(string Id, string Value)>();
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                return null;
            }

            var name = text[at..equals].Trim();
            name = name.StartsWith("OID.", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
            if (!Ids.TryGetValue(name, out var id))
            {
                id = name;
            }

            if (ReadValue(text, equals + 1, out at) is not { } value)
            {
                return null;
            }

            attributes.Add((id, value));
        }

        return attributes.Count == 0 ? null : new DistinguishedName(text, attributes);
    }

    public bool Equals(DistinguishedName? other) => other is not null && comparable.AsSpan().SequenceEqual(other.comparable);

    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    public override int GetHashCode() => comparable.Aggregate(17, HashCode.Combine);

    public override string ToString() => Text;

    internal static DistinguishedName? Read(ReadOnlyMemory<byte> der)
    {
        var attributes = new List<(string Id, string Value)>();
        var parts = new List<string>();
        var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf();
            var together = new List<string>();
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                var id = pair.ReadObjectIdentifier();
                if (ReadText(pair.ReadEncodedValue()) is not { } value)
                {
                    return null;
                }

                attributes.Add((id, value));
                together.Add($"{ShortNames.GetValueOrDefault(id, id)}={Escape(value)}");
            }

            parts.Add(string.Join('+', together));
        }

        parts.Reverse();
        return new DistinguishedName(string.Join(',', parts), attributes) { Der = der };
    }

    private static string? ReadText(ReadOnlyMemory<byte> der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var tag = reader.PeekTag();
        return tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue is
            UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String
            ? reader.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : null;
    }

    private static string? ReadValue(string text, int start, out int next)
    {
        var value = new StringBuilder();
        var quoted = false;
        for (next = start; next < text.Length; next++)
        {
            var c = text[next];
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '\\')
            {
                if (++next >= text.Length)
                {
                    return null;
                }

                next += Unescape(text, next, value);
            }
            else if (!quoted && c is ',' or ';' or '+')
            {
                break;
            }
            else
            {
                value.Append(c);
            }
        }

        next++;
        var read = value.ToString().Trim();
        return quoted ? null : read.StartsWith('#') ? FromHex(read.AsSpan(1)) ?? read : read;
    }

    // Returns how many characters beyond the first were taken: "\," is one, "\C3\A9" is the UTF-8 of one letter.
    private static int Unescape(string text, int at, StringBuilder value)
    {
        var bytes = new List<byte>();
        var end = at;
        while (end + 1 < text.Length && char.IsAsciiHexDigit(text[end]) && char.IsAsciiHexDigit(text[end + 1]))
        {
            bytes.Add(Convert.FromHexString(text.AsSpan(end, 2))[0]);
            end += end + 2 < text.Length && text[end + 2] == '\\' ? 3 : 2;
            if (text[end - 1] != '\\')
            {
                break;
            }
        }

        if (bytes.Count == 0)
        {
            value.Append(text[at]);
            return 0;
        }

        value.Append(Encoding.UTF8.GetString([.. bytes]));
        return (text[end - 1] == '\\' ? end - 1 : end) - at - 1;
    }

    private static string? FromHex(ReadOnlySpan<char> hex)
    {
        try
        {
            return ReadText(Convert.FromHexString(hex));
        }
        catch (Exception problem) when (problem is FormatException or AsnContentException)
        {
            return null;
        }
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var edge = (c == ' ' && (i == 0 || i == value.Length - 1)) || (c == '#' && i == 0);
            text.Append(edge || c is ',' or '+' or '"' or '\\' or '<' or '>' or ';' ? "\\" : "").Append(c == '\0' ? "\\00" : c.ToString());
        }

        return text.ToString();
    }

    private static string Fold(string value) =>
        string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
