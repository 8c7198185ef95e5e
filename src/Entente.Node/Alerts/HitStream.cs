using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Tells an open page when the hits that its officer may see have changed.</summary>
internal static class HitStream
{
    /// <param name="after">The newest change that the page shows.</param>
    public static ServerSentEventsResult<string> Get(long? after, HttpContext http, ChangeStream changes, CancellationToken cancellation) =>
        Follow("hits", LastChangeAsync, after, http, changes, cancellation);

    /// <param name="name">Of the event.</param>
    /// <param name="lastChange">The record of the newest change that the officer may see.</param>
    public static ServerSentEventsResult<string> Follow(
        string name, Func<Session, Sight, Task<long>> lastChange, long? after, HttpContext http, ChangeStream changes, CancellationToken cancellation)
    {
        var actor = http.Actor;
        return changes.Follow(http, name, async session => Text(await lastChange(session, Sight.Of(session, actor))), after is { } seen ? Text(seen) : null, cancellation);
    }

    /// <summary>The record of the newest change of a hit that the officer may see; 0 without one. Reading moves nothing: a record of it does not wake the page.</summary>
    internal static Task<long> LastChangeAsync(Session session, Sight sight) => session.ScalarAsync<long>(
        $"SELECT COALESCE(MAX(h.changed), 0) FROM hit h WHERE {Sight.Hit}", new { sight.Like, sight.Today, sight.Kept });

    private static string Text(long change) => change.ToString(CultureInfo.InvariantCulture);
}
