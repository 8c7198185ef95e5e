using System.Collections.Frozen;
using Entente.As4.Messaging;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>What one attempt means for its message. Only a receipt delivers, and only a signed error ends.</summary>
internal abstract record Outcome
{
    /// <summary>With this word at its beginning, EBMS:0004 says that the partner has suspended this node.</summary>
    public const string Suspended = "partner-suspended";

    // What is wrong with these bytes stays wrong. The other codes speak of the moment: a store that is away, a delivery that failed.
    private static readonly FrozenSet<string> Lasting = new[]
    {
        EbmsErrorCode.ValueNotRecognized, EbmsErrorCode.FeatureNotSupported, EbmsErrorCode.ValueInconsistent, EbmsErrorCode.MimeInconsistency,
        EbmsErrorCode.PackageFeatureNotSupported, EbmsErrorCode.InvalidHeader, EbmsErrorCode.ProcessingModeMismatch, EbmsErrorCode.ExternalPayloadError,
        EbmsErrorCode.FailedAuthentication, EbmsErrorCode.FailedDecryption, EbmsErrorCode.PolicyNoncompliance, EbmsErrorCode.DecompressionFailure,
    }.Select(code => code.Id).ToFrozenSet(StringComparer.Ordinal);

    private Outcome()
    {
    }

    public sealed record Delivered(Answer.Receipt Receipt) : Outcome;

    /// <param name="Report">The partner's report as it came.</param>
    public sealed record Refused(Fault Why, Answer.SignedReport? Report = null) : Outcome;

    /// <param name="Transport">Whether the partner as a whole could not be reached, so that other messages need not be tried either.</param>
    /// <param name="After">No sooner than this.</param>
    public sealed record Again(Fault Why, bool Transport, TimeSpan? After = null) : Outcome;

    public static Outcome Of(Answer answer) => answer switch
    {
        Answer.Receipt receipt => new Delivered(receipt),
        Answer.Certificate certificate => new Again(new(FaultCode.FederationCertificate, certificate.Detail), Transport: true),
        Answer.Unreachable unreachable => new Again(new(FaultCode.FederationUnreachable, unreachable.Detail), Transport: true, unreachable.After),
        Answer.Unproven unproven => new Again(new(FaultCode.FederationMissingReceipt, unproven.Detail), Transport: false),
        Answer.Errors errors => OfErrors(errors),
        _ => throw new InvalidOperationException("An answer is one of five."),
    };

    private static Outcome OfErrors(Answer.Errors errors)
    {
        var words = string.Join("; ", errors.Reported.Select(Words));
        if (!errors.Signed)
        {
            return new Again(new(FaultCode.FederationMissingReceipt, $"Nobody has signed this report: {words}"), Transport: false);
        }

        if (errors.Reported.Any(error => error.Code == EbmsErrorCode.Other.Id && Said(error).StartsWith(Suspended, StringComparison.Ordinal)))
        {
            return new Again(new(FaultCode.FederationSuspended, "The partner has suspended this node."), Transport: true);
        }

        return errors.Reported.Any(error => error.IsFailure && Lasting.Contains(error.Code))
            ? new Refused(new(FaultCode.FederationRefused, words), errors.Exact)
            : new Again(new(FaultCode.FederationMissingReceipt, words), Transport: false);
    }

    private static string Words(ReportedError error) => $"{error.Code} {error.ShortDescription}: {Said(error)}".TrimEnd(' ', ':');

    private static string Said(ReportedError error)
    {
        const int Longest = 500;
        var said = error.Detail ?? error.Description?.Text ?? "";
        return said.Length <= Longest ? said : said[..Longest];
    }
}
