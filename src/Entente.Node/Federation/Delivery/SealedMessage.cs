using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>The exact bytes of a message, and what its receipt must repeat.</summary>
internal sealed record SealedMessage(string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<SignedPart> SignedParts)
{
    public static SealedMessage From(OutgoingMessage message) => new(message.ContentType, message.Body, message.SignedParts);

    public static async Task<SealedMessage?> FindAsync(Session session, long seq) =>
        await session.FindAsync<Row>("SELECT content_type, body, signed_parts FROM outbox_wire WHERE seq = @seq", new { seq }) is { } row
            ? new(row.ContentType, row.Body, ReadParts(row.SignedParts))
            : null;

    public static IReadOnlyList<SignedPart> ReadParts(string stored) => JsonSerializer.Deserialize(stored, SealedJson.Default.IReadOnlyListSignedPart)!;

    /// <summary>Stores the bytes unless another replica has; those that stand are the ones to send.</summary>
    public bool Insert(Session session, long seq)
    {
        if (session.Scalar<long>("SELECT COUNT(*) FROM outbox_wire WHERE seq = @seq", new { seq }) > 0)
        {
            return false;
        }

        session.Execute(
            "INSERT INTO outbox_wire (seq, content_type, body, signed_parts) VALUES (@seq, @ContentType, @body, @parts)",
            new { seq, ContentType, body = Body.AsArray(), parts = JsonSerializer.Serialize(SignedParts, SealedJson.Default.IReadOnlyListSignedPart) });
        session.Execute("UPDATE outbox SET sealed_at = @Now WHERE seq = @seq", new { session.Now, seq });
        return true;
    }

    private sealed record Row
    {
        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public string SignedParts { get; init; } = "";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SignedPart>))]
internal sealed partial class SealedJson : JsonSerializerContext;
