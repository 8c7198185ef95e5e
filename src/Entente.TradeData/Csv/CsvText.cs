using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TradeData.Csv;

/// <summary>Takes one record apart (RFC 4180): a quote inside a quoted field is doubled, and a field is quoted as a whole or not at all.</summary>
internal static class CsvText
{
    public static string[]? Fields(ReadOnlySpan<byte> record, CsvMapping mapping, int line, out Fault? fault)
    {
        fault = null;
        string text;
        try
        {
            text = mapping.Encoding.GetString(record);
        }
        catch (DecoderFallbackException)
        {
            fault = new Fault(FaultCode.TradeEncoding, $"The row is not text in the encoding {mapping.Encoding.WebName}.", Line(line));
            return null;
        }

        var rest = text.AsSpan().TrimEnd("\r\n");
        if (rest.Contains('\0'))
        {
            fault = new Fault(FaultCode.TradeCsvRow, "The row has a null character.", Line(line));
            return null;
        }

        var fields = new List<string>();
        while (true)
        {
            if (rest.Length > 0 && rest[0] == '"')
            {
                var end = Close(rest);
                if (end < 0 || end + 1 < rest.Length && rest[end + 1] != mapping.Separator)
                {
                    fault = new Fault(FaultCode.TradeCsvRow, "A quoted field goes on behind its closing quote.", Line(line));
                    return null;
                }

                fields.Add(rest[1..end].ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
                if (end + 1 == rest.Length)
                {
                    return [.. fields];
                }

                rest = rest[(end + 2)..];
                continue;
            }

            var next = rest.IndexOf(mapping.Separator);
            var field = next < 0 ? rest : rest[..next];
            if (field.Contains('"'))
            {
                fault = new Fault(FaultCode.TradeCsvRow, "A quote stands inside a field that is not quoted.", Line(line));
                return null;
            }

            fields.Add(field.ToString());
            if (next < 0)
            {
                return [.. fields];
            }

            rest = rest[(next + 1)..];
        }
    }

    private static int Close(ReadOnlySpan<char> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] != '"')
            {
                continue;
            }

            if (at + 1 < rest.Length && rest[at + 1] == '"')
            {
                at++;
                continue;
            }

            return at;
        }

        return -1;
    }

    private static string Line(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");
}
