using System.Globalization;
using Entente.Agreements;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Protocol.Access;

namespace Entente.Node.Agreements;

/// <summary>What the header of a message says of its law, in words.</summary>
internal static class LawWords
{
    public static HeaderWords Header { get; } = new(ExchangeProperties.Names, (t, name, value) => name switch
    {
        ExchangeProperties.Clause => [(t["Clause"], value)],
        ExchangeProperties.Sha256 => [(t["Digest of the agreement"], value)],
        ExchangeProperties.FromAuthority when Words.TryParse<AuthorityKind>(value, out var kind) => [(t["Authority that sends"], t.Of(kind))],
        ExchangeProperties.ToAuthority when Words.TryParse<AuthorityKind>(value, out var kind) => [(t["Authority that receives"], t.Of(kind))],
        ExchangeProperties.Approval when Words.TryParse<Approval>(value, out var approval) => [(t["Approved by"], t.Of(approval))],
        ExchangeProperties.Conditions when Attested.Read(value) is { } conditions => [(t["Attested by the sender"], AgreementWords.List(conditions.Select(t.Of)))],
        ExchangeProperties.Obligations when CarriedObligations.Read(value) is { } carried => 
        [
            .. t.FactsOf(carried.ToObligations()),
            .. (carried.Consents ?? []).Select(consent => (t["May go on to {0}", PartyNames.Of(consent.To)], t["until {0}", consent.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)])),
        ],
        _ => [],
    });

    extension(Text t)
    {
        private IReadOnlyList<(string Label, string Value)> FactsOf(Obligations obligations) =>
        [
            (t["Handling"], t.Of(obligations.Handling)),
            (t["Used for"], t.Of(obligations.Purpose)),
            (t["The receiver may"], AgreementWords.List(obligations.Actions.Select(t.Of))),
            (t["Who may have it"], AgreementWords.List(obligations.Authorities.Select(t.Of))),
            (t["Passed on"], t.Of(obligations.Onward)),
            (t["Retention"], obligations.LastDay is { } last ? t["until {0}", last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : t.Of(obligations.Retention)),
            .. obligations.NotDecidingFactor ? [(t["Unverified"], t["It decides nothing by itself."])] : Array.Empty<(string, string)>(),
        ];
    }
}
