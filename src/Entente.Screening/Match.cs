namespace Entente.Screening;

/// <summary>A listed entry that a subject may be, with the table of evidence that the score is the sum of.</summary>
/// <param name="EntryId"><see cref="ListedEntry.Id"/>.</param>
/// <param name="ListVersion">The list and version compared with.</param>
/// <param name="Score">0 to 1: the contributions of <paramref name="Evidence"/> added and clamped. Deterministic.</param>
/// <param name="Evidence">What was compared, strongest first. The explanation is the scorer's own output; there is no second path.</param>
public sealed record Match(long EntryId, string ListVersion, double Score, IReadOnlyList<Evidence> Evidence);

/// <summary>One row of the explanation.</summary>
/// <param name="Rule">Which rule of the rule table spoke; its id selects the sentence in the officer's language.</param>
/// <param name="Declared">The value that was declared.</param>
/// <param name="Listed">The listed value it was compared with.</param>
/// <param name="Likeness">0 to 1: how alike the two are.</param>
/// <param name="Contribution">What the row adds to the score, or takes from it.</param>
/// <param name="Sentence">The finding in one English sentence, with the values in it.</param>
public sealed record Evidence(string Rule, string Declared, string Listed, double Likeness, double Contribution, string Sentence)
{
    /// <summary>For rule <c>name</c>: which declared word belongs to which listed word, in the order of the declared name. Otherwise empty.</summary>
    public IReadOnlyList<TokenPair> Pairs { get; init; } = [];
}
