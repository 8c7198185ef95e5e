using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>A text with signatures (C2SP signed-note). Nothing of it may be used before <see cref="TryVerify"/>.</summary>
public sealed class SignedNote
{
    /// <summary>The longest note that is read: room for as many signatures as are read, each of an algorithm that computers of another kind cannot break.</summary>
    public const int LongestNote = 512 * 1024;

    /// <summary>The most signatures that are read. Each of a known key costs the verifier some hundred microseconds.</summary>
    public const int MostSignatures = 64;

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>The signed text, with the newline at its end.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <exception cref="ArgumentException">The text does not end in a newline or has control characters, or there is no signature.</exception>
    public static SignedNote Of(string text, IReadOnlyList<NoteSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signatures);
        return text.EndsWith('\n') && !text.Any(letter => letter < ' ' && letter != '\n') && signatures.Count is > 0 and <= MostSignatures
            ? new(text, [.. signatures])
            : throw new ArgumentException("A note is text of whole lines with at least one signature.", nameof(text));
    }

    /// <summary>Signs a text with each of the keys.</summary>
    public static SignedNote Sign(string text, IEnumerable<NoteSigner> signers, DateTimeOffset at) => Of(text, [.. signers.Select(signer => signer.Sign(text, at))]);

    /// <summary>Reads a note to its last byte.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note, [NotNullWhen(false)] out Fault? fault)
    {
        (note, fault) = (null, null);
        var whole = bytes.Length > LongestNote ? null : StrictText.TryDecode(bytes);
        var end = whole?.LastIndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (bytes.Length > LongestNote)
        {
            fault = StrictText.Malformed(string.Create(CultureInfo.InvariantCulture, $"A note of {bytes.Length} bytes is longer than {LongestNote}."));
        }
        else if (whole is null)
        {
            fault = StrictText.Malformed("A note is UTF-8 without control characters other than the newline.");
        }
        else if (!whole.EndsWith('\n') || end < 0)
        {
            fault = StrictText.Malformed("A note is a text, an empty line, and signature lines, each ended by a newline.");
        }
        else
        {
            var text = whole[..(end + 1)];
            fault = TryLines(whole[(end + 2)..], text.Count(letter => letter == '\n') + 1, out var signatures);
            note = fault is null ? new(text, signatures) : null;
        }

        return note is not null;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => string.Concat(Signatures.Select(signature => signature.ToLine()).Prepend(Text + "\n"));

    /// <summary>Verifies every signature of a known key, and ignores those of others.</summary>
    /// <param name="signatures">Those that were verified: at least one.</param>
    /// <remarks>One known key whose signature fails refuses the note, however many others have signed.</remarks>
    public bool TryVerify(IReadOnlyCollection<NoteVerifier> known, [NotNullWhen(true)] out IReadOnlyList<CheckedSignature>? signatures, [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(known);
        (signatures, fault) = (null, null);
        var verified = new List<CheckedSignature>();
        foreach (var signature in Signatures)
        {
            foreach (var verifier in known.Where(verifier => signature.IsOf(verifier.Key)))
            {
                if (verifier.Verify(Text, signature) is not { } valid)
                {
                    fault = new(FaultCode.LogSignature, string.Create(CultureInfo.InvariantCulture, $"The signature of {signature.Name} with the key {signature.KeyId:x8} is not over this text."));
                    return false;
                }

                verified.Add(valid);
            }
        }

        if (verified.Count == 0)
        {
            fault = new(FaultCode.LogSignature, "No known key has signed this text.");
            return false;
        }

        signatures = verified;
        return true;
    }

    /// <summary>Adds what a witness has answered, as far as it is signed by known keys over this text and not there yet: of each key one signature, and no more than are read again.</summary>
    /// <param name="answer">Signature lines.</param>
    public bool TryAdd(ReadOnlySpan<byte> answer, IReadOnlyCollection<NoteVerifier> known, [NotNullWhen(true)] out SignedNote? note, [NotNullWhen(false)] out Fault? fault)
    {
        note = null;
        if (answer.Length > LongestNote || StrictText.TryDecode(answer) is not { } lines || !lines.EndsWith('\n'))
        {
            fault = StrictText.Malformed("A witness answers with signature lines, each ended by a newline.");
            return false;
        }

        if ((fault = TryLines(lines, 0, out var added)) is null && new SignedNote(Text, added).TryVerify(known, out _, out fault))
        {
            var fresh = added.Where(signature => known.Any(verifier => signature.IsOf(verifier.Key))).DistinctBy(static signature => (signature.Name, signature.KeyId))
                .Where(signature => !Signatures.Any(there => there.Name == signature.Name && there.KeyId == signature.KeyId)).ToList();
            if (Signatures.Count + fresh.Count > MostSignatures)
            {
                fault = StrictText.Malformed(string.Create(CultureInfo.InvariantCulture, $"A note of more than {MostSignatures} signatures is not read."));
                return false;
            }

            note = new(Text, [.. Signatures, .. fresh]);
        }

        return note is not null;
    }

    private static Fault? TryLines(string lines, int before, out List<NoteSignature> signatures)
    {
        signatures = [];
        foreach (var line in lines.Split('\n')[..^1])
        {
            if (signatures.Count == MostSignatures)
            {
                return StrictText.Malformed(string.Create(CultureInfo.InvariantCulture, $"A note of more than {MostSignatures} signatures is not read."));
            }

            if (NoteSignature.TryParse(line) is not { } signature)
            {
                return StrictText.Malformed("A signature line is a dash, the name of the key, and the base64 of key id and signature.", before + 1 + signatures.Count);
            }

            signatures.Add(signature);
        }

        return signatures.Count > 0 ? null : StrictText.Malformed("A note has at least one signature.");
    }
}
