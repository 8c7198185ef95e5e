using Entente.As4;
using Entente.As4.Messaging;

namespace Entente.Node.Federation.Delivery;

/// <summary>What came back when a message was posted.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>A receipt that proves the delivery: the engine has verified signer and digests.</summary>
    /// <param name="Bytes">The exact bytes, to be kept.</param>
    public sealed record Receipt(Received.ReceiptFor Verified, string ContentType, ReadOnlyMemory<byte> Bytes) : Answer;

    /// <param name="Signed">Whether the partner has signed the report. One that nobody signed ends nothing.</param>
    public sealed record Errors(IReadOnlyList<ReportedError> Reported, bool Signed) : Answer
    {
        /// <summary>The report as it came, to be kept where it ends a message.</summary>
        public SignedReport? Exact { get; init; }
    }

    /// <param name="Signer">The fingerprint of the partner's certificate.</param>
    /// <param name="SignedAt">By the partner's clock.</param>
    public sealed record SignedReport(string ContentType, ReadOnlyMemory<byte> Bytes, string Signer, DateTimeOffset SignedAt)
    {
        /// <summary>A report whose signature is the partner's; <see langword="null"/> for one that nobody signed.</summary>
        public static SignedReport? Of(Received.Errors errors, string contentType, ReadOnlyMemory<byte> bytes) =>
            errors is { Sent: not null, Signer: { } signer } ? new(contentType, bytes, signer.Fingerprint, errors.Header.Timestamp) : null;
    }

    /// <summary>The partner's server has answered, and nothing in the answer proves anything.</summary>
    public sealed record Unproven(string Detail) : Answer;

    /// <summary>No answer of AS4 at all: no connection, a time-out, a status of HTTP that says so.</summary>
    /// <param name="After">When to come again, where the partner says.</param>
    public sealed record Unreachable(string Detail, TimeSpan? After = null) : Answer;

    /// <summary>The other end shows a certificate that is not on the partner's card.</summary>
    public sealed record Certificate(string Detail) : Answer;
}
