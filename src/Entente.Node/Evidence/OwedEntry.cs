using Entente.Node.Evidence.Log;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>What has become of an entry that a partner named in a message.</summary>
public enum OwedState { Sought = 1, Missing, Found }

/// <summary>An entry that a partner's log must have, because a message of the partner says so.</summary>
internal sealed record OwedEntry
{
    /// <summary>How long a log may take to show an entry: less than a minute, with the round that looks for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public required long Seq { get; init; }

    public required string Partner { get; init; }

    public required string MessageId { get; init; }

    /// <summary>As the message has it.</summary>
    public required string Promise { get; init; }

    public required DateTimeOffset OwedAt { get; init; }

    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The proof file, over a checkpoint that this node has cosigned.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether the log has been read since and had it not, or had another one in its place.</summary>
    public bool IsMissing { get; init; }

    public OwedState State => FoundAt is not null ? OwedState.Found : IsMissing ? OwedState.Missing : OwedState.Sought;

    /// <summary>What the message says of it; <see langword="null"/> where it names none that is about the message.</summary>
    public PromisedEntry? Entry => PromisedEntry.Read(Promise, MessageId);

    /// <summary>Puts down what a message of a partner that keeps a log names. One that names nothing is missing like one that cannot be read: whoever keeps a log has every message in it that it sends.</summary>
    public static void Put(Session session, string partner, string messageId, IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        var said = properties.Where(one => one.Key == PromisedEntry.Property).Select(one => one.Value).ToList();
        // Of two, neither can be believed.
        session.Execute(
            "INSERT INTO log_owed (seq, partner, message_id, promise, owed_at, is_missing) VALUES (@seq, @partner, @messageId, @promise, @Now, 0)",
            new { seq = session.Next("SELECT MAX(seq) FROM log_owed"), partner, messageId, promise = said is [var only] ? only : "", session.Now });
    }

    public static OwedEntry? Find(Session session, string partner, string messageId) => session.Find<OwedEntry>(
        "SELECT seq, partner, message_id, promise, owed_at, found_at, proof, is_missing FROM log_owed WHERE partner = @partner AND message_id = @messageId", new { partner, messageId });

    /// <summary>What is still sought in the log of a partner, the oldest first.</summary>
    public static List<OwedEntry> Open(Session session, string partner, long after, int count) => session.Query<OwedEntry>(
        "SELECT seq, partner, message_id, promise, owed_at, found_at, proof, is_missing FROM log_owed WHERE found_at IS NULL AND partner = @partner AND seq > @after ORDER BY seq LIMIT @count",
        new { partner, after, count });

    /// <summary>The partner's record with its proof, as <c>entente log check</c> reads it with the partner's key; <see langword="null"/> until it is found.</summary>
    public byte[]? Evidence => Proof is { } proof && Entry is { } entry ? new RecordEvidence(1, entry.Record, entry.Salt, proof).Write() : null;
}
