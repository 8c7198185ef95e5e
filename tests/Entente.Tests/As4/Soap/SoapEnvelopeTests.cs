using System.Text;
using Entente.As4.Messaging;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Soap;

public sealed class SoapEnvelopeTests
{
    private const string Names =
        "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:eb=\"http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/\" " +
        "xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\"";

    private const string Messaging = "<eb:Messaging s:mustUnderstand=\"true\"/>";

    [Theory]
    [InlineData("an empty Body", Messaging, "<s:Body/>")]
    [InlineData("a Body with white space", Messaging, "<s:Body>\n </s:Body>")]
    [InlineData("mustUnderstand as a digit", "<eb:Messaging s:mustUnderstand=\"1\"/>", "<s:Body/>")]
    [InlineData("a security header", Messaging + "<wsse:Security s:mustUnderstand=\"true\"/>", "<s:Body/>")]
    [InlineData("a block that need not be understood", Messaging + "<x:a xmlns:x=\"urn:x\"/>", "<s:Body/>")]
    [InlineData("a block that says so", Messaging + "<x:a xmlns:x=\"urn:x\" s:mustUnderstand=\"false\"/>", "<s:Body/>")]
    public void An_envelope_of_the_profile_is_read(string what, string header, string body) =>
        SoapEnvelope.TryRead(Document($"<s:Envelope {Names}><s:Header>{header}</s:Header>{body}</s:Envelope>"), out _, out _).ShouldBeTrue(what);

    [Theory]
    [InlineData("no envelope", AnswerForm.SenderFault, "<a/>")]
    [InlineData("SOAP 1.1", AnswerForm.VersionMismatch, "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Header/><Body/></Envelope>")]
    [InlineData("no Header", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Body/></s:Envelope>")]
    [InlineData("Body before Header", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Body/><s:Header>{Messaging}</s:Header></s:Envelope>")]
    [InlineData("an element behind the Body", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Header>{Messaging}</s:Header><s:Body/><a/></s:Envelope>")]
    [InlineData("text in the Envelope", AnswerForm.SenderFault, $"<s:Envelope {Names}>x<s:Header>{Messaging}</s:Header><s:Body/></s:Envelope>")]
    [InlineData("text in the Header", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Header>{Messaging}x</s:Header><s:Body/></s:Envelope>")]
    [InlineData("no eb:Messaging", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Header/><s:Body/></s:Envelope>")]
    [InlineData("two Bodies", AnswerForm.SenderFault, $"<s:Envelope {Names}><s:Header>{Messaging}</s:Header><s:Body/><s:Body/></s:Envelope>")]
    [InlineData("two eb:Messaging", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}{Messaging}</s:Header><s:Body/></s:Envelope>")]
    [InlineData("a second eb:Messaging in another block", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}<w>{Messaging}</w></s:Header><s:Body/></s:Envelope>")]
    [InlineData("eb:Messaging in another block only", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header><w>{Messaging}</w></s:Header><s:Body/></s:Envelope>")]
    [InlineData("eb:Messaging in the security header", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header><wsse:Security>{Messaging}</wsse:Security></s:Header><s:Body/></s:Envelope>")]
    [InlineData("eb:Messaging in the Body", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header/><s:Body>{Messaging}</s:Body></s:Envelope>")]
    [InlineData("a Body in a header block", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}<w><s:Body/></w></s:Header><s:Body/></s:Envelope>")]
    [InlineData("a whole envelope in a header block", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}<w><s:Envelope/></w></s:Header><s:Body/></s:Envelope>")]
    [InlineData("two security headers", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}<wsse:Security/><wsse:Security/></s:Header><s:Body/></s:Envelope>")]
    [InlineData("eb:Messaging that need not be understood", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header><eb:Messaging/></s:Header><s:Body/></s:Envelope>")]
    [InlineData("a payload in the Body", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}</s:Header><s:Body><a/></s:Body></s:Envelope>")]
    [InlineData("text in the Body", AnswerForm.ErrorSignal, $"<s:Envelope {Names}><s:Header>{Messaging}</s:Header><s:Body>a</s:Body></s:Envelope>")]
    [InlineData("a foreign block that must be understood", AnswerForm.MustUnderstand, $"<s:Envelope {Names}><s:Header>{Messaging}<a s:mustUnderstand=\"1\"/></s:Header><s:Body/></s:Envelope>")]
    [InlineData("a foreign block that says what is no boolean", AnswerForm.MustUnderstand, $"<s:Envelope {Names}><s:Header>{Messaging}<a s:mustUnderstand=\"yes\"/></s:Header><s:Body/></s:Envelope>")]
    public void Any_other_is_refused_and_answered_as_SOAP_or_ebMS_say(string what, AnswerForm answer, string xml)
    {
        SoapEnvelope.TryRead(Document(xml), out var envelope, out var refusal).ShouldBeFalse(what);
        envelope.ShouldBeNull();
        refusal!.Answer.ShouldBe(answer, what);
        refusal.Error.Code.ShouldBe(EbmsErrorCode.InvalidHeader);
    }

    [Theory]
    [InlineData(SoapFaultCode.Sender)]
    [InlineData(SoapFaultCode.Receiver)]
    [InlineData(SoapFaultCode.MustUnderstand)]
    [InlineData(SoapFaultCode.VersionMismatch)]
    public void A_fault_is_read_as_it_was_written(SoapFaultCode code)
    {
        var fault = new SoapFault(code, "The <envelope> & more.");
        SoapEnvelope.TryRead(Document(HeaderWriter.Write(fault).OuterXml), out var envelope, out _).ShouldBeTrue();
        envelope!.Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_fault_of_a_server_that_knows_no_headers_is_read()
    {
        SoapEnvelope.TryRead(Document($"<s:Envelope {Names}><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code></s:Fault></s:Body></s:Envelope>"), out var envelope, out _).ShouldBeTrue();
        envelope!.Fault.ShouldBe(new SoapFault(SoapFaultCode.Receiver, ""));
        SoapEnvelope.TryRead(Document($"<s:Envelope {Names}><s:Body><s:Fault>{Messaging}</s:Fault></s:Body></s:Envelope>"), out _, out _).ShouldBeFalse();
    }

    private static System.Xml.XmlDocument Document(string xml)
    {
        SoapXml.TryRead(Encoding.UTF8.GetBytes(xml), new EnvelopeLimits(), out var document, out var error).ShouldBeTrue(error?.Detail);
        return document!;
    }
}
