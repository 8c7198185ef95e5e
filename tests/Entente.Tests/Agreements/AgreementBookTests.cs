using Entente.Agreements;

namespace Entente.Tests.Agreements;

public sealed class AgreementBookTests
{
    /// <summary>The second version's number and first day after a first one that is in force in all of 2026, and the fault.</summary>
    [Theory]
    [InlineData(2, "2026-07-01", null, "")] // replaces it while it is in force
    [InlineData(2, "2027-01-01", null, "")] // follows it without a day between
    [InlineData(2, "2027-01-02", "begins on 2027-01-02 only", "inForce")] // a gap
    [InlineData(2, "2026-01-01", "not after version 1", "inForce")] // an overlap: version 1 would never have been in force
    [InlineData(2, "2025-06-01", "not after version 1", "inForce")]
    [InlineData(3, "2026-07-01", "followed by version 3", "version")]
    [InlineData(1, "2026-07-01", "two versions 1", "version")]
    public void Versions_follow_each_other_without_gap_or_overlap(int version, string from, string? fault, string key)
    {
        var first = Given.Agreement(Text(1, "2026-01-01", "2026-12-31"));
        var second = Given.Agreement(Text(version, from, "2030-12-31"));

        var faults = AgreementBook.Check([second, first]);

        faults.Select(found => found.Code.Id).ShouldBe(fault is null ? [] : ["agreement-version"]);
        if (fault is not null)
        {
            faults[0].Detail.ShouldContain(fault);
            var line = Array.FindIndex(Given.Bilateral.Split('\n'), text => text.StartsWith($"{key}:", StringComparison.Ordinal)) + 1;
            faults[0].At!.ShouldStartWith($"NL-CA/{version}, line {line}, column ");
            Should.Throw<ArgumentException>(() => AgreementBook.Of([first, second]));
        }
    }

    [Fact]
    public void The_agreements_of_a_day_are_those_of_the_versions_in_force()
    {
        var book = AgreementBook.Of([Given.Agreement(Text(1, "2026-01-01", "2026-12-31")), Given.Agreement(Text(2, "2026-07-01", "2026-09-30"))]);
        string[] On(string day) => [.. book.InForce("CA", "NL", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Select(agreement => agreement.ToString())];

        On("2025-12-31").ShouldBeEmpty();
        On("2026-06-30").ShouldBe(["NL-CA/1"]);
        On("2026-07-01").ShouldBe(["NL-CA/2"]);
        On("2026-10-01").ShouldBeEmpty("the version that was replaced does not come back");
        book.Clauses("NL", "CA", new(2026, 8, 1)).Select(clause => clause.ToString()).ShouldBe(["NL-CA/2 4(1)", "NL-CA/2 8(1)"], "article 9 is reserved");
    }

    [Theory]
    [InlineData("NL-CA/2 4(1)", true)]
    [InlineData("NL-CA/12 12.6.1(f3)", true)]
    [InlineData("NL-CA/2 4(0)", false)]
    [InlineData("NL-CA/02 4(1)", false)]
    [InlineData("NL-CA/2 4(ff1)", false)]
    [InlineData("NL-CA/2 4", false)]
    [InlineData("NL-CA 4(1)", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_name_of_a_clause_is_read_as_it_is_written(string? text, bool isName)
    {
        ClauseRef.TryParse(text, out var clause).ShouldBe(isName);
        (clause.ToString() == text).ShouldBe(isName);
    }

    private static string Text(int version, string from, string until) => Given.Bilateral.Replace("version: 1", $"version: {version}", StringComparison.Ordinal)
        .Replace("from: 2026-01-01, until: 2030-12-31", $"from: {from}, until: {until}", StringComparison.Ordinal);
}
