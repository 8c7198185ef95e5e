using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>Looks for the fewest changes that make a question lawful. What it proposes, the gate has permitted.</summary>
internal static class Remedies
{
    private const int MostShown = 8;

    private const int MostTried = 400;

    // More changes than that are another exchange, not this one mended.
    private const int MostChanges = 5;

    public static IReadOnlyList<Remedy> Of(AgreementBook book, Question question)
    {
        var start = new Draft(question, []);
        var clauses = Reachable(book, question).ToLookup(pair => Math.Max(1, Distance(pair.Clause, question)));
        var drafts = new List<Draft>(Days(book, question).Select(day => start.Then(question with { On = day }, new Change.WaitUntil(day))));
        for (var changes = 1; changes <= MostChanges; changes++)
        {
            drafts.AddRange(clauses[changes].SelectMany(pair => Drafts(pair.Bond, pair.Clause, start)).Take(MostTried));
            var remedies = Lawful(book, drafts.Where(draft => draft.Changes.Length == changes));
            if (remedies.Count > 0)
            {
                return remedies;
            }
        }

        return [];
    }

    private static List<Remedy> Lawful(AgreementBook book, IEnumerable<Draft> drafts)
    {
        var remedies = new List<Remedy>();
        foreach (var draft in drafts.Take(MostTried).DistinctBy(draft => string.Join('\n', draft.Changes.Select(change => change.ToString()))))
        {
            // The first day that will do is enough: they come in order.
            var isLaterDay = draft.Changes is [Change.WaitUntil] && remedies.Any(remedy => remedy.Changes is [Change.WaitUntil]);
            if (!isLaterDay && Gate.Check(book, draft.Question) is Verdict.Permitted permitted)
            {
                remedies.Add(new(draft.Changes, draft.Question, permitted));
                if (remedies.Count == MostShown)
                {
                    break;
                }
            }
        }

        return remedies;
    }

    private static IEnumerable<(Bond Bond, Clause Clause)> Reachable(AgreementBook book, Question question)
    {
        var suspensions = book.SuspensionsBetween(question.From, question.To);
        return from bond in book.Between(question.From, question.To)
               where bond.IsInForce(question.On) && Gate.SuspensionOf(bond, suspensions, question) is null
               from clause in bond.Clauses
               where clause.Data.Overlaps(question.Data)
               select (bond, clause);
    }

    /// <summary>Days after the one asked for on which a version begins or a suspension has ended.</summary>
    private static IEnumerable<DateOnly> Days(AgreementBook book, Question question) => book.Between(question.From, question.To).Select(bond => bond.Agreement.From)
        .Concat(book.SuspensionsBetween(question.From, question.To).Where(suspension => suspension.Until < DateOnly.MaxValue).Select(suspension => suspension.Until!.Value.AddDays(1)))
        .Where(day => day > question.On).Distinct().Order();

    /// <summary>How many changes the clause takes at the least.</summary>
    private static int Distance(Clause clause, Question question) =>
        One(!FitsExchange(clause, question)) + One(!FitsAuthorities(clause, question)) + One(!clause.Purposes.Contains(question.Purpose))
        + One(!Actions(clause, question).Includes(question.Asks)) + clause.When.Without(question.Holding).Count + One(question.Approval < clause.Approval);

    private static int One(bool changed) => changed ? 1 : 0;

    private static bool FitsExchange(Clause clause, Question question) =>
        clause.Exchanges.Contains(question.Exchange) && clause.NamesAssistance(question.Exchange, question.Assistance);

    private static bool FitsAuthorities(Clause clause, Question question) =>
        clause.Giver.Authorities.Contains(question.FromAuthority) && clause.Receiver.Authorities.Contains(question.ToAuthority);

    /// <summary>What the receiver could do with it at the most.</summary>
    private static WordSet<PermittedAction> Actions(Clause clause, Question question) =>
        question.Origin is { } origin ? clause.Standing.Actions.And(origin.Obligations.Actions) : clause.Standing.Actions;

    private static IEnumerable<Draft> Drafts(Bond bond, Clause clause, Draft start) =>
        from exchanged in Exchanged(clause, start, IsHemmedIn(bond, start.Question))
        from purposed in Purposed(clause, Authorised(clause, exchanged), IsHemmedIn(bond, exchanged.Question))
        let asked = Asked(clause, purposed)
        let approved = asked.Question.Approval >= clause.Approval ? asked
            : asked.Then(asked.Question with { Approval = clause.Approval }, new Change.Approve(clause.Approval))
        let met = approved.Meeting(clause.When)
        from unbanned in Unbanned(bond, clause, Marked(met), depth: 0)
        select unbanned;

    /// <summary>Whether something else than the clause may stand in the way, so that another exchange or purpose of the same clause is a way round it.</summary>
    private static bool IsHemmedIn(Bond bond, Question question) => bond.BansOn(question.Exchange).Length > 0 || question.Purpose == UsePurpose.CriminalEvidence;

    private static IEnumerable<Draft> Exchanged(Clause clause, Draft draft, bool hemmedIn)
    {
        var question = draft.Question;
        var fits = FitsExchange(clause, question);
        if (fits && !hemmedIn)
        {
            return [draft];
        }

        var others = from exchange in clause.Exchanges
                     from type in exchange.NamesAssistance ? clause.Assistance.Select(type => (AssistanceType?)type) : [null]
                     where exchange != question.Exchange || type != question.Assistance
                     orderby exchange != question.Exchange, type != question.Assistance
                     select draft.Then(question with { Exchange = exchange, Assistance = type }, new Change.OtherExchange(exchange, type, clause.Agreement.Instrument));
        return fits ? others.Prepend(draft) : others;
    }

    private static Draft Authorised(Clause clause, Draft draft)
    {
        var question = draft.Question;
        if (FitsAuthorities(clause, question))
        {
            return draft;
        }

        var (giver, receiver) = (clause.Giver.Authorities, clause.Receiver.Authorities);
        var from = giver.Contains(question.FromAuthority) ? question.FromAuthority : giver.First();
        var to = receiver.Contains(question.ToAuthority) ? question.ToAuthority : receiver.First();
        return draft.Then(question with { FromAuthority = from, ToAuthority = to }, new Change.OtherAuthority(from, to));
    }

    private static IEnumerable<Draft> Purposed(Clause clause, Draft draft, bool hemmedIn)
    {
        var fits = clause.Purposes.Contains(draft.Question.Purpose);
        var given = Unconsented(draft.Question)?.Obligations.Purpose;
        var others = clause.Purposes.Where(purpose => purpose != draft.Question.Purpose && (!fits || hemmedIn || purpose == given))
            .Select(purpose => draft.Then(draft.Question with { Purpose = purpose }, new Change.OtherPurpose(purpose)));
        return fits ? others.Prepend(draft) : others;
    }

    /// <summary>Of what it asks for, what may be asked; where that is nothing, all that the clause would permit instead.</summary>
    private static Draft Asked(Clause clause, Draft draft)
    {
        var permitted = Actions(clause, draft.Question);
        if (permitted.Includes(draft.Question.Asks))
        {
            return draft;
        }

        var rest = permitted.Overlaps(draft.Question.Asks) ? permitted.And(draft.Question.Asks) : permitted;
        return draft.Then(draft.Question with { Asks = rest }, new Change.OtherActions(rest));
    }

    /// <summary>What the item's own marks ask for, as far as asking can lift them.</summary>
    private static Draft Marked(Draft draft)
    {
        var question = draft.Question;
        if (Unconsented(question) is { } origin && (origin.Obligations.Onward?.WithConsent == true
            || question.Handling >= HandlingCode.H2 || origin.Obligations.Handling >= HandlingCode.H2 || origin.Obligations.Purpose != question.Purpose))
        {
            var consent = new OnwardConsent(question.To, question.On);
            draft = draft.Then(question with { Origin = origin with { Consents = [.. origin.Consents, consent] } }, new Change.ObtainConsent(origin.Provider, question.To));
        }

        return question.Purpose == UsePurpose.CriminalEvidence && (question.Handling >= HandlingCode.H1 || question.Origin?.Obligations.Handling >= HandlingCode.H1)
            ? draft.Meeting([Condition.ConsentGiven])
            : draft;
    }

    /// <summary>Where it came from, if it goes on to another without the consent of its provider.</summary>
    private static Origin? Unconsented(Question question) =>
        question.Origin is { } origin && origin.Provider != question.To && !origin.Consented(question.To, question.On) ? origin : null;

    /// <summary>Ways around what the clause's own agreement forbids: meet what lifts it, or leave out what it is about.</summary>
    private static IEnumerable<Draft> Unbanned(Bond bond, Clause clause, Draft draft, int depth)
    {
        if (draft.Changes.Length > MostChanges || depth > 4)
        {
            return [];
        }

        if (Gate.Forbidding(bond, draft.Question) is not { } ban)
        {
            return [draft];
        }

        var ways = new List<Draft>();
        if (!ban.Says.Unless.IsEmpty)
        {
            ways.Add(draft.Meeting(ban.Says.Unless));
        }

        if (draft.Question.Data.Without(ban.Says.Data) is var rest && !ban.Says.Data.IsEmpty && rest.Overlaps(clause.Data))
        {
            ways.Add(draft.Leaving(draft.Question.Data.And(ban.Says.Data)));
        }

        return ways.SelectMany(way => Unbanned(bond, clause, way, depth + 1));
    }

    private sealed record Draft(Question Question, Change[] Changes)
    {
        public Draft Then(Question question, Change change) => new(question, [.. Changes, change]);

        public Draft Meeting(WordSet<Condition> conditions) => conditions.Without(Question.Holding).Aggregate(this, (draft, condition) => draft.Then(
            draft.Question with { Circumstances = [.. draft.Question.Circumstances, new(condition, "")] }, new Change.Meet(condition)));

        public Draft Leaving(WordSet<DataField> fields)
        {
            var before = Changes.OfType<Change.LeaveOut>().FirstOrDefault();
            var all = before is null ? fields : fields.Or(before.Fields);
            return new(Question with { Data = Question.Data.Without(fields) }, [.. Changes.Where(change => change != before), new Change.LeaveOut(all)]);
        }
    }
}
