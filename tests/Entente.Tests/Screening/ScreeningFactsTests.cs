using Entente.Screening;

namespace Entente.Tests.Screening;

public sealed class ScreeningFactsTests
{
    [Theory]
    [InlineData(IdentifierKind.ContainerNumber, "CSQU 305438-3", 4)]
    [InlineData(IdentifierKind.ImoNumber, "9074729", 3)]
    [InlineData(IdentifierKind.Vat, "BE 403.170.701", 2)] // nine digits, as before 2005
    [InlineData(IdentifierKind.Eori, "BE0403170701", 2)] // many countries put the tax number behind the prefix
    [InlineData(IdentifierKind.Any, "IMO 9074729", 3)]
    public void An_equal_number_is_a_hit_however_it_is_written(IdentifierKind kind, string number, long entry) =>
        Screen(kind, number).ShouldHaveSingleItem().EntryId.ShouldBe(entry);

    [Theory]
    [InlineData(IdentifierKind.ContainerNumber, "CSQU3054384")]
    [InlineData(IdentifierKind.SealNumber, "9074729")] // a seal is not a ship
    [InlineData(IdentifierKind.Passport, "BE0403170701")]
    public void Another_number_is_no_hit(IdentifierKind kind, string number) => Screen(kind, number).ShouldBeEmpty();

    [Fact]
    public void A_wrong_check_digit_still_matches_and_is_told()
    {
        var match = Screen(IdentifierKind.ContainerNumber, "MSKU 601167-0").ShouldHaveSingleItem();

        match.Evidence.Select(row => row.Rule).ShouldBe(["identifier", "identifier-check-digit"]);
    }

    [Fact]
    public void A_different_number_of_the_hull_speaks_against_an_equal_name()
    {
        var subject = new Subject(SubjectKind.Vessel) { Names = ["Ocean Pearl 2"], Identifiers = [new(IdentifierKind.ImoNumber, "7625811")] };

        Given.Index().Screen(subject, ScreeningRules.DefaultThreshold).ShouldBeEmpty();
    }

    [Fact]
    public void A_weak_alias_counts_when_other_facts_support_it()
    {
        var subject = new Subject(SubjectKind.Person) { Names = ["Seryozha the Minister"], Birth = new(new(1950, 3, 21), new(1950, 3, 21)) };

        Given.Index().Screen(subject, ScreeningRules.DefaultThreshold).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("1950-03-21", "birth-same")]
    [InlineData("1950", "birth-overlaps")]
    [InlineData("1951-03-21", "birth-near")] // one digit
    [InlineData("1987-11-02", "birth-differs")]
    public void A_birth_date_lifts_or_lowers_but_never_vetoes_an_equal_name(string birth, string rule)
    {
        PartialDate.TryParse(birth, out var date).ShouldBeTrue();
        var match = Given.Index().Screen(new(SubjectKind.Person) { Names = ["Sergey Viktorovich Lavrov"], Birth = date }, ScreeningRules.DefaultThreshold).ShouldHaveSingleItem();

        match.Evidence.ShouldContain(row => row.Rule == rule);
    }

    [Fact]
    public void Every_rule_has_its_sentences_and_a_place_in_the_table()
    {
        ScreeningRules.All.Select(rule => rule.Id).ShouldBeUnique();
        ScreeningRules.All.ShouldAllBe(rule => rule.English.Contains('{') && rule.French.Contains('{') && rule.English != rule.French && rule.Weight != 0);
    }

    private static IReadOnlyList<Match> Screen(IdentifierKind kind, string number) =>
        Given.Index().Screen(new(SubjectKind.Unknown) { Identifiers = [new(kind, number)] }, ScreeningRules.DefaultThreshold);
}
