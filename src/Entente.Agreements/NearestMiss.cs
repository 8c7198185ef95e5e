namespace Entente.Agreements;

/// <summary>Which clause comes nearest to permitting what none permits, and by what it misses.</summary>
internal static class NearestMiss
{
    public static Verdict.Refused Of(AgreementBook book, Question question, Instrument? only)
    {
        var suspensions = book.SuspensionsBetween(question.From, question.To);
        Clause? nearest = null;
        var reason = RefusalReason.Exchange;
        foreach (var clause in Clauses(book, question, suspensions, only))
        {
            var misses = By(clause, question, suspensions);
            if (nearest is null || Distance(misses) < Distance(reason)
                || (misses == reason && misses == RefusalReason.Condition && Lacking(clause, question).Count < Lacking(nearest, question).Count))
            {
                (nearest, reason) = (clause, misses);
            }
        }

        return new(reason, nearest?.Name)
        {
            Lacking = reason == RefusalReason.Condition ? Lacking(nearest!, question) : [],
            Suspension = reason == RefusalReason.Suspended ? Array.Find(suspensions, suspension => suspension.Stops(question.From, question.To, question.On)
                && (suspension.StopsArticle(nearest!.Agreement.Id, nearest.Article.Number) || suspension.Fields(nearest.Agreement.Id).Overlaps(question.Data))) : null,
        };
    }

    /// <summary>By agreement id; of each, what goes the way that is asked for first; in the order of the file. Both ways have the same bonds in the same order.</summary>
    private static IEnumerable<Clause> Clauses(AgreementBook book, Question question, Suspension[] suspensions, Instrument? only) =>
        from bond in book.Between(question.From, question.To).Zip(book.Between(question.To, question.From), (way, back) => (way, back))
        where bond.way.IsInForce(question.On) && (only is null || bond.way.Agreement.Instrument == only) && Gate.SuspensionOf(bond.way, suspensions, question) is null
        from clause in bond.way.Clauses.Concat(bond.back.Clauses)
        select clause;

    private static RefusalReason By(Clause clause, Question question, Suspension[] suspensions) =>
        !clause.Exchanges.Contains(question.Exchange) ? RefusalReason.Exchange
        : !clause.NamesAssistance(question.Exchange, question.Assistance) ? RefusalReason.Assistance
        : clause.Giver.Party != question.From ? RefusalReason.Direction
        : !clause.Giver.Authorities.Contains(question.FromAuthority) || !clause.Receiver.Authorities.Contains(question.ToAuthority) ? RefusalReason.Authority
        : !clause.Purposes.Contains(question.Purpose) ? RefusalReason.Purpose
        : !question.Holding.Includes(clause.When) ? RefusalReason.Condition
        : question.Approval < clause.Approval ? RefusalReason.Approval
        : !clause.Data.Overlaps(question.Data) ? RefusalReason.Data
        : RefusalReason.Suspended;

    // What only a suspension keeps back is nearest of all.
    private static int Distance(RefusalReason reason) => reason == RefusalReason.Suspended ? 0 : 100 - (int)reason;

    private static WordSet<Condition> Lacking(Clause clause, Question question) => clause.When.Without(question.Holding);
}
