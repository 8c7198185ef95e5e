using System.Security.Cryptography;
using Entente.As4.Mime;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.As4.Mime;

public sealed class MultipartWriterTests
{
    private static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();

    [Fact]
    public void Any_attachments_come_back_byte_for_byte() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 255).ListOf().Select(bytes => bytes.Select(one => (byte)one).ToArray())).ToArbitrary(),
        contents =>
        {
            var parts = contents.Select((content, n) => Part($"{n}@x", content)).ToList();
            var (contentType, body) = MultipartWriter.Write(new MimePackage(Root(), parts), Random);
            MultipartReader.TryRead(contentType, body, new MimeLimits { Parts = 1000 }, out var package, out var error).ShouldBeTrue(error?.Detail);
            package!.Attachments.Count.ShouldBe(parts.Count);
            foreach (var (read, written) in package.Attachments.Zip(parts))
            {
                read.ContentId.ShouldBe(written.ContentId);
                read.Headers.ShouldBe(written.Headers);
                read.Content.ToArray().ShouldBe(written.Content.ToArray());
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Content_full_of_line_ends_and_hyphens_is_kept()
    {
        byte[] content = [.. "\r\n--\r\n--entente-\r\n"u8, .. "--\r\n\r\n"u8];
        var (contentType, body) = MultipartWriter.Write(new MimePackage(Root(), [Part("a@x", content)]), Random);
        MultipartReader.TryRead(contentType, body, new MimeLimits(), out var package, out _).ShouldBeTrue();
        package!.Attachments[0].Content.ToArray().ShouldBe(content);
    }

    [Fact]
    public void Without_attachments_the_message_is_plain_soap()
    {
        var (contentType, body) = MultipartWriter.Write(new MimePackage(Root(), []), Random);
        contentType.ShouldBe("application/soap+xml; charset=UTF-8");
        body.ShouldBe("<e/>"u8.ToArray());
    }

    [Fact]
    public void The_content_type_says_what_the_root_is_and_where_it_starts()
    {
        var (contentType, _) = MultipartWriter.Write(new MimePackage(Root(), [Part("a@x", [])]), Random);
        ContentType.TryParse(contentType, out var type).ShouldBeTrue();
        type!.MediaType.ShouldBe("multipart/related");
        type.Parameters["type"].ShouldBe("application/soap+xml");
        type.Parameters["start"].ShouldBe("<root@x>");
    }

    private static MimePart Root() => Part("root@x", "<e/>"u8.ToArray()) with { Headers = [new("Content-Type", "application/soap+xml; charset=UTF-8"), new("Content-ID", "<root@x>")] };

    private static MimePart Part(string id, byte[] content) => new(id, [new("Content-ID", $"<{id}>"), new("Content-Type", "application/octet-stream")], content);
}
