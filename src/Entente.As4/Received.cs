using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4;

/// <summary>What came in, after every check. Only <see cref="Message"/> may be delivered.</summary>
public abstract record Received
{
    private Received()
    {
    }

    /// <summary>A message to deliver and to answer with a receipt, in that order. Whether its id was seen before is for the node to know.</summary>
    public sealed record Message(VerifiedMessage Verified) : Received;

    /// <summary>A message of the test service: answered with a receipt, never delivered.</summary>
    public sealed record Test(VerifiedMessage Verified) : Received;

    /// <summary>The partner's signed statement that it processed this message of ours; its digests are those of what we sent.</summary>
    public sealed record ReceiptFor(SentMessage Sent, Receipt Header, Certificate Signer) : Received;

    /// <summary>The partner reports errors about a message of ours.</summary>
    /// <param name="Sent">The message; <see langword="null"/> where the signal names none that we know.</param>
    /// <param name="Signer">Who signed the report; <see langword="null"/> where nobody did, so that it MUST NOT end a delivery for good.</param>
    public sealed record Errors(ErrorSignal Header, SentMessage? Sent, Certificate? Signer) : Received;

    /// <summary>An authorised request for the next message of a channel. Answer with that message, or with EBMS:0006.</summary>
    public sealed record Pull(PullRequest Header, string Mpc, Certificate Signer) : Received;

    /// <summary>A SOAP fault in place of an answer. Nobody signed it.</summary>
    public sealed record Fault(SoapFault Reported) : Received;

    /// <summary>Nothing of what came may be used.</summary>
    /// <param name="Claimed">The header as it claims to be, for the log and to choose the key that signs the answer; nobody has verified it.</param>
    /// <param name="Leg">The leg that the header claims, where there is one.</param>
    public sealed record Refused(Refusal Why, MessageUnit? Claimed, PMode? Leg) : Received;
}

/// <summary>A user message whose signature is an accepted partner's and covers all that stands here.</summary>
/// <param name="Header">The header.</param>
/// <param name="Mode">The leg that it came on.</param>
/// <param name="Payloads">The payloads in the order of their eb:PartInfo, decrypted and decompressed.</param>
/// <param name="References">What the signature covers; the receipt repeats it.</param>
/// <param name="Signer">The accepted certificate.</param>
/// <param name="DecryptedFor">The certificate of ours that it was encrypted for; <see langword="null"/> where it was not encrypted.</param>
public sealed record VerifiedMessage(
    UserMessage Header,
    PMode Mode,
    IReadOnlyList<Payload> Payloads,
    IReadOnlyList<SignatureReference> References,
    Certificate Signer,
    Certificate? DecryptedFor);
