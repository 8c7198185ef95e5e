using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Stores what an attempt came to: the state, the receipt and the record in one write.</summary>
internal static class Conclusion
{
    // What an operator looks at: how it began, and how it stands.
    private const int FirstAttempts = 5;
    private const int LatestAttempts = 20;

    /// <param name="counts">Whether the attempt was not counted when it began: a message that was fetched is counted then, and its receipt comes later.</param>
    /// <returns>Whether this attempt has ended the message; not if another replica's has.</returns>
    public static bool Store(Session session, OutboxRow claim, Outcome outcome, DateTimeOffset began, TimeSpan wait, bool counts = true) => outcome switch
    {
        Outcome.Delivered delivered => Deliver(session, claim, delivered.Receipt, counts),
        Outcome.Refused refused => Refuse(session, claim, refused, began, counts),
        Outcome.Again again => PutOff(session, claim, again, began, wait, counts),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };

    private static bool Deliver(Session session, OutboxRow claim, Answer.Receipt receipt, bool counts)
    {
        if (!End(session, claim, OutboxState.Delivered, null, counts))
        {
            return false;
        }

        if (SealedMessage.VersionOf(session, claim.Seq, receipt.Verified.Sent.SignedParts) is { } version)
        {
            session.Execute("UPDATE outbox SET wire_version = @version WHERE seq = @Seq AND wire_version <> @version", new { version, claim.Seq });
        }

        session.Execute(
            "INSERT INTO outbox_receipt (seq, content_type, body, signer, signed_at, received_at) VALUES (@Seq, @ContentType, @body, @signer, @signed, @Now)",
            new
            {
                claim.Seq,
                receipt.ContentType,
                body = receipt.Bytes.ToArray(),
                signer = receipt.Verified.Signer.Fingerprint,
                signed = receipt.Verified.Header.Timestamp,
                session.Now,
            });
        Record(session, claim, DeliveryActs.Delivered, new JsonObject { ["partner"] = claim.Partner, ["receipt"] = receipt.Verified.Header.MessageId.Value, ["sha256"] = Digest(session, claim.Seq) });
        return true;
    }

    /// <summary>Of the bytes that went over the wire: so the log commits to them.</summary>
    private static string? Digest(Session session, long seq) =>
        session.Scalar<byte[]>(
            $"SELECT w.body FROM {SealedMessage.Sealings} w WHERE w.seq = @seq AND w.version = (SELECT wire_version FROM outbox WHERE seq = @seq)", new { seq }) is { } body ? Convert.ToHexStringLower(SHA256.HashData(body)) : null;

    private static bool Refuse(Session session, OutboxRow claim, Outcome.Refused refused, DateTimeOffset began, bool counts)
    {
        var why = refused.Why;
        if (!End(session, claim, OutboxState.Refused, why, counts))
        {
            return false;
        }

        if (refused.Report is { } said)
        {
            session.Execute(
                "INSERT INTO outbox_refusal (seq, content_type, body, signer, signed_at, received_at) VALUES (@Seq, @ContentType, @body, @Signer, @SignedAt, @Now)",
                new { claim.Seq, said.ContentType, body = said.Bytes.ToArray(), said.Signer, said.SignedAt, session.Now });
        }

        InsertAttempt(session, claim, why, began);
        Record(session, claim, DeliveryActs.Refused, new JsonObject
        {
            ["partner"] = claim.Partner,
            ["reason"] = why.Code.Id,
            ["detail"] = why.Detail,
            ["sha256"] = Digest(session, claim.Seq),
            ["refusal"] = refused.Report is null ? null : Convert.ToHexStringLower(SHA256.HashData(refused.Report.Bytes.Span)),
        });
        return true;
    }

    private static bool End(Session session, OutboxRow claim, OutboxState state, Fault? why, bool counts)
    {
        var ended = session.Execute(
            """
            UPDATE outbox SET state = @state, changed = @changed, ended_at = @Now, attempts = attempts + @counted, reason = @reason, detail = @detail, leased_by = NULL, leased_until = NULL
            WHERE seq = @Seq AND state = 'Ready'
            """,
            new { state = state.ToString(), changed = Changed(session), session.Now, reason = why?.Code.Id, detail = why?.Detail, claim.Seq, counted = counts ? 1 : 0 }) > 0;
        if (ended)
        {
            Promote(session, claim);
        }

        return ended;
    }

    /// <summary>The next of the conversation becomes the first.</summary>
    internal static void Promote(Session session, OutboxRow claim)
    {
        if (session.Scalar<long?>(
            "SELECT MIN(seq) FROM outbox WHERE partner = @Partner AND conversation = @Conversation AND state IN ('Ready', 'Waiting')",
            new { claim.Partner, claim.Conversation }) is { } next)
        {
            session.Execute(
                "UPDATE outbox SET state = 'Ready', changed = @changed, due_at = @Now WHERE seq = @next AND state = 'Waiting'",
                new { changed = Changed(session), session.Now, next });
        }
    }

    private static bool PutOff(Session session, OutboxRow claim, Outcome.Again again, DateTimeOffset began, TimeSpan wait, bool counts)
    {
        var put = session.Execute(
            """
            UPDATE outbox SET due_at = @due, changed = @changed, attempts = attempts + @counted, reason = @reason, detail = @detail, leased_by = NULL, leased_until = NULL
            WHERE seq = @Seq AND state = 'Ready'
            """,
            new { due = session.Now + wait, changed = Changed(session), reason = again.Why.Code.Id, detail = again.Why.Detail, claim.Seq, counted = counts ? 1 : 0 }) > 0;
        if (put)
        {
            InsertAttempt(session, claim, again.Why, began);
            if (again.Transport)
            {
                Throttle.Return(session, claim);
            }

            // What the law stopped while it was being sent is not tried again.
            if (session.Find<OutboxRow>("SELECT * FROM outbox WHERE seq = @Seq AND recall_reason IS NOT NULL", new { claim.Seq }) is { } recalled)
            {
                Outbox.EndRecalled(session, recalled);
            }
        }

        return false;
    }

    private static void InsertAttempt(Session session, OutboxRow claim, Fault why, DateTimeOffset began)
    {
        var ordinal = session.Scalar<long>("SELECT attempts FROM outbox WHERE seq = @Seq", new { claim.Seq });
        session.Execute(
            "INSERT INTO outbox_attempt (seq, ordinal, at, reason, detail) VALUES (@Seq, @ordinal, @began, @reason, @Detail) ON CONFLICT (seq, ordinal) DO NOTHING",
            new { claim.Seq, ordinal, began, reason = why.Code.Id, why.Detail });
        session.Execute(
            "DELETE FROM outbox_attempt WHERE seq = @Seq AND ordinal > @first AND ordinal <= @latest",
            new { claim.Seq, first = FirstAttempts, latest = ordinal - LatestAttempts });
    }

    /// <summary>Everything that waits only because the partner was away is due at once.</summary>
    public static void Hasten(Session session, string partner) => session.Execute(
        """
        UPDATE outbox SET due_at = @Now WHERE partner = @partner AND state = 'Ready' AND leased_by IS NULL AND due_at > @Now
            AND reason IN ('federation-unreachable', 'federation-certificate', 'federation-suspended')
        """,
        new { session.Now, partner });

    internal static long Changed(Session session) => session.Next("SELECT MAX(changed) FROM outbox");

    private static void Record(Session session, OutboxRow claim, Act act, JsonObject detail) =>
        RecordBook.Append(session, Actor.Node("federation", Entente.Protocol.Access.Purpose.Administration), act, "message", claim.MessageId, detail.ToJsonString());
}
