using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Entente.As4.Security;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>Files, a manifest of their digests, and a signature over it, in one archive: ASiC-E with CAdES (ETSI EN 319 162-1), in the strict form of <c>docs/spec/evidence-file.md</c>.</summary>
internal sealed record EvidenceContainer(IReadOnlyList<ContainedFile> Files, ContainerSignature Signature)
{
    public const string MediaType = "application/vnd.etsi.asic-e+zip";

    private const string MediaTypeName = "mimetype";
    private const string ManifestName = "META-INF/ASiCManifest.xml";
    private const string SignatureName = "META-INF/signature.p7s";

    /// <param name="files">In the order in which they are stored.</param>
    public static byte[] Write(IReadOnlyList<ContainedFile> files, Certificate signer, PrivateKey key, DateTimeOffset at)
    {
        var manifest = ManifestOf(files);
        return StoredZip.Write(
        [
            new(MediaTypeName, Encoding.ASCII.GetBytes(MediaType)),
            .. files,
            new(ManifestName, manifest),
            new(SignatureName, ContainerSignature.Sign(manifest, signer, key, at)),
        ]);
    }

    public static bool TryRead(ReadOnlyMemory<byte> bytes, List<EvidenceStep> steps, [NotNullWhen(true)] out EvidenceContainer? container, [NotNullWhen(false)] out Fault? fault)
    {
        container = null;
        if (!StoredZip.TryRead(bytes, out var stored, out fault))
        {
            return false;
        }

        List<ContainedFile> all = [.. stored];
        if (all is not [{ Name: MediaTypeName } type, .. { Count: > 0 } files, { Name: ManifestName } manifest, { Name: SignatureName } signature]
            || !type.Content.Span.SequenceEqual(Encoding.ASCII.GetBytes(MediaType)) || files.Any(file => file.Name.StartsWith("META-INF/", StringComparison.OrdinalIgnoreCase)))
        {
            fault = new(FaultCode.EvidenceMalformed, "The archive is no container of this form: mimetype first, the files, the manifest, one signature.");
            return false;
        }

        steps.Add(new("container", StepOutcome.Holds, $"{stored.Count} files, {bytes.Length} bytes, every one of them accounted for."));
        var expected = ManifestOf(files);
        if (!manifest.Content.Span.SequenceEqual(expected))
        {
            fault = new(FaultCode.EvidenceChanged, $"The manifest does not have exactly the digests of the files that are there; they part at {FirstDifference(manifest.Content.Span, expected)}.", ManifestName);
            return false;
        }

        steps.Add(new("manifest", StepOutcome.Holds, $"the SHA-256 of each of {files.Count} files is in it, and no other file is there."));
        if (ContainerSignature.Verify(signature.Content, manifest.Content.Span) is not { } verified)
        {
            fault = new(FaultCode.EvidenceChanged, "The signature of the container is not one over this manifest.", SignatureName);
            return false;
        }

        steps.Add(new("signature", StepOutcome.Holds, $"over the manifest, by the certificate {verified.Signer.Fingerprint}; it says that it was made on {verified.At:yyyy-MM-dd HH:mm:ss} UTC."));
        container = new(files, verified);
        fault = null;
        return true;
    }

    /// <summary>The one manifest of these files.</summary>
    private static byte[] ManifestOf(IReadOnlyList<ContainedFile> files)
    {
        var text = new StringBuilder()
            .Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            .Append("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n")
            .Append("<asic:SigReference URI=\"").Append(SignatureName).Append("\" MimeType=\"application/pkcs7-signature\"/>\n");
        foreach (var file in files)
        {
            // Names have no character that XML would need to escape.
            text.Append("<asic:DataObjectReference URI=\"").Append(file.Name)
                .Append("\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>")
                .Append(Convert.ToBase64String(SHA256.HashData(file.Content.Span)))
                .Append("</ds:DigestValue></asic:DataObjectReference>\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("</asic:ASiCManifest>\n").ToString());
    }

    private static string FirstDifference(ReadOnlySpan<byte> stated, ReadOnlySpan<byte> expected)
    {
        const string mark = "DataObjectReference URI=\"";
        var lines = Encoding.ASCII.GetString(expected).Split('\n');
        var line = lines[Math.Min(expected[..stated.CommonPrefixLength(expected)].Count((byte)'\n'), lines.Length - 1)];
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? "its frame" : line[(at + mark.Length)..line.IndexOf('"', at + mark.Length)];
    }
}
