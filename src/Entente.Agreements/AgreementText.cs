using System.Security.Cryptography;
using System.Text;
using Entente.Agreements.Text;
using Entente.Protocol.Faults;

namespace Entente.Agreements;

/// <summary>What became of the bytes of an agreement.</summary>
public abstract record AgreementReading
{
    private AgreementReading()
    {
    }

    public sealed record Accepted(Agreement Agreement) : AgreementReading;

    /// <summary>Every fault that was found, each with line and column.</summary>
    public sealed record Refused(IReadOnlyList<Fault> Faults) : AgreementReading;
}

/// <summary>Reads agreements: strict YAML, one document, every value text.</summary>
/// <remarks>What is accepted breaks no rule of <c>docs/spec/agreements.md</c> that a file alone can break; what several files can, <see cref="AgreementBook.Check"/> finds.</remarks>
public static class AgreementText
{
    public const int Longest = 1024 * 1024;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static AgreementReading Read(ReadOnlySpan<byte> bytes)
    {
        var faults = new List<Fault>();
        if (Decode(bytes, faults) is not { } text || YamlTree.Read(text, faults) is not { } tree)
        {
            return new AgreementReading.Refused(faults);
        }

        var agreement = new AgreementReader(new(faults)).Read(tree, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (faults.Count == 0)
        {
            AgreementRules.Check(agreement, faults);
        }

        return faults.Count == 0 ? new AgreementReading.Accepted(agreement) : new AgreementReading.Refused(faults);
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, List<Fault> faults)
    {
        if (bytes.Length > Longest)
        {
            faults.Add(new(FaultCode.AgreementMalformed, $"The file has {bytes.Length} bytes; an agreement has at most {Longest}."));
            return null;
        }

        string text;
        try
        {
            text = strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            faults.Add(new(FaultCode.AgreementMalformed, "The file is not UTF-8.", PlaceOf(bytes[..Math.Clamp(wrong.Index, 0, bytes.Length)]).ToString()));
            return null;
        }

        var hidden = text.AsSpan().IndexOfAny(HiddenCharacters);
        if (hidden >= 0)
        {
            var at = PlaceOf(strict.GetBytes(text[..hidden]));
            faults.Add(new(FaultCode.AgreementMalformed, $"The character U+{(int)text[hidden]:X4} cannot be seen, or changes what is seen; both sides sign what they read.", at.ToString()));
            return null;
        }

        return text;
    }

    // Controls but tab and line breaks; line separators that editors count and parsers do not; the marks of direction and the byte order mark.
    private static readonly System.Buffers.SearchValues<char> HiddenCharacters = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0x7F, 0x21)).Concat(Enumerable.Range(0x200B, 5))
            .Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2060, 10)).Append(0xFEFF).Append(0xAD).Select(code => (char)code)]);

    private static Place PlaceOf(ReadOnlySpan<byte> before) => new(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
}
