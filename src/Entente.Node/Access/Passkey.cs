using System.Buffers.Text;
using System.Security.Cryptography;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Identity;

namespace Entente.Node.Access;

/// <summary>A security key that an officer registered (WebAuthn).</summary>
internal sealed record Passkey
{
    public required string CredentialId { get; init; }

    public required Guid OfficerId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UsedAt { get; init; }

    public required long SignCount { get; init; }

    public required string Transports { get; init; }

    public required bool UserVerified { get; init; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; init; }

    public required byte[] PublicKey { get; init; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientData { get; init; }

    /// <summary>What its records say of a key, so that what it has signed can be held against the log.</summary>
    public static string DetailOf(byte[] publicKey) => JsonDetail.Of(("key", Convert.ToHexStringLower(SHA256.HashData(publicKey))));

    public static string IdOf(byte[] credentialId) => Base64Url.EncodeToString(credentialId);

    public static List<Passkey> Of(Session session, Guid officerId) => session.Query<Passkey>(Select + " WHERE officer_id = @officerId ORDER BY created_at", new { officerId });

    public static Task<List<Passkey>> OfAsync(Database database, Guid officerId, CancellationToken cancellation = default) =>
        database.ReadAsync(session => Task.FromResult(Of(session, officerId)), cancellation);

    public static Task<Passkey?> FindAsync(Database database, byte[] credentialId, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.FindAsync<Passkey>(Select + " WHERE credential_id = @id", new { id = IdOf(credentialId) }), cancellation);

    /// <summary>Adds a key to the transaction, with its record.</summary>
    public static void Add(Session session, Actor actor, Guid officerId, UserPasskeyInfo key)
    {
        var nth = session.Scalar<long>("SELECT COUNT(*) FROM passkey WHERE officer_id = @officerId", new { officerId }) + 1;
        session.Execute(
            """
            INSERT INTO passkey (credential_id, officer_id, name, created_at, used_at, sign_count, transports, user_verified, backup_eligible, backed_up,
                                 public_key, attestation_object, client_data)
            VALUES (@id, @officerId, @name, @Now, @Now, @signCount, @transports, @verified, @eligible, @backedUp, @PublicKey, @AttestationObject, @ClientDataJson)
            """,
            new
            {
                id = IdOf(key.CredentialId),
                officerId,
                name = $"{nth}",
                session.Now,
                signCount = (long)key.SignCount,
                transports = string.Join(' ', key.Transports ?? []),
                verified = key.IsUserVerified ? 1L : 0L,
                eligible = key.IsBackupEligible ? 1L : 0L,
                backedUp = key.IsBackedUp ? 1L : 0L,
                key.PublicKey,
                key.AttestationObject,
                key.ClientDataJson,
            });
        RecordBook.Append(session, actor, AccessActs.PasskeyAdded, "officer", officerId.ToString("D"), DetailOf(key.PublicKey));
    }

    /// <summary>Notes a use; a counter that did not rise is a copy of the key, and the handler has refused it before.</summary>
    public static void Use(Session session, UserPasskeyInfo key) => session.Execute(
        "UPDATE passkey SET used_at = @Now, sign_count = @signCount, backed_up = @backedUp WHERE credential_id = @id",
        new { session.Now, signCount = (long)key.SignCount, backedUp = key.IsBackedUp ? 1L : 0L, id = IdOf(key.CredentialId) });

    public UserPasskeyInfo ToIdentity() => new(
        Base64Url.DecodeFromChars(CredentialId),
        PublicKey,
        CreatedAt,
        (uint)SignCount,
        Transports.Length == 0 ? null : Transports.Split(' '),
        UserVerified,
        BackupEligible,
        BackedUp,
        AttestationObject,
        ClientData)
    { Name = Name };

    private const string Select =
        """
        SELECT credential_id, officer_id, name, created_at, used_at, sign_count, transports, user_verified, backup_eligible, backed_up,
               public_key, attestation_object, client_data
        FROM passkey
        """;
}
