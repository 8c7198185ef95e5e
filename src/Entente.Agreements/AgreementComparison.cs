namespace Entente.Agreements;

/// <summary>One thing that can cross a border under an agreement: a field of a category, in an exchange, for a purpose.</summary>
public sealed record Flow(string Giver, string Receiver, ExchangeKind Exchange, AssistanceType? Assistance, UsePurpose Purpose, DataField Field);

public enum FlowChangeKind
{
    Starts = 1,
    Stops,

    /// <summary>Both permit it, and differ in what it takes or in what it obliges to.</summary>
    Changes,
}

/// <param name="Flow">What is touched.</param>
/// <param name="Kind">How.</param>
/// <param name="Before">The verdict of the earlier version, in the first circumstances in which the two differ.</param>
/// <param name="After">The verdict of the later version in the same circumstances.</param>
public sealed record FlowChange(Flow Flow, FlowChangeKind Kind, Verdict Before, Verdict After);

/// <summary>What changes when one text replaces another: asked of the gate, flow by flow, never read off the texts.</summary>
public static class AgreementComparison
{
    // Where the conditions of a flow make more cases than that, only the sets that stand in clauses are asked, not their unions.
    private const int MostSets = 8;

    /// <summary>Every flow that starts, stops or changes. <see langword="null"/> stands for no agreement at all.</summary>
    public static IReadOnlyList<FlowChange> Of(Agreement? before, Agreement? after)
    {
        var (earlier, later) = (new Side(before), new Side(after));
        return [.. earlier.Flows.Union(later.Flows).Select(flow => Compare(flow, earlier, later)).OfType<FlowChange>()];
    }

    private static FlowChange? Compare(Flow flow, Side before, Side after)
    {
        var cases = Cases(flow, before, after);
        (Verdict Before, Verdict After)? difference = null;
        var (passed, passes) = (false, false);
        foreach (var (circumstances, approval) in cases)
        {
            var (one, other) = (before.Decide(flow, circumstances, approval), after.Decide(flow, circumstances, approval));
            passed |= one is Verdict.Permitted;
            passes |= other is Verdict.Permitted;
            difference ??= IsSame(one, other) ? null : (one, other);
        }

        return difference is not { } found || (!passed && !passes) ? null
            : new(flow, !passed ? FlowChangeKind.Starts : !passes ? FlowChangeKind.Stops : FlowChangeKind.Changes, found.Before, found.After);
    }

    /// <summary>The circumstances in which clauses of the flow can differ: what some of them ask for together, with each approval that one of them asks for.</summary>
    private static IEnumerable<(WordSet<Condition> Circumstances, Approval Approval)> Cases(Flow flow, Side before, Side after)
    {
        HashSet<WordSet<Condition>> sets = [[], .. before.ConditionsOf(flow), .. after.ConditionsOf(flow)];
        HashSet<WordSet<Condition>> unions = [.. sets, sets.Aggregate((one, other) => one.Or(other))];
        if (sets.Count <= MostSets)
        {
            foreach (var set in sets)
            {
                unions.UnionWith([.. unions.Select(union => union.Or(set))]);
            }
        }

        return from circumstances in unions.OrderBy(set => set.Count).ThenBy(set => set.Bits)
               from approval in Enum.GetValues<Approval>()
               select (circumstances, approval);
    }

    private static bool IsSame(Verdict one, Verdict other) => (one, other) switch
    {
        (Verdict.Permitted { Obligations: var before }, Verdict.Permitted { Obligations: var after }) =>
            (before with { LastDay = null, Retention = null }) == (after with { LastDay = null, Retention = null }) && IsSame(before.Retention, after.Retention),
        (Verdict.Refused, Verdict.Refused) => true,
        _ => false,
    };

    private static bool IsSame(Retention? one, Retention? other) =>
        one is null || other is null ? one == other : !one.IsLongerThan(other) && !other.IsLongerThan(one);

    /// <summary>One of the two texts, asked on its first day.</summary>
    private sealed class Side
    {
        private readonly AgreementBook book;

        private readonly DateOnly on;

        private readonly ILookup<Flow, Clause> clauses;

        public Side(Agreement? agreement)
        {
            book = agreement is null ? AgreementBook.Empty : AgreementBook.Of([agreement]);
            on = agreement?.From ?? default;
            Clause[] all = agreement is null ? [] : [.. Clause.Of(agreement)];
            clauses = all.SelectMany(clause => FlowsOf(clause).Select(flow => (flow, clause))).ToLookup(pair => pair.flow, pair => pair.clause);
        }

        public IEnumerable<Flow> Flows => clauses.Select(group => group.Key);

        public IEnumerable<WordSet<Condition>> ConditionsOf(Flow flow) => clauses[flow].Select(clause => clause.When)
            .Concat(book.Between(flow.Giver, flow.Receiver).SelectMany(bond => bond.BansOn(flow.Exchange)).Select(ban => ban.Says.Unless));

        public Verdict Decide(Flow flow, WordSet<Condition> circumstances, Approval approval)
        {
            var clause = clauses[flow].FirstOrDefault();
            return clause is null ? new Verdict.Refused(RefusalReason.Exchange, null) : Gate.Check(book, new Question
            {
                Exchange = flow.Exchange,
                Assistance = flow.Assistance,
                From = flow.Giver,
                To = flow.Receiver,
                FromAuthority = clause.Giver.Authorities.First(),
                ToAuthority = clause.Receiver.Authorities.First(),
                Purpose = flow.Purpose,
                Data = [flow.Field],
                Circumstances = [.. circumstances.Select(condition => new Attestation(condition, ""))],
                Approval = approval,
                On = on,
            });
        }

        private static IEnumerable<Flow> FlowsOf(Clause clause) =>
            from exchange in clause.Exchanges
            from type in exchange.NamesAssistance ? clause.Assistance.Select(type => (AssistanceType?)type) : [null]
            from purpose in clause.Purposes
            from field in clause.Data
            select new Flow(clause.Giver.Party, clause.Receiver.Party, exchange, type, purpose, field);
    }
}
