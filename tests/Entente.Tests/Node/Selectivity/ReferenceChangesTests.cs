using Entente.Node.Selectivity.Reference;

namespace Entente.Tests.Node.Selectivity;

public sealed class ReferenceChangesTests
{
    private static readonly DateOnly Newer = new(2026, 7, 1);

    [Fact]
    public void A_first_list_opens_its_codes_since_ever()
    {
        var changes = ReferenceChanges.Between(List(), List(Code("NLRTM", "Rotterdam")), Newer);

        changes.Opened.ShouldHaveSingleItem().ValidFrom.ShouldBe(DateOnly.MinValue);
        changes.Closed.ShouldBeEmpty();
    }

    [Fact]
    public void A_newer_list_closes_what_vanished_and_what_changed_and_opens_what_came_and_what_changed()
    {
        var changes = ReferenceChanges.Between(
            List(Code("AAAAA", "Stays"), Code("BBBBB", "Goes"), Code("CCCCC", "Old name")), List(Code("AAAAA", "Stays"), Code("CCCCC", "New name"), Code("DDDDD", "Comes")), Newer);

        changes.Closed.Order().ShouldBe(["BBBBB", "CCCCC"]);
        changes.Opened.Select(code => $"{code.Code} {code.Name} {code.ValidFrom:yyyy-MM-dd}").Order().ShouldBe(["CCCCC New name 2026-07-01", "DDDDD Comes 2026-07-01"]);
    }

    [Theory]
    [InlineData("2026-06-30", false)]
    [InlineData("2026-07-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)] // the day of closing is the first on which it is not valid
    public void A_code_is_valid_from_its_first_day_until_the_day_it_is_closed(string on, bool valid) =>
        (Code("NLRTM", "Rotterdam") with { ValidFrom = Newer, ValidTo = new(2027, 1, 1) })
            .IsValid(DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(valid);

    private static ReferenceCode Code(string code, string name) => new() { Code = code, Name = name };

    private static Dictionary<string, ReferenceCode> List(params ReadOnlySpan<ReferenceCode> codes) => codes.ToArray().ToDictionary(code => code.Code);
}
