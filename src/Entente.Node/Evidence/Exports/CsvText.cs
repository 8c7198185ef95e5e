using System.Globalization;
using System.Text;

namespace Entente.Node.Evidence.Exports;

/// <summary>Writes lines of a CSV file in which no spreadsheet finds anything to evaluate.</summary>
/// <remarks>
/// Every cell is quoted. A spreadsheet that takes another character than the comma for the separator, as those of many countries do, sees
/// cells begin in the middle of ours; so an apostrophe goes before a formula's first character after every possible separator, not only at the
/// start. What would end a line or hide a character becomes a space.
/// </remarks>
internal static class CsvText
{
    public const string LineEnd = "\r\n";

    public static StringBuilder AppendLine(StringBuilder text, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                text.Append(',');
            }

            AppendCell(text, cell ?? "");
            first = false;
        }

        return text.Append(LineEnd);
    }

    private static void AppendCell(StringBuilder text, string cell)
    {
        text.Append('"');
        var opens = true;
        foreach (var raw in cell)
        {
            var c = char.IsControl(raw) || raw is '\u2028' or '\u2029' ? ' ' : raw;
            if (opens && BeginsFormula(c))
            {
                text.Append('\'');
            }

            opens = Separates(c) || (opens && IsPassedOver(c));
            text.Append(c);
            if (c == '"')
            {
                text.Append('"');
            }
        }

        text.Append('"');
    }

    // With the full-width and small forms, which some programs take for the plain ones.
    private static bool BeginsFormula(char c) => c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '﹦' or '﹢' or '﹣' or '﹫' or '−';

    private static bool Separates(char c) => c is ',' or ';' or '|' or '"' or '，' or '；';

    private static bool IsPassedOver(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
