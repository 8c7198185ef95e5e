namespace Entente.Agreements;

/// <summary>Which clause comes nearest to permitting what none permits, and by what it misses.</summary>
internal static class NearestMiss
{
    /// <remarks>Looked for by agreement id; of each, among the clauses that go the way that is asked for first; in the order of the file.</remarks>
    public static Verdict.Refused Of(AgreementBook book, Question question, Instrument? only)
    {
        var suspensions = book.SuspensionsBetween(question.From, question.To);
        Clause? nearest = null;
        var reason = RefusalReason.Exchange;

        // Both ways have the same bonds in the same order.
        var (ways, backs) = (book.Between(question.From, question.To), book.Between(question.To, question.From));
        for (var n = 0; n < ways.Length; n++)
        {
            if (ways[n].IsInForce(question.On) && (only is null || ways[n].Agreement.Instrument == only) && Gate.SuspensionOf(ways[n], suspensions, question) is null)
            {
                Look(ways[n].Clauses, question, ref nearest, ref reason);
                Look(backs[n].Clauses, question, ref nearest, ref reason);
            }
        }

        return new(reason, nearest?.Name)
        {
            Lacking = reason == RefusalReason.Condition ? Lacking(nearest!, question) : [],
            Beyond = reason == RefusalReason.Action ? question.Asks.Without(nearest!.Standing.Actions) : [],
            Suspension = reason == RefusalReason.Suspended ? Array.Find(suspensions, suspension => suspension.Stops(question.From, question.To, question.On)
                && (suspension.StopsArticle(nearest!.Agreement.Id, nearest.Article.Number) || suspension.Fields(nearest.Agreement.Id).Overlaps(question.Data))) : null,
        };
    }

    private static void Look(Clause[] clauses, Question question, ref Clause? nearest, ref RefusalReason reason)
    {
        foreach (var clause in clauses)
        {
            var misses = By(clause, question);
            if (nearest is null || Distance(misses) < Distance(reason)
                || (misses == reason && misses == RefusalReason.Condition && Lacking(clause, question).Count < Lacking(nearest, question).Count))
            {
                (nearest, reason) = (clause, misses);
            }
        }
    }

    private static RefusalReason By(Clause clause, Question question) =>
        !clause.Exchanges.Contains(question.Exchange) ? RefusalReason.Exchange
        : !clause.NamesAssistance(question.Exchange, question.Assistance) ? RefusalReason.Assistance
        : clause.Giver.Party != question.From ? RefusalReason.Direction
        : !clause.Giver.Authorities.Contains(question.FromAuthority) || !clause.Receiver.Authorities.Contains(question.ToAuthority) ? RefusalReason.Authority
        : !clause.Purposes.Contains(question.Purpose) ? RefusalReason.Purpose
        : !clause.Standing.Actions.Includes(question.Asks) ? RefusalReason.Action
        : !question.Holding.Includes(clause.When) ? RefusalReason.Condition
        : question.Approval < clause.Approval ? RefusalReason.Approval
        : !clause.Data.Overlaps(question.Data) ? RefusalReason.Data
        : RefusalReason.Suspended;

    // What only a suspension keeps back is nearest of all.
    private static int Distance(RefusalReason reason) => reason == RefusalReason.Suspended ? 0 : 100 - (int)reason;

    private static WordSet<Condition> Lacking(Clause clause, Question question) => clause.When.Without(question.Holding);
}
