using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation;

/// <summary>A key of a partner as it is shown.</summary>
/// <param name="Key">What a revocation names: SHA-256 of the public key.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Algorithm">Its kind.</param>
/// <param name="From">When it begins to count.</param>
/// <param name="Until">When it ceases to count.</param>
/// <param name="CertificateFingerprint">SHA-256 of the certificate.</param>
/// <param name="IsGood">Whether it counts now.</param>
/// <param name="RevokedBecause">Why it was revoked, if it was.</param>
internal sealed record PartnerKeyView(
    string Key, KeyPurpose Purpose, string Algorithm, DateTimeOffset From, DateTimeOffset Until, string CertificateFingerprint, bool IsGood, string? RevokedBecause);

/// <summary>A card that is or was in force.</summary>
internal sealed record PartnerVersionView(long Version, string Fingerprint, string ProposedBy, string ApprovedBy, DateTimeOffset ApprovedAt, long Record);

internal sealed record PartnerView(
    string Party, string Name, string Country, string Endpoint, string Suite, PartnerState State, string? Reason, string? SuspendedBy, long Version, string Fingerprint,
    DateTimeOffset ChangedAt, long Record, IReadOnlyList<string> Reads, IReadOnlyList<PartnerKeyView> Keys, IReadOnlyList<PartnerVersionView> Versions,
    IReadOnlyList<ProposalLine> Proposals)
{
    /// <summary>How often this node fetches messages there; <see langword="null"/> where they are pushed.</summary>
    public int? CollectEverySeconds { get; init; }

    /// <summary>Whether this node may fetch there.</summary>
    public bool MayCollect { get; init; }

    /// <summary>What is agreed with another product, in the words of its file; empty for a node of Entente.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>The authorities whose certificates are taken as the partner's.</summary>
    public IReadOnlyList<AuthorityView> Authorities { get; init; } = [];
}

/// <param name="Key">What a revocation names.</param>
/// <param name="Purpose">What its certificates are taken for.</param>
/// <param name="Name">The name that they must have.</param>
/// <param name="Subject">The authority.</param>
internal sealed record AuthorityView(string Key, KeyPurpose Purpose, string Name, string Subject, DateTimeOffset Until, string CertificateFingerprint, string? RevokedBecause);


/// <summary>One partner with its card, keys and history.</summary>
internal static class ShowPartner
{
    public static Task<PartnerView?> RunAsync(Database database, string party, TimeProvider clock, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult(PartnerRow.Find(session, party) is { } row ? View(session, row, clock.GetUtcNow()) : null), cancellation);

    public static async Task<Results<JsonHttpResult<PartnerView>, ProblemHttpResult>> GetAsync(string id, Database database, TimeProvider clock, CancellationToken cancellation) =>
        await RunAsync(database, id, clock, cancellation) is { } view
            ? TypedResults.Json(view, FederationJson.Default.PartnerView)
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private static PartnerView View(Session session, PartnerRow row, DateTimeOffset now)
    {
        var versions = PartnerVersionRow.Of(session, row.Id);
        var revoked = RevocationRow.All(session).ToDictionary(one => one.Key, one => one.Reason, StringComparer.Ordinal);
        var inForce = versions.First(version => version.Version == row.Version);
        var card = inForce.Read();
        return new(
            row.Id, card.Card.Name, card.Card.Country, card.Card.Endpoint, card.Card.Suite, row.State, row.Reason, row.SuspendedBy, row.Version, inForce.Fingerprint,
            row.ChangedAt, row.Record, card.Card.Reads,
            [.. card.Keys.Select(key => new PartnerKeyView(
                key.Id, key.Purpose, $"{key.Certificate.PublicKey.Algorithm}", key.From, key.Until, key.Certificate.Fingerprint,
                key.IsGoodAt(now) && !revoked.ContainsKey(key.Id), revoked.GetValueOrDefault(key.Id)))],
            [.. versions.Select(one => new PartnerVersionView(one.Version, one.Fingerprint, one.ProposedBy, one.ApprovedBy, one.ApprovedAt, one.Record))],
            [.. ProposalRow.Newest(session, row.Id).Select(ListPartners.LineOf)])
        {
            CollectEverySeconds = CollectFrom.Every(session).GetValueOrDefault(row.Id),
            MayCollect = card.Terms is not { TheirChannel: null },
            Terms = card.Terms?.Words ?? [],
            Authorities = [.. card.Authorities.SelectMany(one => one.Certificates, (one, certificate) => new AuthorityView(
                CertifiedKey.IdOf(certificate), one.Purpose, one.Name, certificate.Subject.Text, certificate.NotAfter, certificate.Fingerprint,
                revoked.GetValueOrDefault(CertifiedKey.IdOf(certificate))))],
        };
    }
}
