using System.Security.Claims;
using Entente.Node.Platform;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation;

/// <summary>A partner as the list shows it.</summary>
/// <param name="Party">The party id.</param>
/// <param name="Name">The administration.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="State">Whether messages go to it and come from it.</param>
/// <param name="Version">The version of its card in force.</param>
/// <param name="KeysUntil">When the first of its purposes has no key any more; <see langword="null"/> if one has none now.</param>
/// <param name="Waiting">Messages that wait for it.</param>
/// <param name="Oldest">Since when the oldest of them waits.</param>
/// <param name="SkewSeconds">How far its clock is ahead of ours.</param>
internal sealed record PartnerLine(
    string Party, string Name, string Country, PartnerState State, long Version, DateTimeOffset? KeysUntil, long Waiting, DateTimeOffset? Oldest, double? SkewSeconds)
{
    public bool IsClockOff => SkewSeconds is { } skew && Math.Abs(skew) > PartnerLinks.Tolerated.TotalSeconds;
}

/// <summary>A proposal as lists show it; the fingerprint is not there to be copied.</summary>
internal sealed record ProposalLine(
    Guid Id, string Party, string Name, long Version, ProposalState State, string ProposedBy, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt, string? DecidedBy, string? Reason)
{
    /// <summary>When the partner itself sent the card; <see langword="null"/> where officers brought it.</summary>
    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>The message that it came in.</summary>
    public string? Message { get; init; }

    /// <summary>Whether no officer has proposed it: the partner sent it, and it was not taken up.</summary>
    public bool IsOffer => OfferedAt is not null && ProposedBy == $"partner:{Party}";

    public bool IsWaitingAt(DateTimeOffset now) => State is ProposalState.Open or ProposalState.Offered && now < ExpiresAt;
}

/// <param name="Partners">By party id.</param>
/// <param name="Proposals">Open ones first, then the newest.</param>
internal sealed record PartnerList(IReadOnlyList<PartnerLine> Partners, IReadOnlyList<ProposalLine> Proposals);

/// <summary>Every partner and every proposal of late.</summary>
internal static class ListPartners
{
    public static Task<PartnerList> RunAsync(Database database, ReadTraffic? traffic, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var known = traffic is null ? new Dictionary<string, PartnerTraffic>() : await traffic(session);
            var revoked = RevocationRow.All(session).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
            var rows = session.Query<PartnerRow>("SELECT * FROM partner").ToDictionary(row => row.Id, StringComparer.Ordinal);
            return new PartnerList(
                [.. PartnerVersionRow.InForce(session).Select(version => LineOf(rows[version.Partner], version.Read(), revoked, known.GetValueOrDefault(version.Partner)))],
                [.. ProposalRow.Newest(session).Select(LineOf)]);
        },
        cancellation);

    public static async Task<JsonHttpResult<PartnerList>> GetAsync(Database database, HttpContext http, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.RequestServices.GetService<ReadTraffic>(), cancellation), FederationJson.Default.PartnerList);

    /// <summary>Cards that wait for an officer.</summary>
    public static async ValueTask<long> CountWaitingAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        await services.GetRequiredService<Database>().ReadAsync(
            session => session.ScalarAsync<long>("SELECT COUNT(*) FROM partner_proposal WHERE state IN ('Open', 'Offered') AND expires_at > @Now", new { session.Now }), cancellation);

    /// <summary>When the first of the purposes has no key any more.</summary>
    public static DateTimeOffset? KeysUntil(CertifiedCard card, IReadOnlySet<string> revoked)
    {
        var needed = Enum.GetValues<KeyPurpose>().Where(purpose => purpose != KeyPurpose.Encrypt || card.Terms is not { Encrypt: false });
        var ends = needed.Select(purpose => card.Keys
            .Where(key => key.Purpose == purpose && !revoked.Contains(key.Id) && Serves(key, card))
            .Select(key => (DateTimeOffset?)key.Until)
            .Concat(card.Authorities.Where(one => one.Purpose == purpose).SelectMany(one => one.Certificates)
                .Where(one => !revoked.Contains(CertifiedKey.IdOf(one))).Select(one => (DateTimeOffset?)one.NotAfter))
            .Max()).ToList();
        return ends.Contains(null) ? null : ends.Min();
    }

    public static ProposalLine LineOf(ProposalRow row) => new(
        row.Id, row.Partner, row.Read().Card.Name, row.Version, row.State, row.ProposedBy, row.ProposedAt, row.ExpiresAt, row.DecidedBy, row.Reason)
    {
        OfferedAt = row.OfferedAt,
        Message = row.Message,
    };

    private static PartnerLine LineOf(PartnerRow row, CertifiedCard card, IReadOnlySet<string> revoked, PartnerTraffic? traffic) => new(
        row.Id, card.Card.Name, card.Card.Country, row.State, row.Version, KeysUntil(card, revoked), traffic?.Waiting ?? 0, traffic?.Oldest, traffic?.Skew?.TotalSeconds);

    private static bool Serves(CertifiedKey key, CertifiedCard card) => key.Purpose switch
    {
        KeyPurpose.Sign => key.Certificate.PublicKey.Algorithm == card.Suite.Signing,
        KeyPurpose.Encrypt => key.Certificate.PublicKey.Algorithm == card.Suite.Encryption,
        _ => true,
    };
}
