using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4;

/// <summary>What a node knows that decides over incoming messages. The functions answer claims that nobody has verified yet; they MUST NOT record anything.</summary>
public sealed record ReceptionPolicy
{
    /// <summary>The identifiers by which partners address this node.</summary>
    public required IReadOnlyList<PartyId> Ours { get; init; }

    /// <summary>The legs on which partners send to this node.</summary>
    public required IReadOnlyList<AgreedLeg> Legs { get; init; }

    /// <summary>The message of ours with this id, for receipts and errors that refer to it.</summary>
    public Func<MessageId, SentMessage?> Sent { get; init; } = _ => null;

    /// <summary>Who may pull from a channel of ours; <see langword="null"/> where there is no such channel.</summary>
    public Func<string, IncomingSecurity?> PullersOf { get; init; } = _ => null;

    public MessageLimits Limits { get; init; } = new();

    /// <summary>How old a message may be. Replays are caught by their ids, kept as long as the evidence; this only refuses what cannot be meant.</summary>
    public TimeSpan OldestMessage { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How far ahead of us a partner's clock may go.</summary>
    public TimeSpan FurthestAhead { get; init; } = TimeSpan.FromHours(26);
}

/// <summary>A leg on which a partner sends to us, with whom we trust to have signed and the keys that it may have encrypted for.</summary>
public sealed record AgreedLeg(PMode Mode, IncomingSecurity Security);
