using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Node.Console;
using Entente.Protocol.Faults;
using Entente.Tests.Architecture;

namespace Entente.Tests.Node.Console;

public sealed partial class DetailsTests
{
    private static readonly Text text = new();

    private static readonly List<(string File, string Sentence)> said = [.. Said()];

    [Theory]
    [InlineData("UNT counts 9 segments and the message has 4.", "UNT compte 9 segments et le message en a 4.")]
    [InlineData("The column is not mapped: \"0\".", "La colonne n’a pas de correspondance\u00a0: \"0\".")]
    [InlineData("\"a {0} b\" is negative.", "\"a {0} b\" est négatif.")]
    [InlineData("\"A person needs a name.\" is negative.", "\"A person needs a name.\" est négatif.")] // what somebody sent stays as it is
    [InlineData("It was entered under MeansOfTransport. Withdraw it and enter another.", "Il a été saisi sous\u00a0: Moyen de transport. Retirez-le et saisissez-en un autre.")]
    [InlineData("Expected a number of 18 characters for NL.", "Attendu\u00a0: un numéro de 18 caractères pour NL.")]
    [InlineData("message-value: At most 5 characters. ($.question (line 4, column 27))", "message-value\u00a0: 5 caractères au plus. ($.question (ligne 4, colonne 27))")]
    [InlineData("Nobody has signed this report: EBMS:0101 FailedAuthentication: The message is not signed.", "Personne n’a signé ce rapport\u00a0: EBMS:0101 FailedAuthentication\u00a0: Le message n’est pas signé.")]
    [InlineData("The partner said something of its own.", "The partner said something of its own.")]
    [InlineData("", "")]
    public void A_detail_is_told_in_French_with_its_values(string english, string french)
    {
        Told.In("fr", () => text.Told(english)).ShouldBe(french);
        Told.In("en", () => text.Told(english)).ShouldBe(english);
    }

    [Theory]
    [InlineData("line 18, column 12, /Declaration/GoodsShipment[1]", "ligne 18, colonne 12, /Declaration/GoodsShipment[1]")]
    [InlineData("line 1, message 1, segment 4 (NAD), element 2", "ligne 1, message 1, segment 4 (NAD), élément 2")]
    [InlineData("after line 3", "après la ligne 3")]
    [InlineData("/a/item", "/a/item")]
    [InlineData(null, null)]
    public void A_place_is_told_in_French_and_its_path_as_it_is(string? english, string? french) => Told.In("fr", () => text.PlaceOf(english)).ShouldBe(french);

    [Theory]
    [InlineData("MeansOfTransport", "Moyen de transport")]
    [InlineData("True", "Vraie")]
    [InlineData("SIM26NLE0005", "SIM26NLE0005")]
    public void A_name_of_the_code_is_told_in_words(string name, string french)
    {
        Told.In("fr", () => text.Word(name)).ShouldBe(french);
        Told.In("en", () => text.Word(name)).ShouldBe(name);
    }

    [Fact]
    public void A_fault_is_told_with_its_title() => Told.In("fr", () => text.Told(new Fault(FaultCode.AlertValue, "At most 5 characters.", "$.alert")))
        .ShouldBe("Une valeur du signalement n’a pas la forme de son champ. 5 caractères au plus.");

    [Fact]
    public void Every_sentence_that_says_what_was_found_has_its_French()
    {
        said.Count.ShouldBeGreaterThan(300);
        said.Where(one => text.TableOf("fr").ContainsKey(one.Sentence) is false && Told.In("fr", () => text.Told(Filled(one.Sentence))) == Filled(one.Sentence))
            .Select(one => $"{one.File}: {one.Sentence}").ShouldBeEmpty();
    }

    [Fact]
    public void No_French_is_of_a_sentence_that_nobody_says()
    {
        // What a reader found about a value is put together of the value, quoted, and words of at least two.
        var known = Literals().Select(one => Unquoted(Filled(one.Text))).Where(one => one.Contains(' ', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var parts = known.Where(one => one.Length > 8 && !one.EndsWith('.')).ToList();
        Tables().Select(row => row.Key)
            .Where(english => !known.Contains(Unquoted(Filled(english))) && !parts.Exists(part => Filled(english).Contains(part, StringComparison.Ordinal)))
            .Except(["UN/LOCODE", "nothing more"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_French_form_has_the_places_of_the_English_one() => Tables()
        .Where(row => !Hole().Matches(row.Key).Select(hole => hole.Value).Order(StringComparer.Ordinal)
            .SequenceEqual(Hole().Matches(row.Value).Select(hole => hole.Value).Order(StringComparer.Ordinal)))
        .Select(row => row.Key).ShouldBeEmpty();

    private static IEnumerable<KeyValuePair<string, string>> Tables() => Directory
        .EnumerateFiles(Repository.PathOf("src/Entente.Node"), "Details.fr.json", SearchOption.AllDirectories)
        .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!);

    // Every whole sentence in the code, but for those that only operators, programmers and partners' programs read.
    private static IEnumerable<(string File, string Sentence)> Said() =>
        from literal in Literals()
        where Whole().IsMatch(literal.Text) && !ForOthers().IsMatch(literal.Line) && !OthersFiles().IsMatch(literal.File)
        select (literal.File, literal.Text);

    private static IEnumerable<(string File, string Line, string Text)> Literals() =>
        from project in new[] { "Entente.Node", "Entente.Protocol", "Entente.TradeData", "Entente.As4", "Entente.Agreements", "Entente.Assistance" }
        from file in Directory.EnumerateFiles(Repository.PathOf($"src/{project}"), "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from literal in Literal().Matches(line)
        select (Path.GetRelativePath(Repository.Root, file), line, literal.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal));

    private static string Filled(string sentence) => Hole().Replace(sentence, "7");

    private static string Unquoted(string filled) => filled.Replace("\"7\"", "7", StringComparison.Ordinal);

    [GeneratedRegex(@"\$?""(?<text>(?:[^""\\{]|\\.|\{(?:[^{}""]|""[^""]*"")*\})*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{(?:[^{}""]|""[^""]*"")*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"^['""{A-Z].*[a-z] .*\.$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"Description\(|throw |Exception\(|LogLevel|Alarm =|WritesElsewhere|Summary\(|Public\(|AddPermission|create\w*\(|SELECT|INSERT|UPDATE", RegexOptions.IgnoreCase)]
    private static partial Regex ForOthers();

    [GeneratedRegex(@"Options\.cs|Figures\.cs|Module\.cs|Registration\.cs|Operations/(ApiDocument|Metrics|Health)\.cs|Platform/(Storage/|Rounds)|Delivery/Courier|Log/StartCheck|FirstStart|Alerts/Lists/|ListImport|CsvMapping|TradeWriter|Submission")]
    private static partial Regex OthersFiles();
}
