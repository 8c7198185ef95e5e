using System.Security.Claims;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity;

/// <summary>A version of a list as officers and programs see it.</summary>
/// <param name="List"><c>hs</c> or <c>locode</c>.</param>
/// <param name="Version">The date of the list.</param>
/// <param name="Entries">Its codes.</param>
/// <param name="Opened">Codes that came or changed with it.</param>
/// <param name="Closed">Codes that went or changed with it.</param>
internal sealed record ReferenceLine(string List, DateOnly Version, long Entries, long Opened, long Closed, DateTimeOffset ImportedAt);

/// <summary>A list that a partner sent.</summary>
/// <param name="Version">As its publisher names it.</param>
/// <param name="ValidFrom">The date under which it is loaded.</param>
/// <param name="Partner">The party id of who sent it.</param>
/// <param name="Sender">The administration.</param>
/// <param name="IsWaiting">Whether it can be loaded or dismissed.</param>
internal sealed record OfferedLine(
    Guid Id, string List, string Version, DateOnly ValidFrom, long Entries, string Partner, string Sender, string Message, DateTimeOffset OfferedAt, DateOnly KeepUntil,
    OfferedListState State, bool IsWaiting, DateTimeOffset? DecidedAt);

/// <param name="InForce">The newest version of each list that is loaded.</param>
/// <param name="Offered">What partners sent, what waits first.</param>
internal sealed record ReferenceView(IReadOnlyList<ReferenceLine> InForce, IReadOnlyList<OfferedLine> Offered);

/// <summary>The reference lists in force, and those that partners sent.</summary>
internal sealed class ListReferences(Database database, PartnerDirectory partners, TimeProvider clock)
{
    public Task<ReferenceView> RunAsync(CancellationToken cancellation) => database.ReadAsync(
        async session => new ReferenceView(
            [.. (await ReferenceTables.VersionsAsync(session)).GroupBy(list => list.Kind).Select(versions => versions.Last()).Select(LineOf)],
            [.. (await OfferedList.NewestAsync(session)).Select(LineOf)]),
        cancellation);

    public static async Task<JsonHttpResult<ReferenceView>> GetAsync(ListReferences lists, CancellationToken cancellation) =>
        TypedResults.Json(await lists.RunAsync(cancellation), ReferenceJson.Default.ReferenceView);

    /// <summary>Lists that wait for an administrator.</summary>
    public static async ValueTask<long> CountWaitingAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        await services.GetRequiredService<Database>().ReadAsync(OfferedList.CountAsync, cancellation);

    public static ReferenceLine LineOf(ListVersion list) =>
        new(Enum.Parse<ReferenceKind>(list.Kind).Name, list.Version, list.Entries, list.Opened, list.Closed, list.ImportedAt);

    private OfferedLine LineOf(OfferedList offer) => new(
        offer.Id, offer.Kind.Name, offer.Version, offer.ValidFrom, offer.Entries, offer.Partner, partners.Find(offer.Partner)?.Name ?? offer.Partner, offer.Message,
        offer.OfferedAt, offer.KeepUntil, offer.State, offer.IsWaitingAt(clock.GetUtcNow()), offer.DecidedAt);
}
