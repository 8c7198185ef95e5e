using System.Text;
using System.Xml;
using System.Xml.Schema;
using Entente.As4.Messaging;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Messaging;

/// <summary>Headers to read and to vary, and the schemas of OASIS to hold them against.</summary>
internal static class Headers
{
    public const string Ebms = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/";

    public const string User = """
        <eb:UserMessage mpc="urn:example:channel">
          <eb:MessageInfo><eb:Timestamp>2026-03-01T12:00:00.000Z</eb:Timestamp><eb:MessageId>1@nl.example</eb:MessageId><eb:RefToMessageId>0@ca.example</eb:RefToMessageId></eb:MessageInfo>
          <eb:PartyInfo>
            <eb:From><eb:PartyId type="urn:type">NL</eb:PartyId><eb:PartyId>urn:nl</eb:PartyId><eb:Role>Owner</eb:Role></eb:From>
            <eb:To><eb:PartyId type="urn:type">CA</eb:PartyId><eb:Role>Partner</eb:Role></eb:To>
          </eb:PartyInfo>
          <eb:CollaborationInfo>
            <eb:AgreementRef type="kind" pmode="pm">urn:agreement</eb:AgreementRef><eb:Service type="kind">alerts</eb:Service><eb:Action>publish</eb:Action><eb:ConversationId>c-1</eb:ConversationId>
          </eb:CollaborationInfo>
          <eb:MessageProperties><eb:Property name="originalSender" type="urn:type">C1</eb:Property></eb:MessageProperties>
          <eb:PayloadInfo>
            <eb:PartInfo href="cid:a@nl.example"><eb:Schema location="http://example.org/a.xsd" version="2" namespace="urn:a"/><eb:Description xml:lang="en">An alert</eb:Description><eb:PartProperties><eb:Property name="MimeType">application/json</eb:Property></eb:PartProperties></eb:PartInfo>
          </eb:PayloadInfo>
        </eb:UserMessage>
        """;

    private const string Info = "<eb:MessageInfo><eb:Timestamp>2026-03-01T12:00:00Z</eb:Timestamp><eb:MessageId>2@ca.example</eb:MessageId><eb:RefToMessageId>1@nl.example</eb:RefToMessageId></eb:MessageInfo>";

    public const string Pull = $"<eb:SignalMessage>{Info}<eb:PullRequest mpc=\"urn:example:channel\"/></eb:SignalMessage>";

    public const string Errors = $"""
        <eb:SignalMessage>{Info}<eb:Error category="Content" refToMessageInError="1@nl.example" errorCode="EBMS:0001" origin="ebMS" severity="failure" shortDescription="ValueNotRecognized"><eb:Description xml:lang="en">No such service</eb:Description><eb:ErrorDetail>the detail</eb:ErrorDetail></eb:Error><eb:Error errorCode="EBMS:0004" severity="warning"/></eb:SignalMessage>
        """;

    public const string Receipt = $"""
        <eb:SignalMessage>{Info}<eb:Receipt><p:NonRepudiationInformation xmlns:p="http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0"><p:MessagePartNRInformation><d:Reference xmlns:d="http://www.w3.org/2000/09/xmldsig#" URI="#body"><d:Transforms><d:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></d:Transforms><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>AQID</d:DigestValue></d:Reference></p:MessagePartNRInformation></p:NonRepudiationInformation></eb:Receipt></eb:SignalMessage>
        """;

    private static readonly Lazy<XmlSchemaSet?> Schemas = new(LoadSchemas);

    public static XmlElement Messaging(string units)
    {
        var xml = $"<eb:Messaging xmlns:eb=\"{Ebms}\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" s:mustUnderstand=\"true\">{units}</eb:Messaging>";
        SoapXml.TryRead(Encoding.UTF8.GetBytes(xml), new EnvelopeLimits(), out var document, out var error).ShouldBeTrue(error?.Detail);
        return document!.DocumentElement!;
    }

    public static MessageUnit Read(string units)
    {
        var unit = HeaderReader.Read(Messaging(units), out var error);
        unit.ShouldNotBeNull(error?.Detail);
        return unit;
    }

    /// <summary>Whether the schemas are at hand, and what they find wrong.</summary>
    public static bool TryValidate(XmlElement messaging, out List<string> wrong)
    {
        var found = new List<string>();
        wrong = found;
        if (Schemas.Value is not { } schemas)
        {
            return false;
        }

        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, remark) => found.Add(remark.Message);
        using var reader = XmlReader.Create(new StringReader(messaging.OuterXml), settings);
        while (reader.Read())
        {
        }

        return true;
    }

    private static XmlSchemaSet? LoadSchemas()
    {
        if (PublicData.Find("as4/schemas") is not { } folder)
        {
            return null;
        }

        // The header's schema also names SOAP 1.1, for one attribute that no message of ours has.
        const string Soap11 = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://schemas.xmlsoap.org/soap/envelope/"><xs:attribute name="mustUnderstand" type="xs:boolean"/></xs:schema>
            """;
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(null, XmlReader.Create(new StringReader(Soap11)));
        foreach (var file in new[] { "xml.xsd", "soap12.xsd", "xlink.xsd", "xmldsig-core-schema.xsd", "ebbp-signals-2.0.4.xsd", "ebms-header-3_0-200704.xsd" })
        {
            using var reader = XmlReader.Create(Path.Combine(folder, file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            schemas.Add(null, reader);
        }

        schemas.Compile();
        return schemas;
    }
}
