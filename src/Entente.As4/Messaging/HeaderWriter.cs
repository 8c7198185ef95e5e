using System.Globalization;
using System.Xml;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4.Messaging;

/// <summary>Writes envelopes with their eb:Messaging header, in the order of the schema. The security header is not its business.</summary>
internal static class HeaderWriter
{
    /// <summary>An envelope with the unit as its only message, and an empty Body.</summary>
    public static XmlDocument Write(MessageUnit unit, IReadOnlyList<SignatureReference>? receipted = null)
    {
        var document = Envelope(out var header, out _);
        var messaging = Add(header, "Messaging");
        Qualified(messaging, "env", "mustUnderstand", Namespaces.Soap12, "true");
        switch (unit)
        {
            case UserMessage user:
                WriteUser(Add(messaging, "UserMessage"), user);
                break;
            case PullRequest pull:
                Optional(Add(Signal(messaging, pull), "PullRequest"), "mpc", pull.Mpc);
                break;
            case Receipt receipt:
                WriteReceipt(Add(Signal(messaging, receipt), "Receipt"), receipted ?? []);
                break;
            case ErrorSignal errors:
                var signal = Signal(messaging, errors);
                foreach (var error in errors.Errors)
                {
                    WriteError(Add(signal, "Error"), error);
                }

                break;
        }

        return document;
    }

    /// <summary>An envelope with a fault in its Body and no header block.</summary>
    public static XmlDocument Write(SoapFault fault)
    {
        var document = Envelope(out _, out var body);
        var element = Soap(body, "Fault");
        Soap(Soap(element, "Code"), "Value").InnerText = $"env:{fault.Code}";
        var text = Soap(Soap(element, "Reason"), "Text");
        Qualified(text, "xml", "lang", EbmsNames.Xml, "en");
        text.InnerText = fault.Reason;
        return document;
    }

    private static XmlDocument Envelope(out XmlElement header, out XmlElement body)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var envelope = document.CreateElement("env", "Envelope", Namespaces.Soap12);
        document.AppendChild(envelope);
        header = Soap(envelope, "Header");
        body = Soap(envelope, "Body");
        return document;
    }

    private static XmlElement Signal(XmlElement messaging, MessageUnit unit)
    {
        var signal = Add(messaging, "SignalMessage");
        WriteMessageInfo(signal, unit);
        return signal;
    }

    private static void WriteUser(XmlElement element, UserMessage user)
    {
        Optional(element, "mpc", user.Mpc);
        WriteMessageInfo(element, user);
        var parties = Add(element, "PartyInfo");
        WriteParty(Add(parties, "From"), user.From);
        WriteParty(Add(parties, "To"), user.To);

        var collaboration = Add(element, "CollaborationInfo");
        if (user.Agreement is { } agreement)
        {
            var reference = Add(collaboration, "AgreementRef", agreement.Value);
            Optional(reference, "type", agreement.Type);
            Optional(reference, "pmode", agreement.PMode);
        }

        Optional(Add(collaboration, "Service", user.Service.Value), "type", user.Service.Type);
        Add(collaboration, "Action", user.Action);
        Add(collaboration, "ConversationId", user.ConversationId);
        WriteProperties(element, "MessageProperties", user.Properties);
        if (user.Parts.Count > 0)
        {
            var payloads = Add(element, "PayloadInfo");
            foreach (var part in user.Parts)
            {
                WritePart(Add(payloads, "PartInfo"), part);
            }
        }
    }

    private static void WriteMessageInfo(XmlElement parent, MessageUnit unit)
    {
        var info = Add(parent, "MessageInfo");
        Add(info, "Timestamp", unit.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Add(info, "MessageId", unit.MessageId.Value);
        if (unit.RefToMessageId is { } refTo)
        {
            Add(info, "RefToMessageId", refTo.Value);
        }
    }

    private static void WriteParty(XmlElement element, Party party)
    {
        foreach (var id in party.Ids)
        {
            Optional(Add(element, "PartyId", id.Value), "type", id.Type);
        }

        Add(element, "Role", party.Role);
    }

    private static void WritePart(XmlElement element, PartReference part)
    {
        Optional(element, "href", part.Href);
        if (part.Schema is { } schema)
        {
            var reference = Add(element, "Schema");
            reference.SetAttribute("location", schema.Location);
            Optional(reference, "version", schema.Version);
            Optional(reference, "namespace", schema.Namespace);
        }

        WriteDescription(element, part.Description);
        WriteProperties(element, "PartProperties", part.Properties);
    }

    private static void WriteProperties(XmlElement parent, string name, IReadOnlyList<MessageProperty> properties)
    {
        if (properties.Count == 0)
        {
            return;
        }

        var list = Add(parent, name);
        foreach (var property in properties)
        {
            var element = Add(list, "Property", property.Value);
            element.SetAttribute("name", property.Name);
            Optional(element, "type", property.Type);
        }
    }

    private static void WriteError(XmlElement element, ReportedError error)
    {
        Optional(element, "category", error.Category);
        Optional(element, "refToMessageInError", error.RefToMessageInError);
        element.SetAttribute("errorCode", error.Code);
        Optional(element, "origin", error.Origin);
        element.SetAttribute("severity", error.Severity);
        Optional(element, "shortDescription", error.ShortDescription);
        WriteDescription(element, error.Description);
        if (error.Detail is { } detail)
        {
            Add(element, "ErrorDetail", detail);
        }
    }

    private static void WriteDescription(XmlElement parent, Description? description)
    {
        if (description is not null)
        {
            Qualified(Add(parent, "Description", description.Text), "xml", "lang", EbmsNames.Xml, description.Language);
        }
    }

    /// <summary>Each reference as the sender had signed it; each stands alone in canonical form, so it is read without its surroundings.</summary>
    private static void WriteReceipt(XmlElement receipt, IReadOnlyList<SignatureReference> references)
    {
        var document = receipt.OwnerDocument;
        var evidence = document.CreateElement("ebbp", "NonRepudiationInformation", EbmsNames.Ebbp);
        receipt.AppendChild(evidence);
        foreach (var reference in references)
        {
            var part = document.CreateElement("ebbp", "MessagePartNRInformation", EbmsNames.Ebbp);
            evidence.AppendChild(part);
            using var reader = XmlReader.Create(new StringReader(reference.Xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            part.AppendChild(document.ReadNode(reader)!);
        }
    }

    private static XmlElement Add(XmlElement parent, string name, string? text = null) => Append(parent, "eb", name, Namespaces.Ebms, text);

    private static XmlElement Soap(XmlElement parent, string name) => Append(parent, "env", name, Namespaces.Soap12, null);

    private static XmlElement Append(XmlElement parent, string prefix, string name, string ns, string? text)
    {
        var element = parent.OwnerDocument.CreateElement(prefix, name, ns);
        if (text is not null)
        {
            element.AppendChild(parent.OwnerDocument.CreateTextNode(text));
        }

        parent.AppendChild(element);
        return element;
    }

    /// <summary>With its prefix from the start, because what is signed is this tree and not its text.</summary>
    private static void Qualified(XmlElement element, string prefix, string name, string ns, string value)
    {
        var attribute = element.OwnerDocument.CreateAttribute(prefix, name, ns);
        attribute.Value = value;
        element.SetAttributeNode(attribute);
    }

    private static void Optional(XmlElement element, string name, string? value)
    {
        if (value is not null)
        {
            element.SetAttribute(name, value);
        }
    }
}
