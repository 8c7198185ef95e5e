using Entente.EvidenceFiles;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Custody;

/// <summary>What an officer has signed by a step, beside the step. Its record names the digest of the statement: what is changed or taken away here makes no evidence file any more.</summary>
internal sealed record SignatureRow
{
    public long Record { get; init; }

    public string Statement { get; init; } = "";

    public string Credential { get; init; } = "";

    public byte[] PublicKey { get; init; } = [];

    public byte[] AuthenticatorData { get; init; } = [];

    public byte[] ClientData { get; init; } = [];

    public byte[] Signature { get; init; } = [];

    /// <summary>The record of the registration of the key.</summary>
    public long Registered { get; init; }

    public static void Insert(Session session, long record, StepSignature signed) => session.Execute(
        """
        INSERT INTO custody_signature (record, statement, credential, public_key, authenticator_data, client_data, signature, registered)
        VALUES (@record, @Statement, @Credential, @key, @facts, @client, @value, @Registered)
        """,
        new
        {
            record, signed.Statement, signed.Credential, key = signed.Key.ToArray(), facts = signed.AuthenticatorData.ToArray(), client = signed.ClientData.ToArray(), value = signed.Value.ToArray(),
            signed.Registered,
        });

    /// <summary>The signatures of a thing's steps, by the records of the steps.</summary>
    public static IReadOnlyDictionary<long, StepSignature> Of(Session session, long item) => session.Query<SignatureRow>(
        """
        SELECT g.record, g.statement, g.credential, g.public_key, g.authenticator_data, g.client_data, g.signature, g.registered
        FROM custody_step s JOIN custody_signature g ON g.record = s.record WHERE s.item = @item
        """,
        new { item }).ToDictionary(row => row.Record, row => new StepSignature(row.Statement, row.Credential, row.PublicKey, row.AuthenticatorData, row.ClientData, row.Signature, row.Registered));
}
