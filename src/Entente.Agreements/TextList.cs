using System.Collections;
using System.Runtime.CompilerServices;

namespace Entente.Agreements;

/// <summary>Texts in an order, such as languages or party ids; equal when they are the same in the same order.</summary>
[CollectionBuilder(typeof(TextList), nameof(Of))]
public sealed class TextList : IReadOnlyList<string>, IEquatable<TextList>
{
    private readonly string[] texts;

    private TextList(string[] texts) => this.texts = texts;

    public int Count => texts.Length;

    public string this[int index] => texts[index];

    public static TextList Of(ReadOnlySpan<string> texts) => new(texts.ToArray());

    public bool Contains(string text) => Array.IndexOf(texts, text) >= 0;

    public bool Equals(TextList? other) => other is not null && texts.AsSpan().SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as TextList);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var text in texts)
        {
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", texts);
}
