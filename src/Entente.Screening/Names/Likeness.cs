namespace Entente.Screening.Names;

/// <summary>How alike two words are, and in which way.</summary>
internal readonly record struct Likeness(double Value, PairKind Kind)
{
    /// <summary>Below this two words are different words. <c>Starkey</c> and <c>Starmer</c> are just above, <c>Frank</c> and <c>Frederik</c> below.</summary>
    public const double Least = 0.45;

    /// <summary>A letter in so many is wrong: the likeness falls this much faster. One edit in seven letters leaves 0.73.</summary>
    private const double Strictness = 1.9;

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
        if (!isSameSkeleton && (Math.Abs(one.Text.Length - other.Text.Length) > 3 || one.LettersApart(other) > 6))
        {
            return None;
        }

        var length = (one.Text.Length + other.Text.Length) / 2.0;
        var most = (int)(Math.Min(length * (1 - Least) / Strictness, MostEdits) * 100);
        var spelled = SpellingDistance.Between(one.Text, other.Text, most) + FirstLetter(one.Text, other.Text);
        var sounded = one.Sound.Length > 0 && other.Sound.Length > 0
            ? SpellingDistance.Between(one.Sound, other.Sound, most) + FirstLetter(one.Sound, other.Sound) + 15
            : spelled;
        var value = 1 - (Strictness * Math.Min(spelled, sounded) / 100.0 / length);
        return value < Least ? None
            : new(value, isSameSkeleton && one.Skeleton > 0x3FF ? PairKind.Transliteration : PairKind.Spelling);
    }

    private const double MostEdits = 2.2;

    /// <summary>People seldom get the first letter wrong; when it differs it is more often another name (<c>Ellison</c>, <c>Allison</c>).</summary>
    private static int FirstLetter(string one, string other) => one[0] == other[0] ? 0 : 20;
}
