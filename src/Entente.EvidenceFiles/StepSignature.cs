using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.EvidenceFiles;

/// <summary>An officer's signature under the statement of a step of custody: an assertion of his security key (WebAuthn), whose challenge is the digest of the statement.</summary>
/// <param name="Statement">What is signed, as <see cref="StepStatement.Write"/> wrote it.</param>
/// <param name="Credential">The id of the key, base64url.</param>
/// <param name="Key">Its public key as it was registered (COSE_Key).</param>
/// <param name="AuthenticatorData">What the key says: for which site, and whether somebody was there and was verified.</param>
/// <param name="ClientData">What the browser says, as JSON: on which site, and what was to be signed.</param>
/// <param name="Value">The signature over <paramref name="AuthenticatorData"/> and the SHA-256 of <paramref name="ClientData"/>.</param>
/// <param name="Registered">The record of the registration of the key: it names the officer, and the digest of the key.</param>
public sealed record StepSignature(
    string Statement, string Credential, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> AuthenticatorData, ReadOnlyMemory<byte> ClientData, ReadOnlyMemory<byte> Value, long Registered)
{
    private const int FactsLength = 37;
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;

    /// <summary>The SHA-256 of the statement, as its record names it.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(StepStatement.DigestOf(Statement));

    /// <summary>The SHA-256 of the key, as the record of its registration names it.</summary>
    [JsonIgnore]
    public string KeyDigest => Convert.ToHexStringLower(SHA256.HashData(Key.Span));

    /// <summary>Why it is no signature of that key under that statement, in words; <see langword="null"/>: it is one. Whose the key is, the record of its registration says.</summary>
    public string? Refusal()
    {
        if (StepStatement.OriginOf(Statement) is not { } origin || !Uri.TryCreate(origin, UriKind.Absolute, out var site))
        {
            return "The statement is not of the published form.";
        }

        var facts = AuthenticatorData.Span;
        return ReadClient() is not { } client ? "What the browser says cannot be read."
            : client.Type != "webauthn.get" ? "It was made for something else than signing."
            : client.Challenge != Base64Url.EncodeToString(StepStatement.DigestOf(Statement)) ? "Another statement was signed."
            : client.Origin != origin || client.Crosses ? "It was made on another site than the statement names."
            : facts.Length < FactsLength || !facts[..32].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(site.Host))) ? "The key signed for another site than the statement names."
            : (facts[32] & UserPresent) == 0 || (facts[32] & UserVerified) == 0 ? "The key did not verify who used it."
            : !CoseKey.Verifies(Key.Span, [.. facts, .. SHA256.HashData(ClientData.Span)], Value.Span) ? "The signature is not of that key over that statement."
            : null;
    }

    private (string? Type, string? Challenge, string? Origin, bool Crosses)? ReadClient()
    {
        try
        {
            using var json = JsonDocument.Parse(ClientData);
            return json.RootElement.ValueKind != JsonValueKind.Object ? null
                : (Text(json.RootElement, "type"), Text(json.RootElement, "challenge"), Text(json.RootElement, "origin"), json.RootElement.TryGetProperty("crossOrigin", out var crosses) && crosses.ValueKind != JsonValueKind.False);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or not text in it.
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
