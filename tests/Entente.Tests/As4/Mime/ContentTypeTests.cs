using Entente.As4.Mime;

namespace Entente.Tests.As4.Mime;

public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("application/soap+xml", "application/soap+xml")]
    [InlineData("Application/SOAP+XML; charset=UTF-8", "application/soap+xml; charset=UTF-8")]
    [InlineData("multipart/related;type=\"application/soap+xml\";boundary=\"a b\"", "multipart/related; type=\"application/soap+xml\"; boundary=\"a b\"")]
    [InlineData("text/plain; NAME=\"a\\\"b\\\\c\"", "text/plain; name=\"a\\\"b\\\\c\"")] // escaped quote and backslash
    [InlineData("text/plain;", "text/plain")] // a semicolon with nothing behind it
    [InlineData(" text/plain ;\ta=b ", "text/plain; a=b")]
    public void A_content_type_is_read_and_written_in_one_form(string text, string written)
    {
        ContentType.TryParse(text, out var type).ShouldBeTrue();
        type!.ToString().ShouldBe(written);
        ContentType.TryParse(written, out var again).ShouldBeTrue();
        again!.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soap")]
    [InlineData("application/")]
    [InlineData("/xml")]
    [InlineData("application/soap xml")]
    [InlineData("application/xml charset=utf-8")]
    [InlineData("application/xml; charset")]
    [InlineData("application/xml; charset=")]
    [InlineData("application/xml; =utf-8")]
    [InlineData("application/xml; charset=\"utf-8")] // the quote never closes
    [InlineData("application/xml; charset=utf-8; CHARSET=utf-16")] // twice, so readers could differ
    [InlineData("application/xml (comment)")]
    [InlineData("application/xml; charset=\"utf-8\"x")]
    [InlineData("multipart/related; boundary=ü")]
    public void What_readers_could_take_differently_is_no_content_type(string text) =>
        ContentType.TryParse(text, out _).ShouldBeFalse();
}
