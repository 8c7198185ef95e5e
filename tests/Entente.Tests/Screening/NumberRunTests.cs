using Entente.Screening;

namespace Entente.Tests.Screening;

public sealed class NumberRunTests
{
    private static readonly ListedEntry Stolen = new(7, SubjectKind.Unknown, "alerts 12")
    {
        Identifiers = [new(IdentifierKind.Passport, "AB 120000", "NL") { Last = "AB 129999" }],
    };

    private static readonly ListedEntry Notes = new(8, SubjectKind.Unknown, "alerts 12")
    {
        Identifiers = [new(IdentifierKind.SerialNumber, "L00000001A") { Last = "L00000640A" }],
    };

    [Theory]
    [InlineData("AB120000", "AB129999", true)]
    [InlineData("AB 120-000", "ab129999", true)] // as people write it
    [InlineData("L00000001A", "L00000640A", true)] // a letter behind, as on banknotes
    [InlineData("1", "9", true)]
    [InlineData("AB129999", "AB120000", false)] // backwards
    [InlineData("AB120000", "AB120000", false)]
    [InlineData("AB120000", "AC129999", false)]
    [InlineData("AB120000", "AB1200000", false)] // one digit more is another form
    [InlineData("ABCD", "ABCE", false)] // nothing counts
    [InlineData("", "", false)]
    public void A_run_is_two_numbers_that_only_their_count_tells_apart(string first, string last, bool isRun) => NumberRun.IsRun(first, last).ShouldBe(isRun);

    [Theory]
    [InlineData(IdentifierKind.Passport, "AB120000", 7)]
    [InlineData(IdentifierKind.Passport, "AB125555", 7)]
    [InlineData(IdentifierKind.Passport, "ab 129-999", 7)]
    [InlineData(IdentifierKind.NationalId, "AB125555", 7)] // a paper of another kind, as for single numbers
    [InlineData(IdentifierKind.Any, "AB125555", 7)]
    [InlineData(IdentifierKind.SerialNumber, "L00000333A", 8)]
    [InlineData(IdentifierKind.Passport, "AB119999", 0)]
    [InlineData(IdentifierKind.Passport, "AB130000", 0)]
    [InlineData(IdentifierKind.Passport, "AB1255550", 0)]
    [InlineData(IdentifierKind.Passport, "AC125555", 0)]
    [InlineData(IdentifierKind.SerialNumber, "L00000333B", 0)]
    [InlineData(IdentifierKind.ContainerNumber, "AB125555", 0)] // a number of another kind of thing
    public void What_lies_between_the_first_and_the_last_is_found_and_nothing_beside(IdentifierKind kind, string number, long entry)
    {
        var index = new ScreeningIndex();
        index.Apply([Stolen, Notes, Given.Container], []);

        var found = index.Screen(new(SubjectKind.Unknown) { Identifiers = [new(kind, number)] }, ScreeningRules.DefaultThreshold);

        found.Select(match => match.EntryId).ShouldBe(entry == 0 ? [] : [entry]);
    }

    [Fact]
    public void The_finding_names_the_run()
    {
        var index = new ScreeningIndex();
        index.Apply([Stolen], []);

        index.Screen(new(SubjectKind.Unknown) { Identifiers = [new(IdentifierKind.Passport, "AB125555", "NL")] }, ScreeningRules.DefaultThreshold)
            .ShouldHaveSingleItem().Evidence.ShouldHaveSingleItem().Sentence.ShouldBe("The number AB125555 is listed as AB 120000\u2013AB 129999.");
    }
}
