namespace Entente.Node.Federation.Delivery;

/// <summary>A message to a partner as it is stored; while a process holds it, its claim.</summary>
internal sealed record OutboxRow
{
    public long Seq { get; init; }

    public string MessageId { get; init; } = "";

    public string Partner { get; init; } = "";

    public string Conversation { get; init; } = "";

    public string? InReplyTo { get; init; }

    public string Service { get; init; } = "";

    public string Action { get; init; } = "";

    public Lane Lane { get; init; }

    public long Size { get; init; }

    public string QueuedBy { get; init; } = "";

    public DateTimeOffset QueuedAt { get; init; }

    public string? ResendOf { get; init; }

    public OutboxState State { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    public string? Suite { get; init; }

    public string? Properties { get; init; }

    /// <summary>Whether what is queued for the partner after it waits until it has ended.</summary>
    public bool Leads { get; init; }

    /// <summary>Why it is not tried again: the law stopped it while it was being sent.</summary>
    public string? RecallReason { get; init; }

    public string? RecallDetail { get; init; }

    public DateTimeOffset? SealedAt { get; init; }

    /// <summary>Which of its sealings counts: the one that the receipt is for, else the latest.</summary>
    public long WireVersion { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Effect { get; init; }

    public string? EffectDetail { get; init; }

    public DateTimeOffset? EffectAt { get; init; }

    /// <summary>The process that sends it at the moment, or the mark of one that the partner fetched.</summary>
    public string? LeasedBy { get; init; }

    /// <summary>When the partner last fetched it.</summary>
    public DateTimeOffset? HandedAt { get; init; }
}
