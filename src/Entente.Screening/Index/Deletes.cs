namespace Entente.Screening.Index;

/// <summary>Symmetric deletes: two words within so many edits share a form with so many letters left out.</summary>
internal static class Deletes
{
    /// <summary>Longer words are looked up by their beginning; a slip further on shows in the comparison.</summary>
    private const int Prefix = 7;

    /// <summary>Edits by length: none to three letters, one to five, two from six.</summary>
    private static int Distance(int length) => length switch { < 3 => 0, < 6 => 1, _ => 2 };

    /// <summary>Hashes of the word's beginning with up to its number of letters left out.</summary>
    public static void Collect(List<ulong> hashes, ReadOnlySpan<char> word)
    {
        hashes.Clear();
        var distance = Distance(word.Length);
        if (distance == 0)
        {
            return;
        }

        var start = word[..Math.Min(word.Length, Prefix)];
        hashes.Add(HashPostings.Hash(start));
        Span<char> one = stackalloc char[Prefix];
        Span<char> two = stackalloc char[Prefix];
        for (var i = 0; i < start.Length; i++)
        {
            var shorter = Without(start, i, one);
            hashes.Add(HashPostings.Hash(shorter));
            if (distance < 2)
            {
                continue;
            }

            for (var j = i; j < shorter.Length; j++)
            {
                hashes.Add(HashPostings.Hash(Without(shorter, j, two)));
            }
        }
    }

    private static Span<char> Without(ReadOnlySpan<char> word, int at, Span<char> to)
    {
        word[..at].CopyTo(to);
        word[(at + 1)..].CopyTo(to[at..]);
        return to[..(word.Length - 1)];
    }
}
