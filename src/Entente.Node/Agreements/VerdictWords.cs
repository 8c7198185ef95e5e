using Entente.Agreements;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>Verdicts as faults: what was asked, which clause answers, and why.</summary>
internal static class VerdictWords
{
    public static Fault FaultOf(Verdict.Refused refused, Question question) => new(FaultCode.AgreementRefused, DetailOf(refused, question));

    /// <summary>Why this side differs from what the other found.</summary>
    public static Fault FaultOf(Reception.Declined declined, StatedClause stated) => new(FaultCode.AgreementDeclined, declined.Difference switch
    {
        Difference.UnknownAgreement => $"{stated.Clause} is not in force here. Decided there: permitted by {stated.Clause}. Decided here: {Short(declined.Own)}.",
        Difference.OtherBytes => $"{stated.Clause} has other bytes here than {stated.Digest[..16]}…. Decided there: permitted by {stated.Clause}. Decided here: {Short(declined.Own)}.",
        Difference.StripsMore => $"Fields came that may not pass. Decided there: permitted by {stated.Clause}. Decided here: {Short(declined.Own)}.",
        Difference.OtherClause => $"Another clause applies. Decided there: permitted by {stated.Clause}. Decided here: {Short(declined.Own)}.",
        _ => $"It is not permitted here. Decided there: permitted by {stated.Clause}. Decided here: {Short(declined.Own)}.",
    });

    /// <summary>A verdict in one word and a clause, as records and the other side get it.</summary>
    public static string Short(Verdict verdict) => verdict switch
    {
        Verdict.Permitted { Stripped.IsEmpty: true, Clause.Name: var clause } => $"permitted by {clause}",
        Verdict.Permitted { Stripped: var stripped, Clause.Name: var clause } => $"permitted by {clause} without {string.Join(", ", AskedQuestion.FieldsOf(stripped))}",
        Verdict.Refused { Clause: { } clause, Reason: var reason } => $"refused, {Words.Of(reason)}, {clause}",
        Verdict.Refused { Reason: var reason } => $"refused, {Words.Of(reason)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string DetailOf(Verdict.Refused refused, Question question) => refused switch
    {
        { Reason: RefusalReason.NoAgreement } => $"No agreement is in force between {question.From} and {question.To}.",
        { Reason: RefusalReason.Suspended } => $"What would permit it between {question.From} and {question.To} is suspended.",
        { Reason: RefusalReason.Onward } when question.Origin is { } origin => KeptOf(origin, question),
        { Reason: RefusalReason.Handling, Lacking.IsEmpty: true } when question.Origin is { } origin =>
            $"{origin.Provider} gave it under {origin.Clause} with a handling code by which it goes on to {question.To} with the consent of {origin.Provider} only. Ask {origin.Provider} for it.",
        { Reason: RefusalReason.GivenFor } when question.Origin is { } origin =>
            $"{origin.Provider} gave it under {origin.Clause} for {Words.Of(origin.Obligations.Purpose)}. For {Words.Of(question.Purpose)} it goes on to {question.To} with the consent of {origin.Provider} only. Ask {origin.Provider} for it.",
        { Reason: RefusalReason.Onward } => $"Whoever provided it does not let it go on to {question.To}.",
        { Reason: RefusalReason.Handling } => $"Its handling code {question.Handling} keeps it from this use.",
        { Reason: RefusalReason.Forbidden, Clause: { } clause } => $"{clause} forbids it.",
        { Reason: RefusalReason.Exchange } => $"No clause between {question.From} and {question.To} permits an exchange of the kind {Words.Of(question.Exchange)}.",
        { Reason: RefusalReason.Direction, Clause: { } clause } => $"{clause} permits it the other way only.",
        { Reason: RefusalReason.Authority, Clause: { } clause } => $"{clause} does not bind {Words.Of(question.FromAuthority)} of {question.From} and {Words.Of(question.ToAuthority)} of {question.To}.",
        { Reason: RefusalReason.Purpose, Clause: { } clause } => $"{clause} does not permit it for {Words.Of(question.Purpose)}.",
        { Reason: RefusalReason.Action, Clause: { } clause } => $"{clause} does not permit what it asks the receiver to do: {refused.Beyond}.",
        { Reason: RefusalReason.Condition, Clause: { } clause } => $"{clause} takes a condition that does not hold: {refused.Lacking}.",
        { Reason: RefusalReason.Approval, Clause: { } clause } => $"{clause} needs a higher approval.",
        { Reason: RefusalReason.Data, Clause: { } clause } => $"{clause} does not let pass what it cannot be without.",
        { Clause: { } clause } => $"{clause} comes nearest and does not permit it.",
        _ => $"Nothing between {question.From} and {question.To} permits it.",
    };

    // Which clause of whom keeps it, and what would help: a consent where the clause knows one.
    private static string KeptOf(Origin origin, Question question) => origin.Obligations switch
    {
        { LastDay: { } last } when last < question.On => $"{origin.Provider} gave it under {origin.Clause}, to be kept until {last:yyyy-MM-dd}, which is past.",
        { Onward: { WithConsent: true } rule } when rule.Authorities.Contains(question.ToAuthority) && rule.Parties.Contains(question.To) =>
            $"{origin.Provider} gave it under {origin.Clause}, which lets it go on to {question.To} with the consent of {origin.Provider} only. Ask {origin.Provider} for it.",
        _ => $"{origin.Provider} gave it under {origin.Clause}, which does not let it go on to {Words.Of(question.ToAuthority)} of {question.To}. Ask {origin.Provider} to give it to {question.To} itself.",
    };
}
