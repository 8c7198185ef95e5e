using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Tells an open page when the hits that its officer may see have changed. The page fetches its own view again.</summary>
internal static class HitStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // A burst of hits is one message: nobody reads faster, and every view that follows is put on record.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <param name="after">The newest change that the page shows; without it, the first message comes at once.</param>
    public static ServerSentEventsResult<string> Get(long? after, HttpContext http, Database database, Pulse pulse, TimeProvider clock, CancellationToken cancellation) =>
        Follow("hits", LastChangeAsync, after, http, database, pulse, clock, cancellation);

    /// <param name="name">Of the event.</param>
    /// <param name="lastChange">The record of the newest change that the authority may see.</param>
    public static ServerSentEventsResult<string> Follow(
        string name, Func<Session, string, Task<long>> lastChange, long? after, HttpContext http, Database database, Pulse pulse, TimeProvider clock, CancellationToken cancellation)
    {
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(name, session => lastChange(session, http.Actor.AuthorityId), after ?? -1, http, database, pulse, clock, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        string name, Func<Session, Task<long>> lastChange, long seen, HttpContext http, Database database, Pulse pulse, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        // The first beat opens the stream: until something is sent, the page says that it is not live.
        yield return new("", "beat");
        while (!cancellation.IsCancellationRequested)
        {
            var beat = pulse.Next;
            var changed = await database.ReadAsync(lastChange, cancellation);
            if (changed != seen)
            {
                seen = changed;
                yield return new($"{changed}", name);
                await Task.Delay(Breath, clock, cancellation);
            }

            var rest = Heartbeat - clock.GetElapsedTime(asked);
            if (rest > TimeSpan.Zero)
            {
                await Task.WhenAny(beat, Task.Delay(rest, clock, cancellation));
                continue;
            }

            asked = clock.GetTimestamp();
            if (!await IsSignedInAsync(http))
            {
                yield return new("", "end");
                yield break;
            }

            yield return new("", "beat");
        }
    }

    /// <summary>Whether the session that opened the stream still lasts. A fresh scope, because a request remembers who made it.</summary>
    private static async Task<bool> IsSignedInAsync(HttpContext http)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAuthenticationService>().AuthenticateAsync(http, null)).Succeeded;
    }

    /// <summary>The record of the newest change of a hit that the authority may see; 0 without one. Reading moves nothing: a record of it does not wake the page.</summary>
    internal static Task<long> LastChangeAsync(Session session, string authorityId) => session.ScalarAsync<long>(
        "SELECT COALESCE(MAX(changed), 0) FROM hit WHERE audience = '*' OR audience LIKE @like", new { like = Audience.Pattern(authorityId) });
}
