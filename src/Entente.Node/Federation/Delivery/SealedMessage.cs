using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>The exact bytes of a message, and what its receipt must repeat.</summary>
internal sealed record SealedMessage(string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<SignedPart> SignedParts)
{
    /// <summary>All sealings of messages, for a walk that names <c>seq</c> and <c>version</c>.</summary>
    public const string Sealings =
        """
        (SELECT seq, 0 AS version, content_type, body, signed_parts, suite, signer, recipients FROM outbox_wire
        UNION ALL SELECT seq, version, content_type, body, signed_parts, suite, signer, recipients FROM outbox_resealed)
        """;

    /// <summary>How often the message was sealed before.</summary>
    public long Version { get; init; }

    /// <summary>The suite, which is that of the receipt too; <see langword="null"/> where a release before this one sealed it.</summary>
    public SecuritySuite? Suite { get; init; }

    /// <summary>The fingerprint of the certificate that signed; <see langword="null"/> where a release before this one sealed it.</summary>
    public string? Signer { get; init; }

    /// <summary>The fingerprints of the certificates that it is encrypted for.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The same message as it was sealed before, without the bytes: a receipt for any of them proves that the partner has it.</summary>
    public IReadOnlyList<SealedMessage> Earlier { get; init; } = [];

    public static SealedMessage From(OutgoingMessage message) => new(message.ContentType, message.Body, message.SignedParts);

    public static SealedMessage From(OutgoingMessage message, OutgoingSecurity by) => From(message) with
    {
        Suite = by.Suite,
        Signer = by.SigningChain[0].Fingerprint,
        Recipients = [.. by.Recipients.Select(recipient => recipient.Fingerprint)],
    };

    /// <summary>The latest sealing of a message, with those before it.</summary>
    public static async Task<SealedMessage?> FindAsync(Session session, long seq)
    {
        var rows = await session.QueryAsync<Row>($"SELECT version, content_type, signed_parts, suite, signer, recipients FROM {Sealings} w WHERE w.seq = @seq ORDER BY version DESC", new { seq });
        if (rows.Count == 0)
        {
            return null;
        }

        var body = await session.ScalarAsync<byte[]>($"SELECT body FROM {Sealings} w WHERE w.seq = @seq AND w.version = @Version", new { seq, rows[0].Version });
        return rows[0].Read() with { Body = body, Earlier = [.. rows.Skip(1).Select(row => row.Read())] };
    }

    /// <summary>What an answer to this message may be about: the latest sealing, then those before it.</summary>
    /// <param name="otherwise">The suite of what was sealed by a release that did not store it.</param>
    public IEnumerable<SentMessage> Sent(KeyRing own, Partner partner, MessageId id, SecuritySuite otherwise) =>
        Earlier.Prepend(this).Select(one => new SentMessage(id, null, one.SignedParts, Legs.Demand(own, partner, [one.Suite ?? otherwise])));

    public static IReadOnlyList<SignedPart> ReadParts(string stored) => JsonSerializer.Deserialize(stored, SealedJson.Default.IReadOnlyListSignedPart)!;

    public static string WriteParts(IReadOnlyList<SignedPart> parts) => JsonSerializer.Serialize(parts, SealedJson.Default.IReadOnlyListSignedPart);

    /// <summary>The sealing that a receipt is for.</summary>
    public static long? VersionOf(Session session, long seq, IReadOnlyList<SignedPart> receipted) => session.Scalar<long?>(
        $"SELECT MAX(version) FROM {Sealings} w WHERE w.seq = @seq AND w.signed_parts = @parts", new { seq, parts = WriteParts(receipted) });

    /// <summary>Stores the bytes unless another replica has sealed the message meanwhile; those that stand are the ones to send.</summary>
    public bool Insert(Session session, long seq)
    {
        if (session.Scalar<long>($"SELECT COUNT(*) FROM {Sealings} w WHERE w.seq = @seq", new { seq }) != Version)
        {
            return false;
        }

        var values = new
        {
            seq,
            Version,
            ContentType,
            body = Body.AsArray(),
            parts = WriteParts(SignedParts),
            suite = Suite!.Name,
            Signer,
            recipients = string.Join(' ', Recipients),
            session.Now,
        };
        if (Version == 0)
        {
            session.Execute("INSERT INTO outbox_wire (seq, content_type, body, signed_parts, suite, signer, recipients) VALUES (@seq, @ContentType, @body, @parts, @suite, @Signer, @recipients)", values);
            session.Execute("UPDATE outbox SET sealed_at = @Now WHERE seq = @seq", values);
            return true;
        }

        session.Execute(
            """
            INSERT INTO outbox_resealed (seq, version, content_type, body, signed_parts, suite, signer, recipients, sealed_at)
            VALUES (@seq, @Version, @ContentType, @body, @parts, @suite, @Signer, @recipients, @Now)
            """,
            values);
        session.Execute("UPDATE outbox SET wire_version = @Version WHERE seq = @seq", values);
        return true;
    }

    private sealed record Row
    {
        public long Version { get; init; }

        public string ContentType { get; init; } = "";

        public string SignedParts { get; init; } = "";

        public string? Suite { get; init; }

        public string? Signer { get; init; }

        public string? Recipients { get; init; }

        public SealedMessage Read() => new(ContentType, default, ReadParts(SignedParts))
        {
            Version = Version,
            Suite = Suite is null ? null : SecuritySuite.All[Suite],
            Signer = Signer,
            Recipients = Recipients?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SignedPart>))]
internal sealed partial class SealedJson : JsonSerializerContext;
