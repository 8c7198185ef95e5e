using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Assistance;

namespace Entente.Tests.Node.Assistance;

/// <summary>The clocks of a case stand still while its agreement is suspended, and for nothing else.</summary>
public sealed class CaseStopsTests
{
    private static readonly DateTimeOffset sent = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CaseRow row = new() { Partner = "CA", Us = Side.Requested };

    [Theory]
    [InlineData("everything", true)]
    [InlineData("agreement", true)]
    [InlineData("article", true)]
    [InlineData("other partner", false)]
    [InlineData("other agreement", false)]
    [InlineData("other article", false)]
    [InlineData("category", false)] // the rest of the case goes on
    [InlineData("throttle", false)]
    [InlineData("what we give", true)] // we are asked: the answer is what we give
    [InlineData("what they give", false)]
    public void A_suspension_stops_what_it_is_about(string what, bool stops)
    {
        var suspension = Suspended(1, 4);
        suspension = what switch
        {
            "agreement" => suspension with { Agreement = "NL-CA-CMAA" },
            "article" => suspension with { Agreement = "NL-CA-CMAA", Article = "8" },
            "other partner" => suspension with { Partner = "SG" },
            "other agreement" => suspension with { Agreement = "NL-CA-MLAT" },
            "other article" => suspension with { Agreement = "NL-CA-CMAA", Article = "9" },
            "category" => suspension with { Category = "persons" },
            "throttle" => suspension with { PerHour = 10 },
            "what we give" => suspension with { GivingOnly = true, Ours = true },
            "what they give" => suspension with { GivingOnly = true, Ours = false },
            _ => suspension,
        };

        Kinds(suspension).ShouldBe(stops ? ["Stepped", "Held", "Released", "Stepped"] : ["Stepped", "Stepped"]);
    }

    [Fact]
    public void Those_that_overlap_are_one_and_one_that_is_not_lifted_goes_on()
    {
        Kinds(Suspended(1, 3), Suspended(2, 5), Suspended(6, 7)).ShouldBe(["Stepped", "Held", "Released", "Held", "Released", "Stepped"]);
        Kinds(Suspended(1, 3), Suspended(2, null)).ShouldBe(["Stepped", "Held", "Stepped"]);
        Kinds(Suspended(30, null)).ShouldBe(["Stepped", "Stepped"]); // it begins later
    }

    [Fact]
    public void It_ends_with_its_last_day_or_when_it_is_lifted_whichever_comes_first()
    {
        var ends = CaseStops.Among([], [Suspended(1, null) with { UntilDay = "2026-03-05" }], row, new("NL-CA-CMAA", 1, "8"), sent.AddDays(10));

        ends.OfType<CaseEntry.Released>().ShouldHaveSingleItem().At.ShouldBe(new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero));
        CaseStops.Among([], [Suspended(1, 2) with { UntilDay = "2026-03-05" }], row, null, sent.AddDays(10)).OfType<CaseEntry.Released>().ShouldHaveSingleItem().At.ShouldBe(sent.AddDays(2));
    }

    private static IEnumerable<string> Kinds(params SuspensionRow[] suspensions) => CaseStops.Among(
        [new CaseEntry.Stepped(sent, CaseStep.Send, CaseState.Received), new CaseEntry.Stepped(sent.AddDays(9), CaseStep.Admit, CaseState.Admissible)],
        suspensions, row, new("NL-CA-CMAA", 1, "8"), sent.AddDays(10)).Select(entry => entry.GetType().Name);

    private static SuspensionRow Suspended(int from, int? until) => new()
    {
        Partner = "CA", Ours = true, FromDay = $"{sent.AddDays(from):yyyy-MM-dd}", SuspendedAt = sent.AddDays(from), LiftedAt = until is { } day ? sent.AddDays(day) : null, Reason = "An audit",
        State = until is null ? SuspensionState.Active : SuspensionState.Lifted,
    };
}
