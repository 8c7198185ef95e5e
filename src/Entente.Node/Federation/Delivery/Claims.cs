using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Takes messages to send, so that of several replicas one sends each. Who crashes loses its claims after a moment; a claim that is
/// taken twice costs a duplicate, which the partner knows by its id.</summary>
internal static class Claims
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What is due, or held, further ahead than this was written while the clock went wrong: it has been set back since, and nobody waits for it to return. No
    /// wait is as long, that for the receipt of what was handed out included.
    /// </summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromMinutes(20);

    // Nothing goes before a leading message that was queued before it, nor what a throttle holds.
    private const string Free =
        """
            AND seq <= COALESCE((SELECT MIN(ahead.seq) FROM outbox ahead WHERE ahead.partner = @partner AND ahead.leads = 1 AND ahead.state IN ('Ready', 'Waiting')), seq)
            AND NOT EXISTS (
                SELECT 1 FROM outbox_throttled x JOIN outbox_throttle t ON t.number = x.throttle
                WHERE x.seq = outbox.seq AND x.passed_at IS NULL AND t.not_before > @Now AND t.not_before <= @hour AND (t.ends_at IS NULL OR t.ends_at > @Now))
        """;

    /// <summary>What could be claimed now, in the order in which it goes: by lane, then as it was queued.</summary>
    public static async Task<List<OutboxRow>> DueAsync(Session session, string partner, Lane upTo, int most) => await session.QueryAsync<OutboxRow>(
        $"""
        SELECT * FROM outbox WHERE partner = @partner AND state = 'Ready' AND leased_by IS NULL AND lane <= @lane AND (due_at <= @Now OR due_at > @beyond)
        {Free}
        ORDER BY lane, seq LIMIT @most
        """,
        new { partner, lane = (long)upTo, session.Now, beyond = session.Now + FurthestAhead, hour = session.Now + ThrottlePace.Period, most });

    /// <summary>The message to probe with: the one that has waited longest for its turn, so that one bad message does not keep a partner away.</summary>
    public static async Task<List<OutboxRow>> ProbeAsync(Session session, string partner) => await session.QueryAsync<OutboxRow>(
        $"""
        SELECT * FROM outbox
        WHERE partner = @partner AND state = 'Ready' AND leased_by IS NULL
        {Free}
        ORDER BY due_at, seq LIMIT 1
        """,
        new { partner, session.Now, hour = session.Now + ThrottlePace.Period });

    /// <summary>What a partner that asks for its messages gets next: it is there, so what waits only because it could not be reached waits no longer.</summary>
    public static async Task<OutboxRow?> WaitingAsync(Session session, string partner) => await session.FindAsync<OutboxRow>(
        $"""
        SELECT * FROM outbox WHERE partner = @partner AND state = 'Ready' AND leased_by IS NULL
            AND (due_at <= @Now OR due_at > @beyond OR reason IN ('federation-unreachable', 'federation-certificate', 'federation-suspended'))
        {Free}
        ORDER BY lane, seq LIMIT 1
        """,
        new { partner, session.Now, beyond = session.Now + FurthestAhead, hour = session.Now + ThrottlePace.Period });

    /// <summary>Hands a message to the partner that asked; nobody else sends it until the patience is over.</summary>
    /// <param name="wait">When it is offered again if no receipt comes.</param>
    /// <returns>Whether nobody was first.</returns>
    public static bool HandOut(Session session, ExchangeGate gate, OutboxRow claim, string holder, TimeSpan patience, TimeSpan wait) => MayBegin(session, gate, claim) && session.Execute(
        """
        UPDATE outbox SET leased_by = @holder, leased_until = @until, handed_at = @Now, attempts = attempts + 1, due_at = @due, changed = @changed, reason = @reason, detail = @detail
        WHERE seq = @Seq AND state = 'Ready' AND leased_by IS NULL AND recall_reason IS NULL
        """,
        new
        {
            holder,
            until = session.Now + patience,
            session.Now,
            due = session.Now + wait,
            changed = Conclusion.Changed(session),
            reason = FaultCode.FederationMissingReceipt.Id,
            detail = "The partner fetched it, and its receipt has not come yet.",
            claim.Seq,
        }) > 0;

    public static OutboxRow? Find(Session session, string partner, string messageId) =>
        session.Find<OutboxRow>("SELECT * FROM outbox WHERE message_id = @messageId AND partner = @partner", new { messageId, partner });

    /// <summary>When the next message of a partner is due; <see langword="null"/> if none waits.</summary>
    public static async Task<DateTimeOffset?> NextAsync(Session session, string partner)
    {
        var due = await session.ScalarAsync<long?>(
            $"SELECT MIN(due_at) FROM outbox WHERE partner = @partner AND state = 'Ready' AND leased_by IS NULL {Free}", new { partner, session.Now, hour = session.Now + ThrottlePace.Period });
        var opens = await session.ScalarAsync<long?>("SELECT MIN(not_before) FROM outbox_throttle WHERE partner = @partner AND not_before > @Now", new { partner, session.Now });
        return (due < opens ? due : opens ?? due) is { } micros ? DateTimeOffset.UnixEpoch.AddTicks(micros * 10) : null;
    }

    /// <summary>Claims those of the candidates that nobody has claimed meanwhile.</summary>
    public static List<OutboxRow> Take(Session session, ExchangeGate gate, IEnumerable<OutboxRow> candidates, string holder) => [.. candidates.Where(one => MayBegin(session, gate, one) && session.Execute(
        "UPDATE outbox SET leased_by = @holder, leased_until = @until WHERE seq = @Seq AND state = 'Ready' AND leased_by IS NULL AND recall_reason IS NULL",
        new { holder, until = session.Now + Lease, one.Seq }) > 0)];

    /// <summary>Whether a message that nobody holds may begin, as of this write. One that the law lets pass no longer is ended: it may have waited for days.</summary>
    private static bool MayBegin(Session session, ExchangeGate gate, OutboxRow candidate)
    {
        if (candidate.RecallReason is not null)
        {
            Outbox.EndRecalled(session, candidate);
            return false;
        }

        if (gate.Again(session, candidate.Partner, candidate.MessageId) is { } why)
        {
            Outbox.KeepBack(session, Actor.Node("federation", Purpose.Administration), candidate.Seq, why);
            return false;
        }

        return !Throttle.IsOver(session, candidate.Partner) || Throttle.Admit(session, candidate.Seq);
    }

    /// <summary>Keeps what this process is still sending. A claim that could not be given back, because the store was away just then, is not among it and lapses.</summary>
    public static void Renew(Session session, string holder, IReadOnlyList<long> inHand)
    {
        foreach (var seq in inHand)
        {
            session.Execute("UPDATE outbox SET leased_until = @until WHERE seq = @seq AND leased_by = @holder", new { seq, holder, until = session.Now + Lease });
        }
    }

    public static void Release(Session session, OutboxRow claim, string holder) =>
        session.Execute("UPDATE outbox SET leased_by = NULL, leased_until = NULL WHERE seq = @Seq AND leased_by = @holder", new { claim.Seq, holder });

    public static async Task<bool> AnyLapsedAsync(Session session) =>
        await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE leased_by IS NOT NULL AND (leased_until < @Now OR leased_until > @beyond)", new { session.Now, beyond = session.Now + FurthestAhead }) > 0;

    public static void ReleaseLapsed(Session session) => session.Execute(
        "UPDATE outbox SET leased_by = NULL, leased_until = NULL WHERE leased_by IS NOT NULL AND (leased_until < @Now OR leased_until > @beyond)",
        new { session.Now, beyond = session.Now + FurthestAhead });

    /// <summary>Releases whatever a process before this one held. Only for a store that one process alone sends from.</summary>
    public static void ReleaseAll(Session session) =>
        session.Execute("UPDATE outbox SET leased_by = NULL, leased_until = NULL WHERE leased_by IS NOT NULL");
}
