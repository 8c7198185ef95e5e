using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The directory as a whole, signed anew in the transaction of each change.</summary>
internal static class DirectoryBook
{
    /// <returns>The version of the directory that has the change.</returns>
    public static long Sign(Session session, KeyRing keys, string partyId)
    {
        var version = session.Next("SELECT MAX(version) FROM partner_directory");
        var content = new DirectoryContent(
            1,
            partyId,
            version,
            session.Now,
            [.. session.Query<Row>(
                """
                SELECT p.id, p.version, p.state, v.fingerprint FROM partner p
                JOIN partner_version v ON v.partner = p.id AND v.version = p.version
                """)
                .OrderBy(row => row.Id, StringComparer.Ordinal)
                .Select(row => new DirectoryEntry(row.Id, row.Version, row.Fingerprint, row.State == PartnerState.Suspended))],
            [.. session.Query<string>("SELECT DISTINCT key FROM partner_revocation").Order(StringComparer.Ordinal)]).Write();
        var signer = keys.Newest;
        session.Execute(
            """
            INSERT INTO partner_directory (version, content, signature, signed_with, signed_at)
            VALUES (@version, @content, @signature, @signer, @Now)
            """,
            new { version, content, signature = signer.Private!.Sign(DirectoryContent.MessageOf(content)), signer = signer.Id, session.Now });
        return version;
    }

    private sealed record Row
    {
        public required string Id { get; init; }

        public required long Version { get; init; }

        public required PartnerState State { get; init; }

        public required string Fingerprint { get; init; }
    }
}
