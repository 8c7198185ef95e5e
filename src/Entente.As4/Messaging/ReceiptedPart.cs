namespace Entente.As4.Messaging;

/// <summary>What a receipt says of one signed part: its reference, the digest algorithm and the digest, as the sender had signed them.</summary>
public sealed record ReceiptedPart(string Uri, string DigestAlgorithm, ReadOnlyMemory<byte> Digest);
