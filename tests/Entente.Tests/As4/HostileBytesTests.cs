using Entente.As4;
using Entente.As4.Messaging;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.As4;

/// <summary>Whatever the bytes, the reader answers with a verdict: it never throws, and never takes a changed message for another.</summary>
public sealed class HostileBytesTests
{
    private static readonly Exchange Between = new();
    private static readonly OutgoingMessage Sent = Between.Send(Exchange.Document(), Exchange.Photo(200));
    private static readonly VerifiedMessage Expected = Between.Delivered(Sent);

    [Fact]
    public void A_message_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Sent.Body.Length - 4; length += 13)
        {
            As4Reader.Read(Sent.ContentType, Sent.Body[..length], Between.AtCa, Exchange.Now).ShouldBeOfType<Received.Refused>($"cut off at {length}");
        }
    }

    [Fact]
    public void A_message_with_bytes_changed_taken_out_or_put_in_is_refused_or_the_same() => Prop.ForAll(
        (from at in Gen.Choose(0, Sent.Body.Length - 10)
         from kind in Gen.Choose(0, 3)
         from value in Gen.Choose(0, 255)
         select (at, kind, (byte)value)).ToArbitrary(),
        change =>
        {
            var (at, kind, value) = change;
            byte[] bytes = kind switch
            {
                0 => [.. Sent.Body.Span[..at], value, .. Sent.Body.Span[(at + 1)..]],
                1 => [.. Sent.Body.Span[..at], .. Sent.Body.Span[(at + 1)..]],
                2 => [.. Sent.Body.Span[..at], value, .. Sent.Body.Span[at..]],
                _ => [.. Sent.Body.Span[..at], .. Sent.Body.Span[(at + 7)..]],
            };
            if (As4Reader.Read(Sent.ContentType, bytes, Between.AtCa, Exchange.Now) is Received.Message message)
            {
                HeaderWriter.Write(message.Verified.Header).OuterXml.ShouldBe(HeaderWriter.Write(Expected.Header).OuterXml);
                message.Verified.Payloads.Select(payload => payload.Content.ToArray()).ShouldBe(Expected.Payloads.Select(payload => payload.Content.ToArray()));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_text_under_any_media_type_is_refused() => Prop.ForAll<string, byte[]>((contentType, body) =>
    {
        foreach (var type in new[] { contentType ?? "", "application/soap+xml", "multipart/related; boundary=b" })
        {
            As4Reader.Read(type, body, Between.AtCa, Exchange.Now).ShouldBeOfType<Received.Refused>();
        }
    }).QuickCheckThrowOnFailure();
}
