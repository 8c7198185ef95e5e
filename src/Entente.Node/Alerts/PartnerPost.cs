using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts;

/// <summary>How alerts and hits reach partners: in the transaction of what caused the message.</summary>
/// <param name="enqueue">Takes a message into the outbox, or says why not.</param>
/// <param name="partners">The partners, those that are suspended too: their queue is held.</param>
/// <param name="ask">Whether a message may go, by which clause, and why not; nothing is written.</param>
/// <param name="sources">What partners gave.</param>
/// <param name="anew">What the law says today of a message that was to go to a partner.</param>
internal sealed class PartnerPost(
    Func<Session, Actor, Outgoing, Queueing> enqueue, Func<IReadOnlyList<Partner>> partners, Func<Session, Actor, Outgoing, (Verdict? Verdict, Fault? Why)>? ask = null, GivenSources? sources = null,
    Func<Session, string, string, Verdict?>? anew = null)
{
    private readonly GivenSources sources = sources ?? new([], []);

    /// <summary>Of a node that has no partners.</summary>
    public static PartnerPost None { get; } = new((_, _, message) => new Queueing.Refused(new(FaultCode.AlertPartner, $"'{message.Partner}' is no partner of this node.")), () => []);

    public static PartnerPost Of(Outbox outbox, PartnerDirectory directory, Gatekeeper gatekeeper, GivenSources sources) => new(
        outbox.Enqueue,
        () => [.. directory.All.OrderBy(partner => partner.Id, StringComparer.Ordinal)],
        gatekeeper.Ask,
        sources,
        gatekeeper.Anew);

    public IReadOnlyList<Partner> Partners => partners();

    public Partner? Find(string partner) => Partners.FirstOrDefault(one => one.Id == partner);

    /// <summary>The administration behind a party id; the id itself for a partner that is no more.</summary>
    public string NameOf(string partner) => Find(partner)?.Name ?? partner;

    /// <summary>The name of the owner of an alert that is no authority here.</summary>
    public string OwnerName(string owner) => Origin.PartnerOf(owner) is { } partner ? NameOf(partner) : owner;

    /// <summary>The names of the authorities and, where an alert may be theirs, of the partners, by what an alert names as its owner.</summary>
    public Dictionary<string, string> OwnerNames(IEnumerable<Access.Authority> authorities) => Partners.Select(one => (Origin.Of(one.Id), one.Name))
        .Concat(authorities.Select(one => (one.Id, one.NameHere))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>What an officer says that a text is taken from, by the addresses of pages here.</summary>
    /// <param name="unknown">The fault where nothing that a partner gave stands at an address.</param>
    /// <param name="before">What stands with the text already.</param>
    public (IReadOnlyList<TakenFrom> Taken, Fault? Fault) Take(Session session, Actor actor, IReadOnlyList<string>? addresses, FaultCode unknown, IReadOnlyList<TakenFrom>? before = null) =>
        sources.Take(session, actor, addresses, unknown, before);

    /// <summary>Whether what a partner gave is still there for the officer.</summary>
    public bool IsThere(Session session, Actor actor, string address) => sources.Find(session, actor, address).Count > 0;

    /// <summary>What an officer is offered to name; what the receiver itself gave may go back to it.</summary>
    public IReadOnlyList<(string Address, SourceLine Line)> Offered(Session session, Actor actor, string? receiver = null) => sources.Offered(session, actor, receiver);

    /// <summary>Whether the law lets a message go. Nothing is sent, and nothing put down.</summary>
    /// <param name="origins">The messages of partners from which something of it is taken.</param>
    public (Verdict? Verdict, Fault? Why) Ask<TPayload>(
        Session session, Actor actor, string partner, MessageKind<TPayload> kind, TPayload payload, Attested? attested = null, IReadOnlyList<CameWith>? origins = null)
        where TPayload : MessagePayload => kind.Check(payload) is { } fault ? (null, fault)
            : ask?.Invoke(session, actor, new(partner, kind.Name, kind.Version, kind.Write(payload)) { Properties = attested?.Properties ?? [], Origins = origins ?? [] }) ?? (null, null);

    /// <summary>What the law says today of a message that was to go to a partner, with what would make it lawful; <see langword="null"/>: nothing was asked of it.</summary>
    public Verdict? Anew(Session session, string partner, string messageId) => anew?.Invoke(session, partner, messageId);

    /// <param name="origins">The messages of partners from which something of it is taken.</param>
    /// <returns>Why nothing was sent; <see langword="null"/> when the message is queued.</returns>
    public Fault? Send<TPayload>(
        Session session, Actor actor, string partner, MessageKind<TPayload> kind, TPayload payload, string conversation, Lane lane = Lane.Normal, string? inReplyTo = null, Attested? attested = null,
        IReadOnlyList<CameWith>? origins = null)
        where TPayload : MessagePayload =>
        (Queue(session, actor, partner, kind, payload, conversation, lane, inReplyTo, attested, origins) as Queueing.Refused)?.Why;

    /// <summary>The same, with the id under which it is queued, or was to be.</summary>
    public Queueing Queue<TPayload>(
        Session session, Actor actor, string partner, MessageKind<TPayload> kind, TPayload payload, string conversation, Lane lane = Lane.Normal, string? inReplyTo = null, Attested? attested = null,
        IReadOnlyList<CameWith>? origins = null)
        where TPayload : MessagePayload => kind.Check(payload) is { } fault ? new Queueing.Refused(fault)
            : enqueue(session, actor, new(partner, kind.Name, kind.Version, kind.Write(payload))
        {
            Conversation = conversation,
            InReplyTo = inReplyTo,
            Lane = lane,
            Properties = attested?.Properties ?? [],
            Origins = origins ?? [],
        });
}

/// <summary>Whose an alert is: an authority of this administration by its id, or a partner.</summary>
internal static class Origin
{
    private const string Prefix = "partner:";

    public static string Of(string partner) => Prefix + partner;

    /// <summary>The party id, or <see langword="null"/> for an alert of our own.</summary>
    public static string? PartnerOf(string owner) => owner.StartsWith(Prefix, StringComparison.Ordinal) ? owner[Prefix.Length..] : null;
}
