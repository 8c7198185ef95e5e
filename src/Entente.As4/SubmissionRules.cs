using Entente.As4.Messaging;
using Entente.As4.Mime;

namespace Entente.As4;

/// <summary>What must be so before a submission becomes a message. A receiver checks the same again.</summary>
public static class SubmissionRules
{
    /// <summary>The first rule that the submission breaks; <see langword="null"/> where it can be sent.</summary>
    public static EbmsError? Check(Submission submission, PMode mode)
    {
        var detail = !mode.Carries(submission.Action) || submission.Action.Length == 0 ? $"The P-Mode {mode.Id} does not carry the action {submission.Action}."
            : !IsToken(submission.Action) || !IsToken(submission.ConversationId) ? "The action or the conversation has white space at its ends, or is empty."
            : mode.Reply && submission.RefToMessageId is null ? $"The P-Mode {mode.Id} carries replies; the submission names no message that it answers."
            : submission.Properties.Any(property => property.Name.Length == 0 || property.Value.Length == 0) ? "A message property has no name or no value."
            : FourCorner(mode, submission.Properties) ?? submission.Payloads.Select(CheckPayload).FirstOrDefault(wrong => wrong is not null)
                ?? (submission.Payloads.Select(payload => payload.ContentId).Distinct(StringComparer.Ordinal).Count() < submission.Payloads.Count ? "Two payloads have the same Content-ID." : null);
        return detail is null ? null : new EbmsError(EbmsErrorCode.ValueInconsistent, detail, submission.MessageId.Value);
    }

    /// <summary>What is wrong with the four-corner properties, each of which may stand in a message once.</summary>
    internal static string? FourCorner(PMode mode, IReadOnlyList<MessageProperty> properties)
    {
        if (!mode.FourCorner)
        {
            return null;
        }

        int Count(string name) => properties.Count(property => property.Name == name);
        return Count(EbmsNames.OriginalSender) != 1 || Count(EbmsNames.FinalRecipient) != 1 || Count(EbmsNames.TrackingIdentifier) > 1
            ? "The message does not have the properties originalSender and finalRecipient once each, and trackingIdentifier at most once."
            : null;
    }

    private static string? CheckPayload(Payload payload) =>
        !MessageId.TryParse(payload.ContentId, out _) ? $"The Content-ID {payload.ContentId} is not of the form left@right (RFC 2392)."
            : !ContentType.TryParse(payload.MimeType, out _) ? $"{payload.MimeType} is not a media type."
            : payload.CharacterSet is { } set && !PayloadReader.IsCharacterSet(set) ? $"{set} is not the name of an encoding (XML 1.0, 4.3.3)."
            : payload.Properties.Any(property => PayloadReader.IsReserved(property.Name)) ? "A payload sets a property that the profile keeps for itself."
            : payload.Properties.Any(property => property.Name.Length == 0 || property.Value.Length == 0) ? "A property of a payload has no name or no value."
            : payload.FileName is { } name && !IsFileName(name) ? "A file name has a character that cannot stand in a header, or is too long."
            : null;

    private static bool IsToken(string text) => text.Length > 0 && text == text.Trim() && !text.AsSpan().ContainsAny("\t\r\n");

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 200 && !name.AsSpan().ContainsAnyExceptInRange(' ', '~') && name.AsSpan().IndexOfAny("\"\\/") < 0;
}
