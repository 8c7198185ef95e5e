using System.Security.Cryptography;
using Entente.As4.Security;

namespace Entente.As4.Messaging;

/// <summary>One thing that a message's signature covers: its reference, the digest algorithm and the digest. A receipt repeats them as evidence.</summary>
public sealed record SignedPart(string Uri, string DigestAlgorithm, ReadOnlyMemory<byte> Digest)
{
    public static SignedPart From(SignatureReference reference) => new(reference.Uri, reference.DigestAlgorithm, reference.Digest);

    /// <summary>Whether both say the same of the same part.</summary>
    public bool IsSame(SignedPart other) =>
        Uri == other.Uri && DigestAlgorithm == other.DigestAlgorithm && CryptographicOperations.FixedTimeEquals(Digest.Span, other.Digest.Span);
}
