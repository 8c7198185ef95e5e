using Entente.Protocol.Access;

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

/// <summary>What changes when one text replaces another, or one book another: asked of the gate, flow by flow, never read off the texts.</summary>
public static class AgreementComparison
{
    // Where a flow has more sets of conditions than that, they are asked one by one and all together, and not in every combination.
    private const int MostSets = 8;

    /// <summary>Every flow that starts, stops or changes. <see langword="null"/> stands for no agreement at all. Each text is asked on its first day.</summary>
    public static IReadOnlyList<FlowChange> Of(Agreement? before, Agreement? after) => Compare(Side.Of(before), Side.Of(after));

    /// <summary>Every flow between two administrations that starts, stops or changes on a day: what an amendment, a suspension or its end would do, before it is done.</summary>
    public static IReadOnlyList<FlowChange> Of(AgreementBook before, AgreementBook after, string one, string other, DateOnly on) =>
        Compare(Side.Of(before, one, other, on), Side.Of(after, one, other, on));

    /// <summary>Whether a change touches something that was permitted: it is no more, not all of it is, or it is on other terms.</summary>
    /// <param name="before">The verdict on it under the earlier law.</param>
    /// <param name="after">The verdict on the same under the later.</param>
    public static bool Touches(Verdict before, Verdict after) => before is Verdict.Permitted was && (after is not Verdict.Permitted now || was.Passing != now.Passing || !IsSame(before, after));

    private static List<FlowChange> Compare(Side before, Side after) => [.. before.Flows.Union(after.Flows).Select(flow => Compare(flow, before, after)).OfType<FlowChange>()];

    private static FlowChange? Compare(Flow flow, Side before, Side after)
    {
        (Verdict Before, Verdict After)? difference = null;
        var (passed, passes) = (false, false);
        foreach (var question in Questions(flow, before, after))
        {
            var (one, other) = (before.Decide(flow, question), after.Decide(flow, question));
            passed |= one is Verdict.Permitted;
            passes |= other is Verdict.Permitted;
            difference ??= IsSame(one, other) ? null : (one, other);
        }

        return difference is not { } found || (!passed && !passes) ? null
            : new(flow, !passed ? FlowChangeKind.Starts : !passes ? FlowChangeKind.Stops : FlowChangeKind.Changes, found.Before, found.After);
    }

    /// <summary>
    /// The questions about a flow in which clauses can differ: what some of them ask for together, with each approval, and the authorities of each.
    /// </summary>
    private static IEnumerable<Question> Questions(Flow flow, Side before, Side after)
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
               from authorities in before.AuthoritiesOf(flow).Union(after.AuthoritiesOf(flow))
               select new Question
               {
                   Exchange = flow.Exchange,
                   Assistance = flow.Assistance,
                   From = flow.Giver,
                   To = flow.Receiver,
                   FromAuthority = authorities.From,
                   ToAuthority = authorities.To,
                   Purpose = flow.Purpose,
                   Data = [flow.Field],
                   Circumstances = [.. circumstances.Select(condition => new Attestation(condition, ""))],
                   Approval = approval,
                   On = default,
               };
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

    /// <summary>What is compared, and the day on which it is asked.</summary>
    private sealed class Side(AgreementBook book, DateOnly on, IEnumerable<Clause> all)
    {
        private readonly ILookup<Flow, Clause> clauses = all.SelectMany(clause => FlowsOf(clause).Select(flow => (flow, clause))).ToLookup(pair => pair.flow, pair => pair.clause);

        public IEnumerable<Flow> Flows => clauses.Select(group => group.Key);

        public static Side Of(Agreement? agreement) => agreement is null ? new(AgreementBook.Empty, default, []) : new(AgreementBook.Unchecked(agreement), agreement.From, Clause.Of(agreement));

        public static Side Of(AgreementBook book, string one, string other, DateOnly on) => new(book, on, book.Clauses(one, other, on).Concat(book.Clauses(other, one, on)));

        public IEnumerable<WordSet<Condition>> ConditionsOf(Flow flow) => clauses[flow].Select(clause => clause.When)
            .Concat(book.Between(flow.Giver, flow.Receiver).Where(bond => bond.IsInForce(on)).SelectMany(bond => bond.BansOn(flow.Exchange)).Select(ban => ban.Says.Unless));

        public IEnumerable<(AuthorityKind From, AuthorityKind To)> AuthoritiesOf(Flow flow) => clauses[flow].Select(clause => (clause.Giver.Authorities.First(), clause.Receiver.Authorities.First()));

        public Verdict Decide(Flow flow, Question question) =>
            clauses.Contains(flow) ? Gate.Check(book, question with { On = on }) : new Verdict.Refused(RefusalReason.Exchange, null);

        private static IEnumerable<Flow> FlowsOf(Clause clause) =>
            from exchange in clause.Exchanges
            from type in exchange.NamesAssistance ? clause.Assistance.Select(type => (AssistanceType?)type) : [null]
            from purpose in clause.Purposes
            from field in clause.Data
            select new Flow(clause.Giver.Party, clause.Receiver.Party, exchange, type, purpose, field);
    }
}
