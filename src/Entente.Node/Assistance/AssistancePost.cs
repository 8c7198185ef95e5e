using System.Text;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What was queued: the message, and what it says.</summary>
internal sealed record Posted(string MessageId, string Body);

/// <param name="Conversation">What it belongs to: all of one arrives in the order in which it was sent.</param>
internal sealed record Address(string Partner, string Conversation, Lane Lane = Lane.Normal);

/// <summary>How cases reach the partner: in the transaction of the step, behind the gate.</summary>
internal sealed class AssistancePost(Outbox outbox, PartnerDirectory partners, NodeOptions node, OwnKeys own, GivenSources sources)
{
    private const int YearsKept = 5;

    public bool Knows(string partner) => partners.Find(partner) is not null;

    /// <summary>This end's contact point: the office of the node, with the officer's own reference.</summary>
    public ContactPoint OfficeOf(Actor actor, string? reference) => new(node.Administration, actor.Authority, $"node {own.PartyId}", reference);

    /// <summary>Under what everything of a case is given; the clause tightens it.</summary>
    /// <param name="session">The write.</param>
    /// <param name="row">The case.</param>
    /// <param name="towards">The authority at the other end that deals with it.</param>
    public static Conditions ConditionsOf(Session session, CaseRow row, AuthorityKind towards) => ConditionsOf(session, row.Reference, towards);

    /// <summary>The same, of what is no case.</summary>
    public static Conditions ConditionsOf(Session session, string reference, AuthorityKind towards) => new()
    {
        Purpose = Purpose.MutualAssistance,
        Handling = HandlingCode.H0,
        Authorities = [towards],
        Onward = Onward.Never,
        KeepUntil = CaseLaw.TodayOf(session).AddYears(YearsKept),
        Reference = reference,
    };

    /// <summary>What a text comes from, by the addresses of pages here.</summary>
    public (IReadOnlyList<CameWith> Came, Fault? Fault) CameFrom(Session session, Actor actor, IReadOnlyList<string>? addresses) => sources.Read(session, actor, addresses);

    public (Posted? Posted, Fault? Why) Send<TPayload>(
        Session session, Actor actor, CaseRow row, MessageKind<TPayload> kind, TPayload payload, IReadOnlyList<Attachment>? attachments = null, IReadOnlyList<CameWith>? origins = null,
        Marks? marks = null)
        where TPayload : MessagePayload => Send(session, actor, new Address(row.Partner, row.Id, row.IsUrgent ? Lane.Urgent : Lane.Normal), kind, payload, attachments, origins, marks);

    /// <param name="origins">The messages of partners from which something of it is taken.</param>
    /// <param name="marks">Whether the receiver may pass it on.</param>
    public (Posted? Posted, Fault? Why) Send<TPayload>(
        Session session, Actor actor, Address to, MessageKind<TPayload> kind, TPayload payload, IReadOnlyList<Attachment>? attachments = null, IReadOnlyList<CameWith>? origins = null,
        Marks? marks = null)
        where TPayload : MessagePayload
    {
        if (kind.Check(payload) is { } fault)
        {
            return (null, fault);
        }

        var body = kind.Write(payload);
        return outbox.Enqueue(session, actor, new(to.Partner, kind.Name, kind.Version, body)
        {
            Conversation = to.Conversation,
            Lane = to.Lane,
            Attachments = attachments ?? [],
            Origins = origins ?? [],
            Consents = Marks.Or(marks).Consents,
        }) switch
        {
            Queueing.Queued queued => (new(queued.MessageId, Encoding.UTF8.GetString(body)), null),
            Queueing.Refused refused => (null, refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
