namespace Entente.As4.Messaging;

/// <summary>What one eb:Messaging header holds. Exactly one: bundles of several units are refused, as the core specification allows.</summary>
public abstract record MessageUnit
{
    private protected MessageUnit()
    {
    }

    public required MessageId MessageId { get; init; }

    /// <summary>When the sender made the header.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The message that this one answers.</summary>
    public MessageId? RefToMessageId { get; init; }
}

/// <summary>The header of a message that carries payloads from one party to another.</summary>
public sealed record UserMessage : MessageUnit
{
    /// <summary>The channel; <see langword="null"/> means the default one.</summary>
    public string? Mpc { get; init; }

    public required Party From { get; init; }

    public required Party To { get; init; }

    public AgreementRef? Agreement { get; init; }

    public required ServiceRef Service { get; init; }

    public required string Action { get; init; }

    public required string ConversationId { get; init; }

    public IReadOnlyList<MessageProperty> Properties { get; init; } = [];

    /// <summary>The payloads in the order of their eb:PartInfo; the first is the leading document.</summary>
    public IReadOnlyList<PartReference> Parts { get; init; } = [];

    /// <summary>Whether the message only tests the connection: it is receipted and MUST NOT be delivered (Core, 5.2.2.8).</summary>
    public bool IsTest => Service.Value == EbmsNames.TestService;

    /// <summary>The value of the only message property of this name; <see langword="null"/> where there is none or more than one.</summary>
    public string? Property(string name) => Properties.Where(property => property.Name == name).ToList() is [var only] ? only.Value : null;
}

/// <summary>Asks for the next message of a channel.</summary>
public sealed record PullRequest : MessageUnit
{
    /// <summary>The channel; <see langword="null"/> means the default one, from which nobody may pull.</summary>
    public string? Mpc { get; init; }
}

/// <summary>Says that a message was processed, with the evidence of what was received.</summary>
public sealed record Receipt : MessageUnit
{
    /// <summary>The digests that the receiver repeats; empty in a receipt without non-repudiation, which the profile does not allow.</summary>
    public IReadOnlyList<SignedPart> Parts { get; init; } = [];
}

/// <summary>Says what was wrong with a message.</summary>
public sealed record ErrorSignal : MessageUnit
{
    public required IReadOnlyList<ReportedError> Errors { get; init; }
}
