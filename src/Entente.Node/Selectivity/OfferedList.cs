using Entente.Node.Platform;

namespace Entente.Node.Selectivity;

/// <summary>What became of a list that a partner sent.</summary>
internal enum OfferedListState { Offered = 1, Loaded, Dismissed, Replaced }

/// <summary>A reference list that a partner sent. It changes nothing before an administrator loads it.</summary>
internal sealed record OfferedList
{
    public required Guid Id { get; init; }

    /// <summary>A <see cref="ReferenceKind"/>.</summary>
    public required ReferenceKind Kind { get; init; }

    /// <summary>As the list's publisher names it.</summary>
    public required string Version { get; init; }

    /// <summary>The date of the list, under which it is loaded.</summary>
    public required DateOnly ValidFrom { get; init; }

    public required long Entries { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The party id of who sent it.</summary>
    public required string Partner { get; init; }

    /// <summary>The message that it came in.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset OfferedAt { get; init; }

    /// <summary>The last day on which this node has it.</summary>
    public required DateOnly KeepUntil { get; init; }

    public required OfferedListState State { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required long Record { get; init; }

    public bool IsWaitingAt(DateTimeOffset now) => State == OfferedListState.Offered && DateOnly.FromDateTime(now.UtcDateTime) <= KeepUntil;

    public static OfferedList? Find(Session session, Guid id) => session.Find<OfferedList>("SELECT * FROM offered_list WHERE id = @id", new { id });

    public static Task<List<OfferedList>> NewestAsync(Session session) =>
        session.QueryAsync<OfferedList>("SELECT * FROM offered_list ORDER BY CASE state WHEN 'Offered' THEN 0 ELSE 1 END, offered_at DESC, id LIMIT 50");

    public static Task<long> CountAsync(Session session) => session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM offered_list WHERE state = 'Offered' AND keep_until >= @today", new { today = DateOnly.FromDateTime(session.Now.UtcDateTime) });

    /// <summary>What a partner has sent of a list and nobody has decided; late or not.</summary>
    public static OfferedList? Undecided(Session session, string partner, ReferenceKind kind) => session.Find<OfferedList>(
        "SELECT * FROM offered_list WHERE partner = @partner AND kind = @kind AND state = 'Offered'", new { partner, kind = $"{kind}" });

    public static void Add(Session session, OfferedList offer) => session.Execute(
        """
        INSERT INTO offered_list (id, kind, version, valid_from, entries, sha256, partner, message, offered_at, keep_until, state, record)
        VALUES (@Id, @kind, @Version, @ValidFrom, @Entries, @Sha256, @Partner, @Message, @OfferedAt, @KeepUntil, @state, @Record)
        """,
        new
        {
            offer.Id,
            kind = $"{offer.Kind}",
            offer.Version,
            offer.ValidFrom,
            offer.Entries,
            offer.Sha256,
            offer.Partner,
            offer.Message,
            offer.OfferedAt,
            offer.KeepUntil,
            state = $"{offer.State}",
            offer.Record,
        });

    public static void Settle(Session session, Guid id, OfferedListState state, string officer) => session.Execute(
        "UPDATE offered_list SET state = @state, decided_by = @officer, decided_at = @Now WHERE id = @id", new { id, state = $"{state}", officer, session.Now });
}
