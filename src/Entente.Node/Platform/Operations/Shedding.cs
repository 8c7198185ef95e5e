using System.Globalization;
using System.Threading.RateLimiting;
using Entente.Protocol.Faults;
using Microsoft.Net.Http.Headers;

namespace Entente.Node.Platform.Operations;

/// <summary>Refuses early what could not be answered in time, so that what was taken is still answered.</summary>
internal static class Shedding
{
    public static void Add(IServiceCollection services, LimitOptions limits) => services.AddRateLimiter(options =>
    {
        // Two reasons, two answers: one address asks too often (429), or the node as a whole is full (503).
        var perAddress = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            $"{context.Connection.RemoteIpAddress}",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.PerAddress,
                TokensPerPeriod = Math.Max(1, limits.PerAddress / 10),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            }));
        var whole = PartitionedRateLimiter.Create<HttpContext, bool>(context => IsStream(context)
            ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Streams })
            : RateLimitPartition.GetConcurrencyLimiter(false, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Concurrent, QueueLimit = limits.Waiting }));
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(perAddress, whole);
        options.OnRejected = static (rejected, cancellation) =>
        {
            // Only a token bucket knows when it will have something again.
            var (fault, after) = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                ? (new Fault(FaultCode.TooMany, "This address has used up what one address may ask for."), wait)
                : (new Fault(FaultCode.Busy, "As many requests as this node takes are being answered or are waiting."), TimeSpan.FromSeconds(1));
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(fault.ToProblem().ExecuteAsync(rejected.HttpContext));
        };
    });

    private static bool IsStream(HttpContext context) =>
        context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
