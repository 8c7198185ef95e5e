using Entente.Agreements;
using Entente.Assistance;

namespace Entente.Tests.Assistance;

public sealed class DecisionTests
{
    private static readonly CaseFile admissible = Given.At(Side.Requested, CaseState.Admissible);

    public static TheoryData<RefusalGround> Grounds => [.. Enum.GetValues<RefusalGround>()];

    [Fact]
    public void The_grounds_of_the_page_are_those_of_the_code() => GroundTable.Rows.Select(row => (Words.Of(row.Ground), row.MayPostpone ? "yes" : "no", row.NeedsProvision ? "yes" : "no"))
        .ShouldBe(SpecTables.Rows("ground", "may postpone").Select(row => (row[0], row[1], row[2])));

    [Theory, MemberData(nameof(Grounds))]
    public void Each_ground_has_its_row_with_words(RefusalGround ground)
    {
        var row = GroundTable.Of(ground);
        row.Ground.ShouldBe(ground);
        row.Says.ShouldEndWith(".");
        row.Helps.ShouldEndWith(".");
    }

    [Theory, MemberData(nameof(Grounds))]
    public void A_ground_that_the_agreement_does_not_know_declines_nothing(RefusalGround ground)
    {
        var without = admissible with { Grounds = WordSet.All<RefusalGround>().Without([ground]) };

        Detail(without.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(ground, "s. 1", "Because.")), Given.Officer)).ShouldStartWith($"The agreement does not know the ground {Words.Of(ground)};");
    }

    [Theory, MemberData(nameof(Grounds))]
    public void A_ground_refuses_with_its_provision_and_postpones_where_it_can_pass(RefusalGround ground)
    {
        var row = GroundTable.Of(ground);

        (admissible.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(ground, null, "Because.")), Given.Officer) is CaseOutcome.Moved).ShouldBe(!row.NeedsProvision);
        (admissible.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(ground, "s. 1", "Because.")), Given.Officer) is CaseOutcome.Moved).ShouldBeTrue();
        (admissible.Decide(new CaseEvent.Declined(CaseStep.Postpone, new(ground, "s. 1", "Because."), Given.Today), Given.Officer) is CaseOutcome.Moved).ShouldBe(row.MayPostpone);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    public void Declining_has_a_reason(string reason) => Detail(admissible.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(RefusalGround.Political, null, reason)), Given.Officer)).ShouldBe("Say why.");

    [Fact]
    public void A_postponement_names_a_day() => Detail(admissible.Decide(new CaseEvent.Declined(CaseStep.Postpone, new(RefusalGround.PublicInterest, null, "Not now.")), Given.Officer)).ShouldContain("day");

    [Theory, MemberData(nameof(Grounds))]
    public void What_is_concealed_tells_nothing_of_the_true_ground(RefusalGround ground)
    {
        var told = new Decision(ground, "Aliens Act, s. 9", "Operation Heron has him under watch.", Conceal: true).Told(WordSet.All<RefusalGround>());

        told.ShouldBe(new Decision(RefusalGround.PublicInterest, null, Decision.Concealed));
        $"{told}".ShouldNotContain("Heron");
    }

    [Fact]
    public void A_ground_behind_which_others_are_concealed_reads_the_same_when_nothing_is()
    {
        var known = WordSet.All<RefusalGround>();
        var concealed = new Decision(RefusalGround.ImpedesProceeding, null, "Operation Heron.", Conceal: true).Told(known);

        new Decision(RefusalGround.PublicInterest, "Customs Act, s. 107", "Trade would come to a stop.").Told(known).ShouldBe(concealed);
        new Decision(RefusalGround.Sovereignty, null, "It is ours to decide.").Told(known).ShouldBe(concealed! with { Ground = RefusalGround.Sovereignty });
        new Decision(RefusalGround.NoReciprocity, null, "You could not.").Told(known)!.Reason.ShouldBe("You could not.");
    }

    [Theory]
    [InlineData(RefusalGround.ImpedesProceeding, false, RefusalGround.Sovereignty)] // the agreement knows no public interest
    [InlineData(RefusalGround.ImpedesProceeding, true, null)] // sovereignty does not pass: it cannot postpone
    public void It_is_concealed_behind_a_ground_that_the_agreement_knows_and_that_bears_it(RefusalGround ground, bool postponing, RefusalGround? cover)
    {
        WordSet<RefusalGround> known = [RefusalGround.Sovereignty, RefusalGround.DomesticLaw, ground];

        (new Decision(ground, null, "Secret.", Conceal: true).Told(known, postponing)?.Ground).ShouldBe(cover);
    }

    [Fact]
    public void An_officer_is_told_beforehand_where_nothing_can_be_concealed()
    {
        var bare = admissible with { Grounds = [RefusalGround.ImpedesProceeding] };

        Detail(bare.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(RefusalGround.ImpedesProceeding, null, "Secret.", Conceal: true)), Given.Officer)).ShouldContain("no ground behind which");
    }

    [Fact]
    public void What_reveals_nothing_is_not_concealed() =>
        Detail(admissible.Decide(new CaseEvent.Declined(CaseStep.Refuse, new(RefusalGround.InsufficientContent, null, "Too little.", Conceal: true)), Given.Officer)).ShouldContain("told as it is");

    [Theory, MemberData(nameof(Grounds))]
    public void What_is_told_is_taken_at_the_other_side(RefusalGround ground)
    {
        var row = GroundTable.Of(ground);
        var told = new Decision(ground, row.NeedsProvision ? "s. 1" : null, "Because.", row.MayBeConcealed).Told(WordSet.All<RefusalGround>())!;

        Given.At(Side.Requesting, CaseState.Admissible).Take(new CaseEvent.Declined(CaseStep.Refuse, told)).ShouldBeOfType<CaseOutcome.Moved>();
    }

    private static string Detail(CaseOutcome outcome)
    {
        var fault = outcome.ShouldBeOfType<CaseOutcome.Refused>().Fault;
        fault.Code.Id.ShouldBe("assistance-ground");
        return fault.Detail;
    }
}
