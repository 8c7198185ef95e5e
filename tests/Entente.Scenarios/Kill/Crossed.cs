using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Scenarios.Borders;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Scenarios.Kill;

/// <summary>What two stores hold of the messages from one node to another, after all. Both nodes must have ended.</summary>
internal sealed class Crossed
{
    private readonly Member from;
    private readonly Member to;
    private readonly List<Sent> sent;
    private readonly List<Taken> taken;

    private Crossed(Member from, Member to, List<Sent> sent, List<Taken> taken) => (this.from, this.to, this.sent, this.taken) = (from, to, sent, taken);

    public int Messages => sent.Count;

    public static async Task<Crossed> ReadAsync(Member from, Member to) => new(
        from,
        to,
        await from.Place.ReadAsync(session => session.QueryAsync<Sent>(
            """
            SELECT o.seq, o.message_id, o.conversation, o.action, o.state, o.attempts, r.received_at AS receipt_at
            FROM outbox o LEFT JOIN outbox_receipt r ON r.seq = o.seq WHERE o.partner = @partner ORDER BY o.seq
            """,
            new { partner = to.Country })),
        await to.Place.ReadAsync(session => session.QueryAsync<Taken>(
            "SELECT seq, message_id, conversation, received_at FROM inbox WHERE partner = @partner ORDER BY seq", new { partner = from.Country })));

    /// <summary>
    /// How many receipts came over a connection that was made after the message had been taken and a kill had broken all connections: those messages were
    /// sent again, and the inbox knew them.
    /// </summary>
    public int KnownAgain(IReadOnlyCollection<DateTimeOffset> kills)
    {
        var arrived = taken.ToLookup(one => one.MessageId, StringComparer.Ordinal);
        return sent.Count(one => one.ReceiptAt is { } receipt && arrived[one.MessageId].Any(at => kills.Any(kill => at.ReceivedAt < kill && kill < receipt)));
    }

    /// <summary>By sets: everything that was acknowledged is there once, at both ends, in order, on record and with a receipt that verifies.</summary>
    /// <returns>What is not as it must be, one line each.</returns>
    public async Task<List<string>> ViolationsAsync(IReadOnlyDictionary<string, long> acknowledged)
    {
        var way = $"{from.Country}-{to.Country}";
        var byConversation = sent.ToLookup(one => one.Conversation, StringComparer.Ordinal);
        var arrived = taken.ToLookup(one => one.Conversation, one => one.MessageId, StringComparer.Ordinal);
        var byId = taken.ToLookup(one => one.MessageId, StringComparer.Ordinal);
        var (queued, delivered) = (await RecordsAsync(from, "message.queued"), await RecordsAsync(from, "message.delivered"));
        var takenRecords = await RecordsAsync(to, "message.taken");
        return
        [
            .. acknowledged.Where(one => byConversation[one.Key].Count() < one.Value).Select(one => $"lost: {way} version {one.Value} of the alert {one.Key} was acknowledged, {byConversation[one.Key].Count()} were queued"),
            .. sent.Where(one => one.State != nameof(OutboxState.Delivered)).Select(one => $"not delivered: {way} {one.MessageId} is {one.State}"),
            .. sent.Where(one => !byId.Contains(one.MessageId)).Select(one => $"lost: {way} {one.MessageId} is not in the inbox"),
            .. taken.Select(one => one.MessageId).Except(sent.Select(one => one.MessageId)).Select(id => $"from nowhere: {way} {id} was never sent"),
            .. byId.Where(same => same.Count() > 1).Select(same => $"doubled: {way} {same.Key} is in the inbox {same.Count()} times"),
            .. Once(sent.Select(one => one.MessageId), queued, "queued"),
            .. Once(sent.Select(one => one.MessageId), delivered, "delivered"),
            .. Once(sent.Select(one => one.MessageId), takenRecords, "taken"),
            .. byConversation.Where(same => !same.Select(one => one.MessageId).SequenceEqual(arrived[same.Key]))
                .Where(same => same.All(one => byId[one.MessageId].Count() == 1)).Select(same => $"out of order: {way} {same.Key}"),
            .. await EffectsAsync(way),
            .. await GapsAsync(from),
            .. await GapsAsync(to),
            .. await EvidenceAsync(way),
        ];

        IEnumerable<string> Once(IEnumerable<string> ids, Dictionary<string, long> records, string what) =>
            ids.Where(id => records.GetValueOrDefault(id) != 1).Select(id => $"{(records.GetValueOrDefault(id) > 1 ? "doubled" : "without a record")}: {way} {id} is on record as {what} {records.GetValueOrDefault(id)} times");
    }

    private static async Task<Dictionary<string, long>> RecordsAsync(Member at, string act) => (await at.Place.ReadAsync(session => session.QueryAsync<Times>(
        "SELECT subject_id AS id, COUNT(*) AS count FROM record WHERE act = @act GROUP BY subject_id", new { act }))).ToDictionary(one => one.Id, one => one.Count, StringComparer.Ordinal);

    /// <summary>The alerts of the owner, and what the partner has of them: the same, in the same version.</summary>
    private async Task<IEnumerable<string>> EffectsAsync(string way)
    {
        var own = await from.Place.ReadAsync(session => session.QueryAsync<string>(
            """
            SELECT a.id || ' ' || a.version || ' ' || a.title || ' ' || a.content_hash FROM alert a JOIN alert_partner p ON p.alert_number = a.number
            WHERE p.partner = @partner ORDER BY 1
            """,
            new { partner = to.Country }));
        var there = await to.Place.ReadAsync(session => session.QueryAsync<string>(
            """
            SELECT f.foreign_id || ' ' || a.version || ' ' || a.title || ' ' || a.content_hash FROM foreign_alert f JOIN alert a ON a.number = f.alert_number
            WHERE f.partner = @partner ORDER BY 1
            """,
            new { partner = from.Country }));
        var titles = await to.Place.ReadAsync(session => session.QueryAsync<string>(
            "SELECT title FROM alert WHERE owner = @owner GROUP BY title HAVING COUNT(*) > 1", new { owner = $"partner:{from.Country}" }));
        return
        [
            .. own.Except(there).Select(alert => $"lost: {way} the effect of {alert}"),
            .. there.Except(own).Select(alert => $"from nowhere: {way} the effect of {alert}"),
            .. titles.Select(title => $"doubled: {way} the effect of {title}"),
        ];
    }

    private static async Task<IEnumerable<string>> GapsAsync(Member at)
    {
        var gaps = await at.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(MAX(seq) - COUNT(*), 0) FROM record"));
        return gaps == 0 ? [] : [$"{gaps} numbers of records are missing at {at.Country}"];
    }

    /// <summary>The bytes and the receipt are the same at both ends; the receiver's keys open the bytes, and the receipt speaks of what was signed in them.</summary>
    private async Task<List<string>> EvidenceAsync(string way)
    {
        var violations = new List<string>();
        await UseAsync(from, at => UseAsync(to, async there =>
        {
            var (sender, receiver) = (await LoadAsync(from), await LoadAsync(to));
            foreach (var (id, wire) in receiver)
            {
                if (!sender.TryGetValue(id, out var own))
                {
                    continue;
                }

                if (!own.Body.AsSpan().SequenceEqual(wire.Body))
                {
                    violations.Add($"evidence: {way} {id} has other bytes at both ends");
                }

                if (own.Receipt is null || !own.Receipt.AsSpan().SequenceEqual(wire.Receipt))
                {
                    violations.Add($"evidence: {way} {id} has no receipt, or another at both ends");
                    continue;
                }

                if (!at.Proves(id, own, there.Of(wire)))
                {
                    violations.Add($"evidence: {way} the receipt of {id} does not prove its delivery");
                }
            }
        }));
        return violations;

        async Task<Dictionary<string, Wire>> LoadAsync(Member member) => (await member.Place.ReadAsync(session => member == from
            ? session.QueryAsync<Wire>(
                """
                SELECT o.message_id, w.content_type, w.body, w.signed_parts, r.content_type AS receipt_type, r.body AS receipt
                FROM outbox o JOIN outbox_wire w ON w.seq = o.seq LEFT JOIN outbox_receipt r ON r.seq = o.seq WHERE o.partner = @Country
                """,
                new { to.Country })
            : session.QueryAsync<Wire>(
                "SELECT i.message_id, w.content_type, w.body, w.receipt_type, w.receipt FROM inbox i JOIN inbox_wire w ON w.seq = i.seq WHERE i.partner = @Country",
                new { from.Country }))).DistinctBy(wire => wire.MessageId).ToDictionary(wire => wire.MessageId, StringComparer.Ordinal);
    }

    /// <summary>Opens the store of a node with its keys and its directory of partners, as a command does: without a server, and nothing is sent.</summary>
    private async Task UseAsync(Member member, Func<Keys, Task> work)
    {
        var other = member == from ? to : from;
        var settings = member.Settings.Select(pair => KeyValuePair.Create(pair.Name["ENTENTE_".Length..].Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value))
            .Concat([new("Directory", member.Place.Directory), new("Database", member.Place.Setting), new("Listen", "http://localhost:0"), new("LogLevel", "Error")]);
        await using var app = NodeHost.Build(OptionTable.Read(file: null, new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase)), TimeProvider.System, builder => builder.Services.ServeNothing());
        await app.StartAsync();
        var directory = app.Services.GetRequiredService<PartnerDirectory>();
        await directory.Ready;
        await work(new(app.Services.GetRequiredService<OwnKeys>(), directory.Find(other.Country)!));
        await app.StopAsync();
    }

    /// <summary>What one end verifies with.</summary>
    private sealed record Keys(OwnKeys Own, Partner Partner)
    {
        private static readonly SecuritySuite Suite = SecuritySuite.All["2.0"];

        /// <summary>What the signature over stored bytes covers; <see langword="null"/> if it does not verify.</summary>
        public IReadOnlyList<SignatureReference>? Of(Wire wire) => Read(wire.ContentType, wire.Body, _ => null) is Received.Message message ? message.Verified.References : null;

        /// <summary>Whether a receipt of the partner verifies and repeats what was signed in the bytes.</summary>
        public bool Proves(string id, Wire own, IReadOnlyList<SignatureReference>? signed)
        {
            var parts = SealedMessage.ReadParts(own.SignedParts);
            return signed is not null
                && signed.Select(one => Convert.ToHexString(one.Digest.Span)).Order().SequenceEqual(parts.Select(one => Convert.ToHexString(one.Digest.Span)).Order())
                && Read(own.ReceiptType, own.Receipt!, sought => sought.Value == id ? new(sought, null, parts, Legs.Demand(Own.Current, Partner, [Suite])) : null) is Received.ReceiptFor;
        }

        private Received Read(string contentType, byte[] body, Func<MessageId, SentMessage?> sent) => As4Reader.Read(
            contentType,
            body,
            new() { Ours = [Legs.Id(Own.PartyId)], Legs = Legs.From(Own.Current, Own.PartyId, Partner, []), Sent = sent },
            TimeProvider.System.GetUtcNow());
    }

    internal sealed record Sent
    {
        public long Seq { get; init; }

        public string MessageId { get; init; } = "";

        public string Conversation { get; init; } = "";

        public string Action { get; init; } = "";

        public string State { get; init; } = "";

        public int Attempts { get; init; }

        public DateTimeOffset? ReceiptAt { get; init; }
    }

    internal sealed record Taken
    {
        public long Seq { get; init; }

        public string MessageId { get; init; } = "";

        public string Conversation { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }
    }

    private sealed record Times
    {
        public string Id { get; init; } = "";

        public long Count { get; init; }
    }

    private sealed record Wire
    {
        public string MessageId { get; init; } = "";

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public string SignedParts { get; init; } = "[]";

        public string ReceiptType { get; init; } = "";

        public byte[]? Receipt { get; init; }
    }
}
