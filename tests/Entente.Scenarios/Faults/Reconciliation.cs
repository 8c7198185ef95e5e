using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Scenarios.Faults;

/// <summary>A message that a test has queued.</summary>
/// <param name="Effect">What it leaves behind at the receiver, once.</param>
internal sealed record Queued(string MessageId, string Conversation, string Effect);

/// <summary>
/// Compares, as sets, what was queued with what the stores of both nodes say when everything has been delivered. What it returns is what must never be:
/// something lost, something twice, an order changed, a receipt that does not verify, two records that disagree.
/// </summary>
/// <param name="From">The party id of the sender.</param>
/// <param name="To">The party id of the receiver.</param>
internal sealed record Reconciliation(Database Sender, string From, Database Receiver, string To)
{
    /// <summary>Whether the receiver was asked to acknowledge the effects.</summary>
    public bool Acknowledged { get; init; }

    /// <summary>The action of the messages that are compared, as a pattern of SQL; others may go the same way.</summary>
    public string Actions { get; init; } = "%";

    /// <param name="queued">Everything that was queued, in that order.</param>
    /// <param name="effects">What the receiver's module has done, once for each time that it did it.</param>
    public async Task<List<string>> DifferencesAsync(IReadOnlyList<Queued> queued, IEnumerable<string> effects)
    {
        var (sent, taken, proofs) = (await SentAsync(), await TakenAsync(), await ProofsAsync());
        var signers = await SignersAsync();
        var ids = queued.Select(one => one.MessageId).Concat(sent.Select(one => one.MessageId)).Concat(taken.Select(one => one.MessageId)).ToHashSet(StringComparer.Ordinal);
        var (acts, actsThere) = (await ActsAsync(Sender, ids), await ActsAsync(Receiver, ids));
        var differences = new List<string>();
        differences.AddRange(Compare("effect", queued.Select(one => one.Effect), effects));
        differences.AddRange(Compare("inbox", queued.Select(one => one.MessageId), taken.Select(one => one.MessageId)));
        differences.AddRange(Compare("outbox", queued.Select(one => one.MessageId), sent.Select(one => one.MessageId)));
        differences.AddRange(Compare("receipt", queued.Select(one => one.MessageId), proofs.Select(one => one.MessageId)));
        differences.AddRange(Compare("record of queueing", queued.Select(one => one.MessageId), acts["message.queued"]));
        differences.AddRange(Compare("record of delivery", queued.Select(one => one.MessageId), acts["message.delivered"]));
        differences.AddRange(Compare("record of taking", queued.Select(one => one.MessageId), actsThere["message.taken"]));
        differences.AddRange(sent.Where(one => one.State != nameof(OutboxState.Delivered)).Select(one => $"outbox: {one.MessageId} is {one.State}"));
        differences.AddRange(OutOfOrder(queued, taken));
        differences.AddRange(Unproven(proofs, taken, signers));
        if (Acknowledged)
        {
            differences.AddRange(Compare("acknowledgement", queued.Select(one => one.MessageId), await AcknowledgedAsync()));
            differences.AddRange(sent.Where(one => one.Effect != "Done").Select(one => $"effect: {one.MessageId} is told as '{one.Effect}'"));
        }

        return differences;
    }

    private static IEnumerable<string> Compare(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var counts = found.CountBy(one => one).ToDictionary(StringComparer.Ordinal);
        foreach (var one in expected)
        {
            if (!counts.Remove(one, out var times))
            {
                yield return $"{what}: {one} is lost";
            }
            else if (times > 1)
            {
                yield return $"{what}: {one} is there {times} times";
            }
        }

        foreach (var one in counts.Keys)
        {
            yield return $"{what}: {one} was never sent";
        }
    }

    private static IEnumerable<string> OutOfOrder(IReadOnlyList<Queued> queued, List<Taken> taken)
    {
        var places = taken.Select((one, place) => (one.MessageId, place)).DistinctBy(one => one.MessageId).ToDictionary(one => one.MessageId, one => one.place, StringComparer.Ordinal);
        return from conversation in queued.GroupBy(one => one.Conversation)
               let order = conversation.Where(one => places.ContainsKey(one.MessageId)).Select(one => places[one.MessageId]).ToList()
               where !order.SequenceEqual(order.Order())
               select $"order: {conversation.Key} came as {string.Join(", ", order)}";
    }

    /// <summary>The product's own reading of each stored receipt, from the stored bytes alone; and the same bytes at both ends.</summary>
    private IEnumerable<string> Unproven(List<Proof> proofs, List<Taken> taken, IReadOnlyList<Certificate> signers)
    {
        var there = taken.DistinctBy(one => one.MessageId).ToDictionary(one => one.MessageId, StringComparer.Ordinal);
        foreach (var proof in proofs)
        {
            var id = MessageId.Parse(proof.MessageId);
            var sent = new SentMessage(id, null, SealedMessage.ReadParts(proof.SignedParts), new()
            {
                Suites = [.. SecuritySuite.All.Values],
                AcceptSigner = new PinnedSigners(signers).Accept,
                DecryptionKeys = [],
            });
            var read = As4Reader.Read(
                proof.ReceiptType, proof.Receipt, new() { Ours = [Legs.Id(From)], Legs = [], Sent = asked => asked == id ? sent : null }, TimeProvider.System.GetUtcNow());
            if (read is not Received.ReceiptFor)
            {
                yield return $"receipt: that of {proof.MessageId} does not verify: {(read as Received.Refused)?.Why.Error}";
            }

            if (there.GetValueOrDefault(proof.MessageId) is { } other && !(other.Body.AsSpan().SequenceEqual(proof.Body) && other.Receipt.AsSpan().SequenceEqual(proof.Receipt)))
            {
                yield return $"bytes: those of {proof.MessageId} are not the same at both ends";
            }
        }
    }

    private Task<List<Sent>> SentAsync() => Sender.ReadAsync(session =>
        session.QueryAsync<Sent>("SELECT message_id, state, effect FROM outbox WHERE partner = @To AND action LIKE @Actions ORDER BY seq", new { To, Actions }));

    private Task<List<Taken>> TakenAsync() => Receiver.ReadAsync(session => session.QueryAsync<Taken>(
        "SELECT i.message_id, w.body, w.receipt FROM inbox i JOIN inbox_wire w ON w.seq = i.seq WHERE i.partner = @From AND i.action LIKE @Actions ORDER BY i.seq",
        new { From, Actions }));

    /// <summary>What proves each delivery to whoever asks.</summary>
    public Task<List<Proof>> ProofsAsync() => Sender.ReadAsync(session => session.QueryAsync<Proof>(
        """
        SELECT o.message_id, w.body, w.signed_parts, r.content_type AS receipt_type, r.body AS receipt
        FROM outbox o JOIN outbox_wire w ON w.seq = o.seq JOIN outbox_receipt r ON r.seq = o.seq WHERE o.partner = @To AND o.action LIKE @Actions ORDER BY o.seq
        """,
        new { To, Actions }));

    /// <summary>What acknowledgements of the receiver name: the messages of ours that are counted here, and whatever else is none of ours.</summary>
    private Task<List<string>> AcknowledgedAsync() => Sender.ReadAsync(session => session.QueryAsync<string>(
        """
        SELECT i.in_reply_to FROM inbox i LEFT JOIN outbox o ON o.partner = i.partner AND o.message_id = i.in_reply_to
        WHERE i.partner = @To AND i.action LIKE 'acknowledgement/%' AND (o.action IS NULL OR o.action LIKE @Actions)
        """,
        new { To, Actions }));

    /// <summary>The signing certificates of the receiver, as the sender's officers approved them.</summary>
    public async Task<IReadOnlyList<Certificate>> SignersAsync()
    {
        var cards = await Sender.ReadAsync(session => session.QueryAsync<byte[]>("SELECT card FROM partner_version WHERE partner = @To", new { To }));
        return [.. cards.SelectMany(card => NodeCard.Read(card, out _)!.Keys).Where(key => key.Purpose == KeyPurpose.Sign).Select(key => Certificate.TryParse(key.Certificate)!)];
    }

    private static async Task<ILookup<string, string>> ActsAsync(Database database, HashSet<string> ids)
    {
        var acts = await database.ReadAsync(session => session.QueryAsync<Recorded>("SELECT act, subject_id FROM record WHERE act LIKE 'message.%' ORDER BY seq"));
        return acts.Where(one => ids.Contains(one.SubjectId)).ToLookup(one => one.Act, one => one.SubjectId);
    }

    internal sealed record Proof
    {
        public string MessageId { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public string SignedParts { get; init; } = "";

        public string ReceiptType { get; init; } = "";

        public byte[] Receipt { get; init; } = [];
    }

    private sealed record Sent
    {
        public string MessageId { get; init; } = "";

        public string State { get; init; } = "";

        public string? Effect { get; init; }
    }

    private sealed record Taken
    {
        public string MessageId { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public byte[] Receipt { get; init; } = [];
    }

    private sealed record Recorded
    {
        public string Act { get; init; } = "";

        public string SubjectId { get; init; } = "";
    }
}
