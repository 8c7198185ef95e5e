using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence;

/// <summary>What the keys of a log and a witness claim for one node alone: the name under which they sign, and the public key itself under whatever name.</summary>
internal static class LogNames
{
    /// <param name="keys">Public keys as a card has them; what is no key claims nothing.</param>
    public static IReadOnlyList<string> ClaimedBy(params IEnumerable<string?> keys) =>
        [.. keys.SelectMany(static text => VerifierKey.TryParse(text, out var key) ? [$"name {key.Name}", $"key {Convert.ToBase64String(key.PublicKey.Span)}"] : Array.Empty<string>()).Distinct()];

    /// <summary>Those of this node, of every log that it has kept.</summary>
    public static IReadOnlyList<string> Own(Session session) => ClaimedBy(session.Query<string>("SELECT public_key FROM log_key"));
}
