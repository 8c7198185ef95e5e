using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Messages;

namespace Entente.Tests.Assistance;

public sealed class CaseTableTests
{
    public static TheoryData<CaseState, CaseStep, Side> Everything =>
        [.. from state in Enum.GetValues<CaseState>() from step in Enum.GetValues<CaseStep>() from side in Enum.GetValues<Side>() select new TheoryDataRow<CaseState, CaseStep, Side>(state, step, side)];

    [Fact]
    public void The_table_of_the_page_is_the_table_of_the_code() => CaseTable.Rows.Select(row => string.Join(" | ",
            Words.Of(row.Step), row.By is { } side ? Words.Of(side) : "either", $"{row.From}", row.To is { } to ? Words.Of(to) : "(same)", row.Message?.Name ?? "-"))
        .ShouldBe(SpecTables.Rows("step", "by", "from", "to", "message").Select(row => string.Join(" | ", [row[0], row[1], Ordered(row[2]), row[3], row[4]])));

    [Fact]
    public void The_states_of_the_page_are_those_of_the_code_with_whose_turn_it_is() => Enum.GetValues<CaseState>()
        .Select(state => (Words.Of(state), CaseTable.TurnOf(state) is { } side ? Words.Of(side) : "nobody"))
        .ShouldBe(SpecTables.Rows("state", "meaning", "whose turn").Select(row => (row[0], row[2])));

    [Fact]
    public void The_crossings_of_the_page_are_those_of_the_code()
    {
        var page =
            (from row in SpecTables.Rows("arrives", "while the case is", "becomes")
             from step in SpecTables.Words(row[0])
             from state in SpecTables.Words(row[1])
             select $"{step} in {state}: {(row[2].StartsWith("(same)", StringComparison.Ordinal) ? "(same)" : row[2].Split(':')[0])}").ToList();
        var code =
            from crossing in CaseTable.Crossings
            from step in crossing.Arriving
            from state in crossing.While
            select $"{Words.Of(step)} in {Words.Of(state)}: {(crossing.To is { } to ? Words.Of(to) : "(same)")}";

        code.Order(StringComparer.Ordinal).ShouldBe(page.Order(StringComparer.Ordinal));
        page.Distinct().Count().ShouldBe(page.Count, "each pair once");
    }

    [Fact]
    public void Each_step_has_one_row_and_is_found_by_its_word() => Enum.GetValues<CaseStep>().ShouldAllBe(step => CaseTable.Of(step).Step == step);

    [Fact]
    public void No_crossing_is_a_step_that_the_table_has() => CaseTable.Crossings
        .SelectMany(crossing => crossing.Arriving.SelectMany(step => crossing.While.Where(state => CaseTable.Of(step).From.Contains(state)).Select(state => $"{step} in {state}"))).ShouldBeEmpty();

    [Theory, MemberData(nameof(Everything))]
    public void A_step_is_taken_from_where_the_table_has_it_by_whom_it_names_and_refused_elsewhere(CaseState state, CaseStep step, Side side)
    {
        var row = CaseTable.Of(step);
        var before = Given.At(side, state);

        var outcome = before.Decide(Given.Event(step), Given.Central);

        if (row.From.Contains(state) && (row.By is null || row.By == side))
        {
            var moved = outcome.ShouldBeOfType<CaseOutcome.Moved>();
            moved.Case.State.ShouldBe(row.To ?? state);
            moved.Row.Message.ShouldBe(row.Message);
            moved.Case.Told.ShouldBe(row.Message is null || (state is CaseState.Drafted or CaseState.Spoken && step is not (CaseStep.Share or CaseStep.Send)) ? before.Told : row.To ?? state);
        }
        else
        {
            var fault = outcome.ShouldBeOfType<CaseOutcome.Refused>().Fault;
            fault.Code.Id.ShouldBe("assistance-state");
            fault.Detail.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Theory, MemberData(nameof(Everything))]
    public void What_arrives_is_taken_noted_as_too_late_or_refused_and_never_anything_else(CaseState state, CaseStep step, Side side)
    {
        var row = CaseTable.Of(step);
        var crossing = CaseTable.Crossings.SingleOrDefault(one => one.Arriving.Contains(step) && one.While.Contains(state));

        var outcome = Given.At(side, state).Take(Given.Event(step));

        if (row.Message is null || row.By == side)
        {
            outcome.ShouldBeOfType<CaseOutcome.Refused>().Fault.Code.Id.ShouldBe("assistance-state"); // nobody speaks for the other side
        }
        else if (row.From.Contains(state) || crossing is { Counts: true })
        {
            outcome.ShouldBeOfType<CaseOutcome.Moved>().Case.State.ShouldBe((crossing is null ? row.To : crossing.To) ?? state);
        }
        else if (crossing is not null)
        {
            outcome.ShouldBeOfType<CaseOutcome.TooLate>().Crossing.ShouldBe(crossing);
        }
        else
        {
            outcome.ShouldBeOfType<CaseOutcome.Refused>().Fault.Code.Id.ShouldBe("assistance-state");
        }
    }

    [Fact]
    public void What_has_ended_goes_on_only_to_its_file()
    {
        foreach (var state in new[] { CaseState.Refused, CaseState.Withdrawn, CaseState.Lapsed, CaseState.Reported })
        {
            CaseTable.Rows.Where(row => row.From.Contains(state)).ShouldHaveSingleItem().Step.ShouldBe(CaseStep.Close);
        }

        CaseTable.Rows.ShouldAllBe(row => !row.From.Contains(CaseState.Closed));
    }

    [Fact]
    public void An_answer_is_not_filed_before_its_outcome_is_known() => CaseTable.Of(CaseStep.Close).From.Contains(CaseState.Replied).ShouldBeFalse();

    [Fact]
    public void Every_message_of_a_step_is_of_a_kind_of_assistance() => CaseTable.Rows.Select(row => row.Message).OfType<MessageKind>()
        .ShouldAllBe(kind => kind.Name.StartsWith("assistance.", StringComparison.Ordinal) && kind.Acknowledged);

    // The page lists states in the order of a reader, the code in that of the list.
    private static string Ordered(string states) =>
        new WordSet<CaseState>().Or([.. SpecTables.Words(states).Select(word => Words.TryParse<CaseState>(word, out var state) ? state : throw new InvalidOperationException(word))]).ToString();
}
