using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation;

/// <summary>What a proposed card changes.</summary>
internal enum CardChange { Added = 1, Removed, Changed, Same }

/// <param name="Change">What happens to it.</param>
/// <param name="Field">The member of the card.</param>
/// <param name="Before">In the card in force.</param>
/// <param name="After">In the proposed card.</param>
internal sealed record CardDifference(CardChange Change, string Field, string? Before, string? After);

/// <param name="Line">The proposal.</param>
/// <param name="Endpoint">The address on the card.</param>
/// <param name="IsPrivateAddress">Whether the address is one of a machine or a private network: right in a test, rarely elsewhere.</param>
/// <param name="InForce">The version in force; 0 for a new partner.</param>
/// <param name="IsSignedByKnownKey">Whether the key that signed it is on the card in force; <see langword="null"/> for a partner file, which nobody signs.</param>
/// <param name="Differences">What is different, or everything for a new partner.</param>
/// <param name="Objection">What speaks against the card by now.</param>
internal sealed record ProposalView(
    ProposalLine Line, string Endpoint, bool IsPrivateAddress, long InForce, bool? IsSignedByKnownKey, IReadOnlyList<CardDifference> Differences, string? Objection);

/// <summary>What a proposal would change, for the officer who decides. The fingerprint is not shown: it must come from the partner.</summary>
internal static class ShowProposal
{
    public static Task<ProposalView?> RunAsync(Database database, Guid id, OwnKeys keys, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult(ProposalRow.Find(session, id) is { } row ? View(session, row, keys) : null), cancellation);

    public static async Task<Results<JsonHttpResult<ProposalView>, ProblemHttpResult>> GetAsync(Guid id, Database database, OwnKeys keys, CancellationToken cancellation) =>
        await RunAsync(database, id, keys, cancellation) is { } view
            ? TypedResults.Json(view, FederationJson.Default.ProposalView)
            : new Fault(FaultCode.NotFound, "").ToProblem();

    public static IReadOnlyList<CardDifference> Compare(CertifiedCard? before, CertifiedCard after) =>
    [
        .. new[]
        {
            Field("name", before?.Card.Name, after.Card.Name),
            Field("endpoint", before?.Card.Endpoint, after.Card.Endpoint),
            Field("suite", before?.Card.Suite, after.Card.Suite),
        }.Where(one => one.Change != CardChange.Same),
        .. Sets("keys", WordsOfKeys(before), WordsOfKeys(after)),
        .. Sets("reads", before?.Card.Reads ?? [], after.Card.Reads),
        .. Sets("terms", before?.Terms?.Words ?? [], after.Terms?.Words ?? []),
    ];

    private static ProposalView View(Session session, ProposalRow row, OwnKeys keys)
    {
        var card = row.Read();
        var inForce = PartnerVersionRow.InForce(session).Find(version => version.Partner == row.Partner);
        var before = row.State is ProposalState.Open or ProposalState.Offered ? inForce?.Read() : null;
        var objection = row.State is ProposalState.Open or ProposalState.Offered
            ? ProposePartner.Decide(card, ProposePartner.Known.Of(session, row.Partner, keys.Current, keys.PartyId), session.Now)
            : null;
        return new(
            ListPartners.LineOf(row), card.Card.Endpoint, IsPrivate(new Uri(card.Card.Endpoint)), inForce?.Version ?? 0,
            card.Signer is { } signer ? before?.Keys.Any(key => key.Id == signer.Id) == true : null, Compare(before, card), objection?.Detail);
    }

    private static CardDifference Field(string name, string? before, string after) =>
        new(before is null ? CardChange.Added : before == after ? CardChange.Same : CardChange.Changed, name, before, after);

    private static IEnumerable<CardDifference> Sets(string name, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, @new) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        return @new.Except(old).Select(one => new CardDifference(CardChange.Added, name, null, one))
            .Concat(old.Except(@new).Select(one => new CardDifference(CardChange.Removed, name, one, null)));
    }

    private static IEnumerable<string> WordsOfKeys(CertifiedCard? card) =>
        card is null ? [] : card.Keys.Select(Words).Concat(card.Authorities.SelectMany(one => one.Certificates, (one, certificate) => $"{one.Purpose} {one.Name} ← {certificate.Fingerprint[..16]}…"));

    private static string Words(CertifiedKey key) =>
        $"{key.Purpose} {key.Certificate.PublicKey.Algorithm} {key.Certificate.Fingerprint[..16]}… {key.From:yyyy-MM-dd}/{key.Until:yyyy-MM-dd}";

    private static bool IsPrivate(Uri address) =>
        address.IsLoopback || !address.Host.Contains('.', StringComparison.Ordinal)
        || (System.Net.IPAddress.TryParse(address.Host, out var ip) && ip.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..]);
}
