namespace Entente.Screening.Names;

/// <summary>How alike two words are, and in which way.</summary>
internal readonly record struct Likeness(double Value, PairKind Kind)
{
    /// <summary>Below this two words are different words. <c>Starkey</c> and <c>Starmer</c> are just above, <c>Frank</c> and <c>Frederik</c> below.</summary>
    public const double Least = 0.45;

    /// <summary>A letter in so many is wrong: the likeness falls this much faster. One edit in seven letters leaves 0.74.</summary>
    private const double Strictness = 1.8;

    public static readonly Likeness None = new(0, PairKind.Different);

    public static Likeness Of(Token one, Token other)
    {
        if (one.Text == other.Text)
        {
            return SameText(one, other);
        }

        if (one.Class == TokenClass.Number || other.Class == TokenClass.Number)
        {
            return None;
        }

        if ((one.Class == TokenClass.LegalForm || other.Class == TokenClass.LegalForm) && (one.Class == other.Class || one.Text.Length < 7 || other.Text.Length < 7))
        {
            return one.Class == other.Class && Words.SameLegalForm(one.Text, other.Text) ? new(0.95, PairKind.Variant) : None;
        }

        if (one.Text.Length == 1 || other.Text.Length == 1)
        {
            return one.Text[0] == other.Text[0] && (one.IsInitial || other.IsInitial) && !one.Name.IsAbjad && !other.Name.IsAbjad
                ? new(0.80, PairKind.Initial)
                : None;
        }

        if (one.Spelling >= 0 && other.Spelling >= 0)
        {
            return one.Spelling == other.Spelling ? new(0.96, PairKind.Variant)
                : Variants.AreNicknames(one.Text, other.Text) ? new(0.88, PairKind.Nickname)
                : None;
        }

        if (one.Name.IsAbjad != other.Name.IsAbjad)
        {
            return Abjad(one.Name.IsAbjad ? one : other, one.Name.IsAbjad ? other : one);
        }

        if (Variants.AreNicknames(one.Text, other.Text))
        {
            return new(0.88, PairKind.Nickname);
        }

        return Spelled(one, other);
    }

    /// <summary>Chinese names that sound alike are the same name only if they are written alike; 高石 and 高市 are both <c>gaoshi</c>.</summary>
    private static Likeness SameText(Token one, Token other) =>
        one.Name.Native.Length == 0 && other.Name.Native.Length == 0 ? new(1, one.Name.IsAbjad == other.Name.IsAbjad ? PairKind.Exact : PairKind.Transliteration)
        : one.Name.Native == other.Name.Native ? new(1, PairKind.Exact)
        : one.Name.Native.Length == 0 || other.Name.Native.Length == 0 ? new(0.95, PairKind.Transliteration)
        : None;

    private static Likeness Abjad(Token abjad, Token full)
    {
        if (abjad.Skeleton == 0 || full.Skeleton == 0)
        {
            return None;
        }

        var cost = SpellingDistance.FromAbjad(abjad.Sound, full.Sound, 300);
        var value = 0.97 - (Strictness * cost / 100.0 / Math.Max(3, (abjad.Sound.Length + full.Sound.Length) / 2.0));
        return value >= Least ? new(value, PairKind.Transliteration) : None;
    }

    private static Likeness Spelled(Token one, Token other)
    {
        var isSameSkeleton = one.Skeleton == other.Skeleton && one.Skeleton != 0;
        var length = (one.Text.Length + other.Text.Length) / 2.0;
        var most = Most(length);
        var spelled = Token.LeastDistance(one.Mask, other.Mask) > most ? SpellingDistance.TooFar
            : SpellingDistance.Between(one.Text, other.Text, most) + FirstLetter(one.Text, other.Text);
        var sounded = spelled <= Sounded || Token.LeastDistance(one.SoundMask, other.SoundMask) > most ? spelled
            : SpellingDistance.Between(one.Sound, other.Sound, most) + FirstLetter(one.Sound, other.Sound) + Sounded;
        var value = 1 - (Strictness * Math.Min(spelled, sounded) / 100.0 / length);
        return value < Least ? None
            : new(value, isSameSkeleton && one.Skeleton > 0x3FF ? PairKind.Transliteration : PairKind.Spelling);
    }

    private const double MostEdits = 2.2;

    /// <summary>The most that two words may be apart, in hundredths of a letter, by their mean length.</summary>
    private static int Most(double length) => (int)(Math.Min(length * (1 - Least) / Strictness, MostEdits) * 100);

    /// <summary>Whether words with these letters are certainly further apart than that; <see cref="Of"/> need not be asked.</summary>
    public static bool CannotBeSpelledAlike(Token one, (uint Letters, uint Sounds, byte Length) other)
    {
        var most = Most((one.Text.Length + other.Length) / 2.0);
        return other.Length > 0 && !one.Name.IsAbjad && Token.LeastDistance(one.Mask, other.Letters) > most && Token.LeastDistance(one.SoundMask, other.Sounds) > most;
    }

    /// <summary>Words that only sound alike are a little further apart than words spelled alike.</summary>
    private const int Sounded = 15;

    /// <summary>People seldom get the first letter wrong; when it differs it is more often another name (<c>Ellison</c>, <c>Allison</c>).</summary>
    private static int FirstLetter(string one, string other) => one[0] == other[0] ? 0 : 20;
}
