using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Entente.Node.Federation.Delivery;

public enum Direction { Out = 1, In }

/// <summary>A message in addresses: its direction and number, because two partners may use the same message id.</summary>
internal readonly record struct MessageKey(Direction Direction, long Seq) : IParsable<MessageKey>
{
    public static MessageKey Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var key) ? key : throw new FormatException("Expected out-1 or in-1.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MessageKey result)
    {
        var (direction, digits) = s switch
        {
            not null when s.StartsWith("out-", StringComparison.Ordinal) => (Direction.Out, s[4..]),
            not null when s.StartsWith("in-", StringComparison.Ordinal) => (Direction.In, s[3..]),
            _ => (default, ""),
        };
        var read = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seq);
        result = new(direction, seq);
        return read;
    }

    public override string ToString() => $"{(Direction == Direction.Out ? "out" : "in")}-{Seq.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>How a message stands, as officers read it.</summary>
public enum MessageStatus
{
    Queued = 1,

    /// <summary>Behind another of its conversation.</summary>
    Waiting,
    Sending,
    Retrying,

    /// <summary>The exchange with the partner is suspended.</summary>
    Held,

    /// <summary>EBMS:0301: tried for long, and nothing proves the delivery.</summary>
    MissingReceipt,
    Delivered,

    /// <summary>Delivered, and the partner says that it had its effect.</summary>
    Accepted,

    /// <summary>Delivered, and its content was refused, there or here.</summary>
    Declined,
    Refused,
    Taken,
    Kept,
}

/// <summary>What a line of the list of messages shows.</summary>
internal sealed record MessageLine
{
    [JsonIgnore]
    public long Seq { get; init; }

    public Direction Direction { get; init; }

    public string Id => new MessageKey(Direction, Seq).ToString();

    public string MessageId { get; init; } = "";

    public string Partner { get; init; } = "";

    public string Conversation { get; init; } = "";

    public string? InReplyTo { get; init; }

    public string Service { get; init; } = "";

    public string Action { get; init; } = "";

    public Lane? Lane { get; init; }

    public long Size { get; init; }

    /// <summary>When it was queued here, or received.</summary>
    public DateTimeOffset At { get; init; }

    public MessageStatus Status { get; init; }

    public int Attempts { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How a message to a partner stands.</summary>
    /// <param name="state">The stored state.</param>
    /// <param name="effect">What the partner said of its effect.</param>
    /// <param name="sending">Whether a process holds it.</param>
    /// <param name="held">Whether the partner is suspended.</param>
    /// <param name="since">How long ago the first attempt was.</param>
    public static MessageStatus StatusOf(OutboxState state, string? effect, bool sending, bool held, int attempts, TimeSpan? since, TimeSpan missingAfter) => state switch
    {
        OutboxState.Refused => MessageStatus.Refused,
        OutboxState.Delivered => effect switch { "Done" => MessageStatus.Accepted, "Refused" => MessageStatus.Declined, _ => MessageStatus.Delivered },
        _ when held => MessageStatus.Held,
        OutboxState.Waiting => MessageStatus.Waiting,
        _ when since > missingAfter => MessageStatus.MissingReceipt,
        _ when sending => MessageStatus.Sending,
        _ => attempts > 0 ? MessageStatus.Retrying : MessageStatus.Queued,
    };

    public static MessageStatus StatusOf(InboxState state) => state switch
    {
        InboxState.Taken => MessageStatus.Taken,
        InboxState.Declined => MessageStatus.Declined,
        _ => MessageStatus.Kept,
    };
}
