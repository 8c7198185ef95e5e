using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Federation;

/// <summary>What stands on every exchange: the module that knows the law registers the one that there is. A node without it does not start.</summary>
/// <param name="Send">Decides on what is to be queued, in the transaction that queues it.</param>
/// <param name="Take">Decides on what arrived, in the transaction that stores it, before it has any effect.</param>
/// <param name="Hear">Is told what a partner says became of a message of ours.</param>
/// <param name="Again">Decides anew on what waits, in the transaction that begins to send it.</param>
internal sealed record ExchangeGate(DecideOutgoing Send, DecideIncoming Take, HearEffect Hear, DecideAgain Again);

/// <param name="messageId">The id that the message has if it is queued.</param>
internal delegate Clearance DecideOutgoing(Session session, Actor actor, string messageId, Outgoing message);

/// <summary>The clause under which it was taken, for the record; or why it is not.</summary>
internal delegate (string? Under, Fault? Why) DecideIncoming(Session session, Actor partner, Incoming message);

/// <param name="fault">Why it was refused; <see langword="null"/>: it had its effect.</param>
internal delegate void HearEffect(Session session, string partner, string messageId, RefusedFault? fault);

/// <summary>Why a message that was let pass when it was queued may go no longer; <see langword="null"/>: nothing is in the way.</summary>
internal delegate Fault? DecideAgain(Session session, string partner, string messageId);

/// <summary>Whether a message may go, and what of it.</summary>
internal abstract record Clearance
{
    private Clearance()
    {
    }

    /// <param name="Message">Without what may not go, and with what travels along.</param>
    /// <param name="Under">The clause; <see langword="null"/> for what says nothing about anybody.</param>
    public sealed record Open(Outgoing Message, string? Under) : Clearance
    {
        /// <summary>The throttles that it falls under, by their numbers.</summary>
        public IReadOnlyList<long> Throttles { get; init; } = [];
    }

    public sealed record Closed(Fault Why) : Clearance;
}
