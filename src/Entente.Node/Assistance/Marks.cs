using System.Text.Json.Serialization;
using Entente.Agreements;
using Entente.Node.Federation;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What the officer who gives something says of how it may be handled: tighter than the clause, never wider. It travels in the conditions of the message, and the gates at both ends enforce it.</summary>
internal sealed record Marks
{
    public HandlingCode Handling { get; init; } = HandlingCode.H0;

    /// <summary>The conditions of <see cref="HandlingCode.H3"/>, in words.</summary>
    public string? HandlingNote { get; init; }

    /// <summary>The last day on which the receiver keeps it; <see langword="null"/>: as the clause says.</summary>
    public DateOnly? KeepUntil { get; init; }

    public Evaluation? Evaluation { get; init; }

    /// <summary>To whom the receiver may pass it on, where the clause wants a consent for that, and for another purpose than this is given for.</summary>
    public PassingConsent? Consent { get; init; }

    /// <summary>The consent, for the header of the message.</summary>
    [JsonIgnore]
    public IReadOnlyList<PassingConsent> Consents => Consent is null ? [] : [Consent];

    /// <summary>These, or none.</summary>
    public static Marks Or(Marks? marks) => marks ?? new();

    /// <summary>What is wrong with them, or missing in view of what the other side has assured.</summary>
    public Fault? Unfit(WordSet<Condition> assured) =>
        Handling == HandlingCode.H3 && string.IsNullOrWhiteSpace(HandlingNote) ? new(FaultCode.MessageValue, "Handling code H3 needs its conditions in words.", "$.marks.handlingNote")
        : assured.Contains(Condition.AssuranceRetention) && KeepUntil is null
            ? new(FaultCode.AssistanceIncomplete, "The other side has assured when it erases what it gets: say the last day on which it keeps this.", "$.marks.keepUntil")
        : Consent is { Until: var until } && until == default ? new(FaultCode.AssistanceIncomplete, "Say until which day it may go on.", "$.marks.consentUntil")
        : null;

    /// <summary>The conditions with these marks: who has assured to use nothing as evidence gets it marked so.</summary>
    public Conditions On(Conditions conditions, WordSet<Condition> assured)
    {
        var least = assured.Contains(Condition.AssuranceNoEvidence) ? HandlingCode.H1 : HandlingCode.H0;
        return conditions with
        {
            Handling = new[] { conditions.Handling, Handling, least }.Max(),
            HandlingNote = HandlingNote ?? conditions.HandlingNote,
            KeepUntil = KeepUntil is { } day && day < conditions.KeepUntil ? day : conditions.KeepUntil,
        };
    }

    /// <summary>As forms name them.</summary>
    /// <param name="of">The value of a field.</param>
    /// <param name="keepUntil">The last day, as the form read it.</param>
    public static Marks Read(Func<string, string?> of, DateOnly? keepUntil) => new()
    {
        Handling = Enum.TryParse<HandlingCode>(of("handling"), out var handling) && Enum.IsDefined(handling) ? handling : HandlingCode.H0,
        HandlingNote = of("handlingNote"),
        KeepUntil = keepUntil,
        Evaluation = Enum.TryParse<SourceEvaluation>(of("source"), out var source) && Enum.IsDefined(source) && Enum.TryParse<InformationEvaluation>(of("information"), out var information) && Enum.IsDefined(information)
            ? new(source, information)
            : null,
        Consent = of("consentTo") is { } to ? new(to, DateOnly.TryParseExact(of("consentUntil"), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var until) ? until : default) : null,
    };
}
