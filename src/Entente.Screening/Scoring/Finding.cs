using System.Globalization;

namespace Entente.Screening.Scoring;

/// <summary>One contribution, before it is put into words.</summary>
internal readonly record struct Finding(ScreeningRule Rule, string Declared, string Listed, double Likeness, double Contribution)
{
    public Evidence ToEvidence(IReadOnlyList<TokenPair>? pairs = null) => new(
        Rule.Id, Declared, Listed, Likeness, Contribution, ScreeningRules.Sentence(Rule, Declared, Listed, Likeness, CultureInfo.InvariantCulture))
    {
        Pairs = pairs ?? [],
    };
}
