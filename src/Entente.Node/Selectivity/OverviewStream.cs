using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity;

/// <summary>Tells an open start page when there is something new to show.</summary>
internal static class OverviewStream
{
    private const int Slice = 15;

    public static async Task<ServerSentEventsResult<string>> GetAsync(HttpContext http, Database database, ChangeStream changes, CancellationToken cancellation) =>
        changes.Follow(http, "now", PositionAsync, await database.ReadAsync(PositionAsync, cancellation), cancellation);

    /// <summary>Moves with every commit, and with time: figures of the last minute fall when nothing comes.</summary>
    private static async Task<string> PositionAsync(Session session)
    {
        var committed = await Pulse.PositionAsync(session);
        return string.Create(CultureInfo.InvariantCulture, $"{committed}-{session.Now.ToUnixTimeSeconds() / Slice}");
    }
}
