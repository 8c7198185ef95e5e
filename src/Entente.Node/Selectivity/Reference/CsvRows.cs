using System.Text;

namespace Entente.Node.Selectivity.Reference;

/// <summary>Rows of RFC 4180: fields quoted where they hold a comma, a quote (doubled) or a line end.</summary>
internal static class CsvRows
{
    /// <returns>Each row with the line it starts on.</returns>
    /// <exception cref="FormatException">A quote is never closed.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader text)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var (line, start, quoted) = (1, 1, false);
        for (var c = text.Read(); c >= 0; c = text.Read())
        {
            switch ((char)c)
            {
                case '"' when quoted && text.Peek() == '"':
                    field.Append((char)text.Read());
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(Take(field));
                    break;
                case '\r' when !quoted:
                    break;
                case '\n':
                    line++;
                    if (quoted)
                    {
                        field.Append('\n');
                        break;
                    }

                    fields.Add(Take(field));
                    if (fields is not [""])
                    {
                        yield return (start, fields);
                    }

                    (fields, start) = ([], line);
                    break;
                default:
                    field.Append((char)c);
                    break;
            }
        }

        if (quoted)
        {
            throw new FormatException($"A quote that opens in the row of line {start} is never closed.");
        }

        if (field.Length > 0 || fields.Count > 0)
        {
            fields.Add(Take(field));
            yield return (start, fields);
        }
    }

    private static string Take(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
