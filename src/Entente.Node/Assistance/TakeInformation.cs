using System.Text;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>Information of a partner, once the gate has let it in, and what a partner says came of the own.</summary>
internal static class TakeInformation
{
    public static Fault? Given(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.InformationGiven.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (Enclosures.Lacking(payload.Attachments, message.Attachments) is { } lacking)
        {
            return lacking with { At = $"$.attachments{lacking.At}.sha256" };
        }

        if (InformationRow.Find(session, message.Partner, payload.RequestId) is not null)
        {
            return new(FaultCode.MessageSuperseded, "Information of this id has been given already.", "$.requestId");
        }

        var number = InformationRow.Next(session);
        new InformationRow
        {
            Number = number,
            Id = $"{payload.RequestId}",
            Partner = message.Partner,
            Authority = payload.Conditions.Authorities[0],
            Purpose = Words.TryParse<UsePurpose>(payload.Purpose, out var purpose) ? purpose : throw new System.Diagnostics.UnreachableException(),
            Matter = payload.Matter,
            Reference = payload.Conditions.Reference,
            AsksOutcome = payload.AsksOutcome ? 1 : 0,
            MessageId = message.MessageId,
            KeepUntil = payload.Conditions.KeepUntil,
            Body = Encoding.UTF8.GetString(message.Payload.Span),
            ToldAt = session.Now,
            Changed = RecordBook.Append(session, partner, InformationActs.Arrived, "information", $"{number}", JsonDetail.Of(("partner", message.Partner), ("message", message.MessageId))),
        }.Insert(session);
        return null;
    }

    /// <summary>What came of information that this end gave.</summary>
    public static Fault? Reported(Session session, Actor partner, Incoming message, InformationRow row, AssistanceReported payload)
    {
        if (!row.IsOurs)
        {
            return new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");
        }

        if (row.OutcomeAt is not null)
        {
            return new(FaultCode.MessageSuperseded, "Its outcome has been told already.", "$.requestId");
        }

        var record = RecordBook.Append(session, partner, InformationActs.OutcomeHeard, "information", $"{row.Number}", JsonDetail.Of(("partner", row.Partner), ("message", message.MessageId)));
        row.WithOutcome(session, payload.Usefulness, payload.Outcome, record);
        return null;
    }
}
