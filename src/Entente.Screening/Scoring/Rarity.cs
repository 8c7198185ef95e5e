using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>How much a word tells: rare words more than common ones, words of a class by the class.</summary>
internal static class Rarity
{
    /// <summary>Lists smaller than this do not show which words are common, so they count as this large.</summary>
    private const int SmallestPopulation = 20_000;

    /// <param name="token">The word.</param>
    /// <param name="occurrences">In how many listed names it occurs.</param>
    /// <param name="population">How many names are listed.</param>
    public static float Weight(Token token, int occurrences, int population)
    {
        var rarity = 1 - (0.5 * Math.Log(1 + occurrences) / Math.Log(1 + Math.Max(population, SmallestPopulation)));
        return (float)(token.Class switch
        {
            TokenClass.Particle => token.Text == "abd" ? 0.25 : 0.08,
            TokenClass.Title => 0.12,
            TokenClass.LegalForm => 0.05,
            TokenClass.Number => 0.30,
            TokenClass.Generic => 0.60 * rarity,
            _ when token.Text.Length == 1 => 0.35,
            _ when token.Spelling >= 0 => Math.Min(rarity, 0.80),
            _ => rarity,
        });
    }

    /// <summary>Whether the word can lead to a name; others only if the name has nothing else.</summary>
    public static bool IsSignificant(Token token) => token.Class is TokenClass.Ordinary or TokenClass.Generic && token.Text.Length > 1;
}
