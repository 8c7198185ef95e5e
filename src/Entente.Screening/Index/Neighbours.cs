using Entente.Screening.Names;

namespace Entente.Screening.Index;

/// <summary>Hashes of neighbouring words written as one, and of those with a particle left out between them.</summary>
internal struct Neighbours(List<PlacedToken> words)
{
    private int first = 0;
    private bool skipping;

    public bool Next(out ulong hash)
    {
        while (first + 1 < words.Count)
        {
            var second = first + (skipping ? 2 : 1);
            var canSkip = !skipping && first + 2 < words.Count && words[first + 1].Token.Class == TokenClass.Particle;
            var at = first;
            if (canSkip)
            {
                skipping = true;
            }
            else
            {
                skipping = false;
                first++;
            }

            var (one, other) = (words[at].Token.Text, words[second].Token.Text);
            if (one.Length + other.Length >= 4)
            {
                hash = HashPostings.Hash(one + other);
                return true;
            }
        }

        hash = 0;
        return false;
    }
}
