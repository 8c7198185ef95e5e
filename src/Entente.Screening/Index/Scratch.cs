using Entente.Screening.Names;
using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>Working space of one search, lent and given back so that searching allocates little.</summary>
internal sealed class Scratch
{
    public NameComparison Comparison { get; } = new();

    public List<ulong> Hashes { get; } = new(64);

    public List<int> Words { get; } = new(256);

    public List<int> Forced { get; } = [];

    public List<(float Bound, int Name)> Candidates { get; } = new(1024);

    public Dictionary<long, Likeness> Likenesses { get; } = [];

    public List<int> MarkedWords { get; } = new(256);

    public List<(int Word, int Declared, float Likeness)> Expansions { get; } = new(256);

    /// <summary>Which declared words each listed word may be, by bits.</summary>
    public uint[] Marks { get; private set; } = [];

    /// <summary>The best likeness of each marked word.</summary>
    public float[] BestLikeness { get; private set; } = [];

    /// <summary>The search in which each name was last seen.</summary>
    public int[] Seen { get; private set; } = [];

    public int Round { get; private set; }

    public Likeness[] Matrix { get; private set; } = new Likeness[256];

    public Token[] ListedTokens { get; } = new Token[64];

    public float[] ListedWeights { get; } = new float[64];

    public void Begin(Segment segment)
    {
        if (Marks.Length < segment.Tokens.Length)
        {
            Marks = new uint[segment.Tokens.Length];
            BestLikeness = new float[segment.Tokens.Length];
        }

        if (Seen.Length < segment.NameCount)
        {
            Seen = new int[segment.NameCount];
            Round = 0;
        }

        if (++Round == int.MaxValue)
        {
            Array.Clear(Seen);
            Round = 1;
        }

        Forced.Clear();
        Candidates.Clear();
        Likenesses.Clear();
        Expansions.Clear();
        MarkedWords.Clear();
    }

    public void End()
    {
        foreach (var word in MarkedWords)
        {
            Marks[word] = 0;
            BestLikeness[word] = 0;
        }
    }

    public void Fit(int cells)
    {
        if (Matrix.Length < cells)
        {
            Matrix = new Likeness[cells];
        }
    }
}
