using System.Globalization;
using System.Text;

namespace Entente.TransparencyLog;

/// <summary>A kind of signature on a note (C2SP signed-note): its byte, what exactly is signed, and whether it states a time.</summary>
public sealed record NoteAlgorithm
{
    /// <summary>Ed25519 over the text: how a log signs its checkpoints.</summary>
    public static readonly NoteAlgorithm Ed25519 = new(0x01, isTimed: false, publicKeySize: 32, signatureSize: 64);

    /// <summary>Ed25519 over the text with a time before it (cosignature/v1): how a witness says that it has seen the log grow consistently up to here.</summary>
    public static readonly NoteAlgorithm Cosignature = new(0x04, isTimed: true, publicKeySize: 32, signatureSize: 64);

    private NoteAlgorithm(byte id, bool isTimed, int publicKeySize, int signatureSize) =>
        (Id, IsTimed, PublicKeySize, SignatureSize) = (id, isTimed, publicKeySize, signatureSize);

    public static IReadOnlyList<NoteAlgorithm> All { get; } = [Ed25519, Cosignature];

    /// <summary>The byte that begins the encoded public key and takes part in the key id.</summary>
    public byte Id { get; }

    /// <summary>Whether the signature states when it was made.</summary>
    public bool IsTimed { get; }

    /// <summary>The number of bytes of a public key.</summary>
    public int PublicKeySize { get; }

    /// <summary>The number of bytes of the bare signature, without its time.</summary>
    public int SignatureSize { get; }

    /// <summary>The bytes that are signed.</summary>
    internal byte[] Message(string text, long unixSeconds) =>
        Encoding.UTF8.GetBytes(IsTimed ? string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixSeconds}\n{text}") : text);
}
