using System.Collections.Frozen;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>Asks the law about every message, at both ends: the sender before it is queued, the receiver before it has any effect. What is decided is put down in the same transaction.</summary>
internal sealed class Gatekeeper(AgreementShelf shelf, OwnKeys own, IEnumerable<ExchangedKind> kinds)
{
    private readonly FrozenDictionary<string, ExchangedKind> kinds = kinds.ToFrozenDictionary(kind => Exchange.Action(kind.Kind, kind.Version), StringComparer.Ordinal);

    public ExchangeGate Gate => new(Send, Take, Hear, Again);

    /// <summary>May this go to that partner? With what would make it lawful, where not. No verdict: it says nothing about anybody, or cannot be read.</summary>
    public (Verdict? Verdict, Fault? Why) Ask(Session session, Actor actor, Outgoing message)
    {
        var decided = Decide(session, actor, message, Explained);
        return (decided.Verdict, decided.Fault);
    }

    /// <summary>What the law says today of a message of ours on which it was asked, with what would make it lawful where it is not; <see langword="null"/>: nothing was asked of it.</summary>
    public Verdict? Anew(Session session, string partner, string messageId) =>
        VerdictRow.Find(session, partner, messageId) is { Direction: "Out" } row && AskedQuestion.ReadAsked(row.Question) is { } asked
            ? Provenance.Decide(
                asked.Question with { On = DateOnly.FromDateTime(session.Now.UtcDateTime) }, Provenance.Read(session, partner, asked.Origins), one => Explained(shelf.At(session), one, asked.Under)).Verdict
            : null;

    /// <summary>What an officer's purpose is in the words of agreements.</summary>
    public static UsePurpose UseOf(Purpose purpose) => purpose switch
    {
        Purpose.RiskAnalysis => UsePurpose.RiskAnalysis,
        Purpose.Investigation => UsePurpose.CriminalInvestigation,
        Purpose.FinancialIntelligence => UsePurpose.FinancialIntelligence,
        _ => UsePurpose.CustomsEnforcement,
    };

    /// <summary>Whether officers work for it; what partners give may be for others as well.</summary>
    public static bool IsOfOfficers(UsePurpose purpose) => Enum.GetValues<Purpose>().Any(one => UseOf(one) == purpose);

    /// <summary>A suspension begins: what waits and may go no longer is kept back. Or a throttle: what waits and falls under it waits for its turn from now on.</summary>
    public void Begin(Session session, Actor actor, SuspensionRow suspension)
    {
        if (suspension.PerHour is null)
        {
            Recall(session, actor, suspension.Partner);
        }
        else if (suspension.SlowsHere)
        {
            Throttle.Begin(session, suspension.Number, suspension.Partner, suspension.PerHour.Value, suspension.EndsAt);
            foreach (var message in Under(session, suspension))
            {
                Throttle.Add(session, suspension.Number, message.Seq);
            }
        }
    }

    /// <summary>It is lifted: what was slowed goes on, and what was being sent when it was stopped is tried again if the law still lets it pass.</summary>
    public void End(Session session, Actor actor, SuspensionRow suspension)
    {
        Throttle.End(session, suspension.Number);
        Outbox.Reinstate(session, suspension.Partner);
        Recall(session, actor, suspension.Partner);
    }

    /// <summary>What waits for the partner and falls under a throttle.</summary>
    public static IEnumerable<OpenMessage> Under(Session session, SuspensionRow throttle) => Outbox.Open(session, throttle.Partner)
        .Where(message => VerdictRow.Find(session, throttle.Partner, message.MessageId) is { Permitted: true, Direction: "Out" } row && throttle.Covers(row));

    /// <summary>A party has signed a text, so that another law may be in force between any two of its parties: what waits under the one before and may go no longer is kept back.</summary>
    /// <param name="number">Of the text.</param>
    public void Settle(Session session, Actor actor, long number)
    {
        foreach (var party in PartyRow.Of(session, number).Where(party => party.Party != own.PartyId))
        {
            Recall(session, actor, party.Party);
        }
    }

    /// <summary>What waits for the partner and could go no longer under that book, with why.</summary>
    public static IEnumerable<(OpenMessage Message, Fault Why)> Stopped(Session session, string partner, AgreementBook book)
    {
        foreach (var message in Outbox.Open(session, partner))
        {
            if (VerdictRow.Find(session, partner, message.MessageId) is { } row && WhyNot(session, row, book, DateOnly.FromDateTime(session.Now.UtcDateTime)) is { } why)
            {
                yield return (message, why);
            }
        }
    }

    // It waits as it was sealed by the law of that time, and its header names that clause: with a field that may pass no longer, or under another clause, it may not go as it is.
    private static Fault? WhyNot(Session session, VerdictRow row, AgreementBook book, DateOnly today)
    {
        if (row is not { Permitted: true, Direction: "Out" } || AskedQuestion.ReadAsked(row.Question) is not { } asked)
        {
            return null;
        }

        var (decided, question) = Provenance.Decide(
            asked.Question with { On = today }, Provenance.Read(session, row.Partner, asked.Origins), one => Entente.Agreements.Gate.Check(book, one, asked.Under));
        return decided switch
        {
            Verdict.Refused refused => VerdictWords.FaultOf(refused, question),
            Verdict.Permitted { Stripped.IsEmpty: true } permitted when permitted.Clause.Name.ToString() == row.Clause => null,
            var verdict => new(FaultCode.AgreementRefused, $"It was queued under {row.Clause}. Decided anew: {VerdictWords.Short(verdict)}."),
        };
    }

    private Fault? Again(Session session, string partner, string messageId)
    {
        var law = LawAt(session);
        if (session.Find<Decision>(
            "SELECT number, law FROM exchange_verdict WHERE partner = @partner AND message_id = @messageId AND direction = 'Out' AND permitted = 1 ORDER BY number DESC LIMIT 1",
            new { partner, messageId }) is not { } known || known.Law == law)
        {
            return null;
        }

        var why = WhyNot(session, VerdictRow.Find(session, partner, messageId)!, shelf.At(session), DateOnly.FromDateTime(session.Now.UtcDateTime));
        if (why is null)
        {
            session.Execute("UPDATE exchange_verdict SET law = @law WHERE number = @Number", new { law, known.Number });
        }

        return why;
    }

    // What is agreed and suspended, and the day: what is permitted changes with nothing else.
    private string LawAt(Session session) => $"{shelf.StampAt(session)}/{session.Now:yyyy-MM-dd}";

    // Decides anew on what waits for a partner, and keeps back what the law lets pass no longer. It can be sent anew when it does.
    private void Recall(Session session, Actor actor, string partner)
    {
        foreach (var (message, why) in Stopped(session, partner, shelf.At(session)))
        {
            Outbox.KeepBack(session, actor, message.Seq, why);
        }
    }

    private Clearance Send(Session session, Actor actor, string messageId, Outgoing message)
    {
        var decided = Decide(session, actor, message, static (book, question, under) => Entente.Agreements.Gate.Check(book, question, under));
        if (decided.Verdict is null)
        {
            return decided.Fault is { } unread ? new Clearance.Closed(unread) : new Clearance.Open(message, null);
        }

        var row = RowOf(decided.Verdict, decided.Question!, decided.Under, decided.Provided, decided.Consents) with
        {
            Direction = "Out", Partner = message.Partner, MessageId = messageId, Action = message.Action, Officer = actor.Officer, Law = decided.Fault is null ? LawAt(session) : null,
        };
        VerdictRow.Insert(session, row);
        if (decided.Fault is { } why)
        {
            RecordBook.Append(session, actor, AgreementActs.KeptBack, "message", messageId, JsonDetail.Of(
                ("partner", message.Partner), ("action", message.Action), ("reason", row.Reason), ("clause", row.Clause)));
            return new Clearance.Closed(why);
        }

        Provenance.Keep(session, "Out", message.Partner, messageId, decided.Documents);

        return new Clearance.Open(decided.Message, row.Clause) { Throttles = [.. shelf.ThrottlesAt(session, message.Partner).Where(throttle => throttle.Covers(row)).Select(throttle => throttle.Number)] };
    }

    /// <summary>Decides on a message, takes out what may not pass, and decides anew on what is left, until nothing has to be taken out: the receiver asks about that, and both must find the same.</summary>
    private Decided Decide(Session session, Actor actor, Outgoing message, Func<AgreementBook, Question, Instrument?, Verdict> ask)
    {
        WordSet<DataField> stripped = [];
        while (true)
        {
            var (contents, tighten, fault) = Read(session, actor, message);
            contents = contents?.With(ExchangeProperties.AttestedOf(message.Properties), "officer");
            if (contents is null)
            {
                return new(null, null, null, message, fault);
            }

            var under = contents.Under;
            var documents = Provenance.DigestsOf(message.Attachments, contents);
            var provided = Provenance.Of(session, message, documents);
            var whole = QuestionOf(contents, own.PartyId, message.Partner, actor.Authority, ToAuthorityOf(contents.Conditions), DateOnly.FromDateTime(session.Now.UtcDateTime));
            var (verdict, question) = Provenance.Decide(whole, provided, one => ask(shelf.At(session), one, under));
            if (verdict is not Verdict.Permitted permitted)
            {
                return new(verdict, question, under, message, VerdictWords.FaultOf((Verdict.Refused)verdict, question)) { Provided = provided };
            }

            var consents = Provenance.ConsentsOf(session, message);
            if (consents.FirstOrDefault(consent => permitted.Obligations.Onward?.Parties.Contains(consent.To) != true) is { } idle)
            {
                return new(new Verdict.Refused(RefusalReason.Onward, permitted.Clause.Name), question, under, message, new(
                    FaultCode.AgreementRefused, $"{permitted.Clause.Name} lets it go on to {idle.To} in no case: a consent changes nothing in that.", "$.marks.consent.to")) { Provided = provided };
            }

            if (permitted.Stripped.IsEmpty)
            {
                return new(permitted with { Stripped = stripped }, question, under, tighten is null ? message : message with
                {
                    Payload = tighten(message.Payload, Tightened(contents.Conditions, permitted), []),
                    Properties = ExchangeProperties.Write(permitted, question, consents),
                }, null) { Provided = provided, Documents = documents, Consents = consents };
            }

            if (tighten is null || permitted.Stripped.Overlaps(contents.Essential))
            {
                // Without them nothing would be said.
                var refused = new Verdict.Refused(RefusalReason.Data, permitted.Clause.Name);
                return new(refused, question, under, message, VerdictWords.FaultOf(refused, question)) { Provided = provided };
            }

            stripped = stripped.Or(permitted.Stripped);
            message = message with { Payload = tighten(message.Payload, contents.Conditions, permitted.Stripped) };
        }
    }

    private (string? Under, Fault? Why) Take(Session session, Actor partner, Incoming message)
    {
        var action = Exchange.Action(message.Kind, message.Version);
        if (!kinds.TryGetValue(action, out var kind))
        {
            return (null, Unread(action));
        }

        if (kind.Read is null)
        {
            return (null, null);
        }

        var (contents, fault) = kind.Read(session, message.Partner, false, message.Payload);
        if (contents is null)
        {
            return (null, fault);
        }

        if (ExchangeProperties.Read(message.Properties) is not { } stated)
        {
            return (null, new(FaultCode.AgreementDeclined, "The message does not say under which clause it is sent."));
        }

        var question = QuestionOf(contents.With(new(stated.Conditions), message.Partner), message.Partner, own.PartyId, stated.FromAuthority, stated.ToAuthority, DateOnly.FromDateTime(session.Now.UtcDateTime));
        question = contents.ShowsAll ? question : question with { Approval = stated.Approval };
        var reception = Reception.Of(shelf.At(session), question, stated.Clause, contents.Under);
        var row = RowOf(reception is Reception.Agreed agreed ? agreed.Verdict : ((Reception.Declined)reception).Own, question, contents.Under, [], []) with
        {
            Direction = "In",
            Partner = message.Partner,
            MessageId = message.MessageId,
            Action = action,
            Officer = partner.Officer,
            Theirs = $"permitted by {stated.Clause.Clause}",
        };
        if (reception is Reception.Declined declined)
        {
            VerdictRow.Insert(session, row with { Permitted = false, Reason = Words.Of(declined.Difference), Obligations = null });
            return (null, VerdictWords.FaultOf(declined, stated.Clause));
        }

        // Of what the two sides found, the narrower binds.
        VerdictRow.Insert(session, row with { Obligations = row.Binding!.NarrowedBy(stated.Obligations).Write() });
        Provenance.Keep(session, "In", message.Partner, message.MessageId, Provenance.DigestsOf(message.Attachments, contents));
        return (row.Clause, null);
    }

    // That it had its effect says which verdict the partner came to: it takes nothing that it does not find permitted by the clause that the header names.
    private static void Hear(Session session, string partner, string messageId, RefusedFault? fault)
    {
        if (fault is not null)
        {
            session.Execute(
                "UPDATE exchange_verdict SET theirs = @said WHERE partner = @partner AND message_id = @messageId AND direction = 'Out'", new { said = $"{fault.Code}: {fault.Detail}", partner, messageId });
        }
        else
        {
            session.Execute(
                "UPDATE exchange_verdict SET theirs = 'permitted by ' || clause WHERE partner = @partner AND message_id = @messageId AND direction = 'Out' AND permitted = 1", new { partner, messageId });
        }
    }

    private (Contents? Contents, TightenContents? Tighten, Fault? Fault) Read(Session session, Actor actor, Outgoing message)
    {
        if (message.Service != Exchange.Service)
        {
            // What this node cannot read counts as documents that are given of our own accord.
            return (new(ExchangeKind.Spontaneous, Conditions.OfTheExchange("-", DateOnly.FromDateTime(session.Now.UtcDateTime)) with { Purpose = actor.Purpose }, [DataField.DocumentsContent]), null, null);
        }

        if (!kinds.TryGetValue(message.Action, out var kind))
        {
            return (null, null, Unread(message.Action));
        }

        var (contents, fault) = kind.Read?.Invoke(session, message.Partner, true, message.Payload) ?? (null, null);
        return (contents, kind.Tighten, fault);
    }

    private static Question QuestionOf(Contents contents, string from, string to, AuthorityKind fromAuthority, AuthorityKind toAuthority, DateOnly on) => new()
    {
        Exchange = contents.Exchange,
        Assistance = contents.Assistance,
        From = from,
        To = to,
        FromAuthority = fromAuthority,
        ToAuthority = toAuthority,
        Purpose = contents.Purpose ?? UseOf(contents.Conditions.Purpose),
        Data = contents.Fields,
        Asks = contents.Asks,
        Handling = contents.Conditions.Handling,
        Unverified = contents.Unverified,
        Circumstances = contents.Circumstances,
        Approval = contents.Approval,
        On = on,
    };

    /// <summary>The node of a partner is that of its customs administration, unless it is for others alone.</summary>
    private static AuthorityKind ToAuthorityOf(Conditions conditions) => conditions.Authorities.Contains(AuthorityKind.Customs) ? AuthorityKind.Customs : conditions.Authorities[0];

    /// <summary>What the giver says, tightened by what the clause obliges to.</summary>
    private static Conditions Tightened(Conditions given, Verdict.Permitted permitted)
    {
        var obligations = permitted.Obligations;
        var handling = obligations.Handling > given.Handling ? obligations.Handling : given.Handling;
        return given with
        {
            Handling = handling,
            HandlingNote = given.HandlingNote ?? (handling == HandlingCode.H3 ? $"{permitted.Clause.Name}" : null),
            Authorities = [.. given.Authorities.Where(obligations.Authorities.Contains)],
            Onward = obligations.Onward is null ? Onward.Never : given.Onward,
            KeepUntil = obligations.LastDay < given.KeepUntil ? obligations.LastDay.Value : given.KeepUntil,
        };
    }

    private static VerdictRow RowOf(Verdict verdict, Question question, Instrument? under, IReadOnlyList<Provided> provided, IReadOnlyList<PassingConsent> consents) => verdict switch
    {
        Verdict.Permitted permitted => new()
        {
            Permitted = true,
            Clause = permitted.Clause.Name.ToString(),
            Sha256 = permitted.Clause.Agreement.Digest,
            Question = AskedQuestion.Of(question, under, provided).Write(),
            Stripped = string.Join(' ', AskedQuestion.FieldsOf(permitted.Stripped)),
            Obligations = CarriedObligations.Of(permitted.Obligations, consents).Write(),
        },
        Verdict.Refused refused => new() { Reason = Words.Of(refused.Reason), Clause = refused.Clause?.ToString(), Question = AskedQuestion.Of(question, under, provided).Write() },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // With what would make it lawful, but for what rests on one instrument and is no other's.
    private static Verdict Explained(AgreementBook book, Question question, Instrument? under) =>
        under is null ? Entente.Agreements.Gate.Decide(book, question) : Entente.Agreements.Gate.Check(book, question, under);

    private static Fault Unread(string action) => new(FaultCode.AgreementUnread, $"This node cannot tell what {action} holds, so that no clause can be found for it.");

    /// <param name="Verdict"><see langword="null"/>: nothing was asked, because it says nothing about anybody or cannot be read.</param>
    /// <param name="Under">The instrument under which it was asked.</param>
    /// <param name="Message">As it may go.</param>
    /// <param name="Fault">Why it may not.</param>
    private sealed record Decided(Verdict? Verdict, Question? Question, Instrument? Under, Outgoing Message, Fault? Fault)
    {
        /// <summary>What others gave of it.</summary>
        public IReadOnlyList<Provided> Provided { get; init; } = [];

        /// <summary>The digests of what it brings along.</summary>
        public IReadOnlyList<string> Documents { get; init; } = [];

        /// <summary>To whom the receiver may pass it on.</summary>
        public IReadOnlyList<PassingConsent> Consents { get; init; } = [];
    }

    private sealed record Decision
    {
        public long Number { get; init; }

        public string? Law { get; init; }
    }
}
