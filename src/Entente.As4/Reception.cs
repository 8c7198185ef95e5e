using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4;

/// <summary>The reading of one message. What it finds goes into the trace as well, so that an explanation is never made by other code than the verdict.</summary>
internal sealed class Reception(ReceptionPolicy policy, DateTimeOffset now, List<InspectionStep>? trace)
{
    private MessageUnit? claimed;
    private PMode? leg;

    public Received Read(string contentType, ReadOnlyMemory<byte> body)
    {
        if (!MultipartReader.TryRead(contentType, body, policy.Limits.Package, out var package, out var error) || (error = CheckCharset(package.Root)) is not null)
        {
            return Refuse("package", error, AnswerForm.SenderFault);
        }

        trace?.Add(new InspectionStep("package", StepVerdict.Passed, $"{contentType.Split(';')[0]} with {package.Attachments.Count} attachments, {body.Length} bytes"));
        foreach (var part in trace is null ? [] : package.Attachments)
        {
            trace!.Add(new InspectionStep("part", StepVerdict.Noted, $"{part.ContentId}: {part.Header("Content-Type")}, {part.Content.Length} bytes"));
        }

        if (!SoapXml.TryRead(package.Root.Content, policy.Limits.Envelope, out var document, out error))
        {
            return Refuse("envelope", error, AnswerForm.SenderFault);
        }

        if (!SoapEnvelope.TryRead(document, out var envelope, out var refusal))
        {
            return Refuse("envelope", refusal.Error, IsAnswer(document.DocumentElement!) ? AnswerForm.None : refusal.Answer);
        }

        trace?.Add(new InspectionStep("envelope", StepVerdict.Passed, $"SOAP 1.2, {package.Root.Content.Length} bytes, {(envelope.Security is null ? "no security header" : "one security header")}"));
        return envelope.Messaging is { } messaging ? ReadUnit(envelope, messaging, package.Attachments) : ReadFault(envelope.Fault!);
    }

    private static EbmsError? CheckCharset(MimePart root) =>
        ContentType.TryParse(root.Header("Content-Type") ?? "", out var type)
        && type.Parameters.TryGetValue("charset", out var charset) && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? new EbmsError(EbmsErrorCode.MimeInconsistency, "The envelope is not sent as UTF-8.")
            : null;

    /// <summary>Whether what cannot be read further is an answer, so that it must not be answered.</summary>
    private static bool IsAnswer(XmlElement root)
    {
        var signals = root.GetElementsByTagName("SignalMessage", Namespaces.Ebms).OfType<XmlElement>().ToList();
        return signals.Count > 0 && signals.TrueForAll(signal => signal["PullRequest", Namespaces.Ebms] is null);
    }

    private Received.Fault ReadFault(SoapFault fault)
    {
        trace?.Add(new InspectionStep("fault", StepVerdict.Noted, $"SOAP fault {fault.Code}: {fault.Reason}"));
        return new Received.Fault(fault);
    }

    private Received ReadUnit(SoapEnvelope envelope, XmlElement messaging, IReadOnlyList<MimePart> parts)
    {
        claimed = HeaderReader.Read(messaging, out var error);
        if (claimed is null)
        {
            return Refuse("header", error!, IsAnswer(messaging) ? AnswerForm.None : AnswerForm.ErrorSignal);
        }

        trace?.Add(new InspectionStep("header", StepVerdict.Passed, Describe(claimed)));
        if (claimed is not UserMessage && parts.Count > 0)
        {
            return Refuse("header", new EbmsError(EbmsErrorCode.MimeInconsistency, "A signal came with attachments."), claimed is PullRequest ? AnswerForm.ErrorSignal : AnswerForm.None);
        }

        if (claimed is not ErrorSignal && envelope.Fault is not null)
        {
            return Refuse("envelope", new EbmsError(EbmsErrorCode.InvalidHeader, "The SOAP Body is not empty."), claimed is Receipt ? AnswerForm.None : AnswerForm.ErrorSignal);
        }

        return claimed switch
        {
            UserMessage user => ReadUserMessage(envelope, user, parts),
            PullRequest pull => ReadPull(envelope, pull),
            Receipt receipt => ReadReceipt(envelope, receipt),
            ErrorSignal errors => ReadErrors(envelope, errors),
            _ => throw new InvalidOperationException("A header holds one of four units."),
        };
    }

    private Received ReadUserMessage(SoapEnvelope envelope, UserMessage header, IReadOnlyList<MimePart> parts)
    {
        if (HeaderRules.CheckAddresses(header, policy.Ours) is { } misaddressed)
        {
            return Refuse("addresses", misaddressed);
        }

        trace?.Add(new InspectionStep("addresses", StepVerdict.Passed, "sent to this node by another party"));
        if (HeaderRules.FindLeg(header, policy.Legs, out var error) is not { } agreed)
        {
            return Refuse("agreement", error!);
        }

        leg = agreed.Mode;
        trace?.Add(new InspectionStep("agreement", StepVerdict.Passed, $"P-Mode {leg.Id}"));
        if (PayloadReader.CheckReferences(header, parts) is { } unmatched)
        {
            return Refuse("references", unmatched);
        }

        trace?.Add(new InspectionStep("references", StepVerdict.Passed, $"{header.Parts.Count} payloads, each with its part"));
        if (Verify(envelope, parts, agreed.Security, out error) is not { } verified)
        {
            return Refuse("security", error!);
        }

        if ((CheckTime(header) ?? HeaderRules.CheckContent(header, leg, policy.Sent)) is { } unfit)
        {
            return Refuse("content", unfit);
        }

        trace?.Add(new InspectionStep("content", StepVerdict.Passed, "time, correlation and properties are as agreed"));
        if (!PayloadReader.TryRead(header, verified.Parts, policy.Limits, out var payloads, out error))
        {
            return Refuse("payloads", error);
        }

        trace?.Add(new InspectionStep("payloads", StepVerdict.Passed, payloads.Count == 0 ? "none" : string.Join("; ", payloads.Select(Describe))));
        var message = new VerifiedMessage(header, leg, payloads, verified.References, verified.Signer, verified.DecryptedFor);
        return header.IsTest ? new Received.Test(message) : new Received.Message(message);
    }

    private Received ReadPull(SoapEnvelope envelope, PullRequest pull)
    {
        if (pull.Mpc is not { } mpc || mpc == EbmsNames.DefaultMpc || policy.PullersOf(mpc) is not { } security)
        {
            return Refuse("channel", new EbmsError(EbmsErrorCode.ValueNotRecognized, "The pull request names no channel that anybody may pull from."));
        }

        trace?.Add(new InspectionStep("channel", StepVerdict.Passed, mpc));
        if (Verify(envelope, [], security, out var error) is not { } verified)
        {
            return Refuse("security", error!);
        }

        return CheckTime(pull) is { } untimely ? Refuse("content", untimely) : new Received.Pull(pull, mpc, verified.Signer);
    }

    private Received ReadReceipt(SoapEnvelope envelope, Receipt receipt)
    {
        if (receipt.RefToMessageId is not { } id || policy.Sent(id) is not { } sent)
        {
            return Refuse("correlation", new EbmsError(EbmsErrorCode.InvalidReceipt, "The receipt refers to no message that this node has sent."), AnswerForm.None);
        }

        trace?.Add(new InspectionStep("correlation", StepVerdict.Passed, $"answers {id}"));
        if (Verify(envelope, [], sent.Security, out var error) is not { } verified)
        {
            return Refuse("security", error!, AnswerForm.None);
        }

        if (HeaderRules.CheckReceipt(receipt, sent) is { } unproven)
        {
            return Refuse("evidence", unproven, AnswerForm.None);
        }

        trace?.Add(new InspectionStep("evidence", StepVerdict.Passed, $"{receipt.Parts.Count} digests, all of them those that were sent"));
        return new Received.ReceiptFor(sent, receipt, verified.Signer);
    }

    /// <summary>Partners may report errors unsigned, and must where they could not tell who we are; the caller learns which it is.</summary>
    private Received ReadErrors(SoapEnvelope envelope, ErrorSignal signal)
    {
        var id = signal.RefToMessageId ?? (MessageId.TryParse(signal.Errors[0].RefToMessageInError ?? "", out var inError) ? inError : null);
        var sent = id is null ? null : policy.Sent(id);
        trace?.Add(new InspectionStep("correlation", StepVerdict.Noted, sent is null ? "refers to no message that this node has sent" : $"answers {sent.MessageId}"));
        if (sent is null || envelope.Security is null || envelope.Fault is not null)
        {
            trace?.Add(new InspectionStep("security", StepVerdict.Noted, "nobody has signed the report, or it cannot be said who should have"));
            return new Received.Errors(signal, sent, Signer: null);
        }

        return Verify(envelope, [], sent.Security, out var error) is { } verified
            ? new Received.Errors(signal, sent, verified.Signer)
            : Refuse("security", error!, AnswerForm.None);
    }

    private SecurityVerdict.Verified? Verify(SoapEnvelope envelope, IReadOnlyList<MimePart> parts, IncomingSecurity security, out EbmsError? error)
    {
        var (verdict, checks) = MessageSecurity.Explain(envelope.Document, parts, security, now);
        error = (verdict as SecurityVerdict.Refused)?.Error;
        trace?.AddRange(checks.SkipLast(error is null ? 0 : 1).Select(check => new InspectionStep("security", StepVerdict.Passed, check)));
        if (verdict is not SecurityVerdict.Verified verified)
        {
            trace?.Add(new InspectionStep("security", StepVerdict.Noted, $"stopped at: {checks[^1]}"));
            return null;
        }

        if (verified.Messaging != envelope.Messaging)
        {
            error = new EbmsError(EbmsErrorCode.FailedAuthentication, "The signature covers another header than the one that was read.");
            return null;
        }

        trace?.Add(new InspectionStep("security", StepVerdict.Passed, $"suite {verified.Suite}, signed by {verified.Signer.Fingerprint}{(verified.DecryptedFor is null ? "" : ", decrypted")}"));
        foreach (var reference in trace is null ? [] : verified.References)
        {
            trace!.Add(new InspectionStep("reference", StepVerdict.Noted, $"{reference.Uri}: {Convert.ToHexStringLower(reference.Digest.Span)}"));
        }

        return verified;
    }

    private EbmsError? CheckTime(MessageUnit unit) =>
        unit.Timestamp < now - policy.OldestMessage || unit.Timestamp > now + policy.FurthestAhead
            ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The timestamp of the message lies too far from the time of its arrival.")
            : null;

    private Received.Refused Refuse(string step, EbmsError error, AnswerForm answer = AnswerForm.ErrorSignal)
    {
        trace?.Add(new InspectionStep(step, StepVerdict.Failed, $"{error.Code} {error.Code.ShortDescription}: {error.Detail}"));
        return new Received.Refused(new Refusal(error with { RefToMessageInError = error.RefToMessageInError ?? claimed?.MessageId.Value }, answer), claimed, leg);
    }

    private static string Describe(Payload payload) => $"{payload.ContentId}: {payload.MimeType}, {payload.Content.Length} bytes";

    private static string Describe(MessageUnit unit) => unit switch
    {
        UserMessage user => $"user message {user.MessageId} from {user.From} to {user.To}, service {user.Service}, action {user.Action}, conversation {user.ConversationId}",
        PullRequest pull => $"pull request {pull.MessageId} for {pull.Mpc}",
        Receipt receipt => $"receipt {receipt.MessageId} for {receipt.RefToMessageId}",
        ErrorSignal errors => $"error signal {errors.MessageId}: {string.Join(", ", errors.Errors.Select(error => $"{error.Code} {error.ShortDescription}"))}",
        _ => "",
    };
}
