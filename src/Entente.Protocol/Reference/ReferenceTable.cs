using System.Text;

namespace Entente.Protocol.Reference;

/// <summary>Reads one of the embedded tables: a header, then one row a line, fields quoted where they hold a comma.</summary>
internal static class ReferenceTable
{
    public static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(ReferenceTable).Assembly.GetManifestResourceStream($"{typeof(ReferenceTable).Namespace}.{file}")
            ?? throw new InvalidOperationException($"The table {file} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var width = Fields(reader.ReadLine() ?? "").Length;
        while (reader.ReadLine() is { } line)
        {
            var fields = Fields(line);
            yield return fields.Length == width ? fields : throw new InvalidOperationException($"{file}: '{line}' does not have {width} fields.");
        }
    }

    private static string[] Fields(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
