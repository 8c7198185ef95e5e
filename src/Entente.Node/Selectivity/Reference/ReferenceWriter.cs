using System.Buffers;
using System.Globalization;
using System.Text;

namespace Entente.Node.Selectivity.Reference;

/// <summary>Writes a list in the form in which it is read: what one node sends, another loads as if it came from its publisher.</summary>
internal static class ReferenceWriter
{
    private static readonly SearchValues<char> quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The same codes give the same bytes.</summary>
    public static byte[] Write(ReferenceKind kind, IEnumerable<ReferenceCode> codes)
    {
        var csv = new StringBuilder(kind == ReferenceKind.Locode ? "value,label,labelWithDiacritics,unlcdv:functions,geo:lat,geo:long\n" : "hscode,description\n");
        foreach (var code in codes.OrderBy(code => code.Code, StringComparer.Ordinal))
        {
            csv.Append(code.Code).Append(',').Append(Field(code.Name));
            if (kind == ReferenceKind.Locode)
            {
                csv.Append(",,").Append(Field(string.Join(',', (code.Functions ?? "").AsEnumerable())))
                    .Append(CultureInfo.InvariantCulture, $",{code.Latitude:R},{code.Longitude:R}");
            }

            csv.Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
