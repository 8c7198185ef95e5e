using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Tells an open page that messages have changed.</summary>
internal static class MessageStream
{
    /// <param name="after">The newest change that the page shows.</param>
    public static ServerSentEventsResult<string> Get(string? after, HttpContext http, ChangeStream changes, CancellationToken cancellation) =>
        changes.Follow(http, "messages", PositionAsync, after, cancellation);

    /// <summary>Moves with every message that comes, goes or changes; not with a look at one.</summary>
    public static async Task<string> PositionAsync(Session session)
    {
        var sent = await session.ScalarAsync<long?>("SELECT MAX(seq) FROM outbox") ?? 0;
        var changed = await session.ScalarAsync<long?>("SELECT MAX(changed) FROM outbox") ?? 0;
        var came = await session.ScalarAsync<long?>("SELECT MAX(seq) FROM inbox") ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{sent}-{changed}-{came}");
    }
}
