using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Security;

namespace Entente.Tests.As4;

public sealed class MemoryTests
{
    private const int Attachment = 20 * 1024 * 1024;
    private const long Budget = 200L * 1024 * 1024;

    [Theory]
    [InlineData("1.15-RSA")]
    [InlineData("2.0")]
    public void Twenty_megabytes_that_cannot_be_compressed_pass_within_the_budget(string suite)
    {
        var exchange = new Exchange(SecuritySuite.All[suite]);
        var payload = new Payload("scan@nl.example", "image/tiff", RandomNumberGenerator.GetBytes(Attachment));
        exchange.Delivered(exchange.Send());

        // All that this thread allocates, kept or not: the peak cannot be more. Other tests run beside it, on threads of their own.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sent = exchange.Send(payload);
        var sending = GC.GetAllocatedBytesForCurrentThread() - before;

        before = GC.GetAllocatedBytesForCurrentThread();
        var message = exchange.Delivered(sent);
        var receiving = GC.GetAllocatedBytesForCurrentThread() - before;

        message.Payloads[0].Content.Span.SequenceEqual(payload.Content.Span).ShouldBeTrue();
        sending.ShouldBeInRange(Attachment, Budget, "sending");
        receiving.ShouldBeInRange(Attachment, Budget, "receiving");
        TestContext.Current.TestOutputHelper?.WriteLine($"sending {sending >> 20} MiB, receiving {receiving >> 20} MiB");
    }
}
