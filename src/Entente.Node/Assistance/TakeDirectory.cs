using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>A partner's directory of authorities, and what it says of priorities, in the transaction of their receipt.</summary>
internal static class TakeDirectory
{
    public static Fault? Published(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AuthoritiesPublished.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (PublishAuthorities.Check(payload.Authorities) is { } wrong)
        {
            return wrong;
        }

        var body = Encoding.UTF8.GetString(message.Payload.Span);
        if (DirectoryRow.Latest(session, message.Partner) is { } latest && latest.Version >= payload.Version)
        {
            return latest.Version == payload.Version && latest.Body == body ? null : new(FaultCode.MessageSuperseded, $"Version {latest.Version} of the directory is there.", "$.version");
        }

        var record = RecordBook.Append(session, partner, DirectoryActs.Arrived, "directory", $"{payload.Version}", JsonDetail.Of(("partner", message.Partner), ("message", message.MessageId)));
        new DirectoryRow { Party = message.Partner, Version = payload.Version, Body = body, At = session.Now, Record = record }.Insert(session);
        return null;
    }

    public static Fault? Prioritised(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AssistancePrioritised.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        PriorityRow.Insert(session, partner, DirectoryActs.PrioritiesArrived, message.Partner, ours: false, message.MessageId, payload);
        return null;
    }
}
