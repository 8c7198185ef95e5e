using Entente.As4.Messaging;

namespace Entente.As4;

/// <summary>The rules of ebMS and of the profile that a schema cannot say.</summary>
internal static class HeaderRules
{
    /// <summary>Who speaks to whom: this node must be the receiver and cannot be the sender, and identifiers without a type must be URIs.</summary>
    public static EbmsError? CheckAddresses(UserMessage header, IReadOnlyList<PartyId> ours)
    {
        if (!header.To.Ids.All(ours.Contains))
        {
            return new EbmsError(EbmsErrorCode.ValueNotRecognized, "The message is addressed to another party than this node.");
        }

        if (header.From.Ids.Any(ours.Contains))
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, "The message says that this node itself has sent it.");
        }

        var untyped = header.From.Ids.Concat(header.To.Ids).Where(id => id.Type is null).Select(id => id.Value)
            .Append(header.Service.Type is null ? header.Service.Value : "urn:typed");
        if (!untyped.All(IsUri))
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, "A PartyId or the Service has no type and is not a URI.");
        }

        return header.Action == EbmsNames.TestAction && !header.IsTest
            ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The test action is used with another service than the test service.")
            : null;
    }

    /// <summary>The leg that the header claims; otherwise what about it is not agreed.</summary>
    public static AgreedLeg? FindLeg(UserMessage claimed, IReadOnlyList<AgreedLeg> legs, out EbmsError? error)
    {
        error = null;
        if (legs.FirstOrDefault(leg => leg.Mode.Matches(claimed)) is { } found)
        {
            return found;
        }

        var between = legs.Where(leg => leg.Mode.From.IsSame(claimed.From) && leg.Mode.To.IsSame(claimed.To)).Select(leg => leg.Mode).ToList();
        var serving = between.Where(mode => mode.Service == claimed.Service && mode.Carries(claimed.Action)).ToList();
        error = between.Count == 0 ? new EbmsError(EbmsErrorCode.ProcessingModeMismatch, "There is no P-Mode for messages between these parties in these roles.")
            : serving.Count == 0 ? new EbmsError(EbmsErrorCode.ValueNotRecognized, "The service or the action is not agreed between the parties.")
            : serving.TrueForAll(mode => mode.Agreement?.Value != claimed.Agreement?.Value)
                ? new EbmsError(EbmsErrorCode.ValueNotRecognized, "The AgreementRef is not one that the parties have.")
            : new EbmsError(EbmsErrorCode.ProcessingModeMismatch, "The AgreementRef, its P-Mode or the channel is not the one agreed.");
        return null;
    }

    /// <summary>Correlation and properties, of a message that is verified.</summary>
    public static EbmsError? CheckContent(UserMessage header, PMode mode, Func<MessageId, SentMessage?> sent)
    {
        if (SubmissionRules.FourCorner(mode, header.Properties) is { } incomplete)
        {
            return new EbmsError(EbmsErrorCode.ValueInconsistent, incomplete);
        }

        if (!mode.Reply)
        {
            return null;
        }

        return header.RefToMessageId is not { } request ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The message is a reply and names no message that it answers.")
            : sent(request) is not { } original ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The message answers a message that this node has not sent.")
            : original.ConversationId != header.ConversationId ? new EbmsError(EbmsErrorCode.ValueInconsistent, "The reply is of another conversation than its request.")
            : null;
    }

    /// <summary>Whether the receipt proves what was sent: the same parts with the same digests, none missing and none more.</summary>
    public static EbmsError? CheckReceipt(Receipt receipt, SentMessage sent)
    {
        var matched = sent.SignedParts.Count(part => receipt.Parts.Count(other => other.IsSame(part)) == 1);
        return matched == sent.SignedParts.Count && matched == receipt.Parts.Count && matched > 0
            ? null
            : new EbmsError(EbmsErrorCode.InvalidReceipt, $"The receipt proves {matched} of {sent.SignedParts.Count} signed parts, with {receipt.Parts.Count} references.");
    }

    private static bool IsUri(string text) => Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute);
}
