using System.Text;

namespace Entente.Screening.Names;

/// <summary>Scripts whose signs are syllables: Hangul, Kana, Devanagari.</summary>
internal static class Syllables
{
    private static readonly string[] HangulInitials = "k kk n t tt r m p pp s ss _ j jj ch k t p h".Split(' ');
    private static readonly string[] HangulVowels = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".Split(' ');
    private static readonly string[] HangulFinals = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".Split(' ');

    private static readonly string[] HiraganaFrom3041 = (
        "a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji _ tsu zu te de to do na ni nu ne no " +
        "ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu ka ke").Split(' ');

    /// <summary>क to ह.</summary>
    private static readonly string[] DevanagariConsonants = (
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h").Split(' ');

    /// <summary>ा to ौ.</summary>
    private static readonly string[] DevanagariSigns = "a i i u u ri ri e e e ai o o o au".Split(' ');

    /// <summary>अ to औ.</summary>
    private static readonly string[] DevanagariVowels = "a a i i u u ri li e e e ai o o o au".Split(' ');

    /// <summary>Closer to the romanisation of the lists (Kim Jong Un) than to the Revised Romanisation (Gim Jeong Eun).</summary>
    public static void AppendHangul(StringBuilder to, char c)
    {
        var index = c - '\uAC00';
        Append(to, HangulInitials[index / 588]);
        Append(to, HangulVowels[index % 588 / 28]);
        Append(to, HangulFinals[index % 28]);
    }

    /// <summary>Hepburn without long vowels: ゃ after a syllable in i replaces the vowel, っ doubles and is dropped, ー is dropped.</summary>
    public static void AppendKana(StringBuilder to, char c)
    {
        var hiragana = c is >= '\u30A1' and <= '\u30F6' ? (char)(c - 0x60) : c;
        if (hiragana is < '\u3041' or > '\u3096')
        {
            return;
        }

        if (hiragana is 'ゃ' or 'ゅ' or 'ょ' && to.Length > 1 && to[^1] == 'i')
        {
            to.Length--;
            if (to[^1] is not ('h' or 'j'))
            {
                to.Append('y');
            }

            to.Append(hiragana switch { 'ゃ' => 'a', 'ゅ' => 'u', _ => 'o' });
            return;
        }

        Append(to, HiraganaFrom3041[hiragana - '\u3041']);
    }

    /// <param name="to">What was written so far.</param>
    /// <param name="c">The sign.</param>
    /// <param name="next">The sign after it: a consonant carries an <c>a</c> unless a vowel sign, a virama or the end of the word follows.</param>
    public static void AppendDevanagari(StringBuilder to, char c, char next)
    {
        switch (c)
        {
            case >= '\u0904' and <= '\u0914':
                Append(to, DevanagariVowels[Math.Min(Math.Max(c - '\u0905', 0), DevanagariVowels.Length - 1)]);
                break;
            case >= '\u0915' and <= '\u0939':
                Append(to, DevanagariConsonants[c - '\u0915']);
                if (next is (>= '\u0905' and <= '\u0939') or '\u0902' or '\u0903')
                {
                    to.Append('a');
                }

                break;
            case >= '\u093E' and <= '\u094C':
                Append(to, DevanagariSigns[c - '\u093E']);
                break;
            case '\u0901' or '\u0902':
                to.Append('n');
                break;
        }
    }

    private static void Append(StringBuilder to, string letters)
    {
        if (letters != "_")
        {
            to.Append(letters);
        }
    }
}
