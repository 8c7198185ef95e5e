using System.Text;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Federation;

/// <summary>A card with its signature as they are handed over: two lines of text. The signature is not verified here.</summary>
/// <remarks>
/// The first line is the card, one line of JSON; what is signed and fingerprinted are exactly its bytes, without the end of the line. The second is
/// <c>signature</c>, a space and the signature in base64.
/// </remarks>
public sealed class SignedCard
{
    private const string SignatureMark = "signature ";
    private const int LongestSignature = 1024;

    private static readonly byte[] Context = "entente/node-card/1\n"u8.ToArray();

    private SignedCard(byte[] bytes, byte[] signature, NodeCard card) => (Bytes, Signature, Card, Fingerprint) = (bytes, signature, card, CardFingerprint.Of(bytes));

    public ReadOnlyMemory<byte> Bytes { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public NodeCard Card { get; }

    public string Fingerprint { get; }

    /// <summary>The message that the signature covers. It names what is signed, so that no signature over something else can pass for it.</summary>
    public static byte[] MessageOf(ReadOnlySpan<byte> card) => [.. Context, .. card];

    /// <summary>Reads the two lines. A mark of byte order, ends of lines as other systems write them, and empty lines at the end are allowed: mail adds them.</summary>
    public static SignedCard? Read(ReadOnlySpan<byte> file, out Fault? fault)
    {
        if (file.Length > NodeCard.LongestBytes + LongestSignature)
        {
            fault = Malformed($"A card has at most {NodeCard.LongestBytes} bytes.");
            return null;
        }

        file = file.StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;
        var end = file.IndexOf((byte)'\n');
        var first = (end < 0 ? file : file[..end]).TrimEnd((byte)'\r');
        var second = end < 0 ? [] : file[(end + 1)..].TrimEnd("\r\n "u8);
        if (second.IndexOf((byte)'\n') >= 0 || !second.StartsWith(Encoding.ASCII.GetBytes(SignatureMark)) || ReadSignature(second[SignatureMark.Length..]) is not { } signature)
        {
            fault = Malformed("A card file has two lines: the card as one line of JSON, and its signature.");
            return null;
        }

        return Of(first, signature, out fault);
    }

    /// <summary>The card of bytes and a signature that were read before.</summary>
    public static SignedCard? Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature, out Fault? fault) =>
        NodeCard.Read(bytes, out fault) is { } card ? new(bytes.ToArray(), signature.ToArray(), card) : null;

    /// <summary>The two lines.</summary>
    public override string ToString() => $"{Encoding.UTF8.GetString(Bytes.Span)}\n{SignatureMark}{Convert.ToBase64String(Signature.Span)}\n";

    private static byte[]? ReadSignature(ReadOnlySpan<byte> text)
    {
        var signature = new byte[LongestSignature];
        return System.Buffers.Text.Base64.DecodeFromUtf8(text, signature, out _, out var written) == System.Buffers.OperationStatus.Done && written > 0
            ? signature[..written]
            : null;
    }

    private static Fault Malformed(string detail) => new(FaultCode.PartnerCardMalformed, detail);
}
