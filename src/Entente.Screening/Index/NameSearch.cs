using Entente.Screening.Names;
using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>Finds the listed names of one segment that a declared name may be, and scores them.</summary>
/// <remarks>
/// Fuzziness is spent on words, not on names: each declared word is expanded to the listed words that are alike (equal, within the edits of
/// <see cref="Deletes"/>, of one consonant skeleton, a known variant), and only names with such words are compared.
/// </remarks>
internal static class NameSearch
{
    /// <summary>At most so many names of a segment are compared in full; those with the best bound.</summary>
    private const int MostCompared = 600;

    /// <summary>What the bound leaves for words that are alike though the expansion does not reach them: far transliterations, acronyms.</summary>
    private const double Unreached = 0.15;

    /// <summary>Names that only a word this common leads to are left out when the other words weigh more.</summary>
    private const int CommonPostings = 4_000;

    /// <summary>Calls <paramref name="found"/> for every live name that scores at least <paramref name="least"/>.</summary>
    public static void Run(LivePart part, DeclaredName declared, double least, bool prefixes, Scratch scratch, Func<SubjectKind, bool> isComparable, Action<int, NameOutcome> found)
    {
        var segment = part.Segment;
        scratch.Begin(segment);
        Expand(segment, declared, prefixes, scratch);
        Collect(part, declared, least, scratch, isComparable);
        var compared = Math.Min(scratch.Candidates.Count, MostCompared);
        if (scratch.Candidates.Count > MostCompared)
        {
            scratch.Candidates.Sort(static (a, b) => a.Bound != b.Bound ? b.Bound.CompareTo(a.Bound) : a.Name.CompareTo(b.Name));
        }

        for (var c = 0; c < compared; c++)
        {
            var outcome = Compare(segment, declared, scratch.Candidates[c].Name, prefixes, scratch);
            if (outcome.Score >= least)
            {
                found(scratch.Candidates[c].Name, outcome);
            }
        }

        scratch.End();
    }

    /// <summary>Compares one listed name; also the way to the alignment of a name that was found.</summary>
    public static NameOutcome Compare(Segment segment, DeclaredName declared, int name, bool prefixes, Scratch scratch)
    {
        var words = segment.WordsOf(name);
        scratch.Fit(words.Length * declared.Tokens.Length);
        for (var j = 0; j < words.Length; j++)
        {
            (scratch.ListedTokens[j], scratch.ListedWeights[j]) = (segment.Tokens[words[j]], segment.Weights[words[j]]);
            for (var i = 0; i < declared.Tokens.Length; i++)
            {
                var key = ((long)i << 32) | (uint)words[j];
                if (!scratch.Likenesses.TryGetValue(key, out var like))
                {
                    scratch.Likenesses[key] = like = Likeness.Of(declared.Tokens[i], segment.Tokens[words[j]]);
                }

                scratch.Matrix[(i * words.Length) + j] = like;
            }
        }

        var isPerson = Segment.IsPerson(segment.Entries[segment.NameEntries[name]].Kind);
        var listed = new NameForm(scratch.ListedTokens.AsSpan(0, words.Length), scratch.ListedWeights.AsSpan(0, words.Length), isPerson);
        return scratch.Comparison.Compare(declared.Form, listed, scratch.Matrix.AsSpan(0, words.Length * declared.Tokens.Length), prefixes);
    }

    private static void Expand(Segment segment, DeclaredName declared, bool prefixes, Scratch scratch)
    {
        var hasSignificant = declared.Tokens.Any(Rarity.IsSignificant);
        for (var i = 0; i < declared.Tokens.Length; i++)
        {
            var token = declared.Tokens[i];
            if (hasSignificant && !Rarity.IsSignificant(token))
            {
                continue;
            }

            scratch.Words.Clear();
            AddText(segment, token.Text, scratch.Words);
            foreach (var variant in Variants.Of(token.Text))
            {
                AddText(segment, variant, scratch.Words);
            }

            if (token.Skeleton != 0)
            {
                segment.BySkeleton.CollectInto(scratch.Words, HashPostings.Spread(token.Skeleton));
            }

            var sure = scratch.Words.Count;
            Deletes.Collect(scratch.Hashes, token.Text);
            foreach (var hash in scratch.Hashes)
            {
                segment.ByDeletes.CollectInto(scratch.Words, hash);
            }

            DropUnlike(segment, token, scratch.Words, sure);

            if (prefixes && i == declared.Tokens.Length - 1)
            {
                AddBeginnings(segment, token.Text, scratch.Words);
            }

            foreach (var word in scratch.Words)
            {
                Mark(segment, token, i, word, prefixes && i == declared.Tokens.Length - 1, scratch);
            }

            segment.ByJoin.CollectInto(scratch.Forced, HashPostings.Hash(token.Text));
        }

        ExpandJoined(segment, declared, scratch);
    }

    private static void DropUnlike(Segment segment, Token token, List<int> words, int from)
    {
        var kept = from;
        for (var w = from; w < words.Count; w++)
        {
            if (!Likeness.CannotBeSpelledAlike(token, segment.Shapes[words[w]]))
            {
                words[kept++] = words[w];
            }
        }

        words.RemoveRange(kept, words.Count - kept);
    }

    private static void ExpandJoined(Segment segment, DeclaredName declared, Scratch scratch)
    {
        for (var i = 0; i + 1 < declared.Tokens.Length; i++)
        {
            var next = i + 2 < declared.Tokens.Length && declared.Tokens[i + 1].Class == TokenClass.Particle ? i + 2 : i + 1;
            var whole = declared.Tokens[i].Text + declared.Tokens[next].Text;
            scratch.Words.Clear();
            AddText(segment, whole, scratch.Words);
            if (whole.Length >= 6)
            {
                segment.BySkeleton.CollectInto(scratch.Words, HashPostings.Spread(Sound.Skeleton(Sound.Of(whole))));
            }

            foreach (var word in scratch.Words)
            {
                if (Math.Abs(segment.Tokens[word].Text.Length - whole.Length) <= 3 && segment.Tokens[word].Text[0] == whole[0])
                {
                    scratch.Expansions.Add((word, i, 1));
                    AddMark(word, (1u << i) | (1u << next), 1, scratch);
                }
            }
        }
    }

    private static void AddText(Segment segment, string text, List<int> words)
    {
        for (var word = segment.ByText.GetValueOrDefault(text, -1); word >= 0; word = segment.NextSameText[word])
        {
            words.Add(word);
        }
    }

    private static void AddBeginnings(Segment segment, string beginning, List<int> words)
    {
        int low = 0, high = segment.Alphabetical.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(segment.Tokens[segment.Alphabetical[middle]].Text, beginning) < 0 ? (middle + 1, high) : (low, middle);
        }

        for (; low < segment.Alphabetical.Length && segment.Tokens[segment.Alphabetical[low]].Text.StartsWith(beginning, StringComparison.Ordinal) && words.Count < 5_000; low++)
        {
            words.Add(segment.Alphabetical[low]);
        }
    }

    private static void Mark(Segment segment, Token token, int declared, int word, bool isBeginning, Scratch scratch)
    {
        if ((word < scratch.Marks.Length && (scratch.Marks[word] & (1u << declared)) != 0) || segment.NamesWith(word).Length == 0)
        {
            return;
        }

        var key = ((long)declared << 32) | (uint)word;
        if (!scratch.Likenesses.TryGetValue(key, out var like))
        {
            scratch.Likenesses[key] = like = Likeness.Of(token, segment.Tokens[word]);
        }

        if (like.Value > 0 || isBeginning)
        {
            scratch.Expansions.Add((word, declared, (float)like.Value));
            AddMark(word, 1u << declared, isBeginning ? 1 : (float)like.Value, scratch);
        }
    }

    private static void AddMark(int word, uint bits, float likeness, Scratch scratch)
    {
        if (scratch.Marks[word] == 0)
        {
            scratch.MarkedWords.Add(word);
        }

        scratch.Marks[word] |= bits;
        scratch.BestLikeness[word] = Math.Max(scratch.BestLikeness[word], likeness);
    }

    private static void Collect(LivePart part, DeclaredName declared, double least, Scratch scratch, Func<SubjectKind, bool> isComparable)
    {
        var segment = part.Segment;
        Span<long> sizes = stackalloc long[declared.Tokens.Length];
        Span<int> order = stackalloc int[declared.Tokens.Length];
        foreach (var (word, i, _) in scratch.Expansions)
        {
            sizes[i] += segment.NamesWith(word).Length;
        }

        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        sizes.Sort(order);
        var bound = new Bound(declared);
        float seenWeight = 0;
        for (var o = 0; o < order.Length; o++)
        {
            if (sizes[o] == 0)
            {
                continue;
            }

            if (sizes[o] > CommonPostings && seenWeight > 0.55 * bound.Total)
            {
                break;
            }

            seenWeight += declared.Weights[order[o]];
            foreach (var (word, i, _) in scratch.Expansions)
            {
                if (i != order[o])
                {
                    continue;
                }

                foreach (var name in segment.NamesWith(word))
                {
                    Consider(part, name, bound.Of(segment, name, scratch.Marks, scratch.BestLikeness), least, scratch, isComparable);
                }
            }
        }

        foreach (var name in scratch.Forced)
        {
            Consider(part, name, 1, least, scratch, isComparable);
        }
    }

    private static void Consider(LivePart part, int name, float bound, double least, Scratch scratch, Func<SubjectKind, bool> isComparable)
    {
        if (bound < least - Unreached || scratch.Seen[name] == scratch.Round)
        {
            return;
        }

        scratch.Seen[name] = scratch.Round;
        var place = part.Segment.NameEntries[name];
        if (part.IsLive(place) && isComparable(part.Segment.Entries[place].Kind))
        {
            scratch.Candidates.Add((bound, name));
        }
    }

    /// <summary>The most that a name can score, from which of its words are marked alone.</summary>
    private readonly ref struct Bound
    {
        private readonly DeclaredName declared;
        private readonly float initials;

        public Bound(DeclaredName declared)
        {
            this.declared = declared;
            for (var i = 0; i < declared.Tokens.Length; i++)
            {
                Total += declared.Tokens[i].IsInitial || !Rarity.IsSignificant(declared.Tokens[i]) ? 0 : declared.Weights[i];
                initials += declared.Tokens[i].IsInitial ? 1 : 0;
            }
        }

        public float Total { get; }

        public float Of(Segment segment, int name, uint[] marks, float[] likeness)
        {
            var bits = 0u;
            float listedLeft = -initials, shared = 0, alike = 0;
            foreach (var word in segment.WordsOf(name))
            {
                var mark = marks[word];
                bits |= mark;
                if (mark == 0)
                {
                    var token = segment.Tokens[word];
                    listedLeft += token.IsInitial || !Rarity.IsSignificant(token) ? 0 : segment.Weights[word];
                }
                else
                {
                    shared += segment.Weights[word];
                    alike = Math.Max(alike, likeness[word]);
                }
            }

            float declaredShared = 0;
            for (var i = 0; i < declared.Tokens.Length; i++)
            {
                declaredShared += (bits & (1u << i)) != 0 ? declared.Weights[i] : 0;
            }

            // Words that are joined on one side are marked on neither, so a little is left unpunished.
            var both = Math.Max(0, Math.Min(Total - declaredShared, listedLeft));
            var whole = Math.Max(shared, declaredShared) + both;
            return (float)((ScreeningRules.Name.Weight * alike) + (whole > 0 ? ScreeningRules.NameConflict.Weight * both / whole : 0));
        }
    }
}
