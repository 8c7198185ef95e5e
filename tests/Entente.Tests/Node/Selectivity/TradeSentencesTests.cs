using System.Text.RegularExpressions;
using Entente.Node.Console;
using Entente.Node.Selectivity;
using Entente.Tests.Architecture;
using Entente.Tests.Node.Console;

namespace Entente.Tests.Node.Selectivity;

public sealed partial class TradeSentencesTests
{
    private static readonly Text text = new();

    [Theory]
    [InlineData("UNT counts 9 segments and the message has 4.", "UNT compte 9 segments et le message en a 4.")]
    [InlineData("The column is not mapped: \"0\".", "La colonne n’a pas de correspondance\u00a0: \"0\".")]
    [InlineData("\"a {0} b\" is negative.", "\"a {0} b\" est négatif.")]
    [InlineData("The parser said something of its own.", "The parser said something of its own.")]
    public void A_finding_is_told_in_French_with_its_values(string english, string expected)
    {
        Told.In("fr", () => text.Finding(english)).ShouldBe(expected);
        Told.In("en", () => text.Finding(english)).ShouldBe(english);
    }

    [Theory]
    [InlineData("line 18, column 12, /Declaration/GoodsShipment[1]", "ligne 18, colonne 12, /Declaration/GoodsShipment[1]")]
    [InlineData("line 1, message 1, segment 4", "ligne 1, message 1, segment 4")]
    [InlineData(null, null)]
    public void A_place_is_told_in_French_and_its_path_as_it_is(string? english, string? expected) => Told.In("fr", () => text.PlaceOf(english)).ShouldBe(expected);

    // What a parser of the platform says is English for everybody; so is what is wrong with a mapping, which an administrator reads when the node starts.
    [Fact]
    public void Every_sentence_in_which_a_reader_refuses_has_a_French_form()
    {
        var sentences = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Entente.TradeData"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Refusal().Matches(File.ReadAllText(file)))
            .Select(match => Hole().Replace(match.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal), "7"))
            .Where(sentence => sentence.EndsWith('.'))
            .ToList();
        sentences.Count.ShouldBeGreaterThan(30);
        sentences.Where(sentence => Told.In("fr", () => text.Finding(sentence)) == sentence).ShouldBeEmpty();
    }

    [GeneratedRegex(@"FaultCode\.Trade(?!Mapping)\w+, (?:[^"";]*\? )?\$?""(?<text>(?:[^""\\]|\\.)*)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Hole();
}
