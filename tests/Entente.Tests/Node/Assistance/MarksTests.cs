using Entente.Agreements;
using Entente.Node.Assistance;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Tests.Node.Assistance;

/// <summary>What an officer marks is tighter than the case, never wider; what was assured is marked by itself.</summary>
public sealed class MarksTests
{
    private static readonly Conditions conditions = new()
    {
        Purpose = Purpose.MutualAssistance, Handling = HandlingCode.H1, Authorities = [AuthorityKind.Customs], Onward = Onward.Never, KeepUntil = new(2031, 1, 1), Reference = "D-118",
    };

    [Theory]
    [InlineData(HandlingCode.H0, false, HandlingCode.H1)] // never wider than the case
    [InlineData(HandlingCode.H2, false, HandlingCode.H2)]
    [InlineData(HandlingCode.H0, true, HandlingCode.H1)]
    public void The_strictest_handling_counts(HandlingCode marked, bool assured, HandlingCode counts) =>
        new Marks { Handling = marked }.On(conditions, assured ? [Condition.AssuranceNoEvidence] : []).Handling.ShouldBe(counts);

    [Fact]
    public void Whoever_assured_to_use_nothing_as_evidence_gets_it_marked_so() =>
        new Marks().On(conditions with { Handling = HandlingCode.H0 }, [Condition.AssuranceNoEvidence]).Handling.ShouldBe(HandlingCode.H1);

    [Fact]
    public void A_day_shortens_and_never_lengthens()
    {
        new Marks { KeepUntil = new(2027, 1, 1) }.On(conditions, []).KeepUntil.ShouldBe(new(2027, 1, 1));
        new Marks { KeepUntil = new(2040, 1, 1) }.On(conditions, []).KeepUntil.ShouldBe(new(2031, 1, 1));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        new Marks().Unfit([]).ShouldBeNull();
        new Marks { Handling = HandlingCode.H3 }.Unfit([]).ShouldNotBeNull().At.ShouldBe("$.marks.handlingNote");
        new Marks().Unfit([Condition.AssuranceRetention]).ShouldNotBeNull().At.ShouldBe("$.marks.keepUntil");
        new Marks { KeepUntil = new(2027, 1, 1) }.Unfit([Condition.AssuranceRetention]).ShouldBeNull();
    }
}
