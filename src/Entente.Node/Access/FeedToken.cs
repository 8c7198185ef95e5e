namespace Entente.Node.Access;

/// <summary>A machine that sends to the node, for example the declaration system, with the permissions it was admitted with.</summary>
internal static class FeedToken
{
    /// <summary>One claim per permission that the feed holds.</summary>
    public const string Claim = "entente:permission";
}
