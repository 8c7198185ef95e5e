using System.Text.RegularExpressions;
using Entente.Node.Console;

namespace Entente.Node.Selectivity;

/// <summary>
/// The sentences in which the readers of trade documents say what they found, with <c>{0}</c> for a value; a quoted value brings its quotes along. What is
/// stored is the English sentence, which senders are answered; officers read it in their language, also years later.
/// </summary>
internal static partial class TradeSentences
{
    private static readonly (Regex Pattern, string Form)[] forms = [.. Forms().Select(form => (Pattern(form), form))];

    /// <summary>A finding in the officer's language; a sentence of no known form stays as it is.</summary>
    public static string Finding(this Text text, string english)
    {
        foreach (var (pattern, form) in forms)
        {
            if (pattern.Match(english) is { Success: true } match)
            {
                return text[form, [.. match.Groups.Values.Skip(1).OrderBy(group => group.Name, StringComparer.Ordinal).Select(group => group.Value)]];
            }
        }

        return english;
    }

    /// <summary>The place of a finding: lines, columns and segments by their names, paths as they are.</summary>
    public static string? PlaceOf(this Text text, string? english) => english is null ? null : string.Join(", ", english.Split(", ").Select(text.Finding));

    private static Regex Pattern(string form) => new(
        $"^{Hole().Replace(Regex.Escape(form), "(?<v$1>.*?)")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // Escaping a form puts a backslash before the brace that opens.
    [GeneratedRegex(@"\\\{(\d)\}")]
    private static partial Regex Hole();

    private static string[] Forms() =>
    [
        Text.Key("A CSV file came without a mapping of its columns."),
        Text.Key("A message stands outside an interchange."),
        Text.Key("A quote stands inside a field that is not quoted."),
        Text.Key("A quoted field goes on behind its closing quote."),
        Text.Key("A segment has no name."),
        Text.Key("A segment has no name of three letters."),
        Text.Key("An amount without a currency is not carried: {0}."),
        Text.Key("An interchange begins before the last one has ended with UNZ."),
        Text.Key("Elements are nested deeper than {0}."),
        Text.Key("One record has more than {0} bytes."),
        Text.Key("One record is larger than this node reads; a quote may not be closed."),
        Text.Key("Only the first row of a declaration counts for this value: {0}."),
        Text.Key("The column is not mapped: {0}."),
        Text.Key("The declaration has more than {0} goods items."),
        Text.Key("The declaration has more than {0} rows."),
        Text.Key("The declaration {0} was in this batch before."),
        Text.Key("The document declares the encoding {0} but begins as {1}."),
        Text.Key("The document declares the encoding {0}, which is not read or does not fit its first bytes."),
        Text.Key("The document ends while an element is still open."),
        Text.Key("The document has a document type declaration."),
        Text.Key("The document has more than {0} bytes."),
        Text.Key("The document has more than {0} elements."),
        Text.Key("The document has no reference by which it could be known again."),
        Text.Key("The envelope ends before it is closed."),
        Text.Key("The file begins as UTF-8 and the mapping says {0}."),
        Text.Key("The file ends inside a quoted field."),
        Text.Key("The first bytes are not of the format {0}."),
        Text.Key("The first bytes are of no known format."),
        Text.Key("The header has the column {0} twice, so that the mapping does not know which is meant."),
        Text.Key("The input ends inside a segment."),
        Text.Key("The interchange ends inside a message."),
        Text.Key("The interchange ends without UNZ."),
        Text.Key("The item has more than {0} bytes."),
        Text.Key("The line has no number and gets {0} by its place."),
        Text.Key("The mapping {0} needs the column {1}, which the header does not have."),
        Text.Key("The message counts {0} consignments and has {1}."),
        Text.Key("The message ends without UNT, and {0} follows."),
        Text.Key("The message has more than {0} bytes."),
        Text.Key("The message has more than {0} goods items."),
        Text.Key("The message has no document number in BGM."),
        Text.Key("The message reference {0} was used in this interchange before."),
        Text.Key("The message type {0} is no trade document that this node reads."),
        Text.Key("The model has no place for it: {0}."),
        Text.Key("The place has a name, which is carried: {0}."),
        Text.Key("The quantity has no unit; the tariff's unit for the goods is meant."),
        Text.Key("The root element {0} is no trade document{1} that this node reads."),
        Text.Key("The row does not say what the declaration is for; it is read as {0}."),
        Text.Key("The document does not say what it is lodged for; it is read as {0}."),
        Text.Key("The row has a null character."),
        Text.Key("The row has no reference."),
        Text.Key("The row has {0} fields and the header {1}."),
        Text.Key("The row is not text in the encoding {0}."),
        Text.Key("The segment is not text in the encoding {0}."),
        Text.Key("The segment {0} is not text in the encoding of the interchange."),
        Text.Key("The segment {0} stands outside a message."),
        Text.Key("The service string advice names separators that cannot be told apart."),
        Text.Key("The syntax identifier {0} names no encoding that is read."),
        Text.Key("The time has no zone and is taken as UTC."),
        Text.Key("The value is longer than {0} characters."),
        Text.Key("These bytes are not text in the encoding {0}."),
        Text.Key("This is no count: {0}."),
        Text.Key("This is no date: {0}."),
        Text.Key("This is no mode of transport of Recommendation 19: {0}."),
        Text.Key("This is no number: {0}."),
        Text.Key("This is none of {0}: {1}."),
        Text.Key("UNB has the reference {0} and UNZ {1}."),
        Text.Key("UNH has the reference {0} and UNT {1}."),
        Text.Key("UNT counts {0} segments and the message has {1}."),
        Text.Key("UNZ counts {0} and the interchange has {1}."),
        Text.Key("UNZ stands outside an interchange."),
        Text.Key("{0} does not have the form of a UN/LOCODE."),
        Text.Key("{0} does not have the form of a commodity code."),
        Text.Key("{0} goods items are declared, and {1} follow."),
        Text.Key("{0} has a check digit that fits nothing."),
        Text.Key("{0} has a wrong check digit, which should be {1}."),
        Text.Key("{0} is negative."),
        Text.Key("{0} is no ISO 3166-1 alpha-2 country code."),
        Text.Key("{0} is no ISO 4217 currency code."),
        Text.Key("{0} items are counted, and {1} are there."),
        Text.Key("{0} packages are declared, and the lines have {1}."),
        Text.Key("line {0}"),
        Text.Key("column {0}"),
        Text.Key("message {0}"),
        Text.Key("segment {0}"),
    ];
}
