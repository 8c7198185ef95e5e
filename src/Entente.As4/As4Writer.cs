using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4;

/// <summary>Makes messages: user messages, receipts, errors, pull requests and faults. Everything comes in as a parameter, instant and randomness included.</summary>
public static class As4Writer
{
    private const string SoapUtf8 = $"{MimePackage.Soap}; charset=UTF-8";

    /// <summary>A user message: payloads compressed, then signed, then encrypted, as the leg says.</summary>
    /// <param name="security">How to secure it; see <see cref="PMode.Secure"/>.</param>
    /// <exception cref="ArgumentException">The submission does not fit the leg; see <see cref="SubmissionRules.Check"/>.</exception>
    public static OutgoingMessage Message(Submission submission, PMode mode, OutgoingSecurity security, DateTimeOffset now, RandomNumberGenerator random)
    {
        if (SubmissionRules.Check(submission, mode) is { } wrong)
        {
            throw new ArgumentException(wrong.Detail, nameof(submission));
        }

        var header = new UserMessage
        {
            MessageId = submission.MessageId,
            Timestamp = now,
            RefToMessageId = submission.RefToMessageId,
            Mpc = mode.Mpc,
            From = mode.From,
            To = mode.To,
            Agreement = mode.Agreement,
            Service = mode.Service,
            Action = submission.Action,
            ConversationId = submission.ConversationId,
            Properties = submission.Properties,
            Parts = [.. submission.Payloads.Select(payload => Describe(payload, mode.Compress))],
        };
        return Secured(header, HeaderWriter.Write(header), [.. submission.Payloads.Select(payload => Pack(payload, mode.Compress))], security, now, random);
    }

    /// <summary>The receipt for a verified message: the references of its signature, signed. Send it when the message is processed, not before.</summary>
    public static OutgoingMessage Receipt(VerifiedMessage message, MessageId messageId, OutgoingSecurity security, DateTimeOffset now, RandomNumberGenerator random)
    {
        var receipt = new Receipt { MessageId = messageId, Timestamp = now, RefToMessageId = message.Header.MessageId };
        return Secured(receipt, HeaderWriter.Write(receipt, message.References), [], security, now, random);
    }

    /// <summary>A signal with errors about one message.</summary>
    /// <param name="refTo">The message; <see langword="null"/> where its id could not be read.</param>
    /// <param name="security">How to sign it; <see langword="null"/> where we do not know to whom we speak.</param>
    public static OutgoingMessage Errors(
        IReadOnlyList<EbmsError> errors, MessageId? refTo, MessageId messageId, OutgoingSecurity? security, DateTimeOffset now, RandomNumberGenerator random)
    {
        var signal = new ErrorSignal { MessageId = messageId, Timestamp = now, RefToMessageId = refTo, Errors = [.. errors.Select(ReportedError.From)] };
        var envelope = HeaderWriter.Write(signal);
        return security is null ? Plain(messageId, envelope) : Secured(signal, envelope, [], security, now, random);
    }

    /// <summary>Asks for the next message of a channel.</summary>
    public static OutgoingMessage PullRequest(string mpc, MessageId messageId, OutgoingSecurity security, DateTimeOffset now, RandomNumberGenerator random)
    {
        var pull = new PullRequest { MessageId = messageId, Timestamp = now, Mpc = mpc };
        return Secured(pull, HeaderWriter.Write(pull), [], security, now, random);
    }

    /// <summary>The answer to a pull request for a channel that holds nothing: EBMS:0006.</summary>
    public static OutgoingMessage NothingToPull(PullRequest request, MessageId messageId, OutgoingSecurity security, DateTimeOffset now, RandomNumberGenerator random) =>
        Errors(
            [new EbmsError(EbmsErrorCode.EmptyMessagePartitionChannel, "The channel holds no message at the moment.", request.MessageId.Value)],
            request.MessageId, messageId, security, now, random);

    /// <summary>The answer to what was refused: an error signal, a SOAP fault, or nothing.</summary>
    public static OutgoingMessage? Answer(Received.Refused refused, MessageId messageId, OutgoingSecurity? security, DateTimeOffset now, RandomNumberGenerator random)
    {
        var error = refused.Why.Error;
        return refused.Why.Answer switch
        {
            AnswerForm.None => null,
            AnswerForm.ErrorSignal => Errors([error], refused.Claimed?.MessageId ?? IdIn(error), messageId, security, now, random),
            AnswerForm.VersionMismatch => Fault(new SoapFault(SoapFaultCode.VersionMismatch, error.Detail)),
            AnswerForm.MustUnderstand => Fault(new SoapFault(SoapFaultCode.MustUnderstand, error.Detail)),
            _ => Fault(new SoapFault(SoapFaultCode.Sender, error.Detail)),
        };
    }

    public static OutgoingMessage Fault(SoapFault fault) => Plain(null, HeaderWriter.Write(fault));

    private static MessageId? IdIn(EbmsError error) => MessageId.TryParse(error.RefToMessageInError ?? "", out var id) ? id : null;

    private static OutgoingMessage Plain(MessageId? messageId, XmlDocument envelope) => new(messageId, SoapUtf8, Serialize(envelope), []);

    private static OutgoingMessage Secured(
        MessageUnit unit, XmlDocument envelope, IReadOnlyList<MimePart> parts, OutgoingSecurity security, DateTimeOffset now, RandomNumberGenerator random)
    {
        var secured = MessageSecurity.Secure(envelope, parts, security, random, now);
        var root = new MimePart(
            $"envelope.{unit.MessageId}",
            [new MimeHeader("Content-Type", SoapUtf8), new MimeHeader("Content-Transfer-Encoding", "binary"), new MimeHeader("Content-ID", $"<envelope.{unit.MessageId}>")],
            Serialize(secured.Envelope));
        var (contentType, body) = MultipartWriter.Write(new MimePackage(root, secured.Parts), random);
        return new OutgoingMessage(unit.MessageId, contentType, body, [.. secured.References.Select(SignedPart.From)]);
    }

    /// <summary>The envelope as it was signed: no declaration, no indentation, and no white space that a parser would read back as another.</summary>
    private static byte[] Serialize(XmlDocument envelope)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = true,
            NewLineHandling = NewLineHandling.Entitize,
        }))
        {
            envelope.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static PartReference Describe(Payload payload, bool compress)
    {
        var properties = new List<MessageProperty> { new(EbmsNames.MimeType, payload.MimeType) };
        if (payload.CharacterSet is { } set)
        {
            properties.Add(new MessageProperty(EbmsNames.CharacterSet, set));
        }

        if (compress)
        {
            properties.Add(new MessageProperty(EbmsNames.CompressionType, EbmsNames.Gzip));
        }

        return new PartReference("cid:" + Uri.EscapeDataString(payload.ContentId).Replace("%40", "@", StringComparison.Ordinal))
        {
            Schema = payload.Schema,
            Description = payload.Description,
            Properties = [.. properties, .. payload.Properties],
        };
    }

    private static MimePart Pack(Payload payload, bool compress)
    {
        var headers = new List<MimeHeader>
        {
            new("Content-Type", compress ? EbmsNames.Gzip : payload.MimeType),
            new("Content-Transfer-Encoding", "binary"),
            new("Content-ID", $"<{payload.ContentId}>"),
        };
        if (payload.FileName is { } name)
        {
            headers.Add(new MimeHeader("Content-Disposition", $"attachment; filename=\"{name}\""));
        }

        return new MimePart(payload.ContentId, headers, compress ? Compression.Compress(payload.Content) : payload.Content);
    }
}
