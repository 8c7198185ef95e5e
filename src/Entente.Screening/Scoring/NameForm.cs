using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>A name ready for comparison: its words, and how much each tells one name from another.</summary>
internal readonly ref struct NameForm(ReadOnlySpan<Token> tokens, ReadOnlySpan<float> weights, bool isPerson)
{
    public ReadOnlySpan<Token> Tokens { get; } = tokens;

    public ReadOnlySpan<float> Weights { get; } = weights;

    public bool IsPerson { get; } = isPerson;
}
