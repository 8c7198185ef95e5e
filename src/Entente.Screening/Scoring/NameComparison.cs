using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>
/// Aligns the words of two names and scores the alignment. One instance serves one search at a time. This is the only scorer: the
/// alignment that the officer sees is the one that was scored.
/// </summary>
internal sealed class NameComparison
{
    private readonly List<WordPair> pairs = new(16);
    private readonly List<WordPair> possible = new(32);
    private bool[] declaredTaken = new bool[32];
    private bool[] listedTaken = new bool[32];

    /// <summary>The alignment of the last comparison.</summary>
    public IReadOnlyList<WordPair> Pairs => pairs;

    public bool IsDeclaredTaken(int word) => declaredTaken[word];

    public bool IsListedTaken(int word) => listedTaken[word];

    /// <summary>Compares a declared with a listed name.</summary>
    /// <param name="declared">The declared name.</param>
    /// <param name="listed">The listed name.</param>
    /// <param name="likeness">The likeness of two words by their places; memoised by the caller.</param>
    /// <param name="prefixes">Whether the last declared word may be the beginning of a listed one.</param>
    public NameOutcome Compare(in NameForm declared, in NameForm listed, ReadOnlySpan<Likeness> likeness, bool prefixes = false)
    {
        Array.Clear(declaredTaken);
        Array.Clear(listedTaken);
        pairs.Clear();
        FindPossible(declared, listed, likeness, prefixes);
        TakeBest(Sure);
        MatchJoined(declared, listed, fromDeclared: true);
        MatchJoined(declared, listed, fromDeclared: false);
        TakeBest(0);
        MatchAcronym(declared, listed, fromDeclared: true);
        MatchAcronym(declared, listed, fromDeclared: false);
        return Outcome(declared, listed);
    }

    private void FindPossible(in NameForm declared, in NameForm listed, ReadOnlySpan<Likeness> likeness, bool prefixes)
    {
        possible.Clear();
        for (var i = 0; i < declared.Tokens.Length; i++)
        {
            for (var j = 0; j < listed.Tokens.Length; j++)
            {
                var like = likeness[(i * listed.Tokens.Length) + j];
                if (like.Value == 0 && prefixes && i == declared.Tokens.Length - 1 && listed.Tokens[j].Text.StartsWith(declared.Tokens[i].Text, StringComparison.Ordinal))
                {
                    like = new(0.85, PairKind.Beginning);
                }

                if (like.Value > 0)
                {
                    possible.Add(new(i, 1, j, 1, like));
                }
            }
        }

    }

    /// <summary>Takes the most alike pair first; of pairs equally alike, those in the same place.</summary>
    private void TakeBest(double least)
    {
        while (true)
        {
            var best = -1;
            for (var p = 0; p < possible.Count; p++)
            {
                var pair = possible[p];
                if (pair.Likeness.Value >= least && !declaredTaken[pair.Declared] && !listedTaken[pair.Listed] && (best < 0 || IsBetter(pair, possible[best])))
                {
                    best = p;
                }
            }

            if (best < 0)
            {
                return;
            }

            Take(possible[best]);
        }
    }

    /// <summary>Less alike than this, two words joined may be the better counterpart: <c>Siemens AG</c> for <c>SiemensAG</c>.</summary>
    private const double Sure = 0.85;

    private static bool IsBetter(WordPair one, WordPair other)
    {
        var difference = one.Likeness.Value - other.Likeness.Value;
        return difference > 1e-9 || (difference > -1e-9 && Math.Abs(one.Declared - one.Listed) < Math.Abs(other.Declared - other.Listed));
    }

    /// <summary>Two words on one side are one on the other: <c>Aero Caribbean</c>, <c>Nur al-Din</c>, <c>SiemensAG</c>.</summary>
    private void MatchJoined(in NameForm declared, in NameForm listed, bool fromDeclared)
    {
        var two = fromDeclared ? declared : listed;
        var one = fromDeclared ? listed : declared;
        var (twoTaken, oneTaken) = fromDeclared ? (declaredTaken, listedTaken) : (listedTaken, declaredTaken);
        for (var j = 0; j < one.Tokens.Length; j++)
        {
            if (oneTaken[j] || one.Tokens[j].Text.Length < 4)
            {
                continue;
            }

            for (var i = 0; i + 1 < two.Tokens.Length; i++)
            {
                var next = i + 2 < two.Tokens.Length && two.Tokens[i + 1].Class == TokenClass.Particle && !twoTaken[i + 2] ? i + 2 : i + 1;
                if (twoTaken[i] || twoTaken[next] || Join(two.Tokens[i], two.Tokens[next], one.Tokens[j]) is not { Value: > 0 } like)
                {
                    continue;
                }

                Take(fromDeclared ? new(i, next - i + 1, j, 1, like) : new(j, 1, i, next - i + 1, like));
                break;
            }
        }
    }

    /// <summary>A word of two to five letters that are the initials of neighbouring words: <c>US</c>, <c>PLA</c>, <c>JC</c> for Jean-Claude.</summary>
    private void MatchAcronym(in NameForm declared, in NameForm listed, bool fromDeclared)
    {
        var shortened = fromDeclared ? declared : listed;
        var full = fromDeclared ? listed : declared;
        var (shortTaken, fullTaken) = fromDeclared ? (declaredTaken, listedTaken) : (listedTaken, declaredTaken);
        for (var i = 0; i < shortened.Tokens.Length; i++)
        {
            var letters = shortened.Tokens[i].Text;
            for (var j = 0; !shortTaken[i] && letters.Length is >= 2 and <= 5 && j + letters.Length <= full.Tokens.Length; j++)
            {
                var k = 0;
                while (k < letters.Length && !fullTaken[j + k] && full.Tokens[j + k].Text.Length > 1 && full.Tokens[j + k].Text[0] == letters[k])
                {
                    k++;
                }

                if (k == letters.Length)
                {
                    Take(fromDeclared ? new(i, 1, j, k, new(0.80, PairKind.Initial)) : new(j, k, i, 1, new(0.80, PairKind.Initial)));
                }
            }
        }
    }

    private static Likeness Join(Token first, Token second, Token whole)
    {
        var length = first.Text.Length + second.Text.Length;
        if (Math.Abs(length - whole.Text.Length) > 3 || length < 4)
        {
            return Likeness.None;
        }

        var joined = first.Text + second.Text;
        if (joined == whole.Text)
        {
            return new(0.97, PairKind.Joined);
        }

        var like = Likeness.Of(new Token(new(joined, TokenClass.Ordinary, first.Name.IsAbjad, "")), whole);
        return like.Value >= 0.60 ? new(like.Value * 0.97, PairKind.Joined) : Likeness.None;
    }

    private void Take(WordPair pair)
    {
        pairs.Add(pair);
        declaredTaken.AsSpan(pair.Declared, pair.DeclaredCount).Fill(true);
        listedTaken.AsSpan(pair.Listed, pair.ListedCount).Fill(true);
    }

    private NameOutcome Outcome(in NameForm declared, in NameForm listed)
    {
        double shared = 0, like = 0;
        var (significant, initials) = (0, 0);
        foreach (var pair in pairs)
        {
            initials += pair.Likeness.Kind == PairKind.Initial ? 1 : 0;
            var weight = (Sum(declared.Weights.Slice(pair.Declared, pair.DeclaredCount)) + Sum(listed.Weights.Slice(pair.Listed, pair.ListedCount))) / 2;
            shared += weight;
            like += weight * pair.Likeness.Value;
            significant += weight > 0.30 && pair.Likeness.Kind != PairKind.Initial ? pair.DeclaredCount == 1 && pair.ListedCount == 1 ? 1 : 2 : 0;
        }

        if (significant == 0)
        {
            return default;
        }

        var declaredLeft = Left(declared, declaredTaken);
        var listedLeft = Left(listed, listedTaken);
        var both = Math.Min(declaredLeft, listedLeft);
        var extra = Math.Max(declaredLeft, listedLeft) - both;
        var isSingle = significant == 1 && initials == 0 && (both > 0.30 || declared.IsPerson || listed.IsPerson);
        return new(
            like / shared,
            ScreeningRules.Name.Weight * like / shared,
            both < 0.20 ? ScreeningRules.NameConflict.Weight * both / (shared + both) * 0.5
                : Math.Min(ScreeningRules.NameConflict.Weight * both / (shared + both), -0.25 * Math.Min(1, both / 0.6)),
            ScreeningRules.NameExtra.Weight * extra / (shared + both + extra),
            Numbers(declared, listed),
            LegalForms(declared, listed) ? 0 : ScreeningRules.LegalForm.Weight,
            isSingle ? ScreeningRules.SingleWord.Weight : 0);
    }

    /// <summary>A letter that begins no word of the other name speaks louder than one that does: <c>William G. Frost</c>, <c>William W. Frost</c>.</summary>
    private const double UnmatchedInitial = 0.60;

    private static double Left(in NameForm name, bool[] taken)
    {
        double left = 0;
        for (var i = 0; i < name.Tokens.Length; i++)
        {
            left += taken[i] || name.Tokens[i].Class is TokenClass.Number or TokenClass.LegalForm ? 0
                : name.Tokens[i].IsInitial && name.IsPerson ? UnmatchedInitial
                : name.Weights[i];
        }

        return left;
    }

    private static double Sum(ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        return sum;
    }

    /// <summary>A number that only one side has counts half: <c>Fund</c> and <c>Fund I</c> may be the same.</summary>
    private double Numbers(in NameForm declared, in NameForm listed)
    {
        if (declared.IsPerson || listed.IsPerson)
        {
            return 0;
        }

        var (left, right) = (Untaken(declared, declaredTaken, TokenClass.Number), Untaken(listed, listedTaken, TokenClass.Number));
        return ScreeningRules.Number.Weight * (left && right ? 1 : left || right ? 0.5 : 0);
    }

    private bool LegalForms(in NameForm declared, in NameForm listed) =>
        !(Untaken(declared, declaredTaken, TokenClass.LegalForm) && Untaken(listed, listedTaken, TokenClass.LegalForm));

    private static bool Untaken(in NameForm name, bool[] taken, TokenClass cls)
    {
        for (var i = 0; i < name.Tokens.Length; i++)
        {
            if (!taken[i] && name.Tokens[i].Class == cls)
            {
                return true;
            }
        }

        return false;
    }
}
