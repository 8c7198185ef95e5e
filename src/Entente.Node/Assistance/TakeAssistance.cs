using System.Text;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What a partner says of a case, in the transaction of its receipt. The gate has let it in before.</summary>
internal sealed class TakeAssistance(AssistancePost post, CaseLaw law)
{
    public Fault? Drafted(Session session, Actor partner, Incoming message) => MessageKind.AssistanceDrafted.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Text(session, partner, message, payload, new CaseEvent.Texted(CaseStep.Share, payload.Revision))
        : fault;

    public Fault? Requested(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AssistanceRequested.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        var known = CaseRow.Find(session, message.Partner, payload.RequestId);
        var step = known?.State is null or CaseState.Drafted or CaseState.Shared or CaseState.Spoken ? CaseStep.Send : CaseStep.Complete;
        if (Text(session, partner, message, payload, new CaseEvent.Texted(step, payload.Revision)) is { } refused)
        {
            return refused;
        }

        var row = CaseRow.Find(session, message.Partner, payload.RequestId)!;
        return step == CaseStep.Send && row.State == CaseState.Received ? Acknowledge(session, message, payload, row) : null;
    }

    public Fault? Commented(Session session, Actor partner, Incoming message) => MessageKind.AssistanceCommented.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Take(session, partner, message, payload, (new CaseEvent.Plain(CaseStep.Comment), null))
        : fault;

    public Fault? Acknowledged(Session session, Actor partner, Incoming message) => MessageKind.AssistanceAcknowledged.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Take(session, partner, message, payload, (new CaseEvent.Plain(CaseStep.Acknowledge), null), row => row with { TheirReference = payload.Office.Reference })
        : fault;

    public Fault? Decided(Session session, Actor partner, Incoming message) => MessageKind.AssistanceDecided.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Take(session, partner, message, payload, StepEvents.Of(payload), row => row with { Said = payload.Ordinal })
        : fault;

    public Fault? Assured(Session session, Actor partner, Incoming message) => MessageKind.AssistanceAssured.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Take(session, partner, message, payload, StepEvents.Of(payload))
        : fault;

    public Fault? Replied(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AssistanceReplied.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (Enclosures.Lacking(payload.Documents.Select(document => document.Document), message.Attachments) is { } lacking)
        {
            return lacking with { At = $"$.documents{lacking.At}.document.sha256" };
        }

        return Take(
            session, partner, message, payload, (new CaseEvent.Plain(payload.Final ? CaseStep.Reply : CaseStep.ReplyInPart), null),
            row =>
            {
                CaseBook.AddDocuments(session, row.Number, ours: false, message.Attachments);
                return row with { Answers = payload.Ordinal };
            });
    }

    /// <summary>What came of an answer, or of information that nobody had asked for: both have ids of one kind.</summary>
    public Fault? Reported(Session session, Actor partner, Incoming message) => !MessageKind.AssistanceReported.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : InformationRow.Find(session, message.Partner, payload.RequestId) is { } given ? TakeInformation.Reported(session, partner, message, given, payload)
        : Take(session, partner, message, payload, (new CaseEvent.Plain(CaseStep.Report), null));

    public Fault? Withdrawn(Session session, Actor partner, Incoming message) => MessageKind.AssistanceWithdrawn.TryRead(message.Payload.Span, out var payload, out var fault)
        ? Take(session, partner, message, payload, (new CaseEvent.Plain(CaseStep.Withdraw), null))
        : fault;

    private Fault? Text(Session session, Actor partner, Incoming message, RequestTerms payload, CaseEvent happening)
    {
        if (!RequestWords.TryRead(payload.Request, out var words, out var fault))
        {
            return fault;
        }

        if (CaseRow.Find(session, message.Partner, payload.RequestId) is null && payload.Request.Oral is { } oral && CaseBook.FindSpoken(session, message.Partner, oral.Reference) is { } spoken)
        {
            CaseBook.TakeOver(session, spoken, payload.RequestId);
        }
        else if (CaseRow.Find(session, message.Partner, payload.RequestId) is null)
        {
            var opened = CaseBook.Open(session, new()
            {
                Id = $"{payload.RequestId}",
                Partner = message.Partner,
                Us = Side.Requested,
                State = CaseState.Drafted,
                Told = CaseState.Drafted,
                Authorities = Barred.Write(new WordSet<AuthorityKind>().With(payload.Request.Addressed)),
                Instrument = words.Instrument,
                Assistance = words.Assistance,
                Matter = payload.Request.Matter ?? "",
            });

            // The number of the case is its reference here, until an officer gives it another.
            session.Execute("UPDATE assistance_case SET reference = @reference WHERE number = @Number", new { reference = $"A-{session.Now:yyyy}-{opened.Number}", opened.Number });
        }

        return Take(session, partner, message, payload, (happening, null), row =>
        {
            CaseBook.AddText(session, row.Number, payload.Revision, payload.Request);
            CaseBook.AddDocuments(session, row.Number, ours: false, message.Attachments);
            return row with
            {
                Instrument = words.Instrument, Assistance = words.Assistance, Matter = payload.Request.Matter ?? "", TheirReference = payload.Conditions.Reference, Urgent = payload.Request.UrgentBecause is null ? 0 : 1,
                Follows = payload.Request.Follows is { } before ? $"{before.RequestId}" : null, Spoken = payload.Request.Oral?.Reference,
            };
        });
    }

    private Fault? Take(Session session, Actor partner, Incoming message, AssistanceMessage payload, (CaseEvent? Event, Fault? Fault) happened, Func<CaseRow, CaseRow>? more = null)
    {
        if (CaseRow.Find(session, message.Partner, payload.RequestId) is not { } row)
        {
            return new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");
        }

        if (happened.Event is not { } happening)
        {
            return happened.Fault;
        }

        var isText = happening is CaseEvent.Texted;
        var grounds = isText ? [] : law.GroundsOf(session, CaseBook.TextOf(session, row.Number));
        switch (row.File(Approval.Officer, grounds, CaseBook.EntriesOf(session, row.Number)).Take(happening))
        {
            case CaseOutcome.Refused refused:
                return refused.Fault;
            case CaseOutcome.TooLate:
                RecordBook.Append(session, partner, AssistanceActs.TooLate, "assistance", $"{row.Number}", JsonDetail.Of(
                    ("step", AssistanceActs.Of(happening.Step)), ("state", Words.Of(row.State)), ("partner", row.Partner), ("message", message.MessageId)));
                return null;
            case CaseOutcome.Moved moved:
                var after = Kept(session, (more?.Invoke(row) ?? row).With(moved.Case), payload);
                after = CaseBook.Step(session, partner, after, new(happening.Step, Ours: false, message.MessageId, Encoding.UTF8.GetString(message.Payload.Span), KeptOf(session, row, payload)));
                CaseBook.Save(session, after with { DueAt = law.DueOf(session, after, CaseBook.TextOf(session, row.Number), CaseBook.EntriesOf(session, row.Number)) });
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What a partner says is kept until the day that it names, and what the gate asks nothing about until that of the case; the latest of them counts. What was given in answers counts alone once there is one.</summary>
    private static CaseRow Kept(Session session, CaseRow row, AssistanceMessage payload)
    {
        var day = payload is RequestTerms or AssistanceReplied or AssistanceReported ? payload.Conditions.KeepUntil : CaseUse.LawOf(session, row)?.Obligations.LastDay ?? payload.Conditions.KeepUntil;
        return payload is AssistanceReplied { Ordinal: 1 } ? row with { KeepUntil = day }
            : row is { Us: Side.Requesting, Answers: > 0 } && payload is not AssistanceReplied ? row
            : row.KeepUntil is not { } known || known < day ? row with { KeepUntil = day }
            : row;
    }

    private string? KeptOf(Session session, CaseRow row, AssistanceMessage payload) => payload is AssistanceDecided { Decision: RequestDecision.Extended } extended
        ? System.Text.Json.JsonSerializer.Serialize(
            new(Reason: extended.Reason, Days: TakeStep.DaysOf(law, session, row, CaseBook.TextOf(session, row.Number), extended.Until)), AssistanceJson.Default.KeptDetail)
        : null;

    /// <summary>Says by itself that the request has come in, and until when it will be decided and answered.</summary>
    private Fault? Acknowledge(Session session, Incoming message, AssistanceRequested payload, CaseRow row)
    {
        var node = Actor.Node("assistance");
        if (row.File(Approval.Officer, [], []).Acknowledge() is not CaseOutcome.Moved moved)
        {
            return null;
        }

        var clocks = law.ClocksOf(session, row, payload.Request, CaseBook.EntriesOf(session, row.Number));
        var (posted, why) = post.Send(session, node, row, MessageKind.AssistanceAcknowledged, new()
        {
            Conditions = AssistancePost.ConditionsOf(session, row, payload.Request.Office?.Authority ?? AuthorityKind.Customs),
            RequestId = row.RequestId,
            Revision = payload.Revision,
            ReceivedAt = session.Now,
            Office = post.OfficeOf(node with { Authority = payload.Request.Addressed }, row.Reference),
            DecideBy = DueBy(DeadlineStep.Decide),
            ReplyBy = DueBy(DeadlineStep.Reply),
        });
        if (posted is null)
        {
            return why;
        }

        var after = CaseBook.Step(session, node, row.With(moved.Case), new(CaseStep.Acknowledge, Ours: true, posted.MessageId, posted.Body));
        CaseBook.Save(session, after with { DueAt = law.DueOf(session, after, payload.Request, CaseBook.EntriesOf(session, row.Number)) });
        return null;

        DateTimeOffset? DueBy(DeadlineStep step) => clocks.TryGetValue(step, out var clock) && clock.At(session.Now).Due is var due && due > session.Now ? due : null;
    }
}
