using Entente.Agreements;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>What is wrong with a part of a request.</summary>
public enum Shortcoming
{
    Missing = 1,

    /// <summary>Instrument and type have no use for it: what is not needed is not told.</summary>
    TooMuch,

    /// <summary>It is there, and cannot be as it is.</summary>
    Wrong,
}

/// <summary>Something to mend before a request is sent, and that is asked to be completed when it was not.</summary>
/// <param name="Part">Where.</param>
/// <param name="Shortcoming">What is wrong.</param>
/// <param name="Text">What to do, in a sentence.</param>
public sealed record Prompt(Part Part, Shortcoming Shortcoming, string Text)
{
    /// <summary>As a fault of the form that it stands in.</summary>
    public Fault ToFault() => new(FaultCode.AssistanceIncomplete, Text, $"$.request.{PartTable.Of(Part).At}");
}

/// <summary>Right first time: what both ends find missing in a request, by the same rule.</summary>
public static class Completeness
{
    /// <param name="request">What is written.</param>
    /// <param name="needs">What instrument, type and clause need.</param>
    /// <param name="languages">Those of the agreement; empty where none is chosen yet.</param>
    /// <param name="today">The day on which it is looked at.</param>
    public static IReadOnlyList<Prompt> Of(RequestEnvelope request, Needs needs, IReadOnlyList<string> languages, DateOnly today)
    {
        var filled = PartTable.FilledIn(request);
        return
        [
            .. needs.Needed.Without(filled).Select(part => new Prompt(part, Shortcoming.Missing, PartTable.Of(part).Prompt)),
            .. filled.Without(needs.Needed).Without(needs.Offered).Select(part => new Prompt(part, Shortcoming.TooMuch, "This instrument and type have no use for it: leave it out.")),
            .. Wrong(request, languages, today),
        ];
    }

    private static IEnumerable<Prompt> Wrong(RequestEnvelope request, IReadOnlyList<string> languages, DateOnly today)
    {
        if (request.Verified?.On > today)
        {
            yield return new(Part.Verified, Shortcoming.Wrong, "What has not been done yet is not verified: name the day on which it was finished.");
        }

        if (request.ReplyBy <= today)
        {
            yield return new(Part.ReplyBy, Shortcoming.Wrong, "That day is past: name one on which an answer can be there.");
        }

        if (request.Oral is { } oral && DateOnly.FromDateTime(oral.At.UtcDateTime) > today)
        {
            yield return new(Part.Oral, Shortcoming.Wrong, "It was not spoken yet: say when it was.");
        }

        if (request.Language is { } language && languages.Count > 0 && !languages.Contains(language) && (request.TranslatedInto is not { } translated || !languages.Contains(translated)))
        {
            yield return new(Part.Translation, Shortcoming.Missing, $"The agreement is worked in {string.Join(", ", languages)}: attach a translation.");
        }

        if (request.Assistance == Words.Of(AssistanceType.CertifiedDocuments) && request.Wanted is [_, ..] && request.Wanted.All(wanted => wanted.Form != DocumentForm.CertifiedCopy))
        {
            yield return new(Part.Wanted, Shortcoming.Wrong, "Certified documents are asked for: say of which you want a certified copy.");
        }
    }
}
