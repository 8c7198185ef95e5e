using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What a partner says of things that cross the border, in the transaction of its receipt.</summary>
internal static class TakeEvidence
{
    public static Fault? Handed(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.EvidenceHanded.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (HandoverRow.Find(session, message.Partner, payload.HandoverId) is not null)
        {
            return null;
        }

        if (CaseRow.Find(session, message.Partner, payload.RequestId) is not { } row)
        {
            return Unknown();
        }

        if (!HandoverRow.MayIn(row, row.Us == Side.Requesting ? Side.Requested : Side.Requesting))
        {
            return new(FaultCode.AssistanceState, "A thing is handed over in a case that runs: by the requested side once it has accepted, by the other until it is over.");
        }

        if (!Words.TryParse<Approval>(payload.Approval, out var approval))
        {
            return new(FaultCode.AssistanceWord, "Expected a word of the vocabulary of agreements, such as dutyAssessment.", "$.approval");
        }

        var kinds = Barred.Read<AuthorityKind>(row.Authorities);
        var item = CustodyAcross.Arrive(
            session, partner, Authority.All(session).FirstOrDefault(one => kinds.Contains(one.Kind))?.Id ?? Actor.NationalAuthority, message.Partner, message.MessageId,
            new(0, payload.Kind, payload.Name, payload.Origin, payload.Binding, $"{row.Number}", payload.File, payload.Chain));
        new HandoverRow
        {
            Id = $"{payload.HandoverId}",
            Partner = message.Partner,
            CaseNumber = row.Number,
            Item = item,
            Giving = payload.Giving,
            ReturnBy = payload.ReturnBy,
            Approval = approval,
            Authority = payload.Conditions.Authorities[0],
            Sha256 = payload.File?.Sha256,
            Chunks = payload.File is { } file ? CustodyAcross.ChunksOf(file.Bytes) : 0,
            MessageId = message.MessageId,
            Closed = 1,
        }.Insert(session);
        if (row.KeepUntil is not { } known || known < payload.Conditions.KeepUntil)
        {
            CaseBook.Save(session, row with { KeepUntil = payload.Conditions.KeepUntil });
        }

        return null;
    }

    public static Fault? Chunk(Session session, Actor partner, Incoming message) => !MessageKind.EvidenceChunk.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : HandoverRow.Find(session, message.Partner, payload.HandoverId) is not { Ours: 0 } row ? Unknown()
        : message.Attachments is not [var only] ? new(FaultCode.MessageValue, "No attachment has this digest.", "$.sha256")
        : CustodyAcross.Put(session, row.Item, payload.Number, only.Content.ToArray(), payload.Sha256);

    public static Fault? Confirmed(Session session, Actor partner, Incoming message) => !MessageKind.EvidenceConfirmed.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : HandoverRow.Find(session, message.Partner, payload.HandoverId) is not { } row ? Unknown()
        : row.IsOurs && payload.Sha256 != row.Sha256 ? new(FaultCode.CustodyContent, "What is confirmed has another SHA-256 than what was handed over.", "$.sha256")
        : Step(session, partner, message, row, BorderStep.Confirmed, null);

    public static Fault? Declined(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.EvidenceDeclined.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (HandoverRow.Find(session, message.Partner, payload.HandoverId) is not { Ours: 1 } row)
        {
            return Unknown();
        }

        fault = Step(session, partner, message, row, BorderStep.Declined, payload.Reason);
        if (fault is null)
        {
            (row with { Closed = 1 }).Save(session);
        }

        return fault;
    }

    public static Fault? Returned(Session session, Actor partner, Incoming message) => !MessageKind.EvidenceReturned.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : HandoverRow.Find(session, message.Partner, payload.HandoverId) is not { Ours: 1 } row ? Unknown()
        : Step(session, partner, message, row, BorderStep.Restored, payload.Remark);

    private static Fault? Step(Session session, Actor partner, Incoming message, HandoverRow row, BorderStep step, string? note)
    {
        if (CustodyAcross.Refuse(session, partner, row.Item, step, message.Partner, row.Giving, null) is { } why)
        {
            return why;
        }

        CustodyAcross.Step(session, partner, row.Item, step, message.Partner, row.Giving, message.MessageId, note);
        return null;
    }

    private static Fault Unknown() => new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");
}
