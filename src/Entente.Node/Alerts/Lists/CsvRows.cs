using System.Text;

namespace Entente.Node.Alerts.Lists;

/// <summary>Comma-separated rows with quoted fields and no header, strictly: every deviation is a <see cref="FormatException"/> that names the line.</summary>
internal sealed class CsvRows(StreamReader reader, string file, int columns)
{
    private const int LongestField = 20_000;

    private readonly StringBuilder field = new();
    private readonly List<string> row = [];
    private int line = 1;

    /// <summary>The line the present row began on.</summary>
    public int Line { get; private set; }

    public FormatException Broken(string what) => new($"{file}, line {Line}: {what}");

    public IEnumerable<IReadOnlyList<string>> Read()
    {
        while (true)
        {
            Line = line;
            row.Clear();
            if (!ReadRow())
            {
                yield break;
            }

            if (row.Count != columns)
            {
                throw Broken($"expected {columns} fields, found {row.Count}.");
            }

            yield return [.. row];
        }
    }

    private bool ReadRow()
    {
        var c = reader.Read();

        // The publisher ends its files with the end-of-file character of CP/M.
        if (c < 0 || (c == 0x1A && reader.Read() < 0))
        {
            return false;
        }

        while (true)
        {
            field.Clear();
            c = c == '"' ? ReadQuoted() : ReadBare(c);
            row.Add(field.ToString());
            if (c != ',')
            {
                if (c == '\r' && reader.Peek() == '\n')
                {
                    reader.Read();
                }

                line++;
                return true;
            }

            c = reader.Read();
        }
    }

    /// <summary>Reads to the closing quote and returns what follows it: a comma or the end of the row.</summary>
    private int ReadQuoted()
    {
        while (true)
        {
            var c = reader.Read();
            switch (c)
            {
                case < 0:
                    throw Broken("a quote is not closed.");
                case '"' when reader.Peek() == '"':
                    field.Append((char)reader.Read());
                    break;
                case '"':
                    for (c = reader.Read(); c == ' '; c = reader.Read())
                    {
                    }

                    return c is ',' or '\r' or '\n' or < 0 ? c : throw Broken("text after a closing quote.");
                default:
                    if (c == '\n')
                    {
                        line++;
                    }

                    Append(c);
                    break;
            }
        }
    }

    private int ReadBare(int c)
    {
        for (; c is not (',' or '\r' or '\n' or < 0); c = reader.Read())
        {
            if (c == '"')
            {
                throw Broken("a quote inside a field that is not quoted.");
            }

            Append(c);
        }

        return c;
    }

    private void Append(int c)
    {
        if (c == 0 || field.Length >= LongestField)
        {
            throw Broken(c == 0 ? "a character NUL." : $"a field of more than {LongestField} characters.");
        }

        field.Append((char)c);
    }
}
