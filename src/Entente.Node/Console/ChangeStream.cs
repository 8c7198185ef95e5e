using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Console;

/// <summary>Tells an open page that something it shows has changed. It says nothing of what: the page fetches its own view again.</summary>
internal sealed class ChangeStream(Database database, Pulse pulse, TimeProvider clock)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // A burst of changes is one message: nobody reads faster, and every view that follows costs and is put on record.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <param name="http">The request, whose session is asked after again with every beat.</param>
    /// <param name="name">Of the event; its data is the position.</param>
    /// <param name="position">Moves with every change that the officer may see, and not with a look at one.</param>
    /// <param name="after">The position that the page shows; without it, the first message comes at once.</param>
    /// <param name="cancellation">Ends the stream.</param>
    public ServerSentEventsResult<string> Follow(HttpContext http, string name, Func<Session, Task<string>> position, string? after, CancellationToken cancellation)
    {
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(http, name, position, after ?? "", cancellation));
    }

    private async IAsyncEnumerable<SseItem<string>> FollowAsync(
        HttpContext http, string name, Func<Session, Task<string>> position, string seen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        // The first beat opens the stream: until something is sent, the page says that it is not live.
        yield return new("", "beat");
        while (!cancellation.IsCancellationRequested)
        {
            var beat = pulse.Next;
            var now = await database.ReadAsync(position, cancellation);
            if (now != seen)
            {
                seen = now;
                yield return new(now, name);
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
