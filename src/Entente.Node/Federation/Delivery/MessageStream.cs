using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Tells an open page that messages have changed. The page fetches its own view again.</summary>
internal static class MessageStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // Every view that follows is put on record, and nobody reads faster.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <param name="after">The newest change that the page shows.</param>
    public static ServerSentEventsResult<string> Get(string? after, HttpContext http, Database database, Pulse pulse, TimeProvider clock, CancellationToken cancellation)
    {
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(after ?? "", http, database, pulse, clock, cancellation));
    }

    /// <summary>Moves with every message that comes, goes or changes; not with a look at one.</summary>
    public static async Task<string> PositionAsync(Session session)
    {
        var sent = await session.ScalarAsync<long?>("SELECT MAX(seq) FROM outbox") ?? 0;
        var changed = await session.ScalarAsync<long?>("SELECT MAX(changed) FROM outbox") ?? 0;
        var came = await session.ScalarAsync<long?>("SELECT MAX(seq) FROM inbox") ?? 0;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sent}-{changed}-{came}");
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        string seen, HttpContext http, Database database, Pulse pulse, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        // The first beat opens the stream: until something is sent, the page says that it is not live.
        yield return new("", "beat");
        while (!cancellation.IsCancellationRequested)
        {
            var beat = pulse.Next;
            var position = await database.ReadAsync(PositionAsync, cancellation);
            if (position != seen)
            {
                seen = position;
                yield return new(position, "messages");
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
}
