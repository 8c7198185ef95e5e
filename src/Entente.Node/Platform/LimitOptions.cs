using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Platform;

/// <summary>How much the node takes at once before it says that it is busy (section <c>Limits</c>).</summary>
internal sealed record LimitOptions
{
    [Description("Largest body of a request, in mebibytes.")]
    [Range(1, 4096)]
    public int BodyMebibytes { get; init; } = 64;

    [Description("Requests answered at the same time; more wait.")]
    [Range(1, 100_000)]
    public int Concurrent { get; init; } = 256;

    [Description("Requests that may wait; more are answered 503 with Retry-After.")]
    [Range(0, 100_000)]
    public int Waiting { get; init; } = 1024;

    [Description("Live pages (event streams) open at the same time; more are answered 503 with Retry-After.")]
    [Range(1, 100_000)]
    public int Streams { get; init; } = 2000;

    [Description("Requests a second from one address, on average; more are answered 429 with Retry-After.")]
    [Range(1, 1_000_000)]
    public int PerAddress { get; init; } = 2000;

    [Description("Seconds a client may take to send the headers of a request.")]
    [Range(1, 600)]
    public int HeaderSeconds { get; init; } = 15;

    [Description("Seconds that requests in progress are given to finish when the node stops.")]
    [Range(1, 600)]
    public int StopSeconds { get; init; } = 10;

    [Description("Whether /metrics answers other machines than the node's own; others are told that there is nothing.")]
    public bool MetricsForAll { get; init; }
}
