using System.Runtime.InteropServices;
using Entente.Screening.Names;
using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>An unchangeable part of the lists with everything that finding in it needs.</summary>
/// <remarks>Names are rows of word numbers in one array; the words stand once each in <see cref="Tokens"/>.</remarks>
internal sealed class Segment
{
    public required ListedEntry[] Entries { get; init; }

    public required Dictionary<long, int> Places { get; init; }

    public required Token[] Tokens { get; init; }

    public required float[] Weights { get; init; }

    /// <summary>Letters and length of each word side by side, so that most words that only share a hash are told apart by one look. Length 0: compare in full.</summary>
    public required (uint Letters, uint Sounds, byte Length)[] Shapes { get; init; }

    /// <summary>Word numbers of all names, one after the other.</summary>
    public required int[] Words { get; init; }

    /// <summary>Where each name begins in <see cref="Words"/>, and one more.</summary>
    public required int[] NameStarts { get; init; }

    /// <summary>Whose each name is.</summary>
    public required int[] NameEntries { get; init; }

    /// <summary>Which of the entry's names each is.</summary>
    public required byte[] NameOrdinals { get; init; }

    /// <summary>Where the names of each word begin in <see cref="Postings"/>, and one more.</summary>
    public required int[] PostingStarts { get; init; }

    public required int[] Postings { get; init; }

    public required Dictionary<string, int> ByText { get; init; }

    /// <summary>The next word with the same letters but another class, script or characters; -1 at the end.</summary>
    public required int[] NextSameText { get; init; }

    public required HashPostings ByDeletes { get; init; }

    public required HashPostings BySkeleton { get; init; }

    /// <summary>Names by two neighbouring words written as one.</summary>
    public required HashPostings ByJoin { get; init; }

    /// <summary>Entries by normalised number; those with a run of numbers also by what the numbers of the run have in common.</summary>
    public required HashPostings ByIdentifier { get; init; }

    /// <summary>Word numbers in the order of their text, for beginnings of words.</summary>
    public required int[] Alphabetical { get; init; }

    public int NameCount => NameEntries.Length;

    public ReadOnlySpan<int> WordsOf(int name) => Words.AsSpan(NameStarts[name], NameStarts[name + 1] - NameStarts[name]);

    public ReadOnlySpan<int> NamesWith(int word) => Postings.AsSpan(PostingStarts[word], PostingStarts[word + 1] - PostingStarts[word]);

    /// <summary>In how many names a word occurs, whatever its class.</summary>
    public int Occurrences(string text)
    {
        var occurrences = 0;
        for (var word = ByText.GetValueOrDefault(text, -1); word >= 0; word = NextSameText[word])
        {
            occurrences += PostingStarts[word + 1] - PostingStarts[word];
        }

        return occurrences;
    }

    /// <summary>Whether an entry of this kind is read as the name of a person.</summary>
    public static bool IsPerson(SubjectKind kind) => kind == SubjectKind.Person;

    /// <param name="entries">What the segment holds; ids are different.</param>
    /// <param name="population">The segment whose words show which are common; <see langword="null"/> for this one itself.</param>
    public static Segment Of(ListedEntry[] entries, Segment? population)
    {
        var builder = new Builder();
        for (var e = 0; e < entries.Length; e++)
        {
            builder.Add(e, entries[e]);
        }

        return builder.Build(entries, population);
    }

    private sealed class Builder
    {
        private readonly Dictionary<NameToken, int> numbers = [];
        private readonly List<Token> tokens = [];
        private readonly List<int> words = [];
        private readonly List<int> nameStarts = [0];
        private readonly List<int> nameEntries = [];
        private readonly List<byte> nameOrdinals = [];
        private readonly HashPostings.Builder joins = new();
        private readonly HashPostings.Builder identifiers = new();

        public void Add(int place, ListedEntry entry)
        {
            for (var n = 0; n < Math.Min(entry.Names.Count, byte.MaxValue); n++)
            {
                AddName(place, n, NameReading.Read(entry.Names[n].Text, IsPerson(entry.Kind)));
            }

            foreach (var identifier in entry.Identifiers)
            {
                if (IdentifierRules.Normalise(identifier).Key is { Length: > 0 } key)
                {
                    identifiers.Add(HashPostings.Hash(key), place);
                    if (identifier.Last is not null && NumberRun.Split(IdentifierRules.Compact(identifier.Value)) is { } run)
                    {
                        identifiers.Add(HashPostings.Hash(run.Shape), place);
                    }
                }
            }
        }

        private void AddName(int place, int ordinal, List<PlacedToken> placed)
        {
            if (placed.Count == 0)
            {
                return;
            }

            foreach (var (name, _, _) in placed)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out var known);
                if (!known)
                {
                    number = tokens.Count;
                    tokens.Add(new(name));
                }

                words.Add(number);
            }

            var joined = new Neighbours(placed);
            while (joined.Next(out var hash))
            {
                joins.Add(hash, nameEntries.Count);
            }

            nameEntries.Add(place);
            nameOrdinals.Add((byte)ordinal);
            nameStarts.Add(words.Count);
        }

        public Segment Build(ListedEntry[] entries, Segment? population)
        {
            var (postingStarts, postings) = Invert();
            var byText = new Dictionary<string, int>(tokens.Count, StringComparer.Ordinal);
            var nextSameText = new int[tokens.Count];
            var deletes = new HashPostings.Builder();
            var skeletons = new HashPostings.Builder();
            var hashes = new List<ulong>(32);
            for (var t = 0; t < tokens.Count; t++)
            {
                ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(byText, tokens[t].Text, out var known);
                nextSameText[t] = known ? head : -1;
                head = t;
                if (!IsPosted(t, postingStarts))
                {
                    continue;
                }

                if (tokens[t].Skeleton != 0)
                {
                    skeletons.Add(HashPostings.Spread(tokens[t].Skeleton), t);
                }

                Deletes.Collect(hashes, tokens[t].Text);
                foreach (var hash in hashes)
                {
                    deletes.Add(hash, t);
                }
            }

            var alphabetical = Enumerable.Range(0, tokens.Count).ToArray();
            Array.Sort(tokens.ConvertAll(token => token.Text).ToArray(), alphabetical, StringComparer.Ordinal);
            return new()
            {
                Entries = entries,
                Places = Enumerable.Range(0, entries.Length).ToDictionary(e => entries[e].Id),
                Tokens = [.. tokens],
                Weights = [.. tokens.Select((token, t) => population is null
                    ? Rarity.Weight(token, postingStarts[t + 1] - postingStarts[t], nameEntries.Count)
                    : Rarity.Weight(token, population.Occurrences(token.Text), population.NameCount))],
                Shapes = [.. tokens.Select(token => (token.Mask, token.SoundMask, token.Name.IsAbjad ? (byte)0 : (byte)token.Text.Length))],
                Words = [.. words],
                NameStarts = [.. nameStarts],
                NameEntries = [.. nameEntries],
                NameOrdinals = [.. nameOrdinals],
                PostingStarts = postingStarts,
                Postings = postings,
                ByText = byText,
                NextSameText = nextSameText,
                ByDeletes = deletes.Build(),
                BySkeleton = skeletons.Build(),
                ByJoin = joins.Build(),
                ByIdentifier = identifiers.Build(),
                Alphabetical = alphabetical,
            };
        }

        private static bool IsPosted(int token, int[] postingStarts) => postingStarts[token + 1] > postingStarts[token];

        /// <summary>Names by word. Particles, titles and forms lead to a name only if it has no other words.</summary>
        private (int[] Starts, int[] Postings) Invert()
        {
            var starts = new int[tokens.Count + 1];
            VisitPosted((token, _) => starts[token + 1]++);
            for (var t = 0; t < tokens.Count; t++)
            {
                starts[t + 1] += starts[t];
            }

            var next = starts[..^1];
            var postings = new int[starts[^1]];
            VisitPosted((token, name) => postings[next[token]++] = name);
            return (starts, postings);
        }

        private void VisitPosted(Action<int, int> visit)
        {
            for (var name = 0; name < nameEntries.Count; name++)
            {
                var own = CollectionsMarshal.AsSpan(words)[nameStarts[name]..nameStarts[name + 1]];
                var hasSignificant = false;
                foreach (var token in own)
                {
                    hasSignificant |= Rarity.IsSignificant(tokens[token]);
                }

                for (var w = 0; w < own.Length; w++)
                {
                    if ((!hasSignificant || Rarity.IsSignificant(tokens[own[w]])) && own[..w].IndexOf(own[w]) < 0)
                    {
                        visit(own[w], name);
                    }
                }
            }
        }
    }
}
