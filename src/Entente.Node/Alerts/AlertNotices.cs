using Entente.Protocol.Alerts;
using Entente.Protocol.Identifiers;

namespace Entente.Node.Alerts;

/// <summary>What whoever entered an alert should know of it, though nothing of it was refused.</summary>
/// <param name="Detail">One English sentence; pages tell it in the officer's language.</param>
/// <param name="At">Where in the alert it was found; <see langword="null"/> for the alert as a whole.</param>
public sealed record AlertNotice(string Detail, string? At);

internal static class AlertNotices
{
    public static IReadOnlyList<AlertNotice> Of(Alert alert) =>
    [
        .. from part in AlertParts.Objects(alert.Content)
           from number in part.Object.Numbers
           from wrong in new[] { CodeRules.Judge(number) }.OfType<IdentifierVerdict.WrongCheckDigit>()
           select CheckDigit(number.Value, wrong.Expected, part.At),
        .. Listed.CanBeFound(alert) ? (AlertNotice[])[] : [NotLookedFor(alert)],
    ];

    private static AlertNotice CheckDigit(string number, string expected, string at) => new(
        expected.Length == 0
            ? $"The check digit of {number} does not match: none fits this number. It is looked for as it is written."
            : $"The check digit of {number} does not match: it should be {expected}. It is looked for as it is written.",
        at);

    private static AlertNotice NotLookedFor(Alert alert) => new(
        Listed.Count(alert) > 0 ? "This alert is not looked for in declarations, because its numbers are too short to be compared."
        : alert.Content is FraudTrendAlert or ExpertiseAlert ? "This alert is not looked for in declarations, because its category is for reading: it names nobody and nothing that could be declared."
        : "This alert is not looked for in declarations, because it names no person and no object: descriptions, HS codes and origins are not compared.",
        null);
}
