using Entente.As4.Security;

namespace Entente.Node.Federation;

/// <summary>Which waiting message goes first. Within a conversation the order is that of queueing, whatever the lane.</summary>
public enum Lane
{
    Urgent = 1,
    Normal,
    Bulk,
}

/// <summary>What a module wants a partner to get.</summary>
/// <param name="Partner">The party id.</param>
/// <param name="Kind">What the payload is, for example <c>alert.published</c>.</param>
/// <param name="Version">The version of the kind.</param>
/// <param name="Payload">The JSON.</param>
internal sealed record Outgoing(string Partner, string Kind, int Version, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What it belongs to; <see langword="null"/> begins a conversation.</summary>
    public string? Conversation { get; init; }

    /// <summary>The message of the partner that it answers.</summary>
    public string? InReplyTo { get; init; }

    public Lane Lane { get; init; } = Lane.Normal;

    /// <summary>Whether what is queued for the partner after it does not go before it has arrived, or was refused: it says how the later is to be taken.</summary>
    public bool Leads { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The suite; <see langword="null"/> for the one in force with the partner.</summary>
    public SecuritySuite? Suite { get; init; }

    /// <summary>The service on the wire. Of one that was agreed with another product, <see cref="Kind"/> is the action as it stands and no card lists it.</summary>
    public string Service { get; init; } = Exchange.Service;

    /// <summary>What the header says beside the payloads, signed with them: under which clause it goes.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Messages of partners from which something in this one is taken, as far as its documents do not show it: what they came under binds here as well.</summary>
    public IReadOnlyList<CameWith> Origins { get; init; } = [];

    /// <summary>To whom the receiver may pass it on, where the law wants a consent for that; it goes in the signed header.</summary>
    public IReadOnlyList<PassingConsent> Consents { get; init; } = [];

    /// <summary>The refused message whose content this is.</summary>
    public string? ResendOf { get; init; }

    /// <summary>Of the payload; JSON but for services of other products.</summary>
    public string MediaType { get; init; } = "application/json";

    public string Action => Service == Exchange.Service ? Exchange.Action(Kind, Version) : Kind;

    public long Size => Payload.Length + Attachments.Sum(attachment => (long)attachment.Content.Length);
}

/// <summary>The message of a partner with which something came.</summary>
internal sealed record CameWith(string Partner, string MessageId);

/// <summary>A consent of whoever gives something that it may go on to a party, until a last day.</summary>
internal sealed record PassingConsent(string To, DateOnly Until);
