using Entente.Screening.Names;
using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>A declared name, read and weighed once per search.</summary>
internal sealed class DeclaredName
{
    public DeclaredName(string text, bool isPerson, Segment population)
    {
        Text = text;
        IsPerson = isPerson;
        Placed = NameReading.Read(text, isPerson);
        Tokens = [.. Placed.Select(word => new Token(word.Token))];
        Weights = [.. Tokens.Select(token => Rarity.Weight(token, population.Occurrences(token.Text), population.NameCount))];
    }

    public string Text { get; }

    public bool IsPerson { get; }

    public List<PlacedToken> Placed { get; }

    public Token[] Tokens { get; }

    public float[] Weights { get; }

    public NameForm Form => new(Tokens, Weights, IsPerson);
}
