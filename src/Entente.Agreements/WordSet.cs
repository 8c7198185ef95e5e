using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Entente.Agreements;

/// <summary>Some words of one list of the vocabulary. The empty set names nobody and nothing.</summary>
[CollectionBuilder(typeof(WordSet), nameof(WordSet.Of))]
public readonly record struct WordSet<T> : IReadOnlyCollection<T>
    where T : struct, Enum
{
    internal WordSet(ulong bits) => Bits = bits;

    internal ulong Bits { get; }

    public int Count => BitOperations.PopCount(Bits);

    public bool IsEmpty => Bits == 0;

    public bool Contains(T word) => (Bits & WordSet.Bit(word)) != 0;

    /// <summary>Whether every word of the other is in this one.</summary>
    public bool Includes(WordSet<T> other) => (other.Bits & ~Bits) == 0;

    public bool Overlaps(WordSet<T> other) => (other.Bits & Bits) != 0;

    public WordSet<T> With(T word) => new(Bits | WordSet.Bit(word));

    public WordSet<T> And(WordSet<T> other) => new(Bits & other.Bits);

    public WordSet<T> Or(WordSet<T> other) => new(Bits | other.Bits);

    public WordSet<T> Without(WordSet<T> other) => new(Bits & ~other.Bits);

    public IEnumerator<T> GetEnumerator()
    {
        for (var rest = Bits; rest != 0; rest &= rest - 1)
        {
            var number = BitOperations.TrailingZeroCount(rest);
            yield return Unsafe.As<int, T>(ref number);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", this.Select(Words.Of));
}

public static class WordSet
{
    public static WordSet<T> Of<T>(ReadOnlySpan<T> words)
        where T : struct, Enum
    {
        var bits = 0UL;
        foreach (var word in words)
        {
            bits |= Bit(word);
        }

        return new(bits);
    }

    /// <summary>Every word of the list.</summary>
    public static WordSet<T> All<T>()
        where T : struct, Enum => Of<T>(Enum.GetValues<T>());

    // Every list of the vocabulary is an enumeration over int with at most 63 words.
    internal static ulong Bit<T>(T word)
        where T : struct, Enum => 1UL << Unsafe.As<T, int>(ref word);
}
