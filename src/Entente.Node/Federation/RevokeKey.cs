using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>Makes a key of a partner count for nothing, in every certificate and for good. One officer suffices: it protects.</summary>
internal static class RevokeKey
{
    /// <param name="Key">The id of the key: SHA-256 of the public key.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Command(string? Key, string? Reason);

    public static Fault? Decide(PartnerRow? row, Command command, IReadOnlySet<string> everOfPartner, IReadOnlySet<string> revoked) =>
        row is null ? new(FaultCode.NotFound, "")
        : command.Key is null || !everOfPartner.Contains(command.Key) ? new(FaultCode.PartnerCardKeys, "No card of the partner has had this key.", "key")
        : revoked.Contains(command.Key) ? new(FaultCode.PartnerUnchanged, "The key is revoked already.")
        : Reasons.Fault(command.Reason);

    public static PartnerOutcome Execute(Session session, Actor actor, string party, Command command, KeyRing keys, string ownParty)
    {
        var versions = PartnerVersionRow.Of(session, party).ConvertAll(version => version.Read());
        var ever = versions.SelectMany(version => version.KeyIds).ToHashSet(StringComparer.Ordinal);
        if (versions.Exists(version => version.Authorities.Count > 0) && CardFingerprint.Typed(command.Key) is { } issued)
        {
            // What an authority issued stands on no card.
            ever.Add(issued);
        }

        var revoked = RevocationRow.All(session).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        if (Decide(PartnerRow.Find(session, party), command, ever, revoked) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var (key, reason) = (command.Key!, command.Reason!.Trim());
        var record = RecordBook.Append(session, actor, FederationActs.KeyRevoked, "partner", party, JsonDetail.Of(("key", key), ("reason", reason)));
        session.Execute(
            "INSERT INTO partner_revocation (partner, key, reason, revoked_by, revoked_at, record) VALUES (@party, @key, @reason, @Officer, @Now, @record)",
            new { party, key, reason, actor.Officer, session.Now, record });
        return new PartnerOutcome.Done(party, record, DirectoryBook.Sign(session, keys, ownParty));
    }
}
