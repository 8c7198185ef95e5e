using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity;

/// <summary>Tells an open start page when there is something new to show. The page fetches its own view again.</summary>
internal static class OverviewStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Nobody reads faster, and a page for each of many officers costs.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    public static ServerSentEventsResult<string> Get(HttpContext http, Pulse pulse, TimeProvider clock, CancellationToken cancellation)
    {
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(http, pulse, clock, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        HttpContext http, Pulse pulse, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var said = clock.GetTimestamp();
        yield return new("", "beat");
        while (!cancellation.IsCancellationRequested)
        {
            var rest = Heartbeat - clock.GetElapsedTime(said);
            var beat = pulse.Next;
            if (rest > TimeSpan.Zero && await Task.WhenAny(beat, Task.Delay(rest, clock, cancellation)) == beat)
            {
                yield return new("", "now");
                await Task.Delay(Breath, clock, cancellation);
                continue;
            }

            said = clock.GetTimestamp();
            if (!await IsSignedInAsync(http))
            {
                yield break;
            }

            yield return new("", "beat");
            yield return new("", "now");
        }
    }

    /// <summary>Whether the session that opened the stream still lasts. A fresh scope, because a request remembers who made it.</summary>
    private static async Task<bool> IsSignedInAsync(HttpContext http)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAuthenticationService>().AuthenticateAsync(http, null)).Succeeded;
    }
}
