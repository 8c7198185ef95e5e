using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.EvidenceFiles;

/// <summary>The records: each opens its leaf, and the leaf is in the log under a checkpoint that was signed and cosigned.</summary>
internal sealed class RecordCheck(Examination file, Vouching vouching)
{
    private readonly Dictionary<string, PolicyVerdict> judged = new(StringComparer.Ordinal);

    public Fault? Run()
    {
        if (!LogPolicy.TryParse(file.File(EvidenceFile.PolicyName).Span, Open, out var enclosed, out var malformed))
        {
            return new(FaultCode.EvidenceMalformed, $"The policy cannot be read: {malformed.Detail}", EvidenceFile.PolicyName);
        }

        var policy = vouching.PolicyOf(enclosed);
        if (file.Index.Records.Count == 0)
        {
            file.Note("records", "there are none in the file.");
            return null;
        }

        if (file.Index.Records.Select(record => record.Number).Distinct().Count() != file.Index.Records.Count)
        {
            return Examination.Changed("A record is there twice.", EvidenceIndex.Name);
        }

        var bound = 0;
        foreach (var record in file.Index.Records)
        {
            if (Check(record, policy, ref bound) is { } fault)
            {
                return fault;
            }
        }

        var heads = judged.Values.OfType<PolicyVerdict.Believed>().ToList();
        var pending = heads.OfType<PolicyVerdict.Pending>().Count();
        file.Hold("records", $"{file.Index.Records.Count.ToString(CultureInfo.InvariantCulture)} records are leaves of {string.Join(", ", heads.Select(head => head.Head.Origin).Distinct())}, unchanged, under {Count(heads.Count, "checkpoint")} that the log has signed; "
            + $"{Count(bound, "record")} of them {(bound == 1 ? "names" : "name")} a message by the digest of its bytes.");
        if (pending > 0)
        {
            file.Note("witnesses", $"{Count(pending, "checkpoint")} of {heads.Count.ToString(CultureInfo.InvariantCulture)} {(pending == 1 ? "has" : "have")} been seen by fewer witnesses than the policy asks for: for those the log's word stands alone.");
        }
        else if (heads.TrueForAll(head => head.Cosignatures.Count > 0))
        {
            // A name stands here only where it has seen every checkpoint, and the instant is that at which the last of them had as many witnesses as the policy asks for.
            var names = heads.Select(head => head.Cosignatures.Select(one => one.Key.Name)).Aggregate((some, other) => some.Intersect(other)).ToList();
            var by = names.Count > 0 ? string.Join(", ", names) : $"enough of {string.Join(", ", heads.SelectMany(head => head.Cosignatures).Select(one => one.Key.Name).Distinct())}, not always the same";
            file.Hold("witnesses", $"every checkpoint was cosigned by {by}; the records stood in the log no later than {Examination.Instant(heads.Max(head => Enough(policy, head.Cosignatures)))}, when the last of these checkpoints had as many witnesses as the policy asks for.");
        }
        else
        {
            file.Note("witnesses", "the policy asks for none: nobody but the log itself says when the records stood there, nor that others are shown the same log.");
        }

        return null;
    }

    /// <summary>Makes the check for a key; the primitive is OpenSSL's, as everywhere.</summary>
    public static SignatureCheck? Open(VerifierKey key) => SubjectPublicKey.FromEd25519(key.PublicKey.Span).Verifies;

    private Fault? Check(EnclosedRecord record, LogPolicy policy, ref int bound)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"records/{record.Number}");
        var (text, salt) = (file.File(name + ".txt"), file.File(name + ".salt"));
        if (RecordLines.Read(text.Span) is not { } lines || salt.Length != RecordLeaf.SaltSize)
        {
            return new(FaultCode.EvidenceMalformed, "A record is lines that each say how long their value is, and its salt has 32 bytes.", name);
        }

        if (lines.Number != record.Number || lines.Kind != record.Kind || lines.Subject != record.Subject)
        {
            return Examination.Changed("The record has another number or is about something else than the index says.", name);
        }

        if (!LogProof.TryParse(file.File(name + ".tlog-proof").Span, out var proof, out var malformed) || proof.Extra is not null)
        {
            return new(FaultCode.EvidenceMalformed, $"The proof cannot be read: {malformed?.Detail ?? "it has an extra line."}", name);
        }

        var note = proof.Note.ToString();
        if (!judged.TryGetValue(note, out var verdict))
        {
            judged.Add(note, verdict = policy.Judge(proof.Note));
        }

        var leaf = RecordLeaf.Commit(salt.Span, SHA256.HashData(text.Span)).Hash;
        switch (verdict)
        {
            case PolicyVerdict.Refused refused:
                return Examination.Changed($"The checkpoint is not believed: {refused.Fault.Detail}", name);
            case PolicyVerdict.Pending pending when file.Trust.Policy is not null:
                return new(FaultCode.EvidenceUntrusted, $"The checkpoint has not been seen by enough of the witnesses that you named. {pending.Fault.Detail}", name);
            case PolicyVerdict.Believed believed when !new InclusionProof(proof.Index, believed.Head.Size, proof.Hashes).Proves(leaf, believed.Head.Root):
                return Examination.Changed("The record with its salt is not the leaf that the proof leads from.", name);
            case PolicyVerdict.Believed:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return CheckBinding(record, lines, name, ref bound);
    }

    /// <summary>Where a record names bytes by their digest, they are those of the file.</summary>
    private Fault? CheckBinding(EnclosedRecord record, RecordLines lines, string name, ref int bound)
    {
        if (record.Kind == "message" && lines.Member("sha256") is { } digest && file.Index.Messages.FirstOrDefault(message => message.Id == record.Subject) is { } message)
        {
            if (message.Sha256 != digest)
            {
                return Examination.Changed("The record names other bytes than those of the message in the file.", name);
            }

            bound++;
        }

        foreach (var card in file.Cards.Where(card => card.Enclosed.Approval == record.Number))
        {
            if (record.Kind != "partner" || record.Subject != card.Party || lines.Member("fingerprint") != card.Enclosed.Fingerprint)
            {
                return Examination.Changed($"The record does not approve the card of {card.Party} that is in the file.", name);
            }

            file.Hold("card", $"{card.Party}: record {record.Number.ToString(CultureInfo.InvariantCulture)} says that officers of {file.Index.MadeBy} approved the card with this fingerprint on {lines.At}.");
            vouching.Approved.Add(card);
        }

        return null;
    }

    /// <summary>When a checkpoint had been seen by as many witnesses as the policy asks for.</summary>
    private static DateTimeOffset Enough(LogPolicy policy, IReadOnlyList<CheckedSignature> cosignatures)
    {
        var inOrder = cosignatures.OrderBy(one => one.At).ToList();
        var needed = Enumerable.Range(1, inOrder.Count).First(count => count == inOrder.Count || policy.IsMet(inOrder.Take(count).Select(one => one.Key)));
        return inOrder[needed - 1].At!.Value;
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}

/// <summary>What a record says, read from the text that its leaf commits to.</summary>
internal sealed record RecordLines(IReadOnlyDictionary<string, string> Values)
{
    private static readonly byte[] First = "entente/record/1\n"u8.ToArray();

    public long Number => long.TryParse(Values.GetValueOrDefault("seq"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public string? Kind => Values.GetValueOrDefault("subject_kind");

    public string? Subject => Values.GetValueOrDefault("subject_id");

    public string? At => Values.GetValueOrDefault("at");

    public static RecordLines? Read(ReadOnlySpan<byte> text) => Read(text, First);

    /// <summary>Other texts are written in lines like these, behind another first one.</summary>
    public static RecordLines? Read(ReadOnlySpan<byte> text, ReadOnlySpan<byte> first)
    {
        if (!text.StartsWith(first))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (text = text[first.Length..]; !text.IsEmpty;)
        {
            var space = text.IndexOf((byte)' ');
            var second = space < 0 ? -1 : text[(space + 1)..].IndexOf((byte)' ');
            if (second is < 1 or > 9 || !int.TryParse(text.Slice(space + 1, second), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                return null;
            }

            var value = text[(space + second + 2)..];
            if (value.Length <= length || value[length] != (byte)'\n' || !values.TryAdd(Encoding.UTF8.GetString(text[..space]), Encoding.UTF8.GetString(value[..length])))
            {
                return null;
            }

            text = value[(length + 1)..];
        }

        return new(values);
    }

    /// <summary>A text among the members of its detail.</summary>
    public string? Member(string name)
    {
        try
        {
            using var detail = JsonDocument.Parse(Values.GetValueOrDefault("detail", "{}"));
            return detail.RootElement.ValueKind == JsonValueKind.Object && detail.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
