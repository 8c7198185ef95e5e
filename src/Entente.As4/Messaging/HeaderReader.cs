using System.Globalization;
using System.Xml;
using Entente.As4.Security;

namespace Entente.As4.Messaging;

/// <summary>
/// Reads an eb:Messaging header as <c>ebms-header-3_0-200704.xsd</c> orders it, element by element. What the schema does not name is refused, its
/// extension points included; the first thing that is wrong ends the reading.
/// </summary>
internal sealed partial class HeaderReader
{
    private static readonly string[] TimestampForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    private EbmsError? error;
    private MessageId? messageId;

    private HeaderReader()
    {
    }

    /// <summary>The one unit of the header; <see langword="null"/> with the error otherwise, which names the message where its id could still be read.</summary>
    public static MessageUnit? Read(XmlElement messaging, out EbmsError? error)
    {
        var reader = new HeaderReader();
        var unit = reader.ReadMessaging(messaging);
        error = reader.error is { } wrong ? wrong with { RefToMessageInError = reader.messageId?.Value } : null;
        return error is null ? unit : null;
    }

    private MessageUnit? ReadMessaging(XmlElement messaging)
    {
        // headerExtension of the schema: attributes of other namespaces (wsu:Id, role) may stand here.
        var units = Open(messaging, Foreign.Attributes, "id");
        var signals = units.Many("SignalMessage");
        var users = units.Many("UserMessage");
        units.End();
        if (error is not null)
        {
            return null;
        }

        if (signals.Count + users.Count != 1)
        {
            Refuse(signals.Count + users.Count == 0
                ? new EbmsError(EbmsErrorCode.InvalidHeader, "eb:Messaging holds no message.")
                : new EbmsError(EbmsErrorCode.PackageFeatureNotSupported, "eb:Messaging holds several messages; this node takes one at a time."));
            return null;
        }

        return users.Count == 1 ? ReadUserMessage(users[0]) : ReadSignal(signals[0]);
    }

    private UserMessage? ReadUserMessage(XmlElement element)
    {
        var parts = Open(element, Foreign.None, "mpc");
        var (id, timestamp, refTo) = ReadMessageInfo(parts.Required("MessageInfo"));
        var parties = Open(parts.Required("PartyInfo"));
        var from = ReadParty(parties.Required("From"));
        var to = ReadParty(parties.Required("To"));
        parties.End();

        var collaboration = Open(parts.Required("CollaborationInfo"));
        var agreement = collaboration.Optional("AgreementRef");
        var service = collaboration.Required("Service");
        var action = Token(collaboration.Required("Action"));
        var conversation = Token(collaboration.Required("ConversationId"));
        collaboration.End();

        var properties = ReadProperties(parts.Optional("MessageProperties"));
        var payloads = parts.Optional("PayloadInfo") is { } payloadInfo ? ReadPayloads(payloadInfo) : [];
        parts.End();

        var unit = new UserMessage
        {
            MessageId = id!,
            Timestamp = timestamp,
            RefToMessageId = refTo,
            Mpc = Attribute(element, "mpc"),
            From = from,
            To = to,
            Agreement = agreement is null ? null : new AgreementRef(Text(agreement, "type", "pmode"), Attribute(agreement, "type"), Attribute(agreement, "pmode")),
            Service = new ServiceRef(Text(service, "type"), Attribute(service, "type")),
            Action = action,
            ConversationId = conversation,
            Properties = properties,
            Parts = payloads,
        };
        if (error is null && (action.Length == 0 || conversation.Length == 0))
        {
            Refuse(new EbmsError(EbmsErrorCode.ValueInconsistent, "eb:Action or eb:ConversationId is empty."));
        }

        return error is null ? unit : null;
    }

    private (MessageId? Id, DateTimeOffset Timestamp, MessageId? RefTo) ReadMessageInfo(XmlElement? element)
    {
        var parts = Open(element);
        var timestamp = ReadTimestamp(parts.Required("Timestamp"));
        messageId = ReadId(parts.Required("MessageId"));
        var refTo = parts.Optional("RefToMessageId") is { } reference ? ReadId(reference) : null;
        parts.End();
        return (messageId, timestamp, refTo);
    }

    private MessageId? ReadId(XmlElement? element)
    {
        var text = Text(element);
        if (!MessageId.TryParse(text, out var id) && error is null)
        {
            Refuse(new EbmsError(EbmsErrorCode.ValueInconsistent, $"eb:{element!.LocalName} is not a message id of RFC 2822."));
        }

        return id;
    }

    /// <summary>An xsd:dateTime. Without a zone it is UTC (Core, 5.2.2.1); fractions beyond the seventh digit are cut off.</summary>
    private DateTimeOffset ReadTimestamp(XmlElement? element)
    {
        var text = Token(element);
        var fraction = text.IndexOf('.', StringComparison.Ordinal);
        if (fraction >= 0)
        {
            var end = fraction + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            text = end - fraction > 8 ? text[..(fraction + 8)] + text[end..] : text;
        }

        if (!DateTimeOffset.TryParseExact(text, TimestampForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            Refuse("eb:Timestamp is not a date and time.");
        }

        return instant;
    }

    private Party ReadParty(XmlElement? element)
    {
        var parts = Open(element);
        var ids = parts.Many("PartyId", atLeastOne: true).ConvertAll(id => new PartyId(Text(id, "type"), Attribute(id, "type")));
        var role = Text(parts.Required("Role"));
        parts.End();
        return new Party(ids, role);
    }

    private List<MessageProperty> ReadProperties(XmlElement? element)
    {
        if (element is null)
        {
            return [];
        }

        var parts = Open(element);
        var properties = parts.Many("Property", atLeastOne: true);
        parts.End();
        return properties.ConvertAll(property =>
        {
            var value = Text(property, "name", "type");
            return new MessageProperty(RequiredAttribute(property, "name"), value, Attribute(property, "type"));
        });
    }

    private List<PartReference> ReadPayloads(XmlElement payloadInfo)
    {
        var parts = Open(payloadInfo);
        var references = parts.Many("PartInfo", atLeastOne: true);
        parts.End();
        return references.ConvertAll(ReadPart);
    }

    private PartReference ReadPart(XmlElement element)
    {
        var parts = Open(element, Foreign.None, "href");
        var schema = parts.Optional("Schema");
        var description = ReadDescription(parts.Optional("Description"));
        var properties = ReadProperties(parts.Optional("PartProperties"));
        parts.End();
        if (schema is not null)
        {
            Open(schema, Foreign.None, "location", "version", "namespace").End();
        }

        return new PartReference(Attribute(element, "href") is { } href ? Collapse(href) : null)
        {
            Schema = schema is null ? null : new PartSchema(RequiredAttribute(schema, "location"), Attribute(schema, "version"), Attribute(schema, "namespace")),
            Description = description,
            Properties = properties,
        };
    }

    private Description? ReadDescription(XmlElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = Text(element, Language);
        var language = element.GetAttributeNode("lang", EbmsNames.Xml)?.Value;
        if (language is null)
        {
            Refuse("eb:Description has no xml:lang.");
        }

        return new Description(language ?? "", text);
    }

    private MessageUnit? ReadSignal(XmlElement element)
    {
        var parts = Open(element);
        var (id, timestamp, refTo) = ReadMessageInfo(parts.Required("MessageInfo"));
        var pull = parts.Optional("PullRequest");
        var receipt = parts.Optional("Receipt");
        var errors = parts.Many("Error");
        parts.End();
        if (error is null && (pull is null ? 0 : 1) + (receipt is null ? 0 : 1) + (errors.Count == 0 ? 0 : 1) != 1)
        {
            Refuse("eb:SignalMessage holds not exactly one kind of signal.");
        }

        MessageUnit? unit = (error, pull, receipt) switch
        {
            (not null, _, _) => null,
            (_, not null, _) => new PullRequest { MessageId = id!, Timestamp = timestamp, RefToMessageId = refTo, Mpc = ReadPull(pull) },
            (_, _, not null) => new Receipt { MessageId = id!, Timestamp = timestamp, RefToMessageId = refTo, Parts = ReadReceipt(receipt) },
            _ => new ErrorSignal { MessageId = id!, Timestamp = timestamp, RefToMessageId = refTo, Errors = errors.ConvertAll(ReadError) },
        };
        return error is null ? unit : null;
    }

    private string? ReadPull(XmlElement element)
    {
        Open(element, Foreign.Attributes, "mpc").End();
        return Attribute(element, "mpc");
    }

    private ReportedError ReadError(XmlElement element)
    {
        var parts = Open(element, Foreign.None, "category", "refToMessageInError", "errorCode", "origin", "severity", "shortDescription");
        var description = ReadDescription(parts.Optional("Description"));
        var detail = parts.Optional("ErrorDetail") is { } text ? Token(text) : null;
        parts.End();
        return new ReportedError(Collapse(RequiredAttribute(element, "errorCode")), Collapse(RequiredAttribute(element, "severity")))
        {
            ShortDescription = Attribute(element, "shortDescription"),
            Category = Attribute(element, "category"),
            Origin = Attribute(element, "origin"),
            RefToMessageInError = Attribute(element, "refToMessageInError"),
            Description = description,
            Detail = detail,
        };
    }

    private List<SignedPart> ReadReceipt(XmlElement receipt)
    {
        Attributes(receipt, Foreign.None, []);
        var children = receipt.ChildNodes.OfType<XmlElement>().ToList();
        if (children is not [{ LocalName: "NonRepudiationInformation", NamespaceURI: EbmsNames.Ebbp } evidence])
        {
            Refuse(new EbmsError(EbmsErrorCode.InvalidReceipt, "The receipt is not one of non-repudiation."));
            return [];
        }

        var parts = new Children(this, evidence, EbmsNames.Ebbp);
        var information = parts.Many("MessagePartNRInformation", atLeastOne: true);
        parts.End();
        return [.. information.Select(ReadSignedPart).OfType<SignedPart>()];
    }

    private SignedPart? ReadSignedPart(XmlElement information)
    {
        var parts = new Children(this, information, Namespaces.Ds);
        var reference = parts.Required("Reference");
        parts.End();
        var fields = new Children(this, reference, Namespaces.Ds);
        fields.Optional("Transforms");
        var method = fields.Required("DigestMethod");
        var digest = fields.Required("DigestValue");
        fields.End();
        if (error is not null)
        {
            return null;
        }

        var value = new byte[digest!.InnerText.Length];
        if (!Convert.TryFromBase64String(digest.InnerText, value, out var length))
        {
            Refuse("ds:DigestValue is not base64.");
        }

        return new SignedPart(RequiredAttribute(reference!, "URI"), RequiredAttribute(method!, "Algorithm"), value.AsMemory(0, length));
    }
}
