using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>A version of a published list as it was taken over.</summary>
public sealed record ListLine
{
    /// <summary>For example <c>OFAC-SDN</c>.</summary>
    public string List { get; init; } = "";

    /// <summary>The day of publication.</summary>
    public DateOnly Version { get; init; }

    public DateTimeOffset ImportedAt { get; init; }

    /// <summary>The id of the officer, or the part of the node or feed, that imported it; <see langword="null"/> where that was not kept.</summary>
    public string? Officer { get; init; }

    public long Entries { get; init; }

    public long Added { get; init; }

    public long Amended { get; init; }

    public long Withdrawn { get; init; }

    /// <summary>The number of its record.</summary>
    public long? Record { get; init; }

    /// <summary>Whether it is the one by which is screened now: the last that was taken over.</summary>
    public bool InForce { get; init; }
}

/// <param name="Lists">Every version that was taken over, the last first.</param>
internal sealed record ListsView(IReadOnlyList<ListLine> Lists);

/// <summary>The published lists that were taken over: what each brought, when and by whom.</summary>
internal static class ShowLists
{
    private const int Most = 200;

    public static Task<IReadOnlyList<ListLine>> RunAsync(Database database, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ListLine>>(
        async session =>
        {
            var lines = await session.QueryAsync<ListLine>(
                """
                SELECT list, version, completed_at AS imported_at, officer, entries, added, amended, withdrawn, record FROM list_import
                WHERE completed_at IS NOT NULL ORDER BY completed_at DESC, version DESC LIMIT @Most
                """,
                new { Most });
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return [.. lines.Select(line => line with { InForce = seen.Add(line.List) })];
        },
        cancellation);

    /// <summary>The version in force of each list, by name.</summary>
    public static async Task<IReadOnlyList<ListLine>> InForceAsync(Database database, CancellationToken cancellation) =>
        [.. (await RunAsync(database, cancellation)).Where(line => line.InForce).OrderBy(line => line.List, StringComparer.Ordinal)];

    public static async Task<JsonHttpResult<ListsView>> GetAsync(Database database, CancellationToken cancellation) =>
        TypedResults.Json(new ListsView(await RunAsync(database, cancellation)), AlertsJson.Default.ListsView);
}
