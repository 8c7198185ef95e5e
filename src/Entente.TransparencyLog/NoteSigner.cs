using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Entente.TransparencyLog;

/// <summary>Signs with one private key, which stays with the caller.</summary>
public delegate byte[] SignatureMaking(ReadOnlySpan<byte> message);

/// <summary>A key of our own that signs notes. A log or a witness has a list of them, so that a key of another algorithm can stand beside.</summary>
/// <param name="Key">The public key and its name.</param>
/// <param name="Make">Signs with the private key.</param>
public sealed record NoteSigner(VerifierKey Key, SignatureMaking Make)
{
    /// <param name="text">Ends in a newline.</param>
    /// <param name="at">Now; stated by signatures that state a time.</param>
    public NoteSignature Sign(string text, DateTimeOffset at)
    {
        var unixSeconds = at.ToUnixTimeSeconds();
        var bare = Make(Key.Algorithm.Message(text, unixSeconds));
        if (bare.Length != Key.Algorithm.SignatureSize)
        {
            throw new CryptographicException("The key has made a signature of another algorithm.");
        }

        if (!Key.Algorithm.IsTimed)
        {
            return new(Key.Name, Key.Id, bare);
        }

        var timed = new byte[sizeof(long) + bare.Length];
        BinaryPrimitives.WriteInt64BigEndian(timed, unixSeconds);
        bare.CopyTo(timed, sizeof(long));
        return new(Key.Name, Key.Id, timed);
    }
}
