using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4;

/// <summary>A message as it went over the wire, verified long after by somebody who need not be one of its parties.</summary>
/// <remarks>
/// The instant of every check is the one that the signer states: a certificate that has expired since does not make a signature bad. What was encrypted is handed
/// over beside the message; only octets that the signature covers pass.
/// </remarks>
public sealed record KeptMessage
{
    private KeptMessage(UserMessage header, SecurityVerdict.Verified verified, IReadOnlyList<ReadOnlyMemory<byte>> covered, IReadOnlyList<Payload> payloads) =>
        (Header, Signer, Suite, References, Covered, Payloads) = (header, verified.Signer, verified.Suite, verified.References, covered, payloads);

    public UserMessage Header { get; }

    /// <summary>The certificate that signed, as <see cref="AcceptSigner"/> returned it.</summary>
    public Certificate Signer { get; }

    public SecuritySuite Suite { get; }

    public IReadOnlyList<SignatureReference> References { get; }

    /// <summary>The octets of each attachment that the signature covers, in the order of the header: compressed where the header says so.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Covered { get; }

    /// <summary>The same, decompressed.</summary>
    public IReadOnlyList<Payload> Payloads { get; }

    /// <summary>Verifies a message with what its attachments were before they were encrypted.</summary>
    /// <param name="covered">One for each attachment, in the order of the header.</param>
    public static KeptMessage? Read(
        string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<ReadOnlyMemory<byte>> covered, AcceptSigner accept, MessageLimits limits, out EbmsError? error)
    {
        ArgumentNullException.ThrowIfNull(covered);
        if (Claim(contentType, body, limits, out error) is not { Unit: UserMessage header } claim)
        {
            error ??= new(EbmsErrorCode.InvalidHeader, "The message is a signal.");
            return null;
        }

        if (header.Parts.Count != covered.Count)
        {
            error = new(EbmsErrorCode.MimeInconsistency, "There are not as many attachments as the header names.");
            return null;
        }

        var opened = header.Parts.Zip(covered).ToDictionary(pair => pair.First.ContentId!, pair => pair.Second, StringComparer.Ordinal);
        return Verified(claim, header, new IncomingSecurity { Suites = [.. SecuritySuite.All.Values], AcceptSigner = accept, EncryptionRequired = false, Opened = opened }, limits, out error) is { } message
            && message.Covered.Zip(covered).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span))
            ? message
            : Refused(ref error);
    }

    /// <summary>Verifies a message that was encrypted for one of the keys.</summary>
    public static KeptMessage? Open(
        string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<DecryptionKey> keys, AcceptSigner accept, MessageLimits limits, out EbmsError? error)
    {
        if (Claim(contentType, body, limits, out error) is { Unit: UserMessage header } claim)
        {
            return Verified(claim, header, new IncomingSecurity { Suites = [.. SecuritySuite.All.Values], AcceptSigner = accept, EncryptionRequired = false, DecryptionKeys = keys }, limits, out error);
        }

        error ??= new(EbmsErrorCode.InvalidHeader, "The message is a signal.");
        return null;
    }

    /// <summary>What the sender must have signed if the contents are these: compressed where the header says so. Nothing is verified.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Pack(string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<ReadOnlyMemory<byte>> contents, MessageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return Claim(contentType, body, limits, out _) is { Unit: UserMessage header } && header.Parts.Count == contents.Count
            ? [.. header.Parts.Zip(contents, (part, content) => part.Properties.Any(property => property.Name == EbmsNames.CompressionType)
                ? Compression.Compress(content)
                : Canonical(part, content))]
            : null;
    }

    private static ReadOnlyMemory<byte> Canonical(PartReference part, ReadOnlyMemory<byte> content)
    {
        var named = new MimePart(part.ContentId!, [new("Content-Type", part.Properties.FirstOrDefault(property => property.Name == EbmsNames.MimeType)?.Value ?? "")], content);
        return AttachmentContent.Canonical(named, SecurityLimits.Default, SecurityLimits.Default.CanonicalOctets, out _) ?? content;
    }

    /// <summary>Verifies that a receipt is one for this message: it repeats each digest of its signature, none missing and none more.</summary>
    /// <returns>The receipt and who signed it; <see langword="null"/> where it is none.</returns>
    public (Receipt Receipt, Certificate Signer)? Receipted(string contentType, ReadOnlyMemory<byte> body, AcceptSigner accept, MessageLimits limits, out EbmsError? error)
    {
        if (Claim(contentType, body, limits, out error) is not { Unit: Receipt receipt } claim)
        {
            error ??= new(EbmsErrorCode.InvalidReceipt, "It is no receipt.");
            return null;
        }

        var security = new IncomingSecurity { Suites = [.. SecuritySuite.All.Values], AcceptSigner = accept, EncryptionRequired = false };
        if (Examine(claim, security, out error) is not { } verified)
        {
            return null;
        }

        error = receipt.RefToMessageId != Header.MessageId
            ? new(EbmsErrorCode.InvalidReceipt, "The receipt is for another message.")
            : HeaderRules.CheckReceipt(receipt, new SentMessage(Header.MessageId, Header.ConversationId, [.. References.Select(SignedPart.From)], security));
        return error is null ? (receipt, verified.Signer) : null;
    }

    private static KeptMessage? Verified(Claimed claim, UserMessage header, IncomingSecurity security, MessageLimits limits, out EbmsError? error)
    {
        if ((error = PayloadReader.CheckReferences(header, claim.Parts)) is not null || Examine(claim, security, out error) is not { } verified
            || !PayloadReader.TryRead(header, verified.Parts, limits, out var payloads, out error))
        {
            return null;
        }

        var covered = header.Parts.Select(part => verified.Parts.First(one => one.ContentId == part.ContentId).Content);
        return new(header, verified, [.. covered], payloads);
    }

    private static SecurityVerdict.Verified? Examine(Claimed claim, IncomingSecurity security, out EbmsError? error)
    {
        var verdict = MessageSecurity.Verify(claim.Envelope.Document, claim.Parts, security, claim.Unit.Timestamp);
        error = (verdict as SecurityVerdict.Refused)?.Error;
        if (verdict is SecurityVerdict.Verified verified && verified.Messaging == claim.Envelope.Messaging)
        {
            return verified;
        }

        error ??= new(EbmsErrorCode.FailedAuthentication, "The signature covers another header than the one that was read.");
        return null;
    }

    private static Claimed? Claim(string contentType, ReadOnlyMemory<byte> body, MessageLimits limits, out EbmsError? error)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(limits);
        if (!MultipartReader.TryRead(contentType, body, limits.Package, out var package, out error) || !SoapXml.TryRead(package.Root.Content, limits.Envelope, out var document, out error))
        {
            return null;
        }

        if (!SoapEnvelope.TryRead(document, out var envelope, out var refusal) || envelope.Messaging is not { } messaging || envelope.Fault is not null)
        {
            error = refusal?.Error ?? new(EbmsErrorCode.InvalidHeader, "The envelope holds a fault.");
            return null;
        }

        return HeaderReader.Read(messaging, out error) is { } unit ? new(envelope, unit, package.Attachments) : null;
    }

    private static KeptMessage? Refused(ref EbmsError? error)
    {
        error ??= new(EbmsErrorCode.FailedAuthentication, "An attachment is not what was signed.");
        return null;
    }

    private sealed record Claimed(SoapEnvelope Envelope, MessageUnit Unit, IReadOnlyList<MimePart> Parts);
}
