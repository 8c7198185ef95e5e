using System.Text;
using Entente.As4.Messaging;
using Entente.As4.Mime;

namespace Entente.Tests.As4.Mime;

public sealed class MultipartReaderTests
{
    private const string Related = "multipart/related; type=\"application/soap+xml\"; boundary=B";
    private const string Root = "--B\r\nContent-Type: application/soap+xml\r\nContent-ID: <root@x>\r\n\r\n<e/>";
    private const string Ending = "\r\n--B--\r\n";

    [Fact]
    public void A_package_is_taken_apart_in_its_order()
    {
        var package = Read(Related, $"{Root}\r\n--B\r\ncontent-id: <a@x>\r\nContent-Type: text/plain\r\n\r\none\r\n--B\r\nContent-ID: b@x\r\n\r\n\r\ntwo\r\n{Ending}");
        Text(package.Root).ShouldBe("<e/>");
        package.Attachments.Select(part => (part.ContentId, Text(part))).ShouldBe([("a@x", "one"), ("b@x", "\r\ntwo\r\n")]);
        package.Attachments[0].Header("CONTENT-TYPE").ShouldBe("text/plain");
    }

    [Fact]
    public void Plain_soap_is_a_package_without_attachments()
    {
        var package = Read("application/soap+xml; charset=UTF-8", "<e/>");
        Text(package.Root).ShouldBe("<e/>");
        package.Attachments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("start names the second part", "multipart/related; boundary=B; start=\"<root@x>\"", "--B\r\nContent-ID: <a@x>\r\n\r\none\r\n" + Root + Ending)]
    [InlineData("start without brackets", "multipart/related; boundary=B; start=\"root@x\"", "--B\r\nContent-ID: <a@x>\r\n\r\none\r\n" + Root + Ending)]
    [InlineData("a preamble and an epilogue", Related, "This is a message.\r\n" + Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\none" + Ending + "bye")]
    [InlineData("white space after the boundary", Related, "--B \t\r\n" + "Content-Type: application/soap+xml\r\n\r\n<e/>\r\n--B \r\nContent-ID: <a@x>\r\n\r\none\r\n--B--  \r\n")]
    [InlineData("no line end after the last boundary", Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\none\r\n--B--")]
    [InlineData("a folded header", Related, Root + "\r\n--B\r\nContent-ID:\r\n  <a@x>\r\n\r\none" + Ending)]
    [InlineData("base64 with line breaks", Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\nContent-Transfer-Encoding: BASE64\r\n\r\nb2\r\n5l\r\n" + Ending)]
    [InlineData("quoted-printable", Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\no=\r\n=6Ee" + Ending)]
    [InlineData("7bit", Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\nContent-Transfer-Encoding: 7bit\r\n\r\none" + Ending)]
    public void Senders_may_write_it_in_many_ways(string way, string contentType, string body)
    {
        var package = Read(contentType, body);
        Text(package.Root).ShouldBe("<e/>", way);
        package.Attachments.Select(part => (part.ContentId, Text(part))).ShouldBe([("a@x", "one")], way);
    }

    [Fact]
    public void A_line_that_only_begins_like_the_boundary_belongs_to_the_part()
    {
        var package = Read(Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\none\r\n--Boundary\r\ntwo\r\n--B-x" + Ending);
        Text(package.Attachments[0]).ShouldBe("one\r\n--Boundary\r\ntwo\r\n--B-x");
    }

    [Fact]
    public void A_part_without_content_is_empty_and_one_without_headers_has_none()
    {
        var package = Read(Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\n\r\n--B\r\n\r\nx" + Ending);
        package.Attachments[0].Content.Length.ShouldBe(0);
        package.Attachments[1].Headers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("another media type", "text/html", "<e/>")]
    [InlineData("SOAP 1.1", "text/xml", "<e/>")]
    [InlineData("no boundary", "multipart/related; type=\"application/soap+xml\"", Root + Ending)]
    [InlineData("a boundary of 71 characters", "multipart/related; boundary=12345678901234567890123456789012345678901234567890123456789012345678901", Root + Ending)]
    [InlineData("a boundary that ends in a space", "multipart/related; boundary=\"B \"", Root + Ending)]
    [InlineData("a boundary with a quote", "multipart/related; boundary=\"B\\\"\"", Root + Ending)]
    [InlineData("a root of another type", "multipart/related; type=\"text/xml\"; boundary=B", Root + Ending)]
    [InlineData("a boundary that does not occur", "multipart/related; boundary=C", Root + Ending)]
    [InlineData("no closing boundary", Related, Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\none")]
    [InlineData("line feeds alone", Related, "--B\nContent-Type: application/soap+xml\n\n<e/>\n--B--\n")]
    [InlineData("no part at all", Related, "--B--\r\n")]
    [InlineData("headers that never end", Related, "--B\r\nContent-Type: application/soap+xml\r\n")]
    [InlineData("a header without a name", Related, "--B\r\n: x\r\n\r\n<e/>" + Ending)]
    [InlineData("a header with a space in its name", Related, "--B\r\nContent Type: application/soap+xml\r\n\r\n<e/>" + Ending)]
    [InlineData("a header of another alphabet", Related, "--B\r\nContent-Type: application/soap+xml\r\nX: ü\r\n\r\n<e/>" + Ending)]
    [InlineData("a bare line feed in a header", Related, "--B\r\nContent-Type: application/soap+xml\r\nX: a\nb\r\n\r\n<e/>" + Ending)]
    [InlineData("two Content-IDs in a part", Related, "--B\r\nContent-Type: application/soap+xml\r\nContent-ID: <a@x>\r\ncontent-id: <b@x>\r\n\r\n<e/>" + Ending)]
    [InlineData("two transfer encodings", Related, "--B\r\nContent-Type: application/soap+xml\r\nContent-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n<e/>" + Ending)]
    [InlineData("an unknown transfer encoding", Related, "--B\r\nContent-Type: application/soap+xml\r\nContent-Transfer-Encoding: gzip\r\n\r\n<e/>" + Ending)]
    [InlineData("base64 that is none", Related, Root + "\r\n--B\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!" + Ending)]
    [InlineData("quoted-printable that is none", Related, Root + "\r\n--B\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=Zq" + Ending)]
    [InlineData("quoted-printable cut off", Related, Root + "\r\n--B\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=6" + Ending)]
    [InlineData("the same Content-ID twice", Related, Root + "\r\n--B\r\nContent-ID: <root@x>\r\n\r\none" + Ending)]
    [InlineData("start that names no part", "multipart/related; boundary=B; start=\"<other@x>\"", Root + Ending)]
    [InlineData("a root that is not SOAP", Related, "--B\r\nContent-Type: text/xml\r\n\r\n<e/>" + Ending)]
    [InlineData("a root without a type", Related, "--B\r\nContent-ID: <root@x>\r\n\r\n<e/>" + Ending)]
    [InlineData("text on the line of the first boundary", Related, "--Bx\r\nContent-Type: application/soap+xml\r\n\r\n<e/>" + Ending)]
    public void A_malformed_package_is_refused_as_inconsistent_MIME(string what, string contentType, string body) =>
        Refused(contentType, Encoding.UTF8.GetBytes(body), new MimeLimits()).Code.ShouldBe(EbmsErrorCode.MimeInconsistency, what);

    [Fact]
    public void Each_limit_holds_and_what_lies_within_passes()
    {
        var limits = new MimeLimits { Bytes = 2000, Parts = 3, Headers = 3, HeaderBytes = 200, MarginBytes = 20 };
        string Parts(int count) => Root + string.Concat(Enumerable.Range(1, count).Select(n => $"\r\n--B\r\nContent-ID: <{n}@x>\r\n\r\n")) + Ending;
        string Headers(int count) => Root + "\r\n--B\r\n" + string.Concat(Enumerable.Range(1, count).Select(n => $"X{n}: y\r\n")) + "\r\n" + Ending;
        string Long(int bytes) => Root + "\r\n--B\r\nX: " + new string('y', bytes) + "\r\n\r\n" + Ending;

        (string Limit, string Within, string Beyond)[] cases =
        [
            ("parts", Parts(2), Parts(3)),
            ("headers", Headers(3), Headers(4)),
            ("header bytes", Long(190), Long(200)),
            ("preamble", new string('p', 18) + "\r\n" + Root + Ending, new string('p', 19) + "\r\n" + Root + Ending),
            ("epilogue", Root + Ending + new string('e', 20), Root + Ending + new string('e', 21)),
            ("bytes", Root + Ending, Root + new string('x', 2000) + Ending),
        ];
        foreach (var (limit, within, beyond) in cases)
        {
            MultipartReader.TryRead(Related, Encoding.UTF8.GetBytes(within), limits, out _, out _).ShouldBeTrue(limit);
            Refused(Related, Encoding.UTF8.GetBytes(beyond), limits).Code.ShouldBe(EbmsErrorCode.MimeInconsistency, limit);
        }
    }

    [Fact]
    public void Ten_thousand_parts_end_at_the_limit_without_being_kept()
    {
        var body = Encoding.UTF8.GetBytes(Root + string.Concat(Enumerable.Repeat("\r\n--B\r\n\r\n", 10_000)) + Ending);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Related, body, new MimeLimits()).Detail.ShouldContain("100 parts");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
    }

    [Fact]
    public void Attachments_are_windows_into_the_package_and_not_copies()
    {
        var body = Encoding.ASCII.GetBytes(Root + "\r\n--B\r\nContent-ID: <a@x>\r\n\r\n" + new string('x', 1_000_000) + Ending);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MultipartReader.TryRead(Related, body, new MimeLimits(), out var package, out _).ShouldBeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000);
        body[^20] = (byte)'!';
        package!.Attachments[0].Content.Span.Contains((byte)'!').ShouldBeTrue();
    }

    private static MimePackage Read(string contentType, string body)
    {
        MultipartReader.TryRead(contentType, Encoding.UTF8.GetBytes(body), new MimeLimits(), out var package, out var error).ShouldBeTrue(error?.Detail);
        return package!;
    }

    private static EbmsError Refused(string contentType, byte[] body, MimeLimits limits)
    {
        MultipartReader.TryRead(contentType, body, limits, out var package, out var error).ShouldBeFalse();
        package.ShouldBeNull();
        return error!;
    }

    private static string Text(MimePart part) => Encoding.UTF8.GetString(part.Content.Span);
}
