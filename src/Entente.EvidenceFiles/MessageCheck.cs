using System.Globalization;
using System.Text;
using Entente.As4;
using Entente.As4.Security;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>The messages: each signed by its sender, receipted by its receiver, and holding exactly what stands beside it.</summary>
internal sealed class MessageCheck(Examination file)
{
    private const string Clause = "clause";
    private const string AgreementDigest = "agreement-sha256";
    private const string Name = "name";

    private static readonly MessageLimits Limits = new();

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public Fault? Run()
    {
        for (var at = 0; at < file.Index.Messages.Count; at++)
        {
            if (Check(file.Index.Messages[at], string.Create(CultureInfo.InvariantCulture, $"messages/{at + 1}/")) is { } fault)
            {
                return fault;
            }
        }

        return file.Index.Messages.Select(message => message.Id).Distinct(StringComparer.Ordinal).Count() == file.Index.Messages.Count ? null : Examination.Changed("A message is there twice.", EvidenceIndex.Name);
    }

    private Fault? Check(EnclosedMessage stated, string folder)
    {
        var name = folder + "message.mime";
        if (MessageBytes.Split(file.File(name)) is not var (contentType, body))
        {
            return new(FaultCode.EvidenceMalformed, "A message is its body behind MIME-Version and Content-Type.", name);
        }

        if (Examination.Sha256(body.Span) != stated.Sha256)
        {
            return Examination.Changed("The message is not the one whose digest the index has.", name);
        }

        var covered = Enumerable.Range(1, stated.Contents.Count).Select(part => file.File(string.Create(CultureInfo.InvariantCulture, $"{folder}signed/{part}.bin"))).ToList();
        if (KeptMessage.Read(contentType, body, covered, By(stated.From), Limits, out var error) is not { } message)
        {
            return Examination.Changed($"The message does not verify: {error!.Detail}", name);
        }

        if (CheckHeader(stated, message, name) is { } fault)
        {
            return fault;
        }

        for (var part = 0; part < message.Payloads.Count; part++)
        {
            if (CheckContent(stated.Contents[part], message.Payloads[part], string.Create(CultureInfo.InvariantCulture, $"{folder}content/{part + 1}.{stated.Contents[part].Ending}")) is { } other)
            {
                return other;
            }
        }

        file.Hold("message", $"{stated.Id}, {message.Header.Action}: signed by {stated.From} with the key of certificate {message.Signer.Fingerprint[..16]}… on {Examination.Instant(message.Header.Timestamp)} as it says itself; "
            + $"{(message.Payloads.Count == 1 ? "its content is" : $"its {message.Payloads.Count.ToString(CultureInfo.InvariantCulture)} contents are")} what the signature covers; "
            + (stated.Clause is { } clause ? $"sent under {clause}, as its sender signed." : "it states no clause."));
        CheckWording(stated);
        return stated.HasReceipt ? CheckReceipt(stated, message, folder + "receipt.mime") : Unreceipted(stated);
    }

    private Fault? CheckHeader(EnclosedMessage stated, KeptMessage message, string name)
    {
        var header = message.Header;
        if (header.MessageId.Value != stated.Id || header.From.Ids is not [var from] || from.Value != stated.From || header.To.Ids is not [var to] || to.Value != stated.To)
        {
            return Examination.Changed("The signed header has another id, sender or receiver than the index says.", name);
        }

        if (header.Property(Clause) != stated.Clause)
        {
            return Examination.Changed("The signed header states another clause than the index says.", name);
        }

        return stated.Clause is { } clause && !file.Index.Agreements.Any(agreement => agreement.Sha256 == header.Property(AgreementDigest) && clause.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{agreement.Id}/{agreement.Version} "), StringComparison.Ordinal))
            ? Examination.Changed($"The text of the agreement of {clause}, with the digest that its sender signed, is not in the file.", name)
            : null;
    }

    // Line breaks and indents are the form's, not the law's.
    private void CheckWording(EnclosedMessage stated)
    {
        if (stated is not { Clause: { } clause, Wording: { } wording })
        {
            return;
        }

        for (var at = 0; at < file.Index.Agreements.Count; at++)
        {
            var agreement = file.Index.Agreements[at];
            if (clause.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{agreement.Id}/{agreement.Version} "), StringComparison.Ordinal))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"agreements/{at + 1}.yaml");
                if (!texts.TryGetValue(name, out var text))
                {
                    texts.Add(name, text = OneLine(Encoding.UTF8.GetString(file.File(name).Span)));
                }

                if (text.Contains(OneLine(wording), StringComparison.Ordinal))
                {
                    return;
                }
            }
        }

        file.Note("message", $"{stated.Id}: the wording of {clause} in the index does not stand like that in the text of the agreement; read the text.");
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Fault? CheckContent(EnclosedContent stated, Payload payload, string name)
    {
        var bytes = file.File(name);
        return !bytes.Span.SequenceEqual(payload.Content.Span) ? Examination.Changed("The content is not what the signature covers, decompressed.", name)
            : Examination.Sha256(bytes.Span) != stated.Sha256 || bytes.Length != stated.Size || payload.MimeType != stated.MediaType
                || stated.Name != (payload.Properties.FirstOrDefault(property => property.Name == Name)?.Value ?? "")
                ? Examination.Changed("The content has another digest, length, type or name than the index says.", name)
            : null;
    }

    private Fault? CheckReceipt(EnclosedMessage stated, KeptMessage message, string name)
    {
        if (MessageBytes.Split(file.File(name)) is not var (contentType, body))
        {
            return new(FaultCode.EvidenceMalformed, "A receipt is its body behind MIME-Version and Content-Type.", name);
        }

        if (message.Receipted(contentType, body, By(stated.To), Limits, out var error) is not var (receipt, signer))
        {
            return Examination.Changed($"The receipt does not verify: {error!.Detail}", name);
        }

        file.Hold("receipt", $"for {stated.Id}: {stated.To} has signed the digests of exactly this message with the key of certificate {signer.Fingerprint[..16]}… on {Examination.Instant(receipt.Timestamp)} as it says itself.");
        return null;
    }

    private Fault? Unreceipted(EnclosedMessage stated)
    {
        file.Note("receipt", $"for {stated.Id} there is none in the file: that {stated.To} has it is not proven.");
        return null;
    }

    private AcceptSigner By(string party) => (claim, now) => file.SignersOf(party, now).FirstOrDefault(claim.Names);
}
