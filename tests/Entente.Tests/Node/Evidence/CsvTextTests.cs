using System.Globalization;
using System.Text;
using Entente.Node.Evidence.Exports;

namespace Entente.Tests.Node.Evidence;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" \u200b+1", " \u200b'+1")] // Blanks and characters that nobody sees do not hide it
    [InlineData("\t@SUM(A1)", " '@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("Smith; -2+3", "Smith; '-2+3")] // A cell begins there where the semicolon separates
    [InlineData("Smith,=1", "Smith,'=1")]
    [InlineData("a\r\n=1", "a  =1")] // What would end the line is a blank, and the rest stays in its cell
    [InlineData("x\";=1", "x\"\";'=1")]
    [InlineData("Jean-Luc, 5 - 3", "Jean-Luc, 5 - 3")]
    [InlineData("Ærø Import & Søn", "Ærø Import & Søn")]
    [InlineData("", "")]
    public void A_cell_is_written_as_text(string cell, string expected) =>
        CsvText.AppendLine(new(), [cell]).ToString().ShouldBe($"\"{expected}\"\r\n");

    [Theory]
    [InlineData("csv_formula_injection.txt")]
    [InlineData("naughty-strings.txt")]
    [InlineData("log_injection.txt")]
    public void No_spreadsheet_finds_a_formula_whatever_it_takes_for_the_separator(string file)
    {
        var texts = HostileFile.Lines(file).SelectMany(line => new[] { line, $"\t{line}", $"\r\n{line}", $"a;{line}", $"\"{line}\"", $"x\";{line}", $"\u202e{line}", line.Replace("\\t", "\t", StringComparison.Ordinal) }).ToList();
        texts.Count.ShouldBeGreaterThan(100);
        var lines = new StringBuilder();
        foreach (var text in texts)
        {
            CsvText.AppendLine(lines, ["first", text, "last"]);
        }

        foreach (var separator in new[] { ',', ';', '\t', '|' })
        {
            Sheet.Cells(lines.ToString(), separator).SelectMany(row => row).Where(Sheet.IsFormula).ShouldBeEmpty();
        }

        var rows = Sheet.Cells(lines.ToString(), ',').ToList();
        rows.Count.ShouldBe(texts.Count);
        rows.ShouldAllBe(row => row.Count == 3 && row[0] == "first" && row[2] == "last");
    }

    [Fact]
    public void The_sheet_of_these_tests_sees_a_formula_where_there_is_one()
    {
        Sheet.Cells("\"a\",\"b;=1+1\"\r\n", ';').SelectMany(row => row).Where(Sheet.IsFormula).ShouldHaveSingleItem();
        Sheet.Cells("\"a\",\" +1\"\r\n", ',').SelectMany(row => row).Where(Sheet.IsFormula).ShouldHaveSingleItem();
    }
}

/// <summary>A file as a spreadsheet reads it: quotes count at the start of a cell, and what follows the closing one is taken as it is.</summary>
internal static class Sheet
{
    public static IEnumerable<List<string>> Cells(string text, char separator)
    {
        var (row, cell, quoted, started) = (new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (quoted && c == '"')
            {
                quoted = false;
            }
            else if (!started && c == '"')
            {
                (quoted, started) = (true, true);
            }
            else if (!quoted && (c == separator || c is '\n' or '\r'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                started = false;
                if (c != separator)
                {
                    i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                    yield return row;
                    row = [];
                }
            }
            else
            {
                started = true;
                cell.Append(c);
            }
        }
    }

    /// <summary>Whether some program would evaluate the cell.</summary>
    public static bool IsFormula(string cell) =>
        cell.SkipWhile(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '"' || char.GetUnicodeCategory(c) == UnicodeCategory.Format).FirstOrDefault() is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
}
