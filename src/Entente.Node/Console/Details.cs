using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Faults;

namespace Entente.Node.Console;

/// <summary>
/// What was found with some input, in the officer's language. Stored and answered is one English sentence, and officers read it in their language, also years
/// later and also when another node said it: each module brings the sentences that it may meet (<c>Details.fr.json</c>), with <c>{0}</c> for a value. A quoted
/// value brings its quotes along; a sentence of no known form stays as it is.
/// </summary>
internal static partial class Details
{
    private static readonly FrozenDictionary<string, SentenceForm[]> forms = Text.Read("Details/").ToFrozenDictionary(
        table => table.Key,
        table => table.Value.Select(row => new SentenceForm(row.Key, row.Value)).OrderByDescending(form => form.Weight).ToArray(),
        StringComparer.Ordinal);

    // The longer before what it ends with.
    private static readonly Regex places = new($@"\b(?:{string.Join('|',
    [
        Text.Key("after line"), Text.Key("line"), Text.Key("column"), Text.Key("message"), Text.Key("segment"), Text.Key("element"), Text.Key("component"), Text.Key("item"),
    ])})(?= \S)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static SentenceForm[] Here => forms.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, []);

    extension(Text text)
    {
        /// <summary>What happened, and what exactly was found.</summary>
        public string Told(Fault fault) => $"{text[fault.Code.Title]} {text.Told(fault.Detail)}".TrimEnd();

        public string Told(string english) => Here.Length == 0 ? english : text.Told(english, onlyWords: false) ?? english;

        /// <summary>A name of the code in words, MeansOfTransport as Means of transport; as it stands where it is none.</summary>
        public string Word(string name) => text[Spaced(name)] is var told && told != Spaced(name) ? told : name;

        /// <summary>The place of what was found: lines, columns and segments by their names, paths as they are.</summary>
        public string? PlaceOf(string? english) => english is null ? null : places.Replace(english, place => text[place.Value]);

        private string? Told(string english, bool onlyWords)
        {
            if (text[english] is var told && told != english)
            {
                return told;
            }

            // A node puts its code before the words of another, and the place behind them.
            if (Reported().Match(english) is { Success: true } report)
            {
                var (code, said, at) = (report.Groups["code"].Value, report.Groups["said"].Value, report.Groups["at"].Value);
                return $"{code}\u00a0: {text.Told(said)}{(at.Length == 0 ? "" : $" ({text.PlaceOf(at)})")}";
            }

            foreach (var form in Here)
            {
                if ((form.BeginsWithWords || !onlyWords) && form.ValuesIn(english) is { } values)
                {
                    return string.Format(CultureInfo.CurrentCulture, form.Told, [.. values.Select(text.Value)]);
                }
            }

            return null;
        }

        // What somebody sent is never translated, unless it is one of the words that this node uses itself.
        private string Value(string english) =>
            text.Told(english, onlyWords: true) ?? string.Join(", ", english.Split(", ").Select(text.Word));
    }

    private static string Spaced(string word) => Hump().Replace(word, hump => $" {char.ToLowerInvariant(hump.ValueSpan[0])}");

    [GeneratedRegex(@"^(?<code>[a-z]+(?:-[a-z]+)+|EBMS:[0-9]{4}(?: \w+)?): (?<said>.+?)(?: \((?<at>[$/][^()]*(?:\([^()]*\))?)\))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Reported();

    [GeneratedRegex("(?<=[a-z])[A-Z](?=[a-z])")]
    private static partial Regex Hump();
}
