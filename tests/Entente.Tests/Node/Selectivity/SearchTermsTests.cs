using Entente.Node.Selectivity.Declarations;

namespace Entente.Tests.Node.Selectivity;

public sealed class SearchTermsTests
{
    private static readonly HashSet<long> Terms = [.. SearchTerms.Of(Given.Import, DeclarationHead.Of(Given.Import))];

    [Theory]
    [InlineData(1, "24NL0000000000A1", true)]
    [InlineData(1, "24nl-0000000000-a1", true)] // as people type it
    [InlineData(2, "CSQU 305438-3", true)]
    [InlineData(2, "CSQU3054384", false)]
    [InlineData(3, "medu1234567", true)]
    [InlineData(4, "SEAL 77", true)]
    [InlineData(5, "9074729", true)]
    [InlineData(5, "Ever Test", true)]
    [InlineData(6, "NL123456789", true)]
    [InlineData(8, "85", true)]
    [InlineData(8, "8527", true)]
    [InlineData(8, "852712", true)]
    [InlineData(8, "85271", false)] // no level of the Harmonized System
    [InlineData(9, "cn", true)]
    [InlineData(10, "NLRTM", true)]
    [InlineData(11, "NLRTM001", true)]
    [InlineData(12, "Import", true)]
    [InlineData(13, "CNSHK", true)]
    [InlineData(14, "NLRTM", true)]
    [InlineData(13, "NLRTM", false)] // the other way round is another route
    [InlineData(2, "24NL0000000000A1", false)] // the field counts
    public void A_declaration_is_found_by_what_it_names(int field, string value, bool found) =>
        Terms.Contains(SearchTerms.Of((TermField)field, value)!.Value).ShouldBe(found);

    [Theory]
    [InlineData("nordzee", true)]
    [InlineData("NORDZEE handel", true)]
    [InlineData("Handel, Nordzee", true)]
    [InlineData("Nordzée", true)] // accents do not count
    [InlineData("B.V.", true)]
    [InlineData("Nordzee Trading", false)] // every word must be there
    public void A_party_is_found_by_words_of_its_name(string asked, bool found) => SearchTerms.OfName(asked).All(Terms.Contains).ShouldBe(found);

    [Theory]
    [InlineData("")]
    [InlineData("-./ ")]
    public void Nothing_is_searched_by_marks_alone(string value) => SearchTerms.Of(TermField.Reference, value).ShouldBeNull();
}
