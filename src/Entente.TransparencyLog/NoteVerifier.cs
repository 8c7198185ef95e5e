namespace Entente.TransparencyLog;

/// <summary>Whether a signature is that of one key over exactly these bytes.</summary>
public delegate bool SignatureCheck(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>Makes the check for a public key; <see langword="null"/> where the bytes are no key of the algorithm. The primitive is the caller's.</summary>
public delegate SignatureCheck? KeyOpening(VerifierKey key);

/// <summary>A key that somebody has decided to know, and the means to check its signatures.</summary>
public sealed record NoteVerifier(VerifierKey Key, SignatureCheck Check)
{
    /// <summary>When the signature says it was made; <see langword="null"/> where it is not of this key over that text.</summary>
    internal CheckedSignature? Verify(string text, NoteSignature signature) =>
        signature.TrySplit(Key.Algorithm, out var unixSeconds, out var bare) && Check(Key.Algorithm.Message(text, unixSeconds), bare)
            ? new(Key, Key.Algorithm.IsTimed ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds) : null)
            : null;
}

/// <summary>A signature that was verified.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="At">When it was made, as its key's holder says; <see langword="null"/> where the algorithm states no time.</param>
public sealed record CheckedSignature(VerifierKey Key, DateTimeOffset? At);
