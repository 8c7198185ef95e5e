using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>Messages in the store of a node that has no partners.</summary>
internal static class MessageGiven
{
    /// <summary>A message that was delivered, with its bytes and its receipt.</summary>
    public static Task<MessageKey> StoredAsync(Database database) => database.WriteAsync(session =>
    {
        var seq = session.Next("SELECT MAX(seq) FROM outbox");
        var values = new { seq, id = $"{seq}@NL", session.Now, body = "bytes"u8.ToArray() };
        session.Execute(
            """
            INSERT INTO outbox (seq, message_id, partner, conversation, service, action, lane, size, queued_by, queued_at, state, changed, due_at, attempts, sealed_at, ended_at)
            VALUES (@seq, @id, 'CA', @id, 'urn:entente:exchange', 'test.note/1', 2, 5, 'node:test', @Now, 'Delivered', @seq, @Now, 1, @Now, @Now)
            """,
            values);
        session.Execute("INSERT INTO outbox_content (seq, ordinal, name, media_type, body) VALUES (@seq, 0, '', 'application/json', @body)", values);
        session.Execute("INSERT INTO outbox_wire (seq, content_type, body, signed_parts) VALUES (@seq, 'multipart/related', @body, '[]')", values);
        session.Execute("INSERT INTO outbox_receipt (seq, content_type, body, signer, signed_at, received_at) VALUES (@seq, 'multipart/related', @body, 'ab', @Now, @Now)", values);
        return new MessageKey(Direction.Out, seq);
    });

    /// <summary>The same, with a signed error of the partner.</summary>
    public static async Task<MessageKey> RefusedAsync(Database database)
    {
        var key = await StoredAsync(database);
        await database.WriteAsync(session => session.Execute(
            "INSERT INTO outbox_refusal (seq, content_type, body, signer, signed_at, received_at) VALUES (@Seq, 'multipart/related', @body, 'ab', @Now, @Now)",
            new { key.Seq, body = "bytes"u8.ToArray(), session.Now }));
        return key;
    }

    /// <summary>A signed error of this node, for a message of a partner.</summary>
    public static Task<long> RefusalGivenAsync(Database database) => database.WriteAsync(session =>
    {
        var number = session.Next("SELECT MAX(number) FROM inbox_refusal");
        session.Execute(
            "INSERT INTO inbox_refusal (number, partner, message_id, code, content_type, body, given_at) VALUES (@number, 'CA', 'one@CA', 'EBMS:0101', 'multipart/related', @body, @Now)",
            new { number, body = "bytes"u8.ToArray(), session.Now });
        return number;
    });

    /// <summary>A message that a partner sent, with an attachment.</summary>
    /// <returns>Its id.</returns>
    public static string Came(Session session, byte[] attachment)
    {
        var seq = session.Next("SELECT MAX(seq) FROM inbox");
        var values = new { seq, id = $"{seq}@CA", session.Now, body = "bytes"u8.ToArray(), attachment };
        session.Execute(
            """
            INSERT INTO inbox (seq, partner, message_id, conversation, service, action, size, sent_at, received_at, suite, signer, state, record_seq)
            VALUES (@seq, 'CA', @id, @id, 'urn:entente:exchange', 'test.note/1', 5, @Now, @Now, '2.0', 'ab', 'Taken', 0)
            """,
            values);
        session.Execute("INSERT INTO inbox_content (seq, ordinal, name, media_type, body) VALUES (@seq, 0, '', 'application/json', @body)", values);
        session.Execute("INSERT INTO inbox_content (seq, ordinal, name, media_type, body) VALUES (@seq, 1, '', 'application/octet-stream', @attachment)", values);
        return values.id;
    }
}
