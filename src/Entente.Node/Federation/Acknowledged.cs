using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>What partners have acknowledged, as their logs are measured by it: whoever signs a receipt has the message on record.</summary>
internal static class Acknowledged
{
    /// <summary>Whether a partner has signed the receipt of a message that did not exist before.</summary>
    /// <param name="after">The message was queued later than this.</param>
    /// <param name="until">The receipt was here by then.</param>
    public static bool Since(Session session, string partner, DateTimeOffset after, DateTimeOffset until) => session.Scalar<long>(
        "SELECT COUNT(*) FROM outbox WHERE partner = @partner AND queued_at > @after AND state = 'Delivered' AND ended_at <= @until", new { partner, after, until }) > 0;
}
