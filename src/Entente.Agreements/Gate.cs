using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>Decides whether something may cross, under which clause, without which fields and with which obligations. Denies whatever no clause permits.</summary>
/// <remarks>Pure: the same book and question have the same answer at both ends.</remarks>
public static class Gate
{
    /// <summary>The verdict; a refusal comes with what would make it lawful.</summary>
    public static Verdict Decide(AgreementBook book, Question question) =>
        Check(book, question) is var verdict && verdict is Verdict.Refused refused ? refused with { Remedies = Remedies.Of(book, question) } : verdict;

    /// <summary>The verdict alone, for where nobody asks what would make it lawful; or under one kind of instrument, as if there were no other.</summary>
    public static Verdict Check(AgreementBook book, Question question, Instrument? only = null)
    {
        var bonds = book.Between(question.From, question.To);
        var suspensions = book.SuspensionsBetween(question.From, question.To);
        if (Standing(bonds, suspensions, question, only) is { } away)
        {
            return away;
        }

        if (OwnMarks(question) is { } kept)
        {
            return kept;
        }

        Ban? ban = null;
        Clause? best = null;
        WordSet<DataField> passing = [];
        foreach (var bond in bonds)
        {
            if (!bond.IsInForce(question.On) || (only is { } kind && bond.Agreement.Instrument != kind) || SuspensionOf(bond, suspensions, question) is not null)
            {
                continue;
            }

            if (Forbidding(bond, question) is { } forbidding)
            {
                ban ??= forbidding;
                continue;
            }

            foreach (var clause in bond.ClausesOf(question.Exchange))
            {
                if (!Fits(clause, question))
                {
                    continue;
                }

                var fields = clause.Data.And(question.Data);
                if (suspensions.Length > 0)
                {
                    fields = Unsuspended(clause, fields, suspensions, question);
                }

                if (!fields.IsEmpty && (best is null || IsBetter(clause, fields, best, passing, question)))
                {
                    (best, passing) = (clause, fields);
                }
            }
        }

        // Without the fields that are taken out, an agreement that forbade them may permit the rest: the receiver will find so, and both must find the same.
        if (best is not null && ban is not null && passing != question.Data && Check(book, question with { Data = passing }, only) is Verdict.Permitted again)
        {
            return again with { Stripped = question.Data.Without(passing) };
        }

        return best is not null ? new Verdict.Permitted(best, passing, question.Data.Without(passing), ObligationsOf(best, question))
            : ban is not null ? new Verdict.Refused(RefusalReason.Forbidden, ban.Name) { Lacking = ban.Says.Unless.Without(question.Holding), Instead = ban.Says.Instead }
            : NearestMiss.Of(book, question, only);
    }

    /// <summary>Refused where nothing between the two stands on that day.</summary>
    private static Verdict.Refused? Standing(Bond[] bonds, Suspension[] suspensions, Question question, Instrument? only)
    {
        Suspension? first = null;
        foreach (var bond in bonds)
        {
            if (!bond.IsInForce(question.On) || (only is { } kind && bond.Agreement.Instrument != kind))
            {
                continue;
            }

            if (SuspensionOf(bond, suspensions, question) is not { } suspension)
            {
                return null;
            }

            first ??= suspension;
        }

        return first is null ? new(RefusalReason.NoAgreement, null) : new(RefusalReason.Suspended, null) { Suspension = first };
    }

    /// <summary>Refused where the item's own marks keep it: nothing that an agreement permits can lift them.</summary>
    private static Verdict.Refused? OwnMarks(Question question)
    {
        var consented = true;
        if (question.Origin is { } origin && origin.Provider != question.To)
        {
            consented = origin.Consented(question.To, question.On);
            if (origin.Obligations.LastDay < question.On
                || origin.Obligations.Onward is not { } rule || !rule.Authorities.Contains(question.ToAuthority) || !rule.Parties.Contains(question.To) || (rule.WithConsent && !consented))
            {
                return new(RefusalReason.Onward, origin.Clause);
            }
        }

        var noDissemination = !consented && MarkOf(question) >= HandlingCode.H2;
        var noCourt = question.Purpose == UsePurpose.CriminalEvidence && MarkOf(question) >= HandlingCode.H1 && !question.Holding.Contains(Condition.ConsentGiven);
        if (noDissemination || noCourt)
        {
            return new(RefusalReason.Handling, question.Origin?.Clause) { Lacking = noCourt ? [Condition.ConsentGiven] : [] };
        }

        if (!consented && question.Origin!.Obligations.Purpose != question.Purpose)
        {
            return new(RefusalReason.GivenFor, question.Origin.Clause);
        }

        return question.Origin is { } from && !from.Obligations.Actions.Includes(question.Asks)
            ? new(RefusalReason.Action, from.Clause) { Beyond = question.Asks.Without(from.Obligations.Actions) }
            : null;
    }

    // Loops and no lambdas from here to the end of the file: of hundreds of agreements each would allocate for its own.
    internal static Suspension? SuspensionOf(Bond bond, Suspension[] suspensions, Question question)
    {
        foreach (var suspension in suspensions)
        {
            if (suspension.Stops(question.From, question.To, question.On) && suspension.StopsWholly(bond.Agreement.Id))
            {
                return suspension;
            }
        }

        return null;
    }

    /// <summary>The first article of an agreement that forbids it.</summary>
    internal static Ban? Forbidding(Bond bond, Question question)
    {
        foreach (var ban in bond.BansOn(question.Exchange))
        {
            if (ban.AppliesTo(question))
            {
                return ban;
            }
        }

        return null;
    }

    /// <summary>The fields that no suspension of the clause's article or of a category keeps back.</summary>
    internal static WordSet<DataField> Unsuspended(Clause clause, WordSet<DataField> fields, Suspension[] suspensions, Question question)
    {
        foreach (var suspension in suspensions)
        {
            if (suspension.Stops(question.From, question.To, question.On))
            {
                fields = suspension.StopsArticle(clause.Agreement.Id, clause.Article.Number) ? [] : fields.Without(suspension.Fields(clause.Agreement.Id));
            }
        }

        return fields;
    }

    private static bool Fits(Clause clause, Question question) =>
        clause.NamesAssistance(question.Exchange, question.Assistance)
        && clause.Giver.Authorities.Contains(question.FromAuthority) && clause.Receiver.Authorities.Contains(question.ToAuthority)
        && clause.Purposes.Contains(question.Purpose)
        && clause.Standing.Actions.Includes(question.Asks)
        && question.Holding.Includes(clause.When)
        && question.Approval >= clause.Approval;

    // Bonds come by agreement id and clauses in the order of the file: of equals the first stays.
    private static bool IsBetter(Clause clause, WordSet<DataField> fields, Clause best, WordSet<DataField> passing, Question question)
    {
        var order = fields.Count.CompareTo(passing.Count);
        order = order != 0 ? order : (int)best.Handling - (int)clause.Handling;
        order = order != 0 ? order : clause.Standing.Actions.Count.CompareTo(best.Standing.Actions.Count);
        return (order != 0 ? order : LastDay(clause, question).CompareTo(LastDay(best, question))) > 0;
    }

    private static DateOnly LastDay(Clause clause, Question question) => clause.Retention?.LastDay(question.On) ?? DateOnly.MaxValue;

    private static HandlingCode MarkOf(Question question) =>
        question.Origin is { } origin && origin.Obligations.Handling > question.Handling ? origin.Obligations.Handling : question.Handling;

    private static Obligations ObligationsOf(Clause clause, Question question)
    {
        var mark = MarkOf(question);
        var obligations = clause.Standing with
        {
            Purpose = question.Purpose,
            Handling = mark > clause.Handling ? mark : clause.Handling,
            LastDay = clause.Retention?.LastDay(question.On),
            NotDecidingFactor = question.Unverified || question.Origin?.Obligations.NotDecidingFactor == true,
        };
        return question.Origin is not { } origin ? obligations : obligations with
        {
            Actions = obligations.Actions.And(origin.Obligations.Actions),
            Onward = OnwardRule.Narrower(obligations.Onward, origin.Obligations.Onward),
            LastDay = obligations.LastDay is { } own && !(origin.Obligations.LastDay < own) ? own : origin.Obligations.LastDay,
        };
    }
}
