using System.Security.Cryptography;
using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What a partner says of automatic exchange, in the transaction of its receipt.</summary>
internal static class TakeAutomatic
{
    public static Fault? Proposed(SubscriptionLaw law, Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AutomaticProposed.TryRead(message.Payload.Span, out var payload, out var fault) || !SubscribedSet.TryRead(payload.Set, out var set, out fault))
        {
            return fault;
        }

        if (law.InstrumentOf(session, payload.Set.Basis) is not { } instrument)
        {
            return new(FaultCode.AgreementRefused, $"{payload.Set.Basis.Agreement}/{payload.Set.Basis.Version} is not in force here.", "$.set.basis");
        }

        var weGive = payload.Set.Giver == DataGiver.Other;
        var authority = payload.Conditions.Authorities[0];
        if (law.Of(session, message.Partner, weGive, authority, set, instrument, Approval.CentralAuthority).Fault is { } refused)
        {
            return refused;
        }

        var known = SubscriptionRow.Find(session, message.Partner, payload.SubscriptionId);
        var row = (known ?? new() { Id = $"{payload.SubscriptionId}", Partner = message.Partner, Authority = authority, Approval = Approval.Officer, OpenedAt = session.Now }) with
        {
            WeProposed = 0,
            WeGive = weGive ? 1 : 0,
            Instrument = instrument,
            Reference = payload.Conditions.Reference,
            Name = payload.Set.Name,
            DataSet = JsonSerializer.Serialize(payload.Set, AssistanceJson.Default.DataSet),
            Source = null,
        };
        return Save(session, partner, message, row, SubscriptionStep.Propose, null);
    }

    public static Fault? Answered(Session session, Actor partner, Incoming message) => !MessageKind.AutomaticAnswered.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : SubscriptionRow.Find(session, message.Partner, payload.SubscriptionId) is not { } row ? Unknown()
        : Save(session, partner, message, row, payload.Answer == ProposalAnswer.Agreed ? SubscriptionStep.Agree : SubscriptionStep.Decline, payload.Reason);

    public static Fault? Ended(Session session, Actor partner, Incoming message) => !MessageKind.AutomaticEnded.TryRead(message.Payload.Span, out var payload, out var fault) ? fault
        : SubscriptionRow.Find(session, message.Partner, payload.SubscriptionId) is not { } row ? Unknown()
        : Save(session, partner, message, row, SubscriptionStep.End, payload.Reason);

    public static Fault? Delivered(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AutomaticDelivered.TryRead(message.Payload.Span, out var payload, out var fault) || !DeliveryLines.TryRead(payload.Given, out var given, out fault))
        {
            return fault;
        }

        if (SubscriptionRow.Find(session, message.Partner, payload.SubscriptionId) is not { } row)
        {
            return Unknown();
        }

        if (row.Read().AfterDelivery(payload.Number, payload.From, payload.Until, given, ours: false, out fault) is not { } after)
        {
            return fault;
        }

        if (Check(payload, given, message.Attachments) is { } wrong)
        {
            return wrong;
        }

        new DeliveryRow
        {
            Subscription = row.Number,
            Ordinal = payload.Number,
            PeriodFrom = payload.From,
            PeriodUntil = payload.Until,
            Given = given.Named,
            Records = payload.Records,
            Sha256 = payload.Sha256,
            MessageId = message.MessageId,
            At = session.Now,
        }.Insert(session);
        row.With(after).Save(session, partner, SubscriptionStep.Deliver, ours: false, message.MessageId, null);
        return null;
    }

    /// <summary>The records are those of the digest, as many as it says, with the fields that it names and no others.</summary>
    private static Fault? Check(AutomaticDelivered payload, WordSet<DataField> given, IReadOnlyList<Attachment> attachments)
    {
        if (payload.Sha256 is null)
        {
            return attachments.Count == 0 ? null : new(FaultCode.AssistanceSubscription, "A delivery without records has no attachment.");
        }

        return attachments is not [var only] || Convert.ToHexStringLower(SHA256.HashData(only.Content.Span)) != payload.Sha256 ? new(FaultCode.AssistanceSubscription, "No attachment has this digest.", "$.sha256")
            : !DeliveryLines.TryRead(only.Content.Span, given, out var lines, out var fault) ? fault
            : lines.Count != payload.Records || lines.Given != given ? new(FaultCode.AssistanceSubscription, $"{lines.Count} records came with {lines.Given.Named}.", "$.records")
            : null;
    }

    private static Fault? Save(Session session, Actor partner, Incoming message, SubscriptionRow row, SubscriptionStep step, string? reason)
    {
        if (row.Read().After(step, ours: false, out var fault) is not { } after)
        {
            return fault;
        }

        row.With(after).Save(session, partner, step, ours: false, message.MessageId, reason);
        return null;
    }

    private static Fault Unknown() => new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");
}
