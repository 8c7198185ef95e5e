using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>How the exchange with a partner goes, as the partners page shows it.</summary>
/// <param name="Waiting">Messages that no receipt has come for.</param>
/// <param name="Oldest">When the oldest of them was queued.</param>
/// <param name="Skew">How far the partner's clock was ahead of ours when it last signed something.</param>
internal sealed record PartnerTraffic(long Waiting, DateTimeOffset? Oldest, TimeSpan? Skew);

/// <summary>Reads the traffic of every partner that has any, by party id. Registered by the part that keeps the queues.</summary>
internal delegate Task<IReadOnlyDictionary<string, PartnerTraffic>> ReadTraffic(Session session);
