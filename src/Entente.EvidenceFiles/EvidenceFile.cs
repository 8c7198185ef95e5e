using System.Globalization;
using System.Text;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.EvidenceFiles;

/// <summary>What an evidence file is made of. Lists stand in the order of those of the index.</summary>
/// <param name="Index">What it holds and what it is for.</param>
/// <param name="Cards">The two lines of each card.</param>
/// <param name="Agreements">The exact bytes of each text.</param>
/// <param name="Messages">What went over the wire.</param>
/// <param name="Records">What the log proves.</param>
/// <param name="Policy">The policy by which the log was judged, C2SP tlog-policy.</param>
/// <param name="Summary">The page that people read and print.</param>
public sealed record EvidenceContents(
    EvidenceIndex Index,
    IReadOnlyList<ReadOnlyMemory<byte>> Cards,
    IReadOnlyList<ReadOnlyMemory<byte>> Agreements,
    IReadOnlyList<MessageBytes> Messages,
    IReadOnlyList<RecordBytes> Records,
    string Policy,
    string Summary)
{
    /// <summary>The bytes of those things in custody whose file is enclosed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Files { get; init; } = [];
}

/// <param name="Wire">The exact body that went over the wire, behind the headers MIME-Version and Content-Type.</param>
/// <param name="Receipt">The same of the receipt; empty where there is none.</param>
/// <param name="Covered">What the signature covers of each attachment, in the order of the header.</param>
/// <param name="Contents">The same, decompressed.</param>
public sealed record MessageBytes(ReadOnlyMemory<byte> Wire, ReadOnlyMemory<byte> Receipt, IReadOnlyList<ReadOnlyMemory<byte>> Covered, IReadOnlyList<ReadOnlyMemory<byte>> Contents)
{
    private const string Mime = "MIME-Version: 1.0\r\nContent-Type: ";

    /// <summary>A body behind its Content-Type, so that one file holds all that is needed to read it.</summary>
    public static byte[] FileOf(string contentType, ReadOnlySpan<byte> body) => [.. Encoding.ASCII.GetBytes($"{Mime}{contentType}\r\n\r\n"), .. body];

    /// <summary>Takes the two apart again; <see langword="null"/> where it is not of that form.</summary>
    internal static (string ContentType, ReadOnlyMemory<byte> Body)? Split(ReadOnlyMemory<byte> file)
    {
        var end = file.Span.IndexOf("\r\n\r\n"u8);
        var head = end < 0 ? "" : Encoding.Latin1.GetString(file.Span[..end]);
        return head.StartsWith(Mime, StringComparison.Ordinal) && !head[Mime.Length..].Any(char.IsControl) ? (head[Mime.Length..], file[(end + 4)..]) : null;
    }
}

/// <param name="Text">The record, as its leaf commits to it.</param>
/// <param name="Salt">32 bytes.</param>
/// <param name="Proof">The proof file.</param>
public sealed record RecordBytes(string Text, ReadOnlyMemory<byte> Salt, string Proof);

/// <summary>Whom the verifier believes of his own knowledge.</summary>
/// <param name="Cards">Fingerprints of node cards: 64 small hexadecimal digits each. Empty: any card that the file brings.</param>
/// <param name="Policy">Whose log and which witnesses; <see langword="null"/>: the policy that the file brings.</param>
public sealed record EvidenceTrust(IReadOnlyCollection<string> Cards, LogPolicy? Policy)
{
    /// <summary>Nothing but the file.</summary>
    public static EvidenceTrust None { get; } = new([], null);
}

/// <summary>One portable file per exchange or case that proves itself: made by a node, verified by anybody (<c>docs/spec/evidence-file.md</c>).</summary>
public static class EvidenceFile
{
    /// <summary>The largest file that is read.</summary>
    public const int LongestFile = 1024 * 1024 * 1024;

    internal const string SummaryName = "summary.html";
    internal const string PolicyName = "log/policy.txt";

    /// <param name="signer">The certificate of the node, on its card.</param>
    /// <param name="key">Its key; RSA, because every program that reads this kind of container verifies that.</param>
    public static byte[] Write(EvidenceContents contents, Certificate signer, PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = BytesOf(contents);
        return EvidenceContainer.Write([.. NamesOf(contents.Index).Zip(bytes, (name, content) => new ContainedFile(name, content))], signer, key, contents.Index.MadeAt);
    }

    /// <summary>Verifies a file to its last byte, and explains each step. Never throws, whatever the bytes are.</summary>
    public static EvidenceVerdict Verify(ReadOnlyMemory<byte> file, EvidenceTrust trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var steps = new List<EvidenceStep>();
        Fault? fault = null;
        if (file.Length <= LongestFile && EvidenceContainer.TryRead(file, steps, out var container, out fault))
        {
            return new Examination(container, trust, steps).Run();
        }

        fault ??= new(FaultCode.EvidenceMalformed, "A file of this form has at most one gigabyte.");
        steps.Add(new(steps.Count switch { 0 => "container", 1 => "manifest", _ => "signature" }, StepOutcome.Fails, $"{fault.Detail} {fault.At}".TrimEnd()));
        return new(steps, fault, false);
    }

    /// <summary>Reads what a file that was verified holds.</summary>
    public static EvidenceIndex? IndexOf(ReadOnlyMemory<byte> file) =>
        EvidenceContainer.TryRead(file, [], out var container, out _) && container.Files.FirstOrDefault(one => one.Name == EvidenceIndex.Name) is { } index ? EvidenceIndex.Read(index.Content.Span, out _) : null;

    /// <summary>The names of all files but those of the container, in the one order that they have.</summary>
    internal static IEnumerable<string> NamesOf(EvidenceIndex index)
    {
        yield return SummaryName;
        yield return EvidenceIndex.Name;
        foreach (var card in index.Cards)
        {
            yield return card.File;
        }

        for (var at = 0; at < index.Agreements.Count; at++)
        {
            yield return Numbered("agreements/", at, ".yaml");
        }

        for (var at = 0; at < index.Messages.Count; at++)
        {
            var folder = Numbered("messages/", at, "/");
            yield return folder + "message.mime";
            if (index.Messages[at].HasReceipt)
            {
                yield return folder + "receipt.mime";
            }

            for (var part = 0; part < index.Messages[at].Contents.Count; part++)
            {
                yield return Numbered(folder + "signed/", part, ".bin");
                yield return Numbered(folder + "content/", part, "." + index.Messages[at].Contents[part].Ending);
            }
        }

        foreach (var (at, item) in (index.Items ?? []).Index())
        {
            if (item.File is { IsEnclosed: true } file)
            {
                yield return file.At(at);
            }
        }

        yield return PolicyName;
        foreach (var record in index.Records)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"records/{record.Number}");
            yield return name + ".txt";
            yield return name + ".salt";
            yield return name + ".tlog-proof";
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> BytesOf(EvidenceContents contents)
    {
        yield return Encoding.UTF8.GetBytes(contents.Summary);
        yield return contents.Index.Write();
        foreach (var text in contents.Cards.Concat(contents.Agreements))
        {
            yield return text;
        }

        foreach (var message in contents.Messages)
        {
            yield return message.Wire;
            if (!message.Receipt.IsEmpty)
            {
                yield return message.Receipt;
            }

            foreach (var (covered, content) in message.Covered.Zip(message.Contents))
            {
                yield return covered;
                yield return content;
            }
        }

        foreach (var file in contents.Files)
        {
            yield return file;
        }

        yield return Encoding.UTF8.GetBytes(contents.Policy);
        foreach (var record in contents.Records)
        {
            yield return Encoding.UTF8.GetBytes(record.Text);
            yield return record.Salt;
            yield return Encoding.UTF8.GetBytes(record.Proof);
        }
    }

    private static string Numbered(string folder, int at, string ending) => string.Create(CultureInfo.InvariantCulture, $"{folder}{at + 1}{ending}");
}
