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
        Mask = LettersOf(name.Text);
        SoundMask = LettersOf(Sound);
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

    /// <summary>Which letters occur in <see cref="Sound"/>.</summary>
    public uint SoundMask { get; }

    public bool IsInitial => Text.Length == 1 && Class is TokenClass.Ordinary or TokenClass.Particle && Text.Length == 1 && char.IsAsciiLetter(Text[0]);

    /// <summary>The least that <see cref="SpellingDistance"/> can find between words with these letters: each letter of one side alone costs something.</summary>
    public static int LeastDistance(uint one, uint other)
    {
        var apart = one ^ other;
        return (BitOperations.PopCount(apart & ~Cheap) * 30) + (BitOperations.PopCount(apart & Vowels) * 20);
    }

    private const uint Vowels = (1u << 0) | (1u << ('e' - 'a')) | (1u << ('i' - 'a')) | (1u << ('o' - 'a')) | (1u << ('u' - 'a')) | (1u << ('y' - 'a'));
    private const uint Cheap = Vowels | (1u << ('h' - 'a'));

    private static uint LettersOf(string text)
    {
        var letters = 0u;
        foreach (var c in text)
        {
            letters |= 1u << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + (c % 6));
        }

        return letters;
    }

    private static bool IsLatin(string text) => text.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;
}
