namespace Entente.Protocol.Federation;

/// <summary>What a key of a node is for; none serves two purposes.</summary>
public enum KeyPurpose
{
    /// <summary>Signs messages, receipts and the node's card.</summary>
    Sign = 1,

    /// <summary>Messages to the node are encrypted for it.</summary>
    Encrypt,

    /// <summary>Proves the node at both ends of a connection.</summary>
    Tls,
}
