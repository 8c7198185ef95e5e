using System.Text;
using Entente.As4.Messaging;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Soap;

public sealed class SoapXmlTests
{
    private static readonly EnvelopeLimits Limits = new();

    [Theory]
    [InlineData("<a/>")]
    [InlineData("\uFEFF<a/>")] // a byte order mark is tolerated (eDelivery AS4 1.15, 2.2.2)
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>")]
    [InlineData("<a><![CDATA[x]]>&#x20;&amp;</a>")]
    public void Well_formed_XML_in_UTF_8_is_read(string xml) =>
        SoapXml.TryRead(Encoding.UTF8.GetBytes(xml), Limits, out _, out _).ShouldBeTrue();

    [Fact]
    public void White_space_is_kept_because_signatures_cover_it()
    {
        SoapXml.TryRead("<a>\n  <b>\t</b>\n</a>"u8.ToArray(), Limits, out var document, out _).ShouldBeTrue();
        document!.OuterXml.ShouldBe("<a>\n  <b>\t</b>\n</a>");
    }

    [Theory]
    [InlineData("not XML", "hello")]
    [InlineData("nothing", "")]
    [InlineData("an element that never ends", "<a>")]
    [InlineData("two roots", "<a/><b/>")]
    [InlineData("a document type", "<!DOCTYPE a><a/>")]
    [InlineData("an external document type", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>")]
    [InlineData("a bomb of entities", "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>")]
    [InlineData("an entity that nobody declared", "<a>&b;</a>")]
    [InlineData("a comment", "<a><!-- b --></a>")]
    [InlineData("a comment that splits a value", "<a>trusted<!-- -->.example</a>")]
    [InlineData("a processing instruction", "<a><?b c?></a>")]
    [InlineData("a style sheet", "<?xml-stylesheet href=\"http://evil.example/\"?><a/>")]
    [InlineData("another encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>")]
    [InlineData("UTF-16 that says so", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>")]
    [InlineData("a character that XML does not allow", "<a>&#x1;</a>")]
    [InlineData("the same attribute twice", "<a b=\"1\" b=\"2\"/>")]
    [InlineData("a prefix that nobody declared", "<b:a/>")]
    [InlineData("the same Id twice", "<a Id=\"x\"><b Id=\"x\"/></a>")]
    [InlineData("the same wsu:Id and Id", "<a xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\" w:Id=\"x\"><b Id=\"x\"/></a>")]
    [InlineData("the same xml:id and ID", "<a xml:id=\"x\"><b ID=\"x\"/></a>")]
    [InlineData("the same id within one element", "<a Id=\"x\" ID=\"x\"/>")]
    public void What_could_be_read_in_two_ways_is_refused(string what, string xml) =>
        Refused(Encoding.UTF8.GetBytes(xml), Limits).Code.ShouldBe(EbmsErrorCode.InvalidHeader, what);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        Refused([.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8], Limits).Detail.ShouldContain("UTF-8");
        Refused([.. "<a>"u8, 0xC0, 0x80, .. "</a>"u8], Limits).Detail.ShouldContain("UTF-8"); // an overlong zero
        Refused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<a/>")).ToArray(), Limits).Detail.ShouldContain("UTF-8");
    }

    [Fact]
    public void Each_limit_holds_and_what_lies_within_passes()
    {
        var limits = new EnvelopeLimits { Bytes = 400, Depth = 5, Elements = 10, Attributes = 4 };
        string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
        string Many(int elements) => "<a>" + string.Concat(Enumerable.Repeat("<b/>", elements - 1)) + "</a>";
        string Attributes(int count) => "<a " + string.Join(' ', Enumerable.Range(0, count).Select(n => $"b{n}=\"\"")) + "/>";
        string Long(int bytes) => "<a>" + new string('x', bytes - 7) + "</a>";

        (string Limit, string Within, string Beyond)[] cases =
            [("depth", Nested(5), Nested(6)), ("elements", Many(10), Many(11)), ("attributes", Attributes(4), Attributes(5)), ("bytes", Long(400), Long(401))];
        foreach (var (limit, within, beyond) in cases)
        {
            SoapXml.TryRead(Encoding.UTF8.GetBytes(within), limits, out _, out _).ShouldBeTrue(limit);
            Refused(Encoding.UTF8.GetBytes(beyond), limits).Code.ShouldBe(EbmsErrorCode.InvalidHeader, limit);
        }
    }

    [Theory]
    [InlineData("<a>", 100_000)] // never closed
    [InlineData("<a><b/>", 100_000)]
    [InlineData("<a x=\"1\">", 90_000)]
    public void An_abyss_is_left_at_its_edge(string step, int depth)
    {
        var xml = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(step, depth)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(xml, Limits).ShouldNotBeNull();

        // The text as UTF-16 and a reader; nothing for each element.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(xml.Length * 2 + 200_000);
    }

    [Fact]
    public void A_hundred_thousand_attributes_are_refused() =>
        Refused(Encoding.UTF8.GetBytes("<a " + string.Join(' ', Enumerable.Range(0, 80_000).Select(n => $"b{n}=\"\"")) + "/>"), Limits).Code.ShouldBe(EbmsErrorCode.InvalidHeader);

    private static EbmsError Refused(byte[] xml, EnvelopeLimits limits)
    {
        SoapXml.TryRead(xml, limits, out var document, out var error).ShouldBeFalse();
        document.ShouldBeNull();
        return error!;
    }
}
