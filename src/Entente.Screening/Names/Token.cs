using System.Numerics;

namespace Entente.Screening.Names;

/// <summary>A word with what comparing it needs, computed once.</summary>
internal sealed class Token
{
    public Token(NameToken name)
    {
        Name = name;
        Sound = IsLatin(name.Text) ? Names.Sound.Of(name.Text) : name.Text;
        Skeleton = Names.Sound.Skeleton(Sound);
        Spelling = name.IsAbjad ? -1 : Variants.SpellingOf(name.Text);
        foreach (var c in name.Text)
        {
            Mask |= 1u << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + (c % 6));
        }
    }

    public NameToken Name { get; }

    public string Text => Name.Text;

    public TokenClass Class => Name.Class;

    public string Sound { get; }

    /// <summary>Consonant classes, see <see cref="Names.Sound.Skeleton"/>; 0 when it has none.</summary>
    public ulong Skeleton { get; }

    /// <summary>The row of spellings of one name, or -1.</summary>
    public int Spelling { get; }

    /// <summary>Which letters occur.</summary>
    public uint Mask { get; }

    public bool IsInitial => Text.Length == 1 && Class is TokenClass.Ordinary or TokenClass.Particle && Text.Length == 1 && char.IsAsciiLetter(Text[0]);

    /// <summary>Letters that the other word has not, counting kinds of letter.</summary>
    public int LettersApart(Token other) => BitOperations.PopCount(Mask ^ other.Mask);

    private static bool IsLatin(string text) => text.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;
}
