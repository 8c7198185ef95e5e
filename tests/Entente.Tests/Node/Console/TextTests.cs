using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Console;

public sealed partial class TextTests
{
    private static readonly string repository = FindRepository();

    private static readonly IReadOnlyDictionary<string, string> french = new Text().TableOf("fr");

    private static readonly List<(string File, string Code)> sources =
    [
        .. new[] { "src/Entente.Node", "src/Entente.Protocol" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(repository, folder), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(file))),
    ];

    [Fact]
    public void Every_sentence_of_the_console_has_a_French_text() => sources
        .SelectMany(source => Sentences(source.Code).Select(sentence => (source.File, sentence)))
        .Where(use => !french.ContainsKey(use.sentence))
        .Select(use => $"{Path.GetFileName(use.File)}: {use.sentence}")
        .ShouldBeEmpty();

    [Fact]
    public void Every_title_of_a_fault_has_a_French_text() =>
        FaultCode.All.Values.Select(code => code.Title).Where(title => !french.ContainsKey(title)).ShouldBeEmpty();

    [Fact]
    public void Every_act_on_record_has_a_French_text() =>
        Act.All.Values.Select(act => act.Words).Where(words => !french.ContainsKey(words)).ShouldBeEmpty();

    // The tables are one: of two texts for a sentence, only one would ever be shown.
    [Fact]
    public void A_sentence_has_the_same_French_text_in_every_module() => Directory
        .EnumerateFiles(Path.Combine(repository, "src/Entente.Node"), "Texts.fr.json", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!)
        .GroupBy(row => row.Key, row => row.Value)
        .Where(sentence => sentence.Distinct().Count() > 1)
        .Select(sentence => $"{sentence.Key}: {string.Join(" / ", sentence.Distinct())}")
        .ShouldBeEmpty();

    [Fact]
    public void No_French_text_is_unused() =>
        french.Keys.Where(english => !sources.Any(source => source.Code.Contains($"\"{english}\"", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Each_French_text_has_the_places_of_the_English_one() => french
        .Where(row => !Places(row.Key).SequenceEqual(Places(row.Value)))
        .Select(row => row.Key)
        .ShouldBeEmpty();

    [Theory]
    [InlineData("en", 0, "0 days")]
    [InlineData("en", 1, "1 day")]
    [InlineData("fr", 0, "0 jour")] // French counts nought as one
    [InlineData("fr", 2, "2 jours")]
    public void Plural_follows_the_language(string language, long count, string expected) =>
        Told.In(language, () => new Text().Plural(count, "{0} day", "{0} days")).ShouldBe(expected);

    private static IEnumerable<string> Sentences(string code) =>
        Sentence().Matches(code).SelectMany(match => match.Groups["text"].Captures).Select(capture => capture.Value);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Entente.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        }

        return folder;
    }

    [GeneratedRegex("(?:\\bT\\[|\\bText\\.Key\\(|\\bT\\.Plural\\([^\"]*?\"(?<text>[^\"]*)\",\\s*)\"(?<text>[^\"]*)\"")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
