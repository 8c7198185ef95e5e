using System.Collections.Concurrent;

namespace Entente.Node.Federation.Delivery;

/// <summary>Partners that have just spoken to this node. One that was away, or had suspended this node, is there again: what waits for it is tried at once.</summary>
internal sealed class Knocks
{
    private readonly ConcurrentDictionary<string, bool> heard = new(StringComparer.Ordinal);

    public void Hear(string partner) => heard[partner] = true;

    /// <summary>Those that spoke since they were last asked for.</summary>
    public IReadOnlyList<string> Take() => [.. heard.Keys.Where(partner => heard.TryRemove(partner, out _))];
}
