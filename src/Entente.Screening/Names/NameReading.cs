using System.Text;

namespace Entente.Screening.Names;

/// <summary>Reads a written name of any script into words that can be compared.</summary>
internal static class NameReading
{
    /// <summary>No name is longer; the rest of a longer text is not read.</summary>
    private const int LongestName = 400;
    private const int LongestWord = 40;
    private const int MostWords = 30;

    /// <param name="name">As written.</param>
    /// <param name="isPerson">Persons have no organisation form and no numbers: <c>Sa</c> and <c>I.</c> are names there.</param>
    public static List<PlacedToken> Read(string name, bool isPerson)
    {
        var words = Split(name);
        JoinDottedLetters(words);
        SplitServantNames(words);
        if (words.Count > MostWords)
        {
            words.RemoveRange(MostWords, words.Count - MostWords);
        }

        return Classify(words, isPerson);
    }

    private static List<Word> Split(string name)
    {
        var words = new List<Word>(8);
        var text = new StringBuilder();
        var native = new StringBuilder();
        var (start, end, isAbjad, hangul) = (0, 0, false, 0);
        var length = Math.Min(name.Length, LongestName);
        for (var i = 0; i < length; i++)
        {
            var c = name[i] is > '\u00FF' and not (>= '\u0600' and <= '\u06FF') ? Fold(name[i]) : name[i];
            var isPart = char.IsLetterOrDigit(c) || IsSilent(c);
            if (isPart && !IsApostrophe(c))
            {
                if (text.Length == 0 && native.Length == 0)
                {
                    start = i;
                }

                end = i + 1;
                isAbjad |= Letters.IsAbjad(c);
                hangul += Letters.IsHangul(c) ? 1 : 0;
                Append(text, native, c, i + 1 < length ? name[i + 1] : ' ');
                if (hangul == 1 && text.Length > 0 && IsHangulFamilyName(name, start, length))
                {
                    words.Add(new(text.ToString(), start, end, IsAbjad: false, ""));
                    text.Clear();
                    hangul = 9;
                }
            }
            else if (!IsApostrophe(c) || Letters.IsAbjad(c))
            {
                Flush(words, text, native, start, end, isAbjad);
                (isAbjad, hangul) = (false, 0);
            }
        }

        Flush(words, text, native, start, end, isAbjad);
        for (var w = 0; w < words.Count; w++)
        {
            words[w] = words[w] with { DotFollows = words[w].End < length && name[words[w].End] == '.' };
        }

        return words;
    }

    /// <summary>Korean writes the family name, one syllable, and the given name without a space between.</summary>
    private static bool IsHangulFamilyName(string name, int start, int length)
    {
        var syllables = 0;
        while (start + syllables < length && Letters.IsHangul(name[start + syllables]))
        {
            syllables++;
        }

        return syllables is 3 or 4;
    }

    private static void Append(StringBuilder text, StringBuilder native, char c, char next)
    {
        if (char.IsAscii(c))
        {
            text.Append(char.ToLowerInvariant(c));
        }
        else if (Letters.IsHan(c))
        {
            native.Append(c);
        }
        else if (Letters.IsHangul(c))
        {
            Syllables.AppendHangul(text, c);
        }
        else if (Letters.IsKana(c))
        {
            Syllables.AppendKana(text, c);
        }
        else if (Letters.IsDevanagari(c) && !char.IsDigit(c))
        {
            Syllables.AppendDevanagari(text, c, next);
        }
        else if (Letters.Of(c) is { } latin)
        {
            text.Append(latin);
        }
        else if (char.IsDigit(c))
        {
            text.Append((char)('0' + System.Globalization.CharUnicodeInfo.GetDecimalDigitValue(c)));
        }
        else
        {
            text.Append(char.ToLowerInvariant(c));
        }
    }

    private static void Flush(List<Word> words, StringBuilder text, StringBuilder native, int start, int end, bool isAbjad)
    {
        if (native.Length > 0)
        {
            AddChinese(words, native.ToString(), start, end);
            native.Clear();
        }

        var word = text.Length > LongestWord ? text.ToString(0, LongestWord) : text.ToString();
        text.Clear();
        if (word.Length == 0)
        {
            return;
        }

        // The article: التكريتي is al + tikriti. The word for God keeps it.
        if (isAbjad && word.Length >= 4 && word.StartsWith("al", StringComparison.Ordinal) && word != "allh")
        {
            words.Add(new("al", start, start + 2, IsAbjad: false, ""));
            words.Add(new(word[2..], start + 2, end, IsAbjad: true, ""));
            return;
        }

        words.Add(new(word, start, end, isAbjad, ""));
    }

    /// <summary>A Chinese name without spaces is a family name of one character and a given name of one to three.</summary>
    private static void AddChinese(List<Word> words, string native, int start, int end)
    {
        if (native.Length is 2 or 3 && end - start == native.Length)
        {
            words.Add(new(Romanise(native[..1]), start, start + 1, IsAbjad: false, native[..1]));
            words.Add(new(Romanise(native[1..]), start + 1, end, IsAbjad: false, native[1..]));
            return;
        }

        words.Add(new(Romanise(native), start, end, IsAbjad: false, native));
    }

    private static string Romanise(string native)
    {
        var latin = new StringBuilder();
        foreach (var c in native)
        {
            if (Pinyin.Of(c) is not { } reading)
            {
                return native;
            }

            latin.Append(reading);
        }

        return latin.Length > LongestWord ? native : latin.ToString();
    }

    /// <summary>A.B.C. and d.o.o. are words; J. P. with spaces are initials.</summary>
    private static void JoinDottedLetters(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var last = i;
            while (last + 1 < words.Count && words[last].Text.Length == 1 && words[last].DotFollows
                && words[last + 1].Text.Length <= (last > i ? 2 : 1) && words[last + 1].Start == words[last].End + 1)
            {
                last++;
            }

            if (last > i)
            {
                words[i] = words[i] with { Text = string.Concat(words.Skip(i).Take(last - i + 1).Select(word => word.Text)), End = words[last].End };
                words.RemoveRange(i + 1, last - i);
            }
        }
    }

    /// <summary>Abdulaziz, Abdel Aziz, Abd al-Aziz: the servant of one of the names of God, written in one word or several.</summary>
    private static void SplitServantNames(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Text;
            if (word.Length < 5 || !word.StartsWith("abd", StringComparison.Ordinal))
            {
                continue;
            }

            var rest = word[3] is 'u' or 'e' or 'a' or 'o' or 'i' ? word[4..] : word[3] == 'a' || words[i].IsAbjad ? word[3..] : "";
            if (words[i].IsAbjad && rest.StartsWith("al", StringComparison.Ordinal) && rest != "allh")
            {
                rest = rest[2..];
            }
            else if (rest.Length > 1 && rest[0] == 'l' && !rest.StartsWith("lla", StringComparison.Ordinal) && rest is not ("lah" or "la"))
            {
                rest = rest[1..];
            }
            else if (rest is "llah" or "lla" or "lah" or "la" or "lh")
            {
                rest = words[i].IsAbjad ? "allh" : "allah";
            }
            else if (rest.Length > 2 && rest[0] == rest[1])
            {
                rest = rest[1..];
            }
            else if (rest is not ("l" or "allh") && !rest.StartsWith("rahm", StringComparison.Ordinal) && !rest.StartsWith("rehm", StringComparison.Ordinal) && rest != "")
            {
                continue;
            }

            if (rest is "l" or "")
            {
                words[i] = words[i] with { Text = "abd" };
            }
            else if (rest.Length >= 3)
            {
                words.Insert(i + 1, words[i] with { Text = rest, Start = words[i].Start + Math.Min(3, words[i].End - words[i].Start) });
                words[i] = words[i] with { Text = "abd", End = words[i + 1].Start };
            }
        }
    }

    private static List<PlacedToken> Classify(List<Word> words, bool isPerson)
    {
        var tokens = new List<PlacedToken>(words.Count);
        var texts = words.ConvertAll(word => word.Text);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var (text, cls, span) = (word.Text, TokenClass.Ordinary, 1);
            if (!isPerson && Words.LegalPhraseAt(texts, i) is { } phrase)
            {
                (text, cls, span) = (phrase.Word, TokenClass.LegalForm, phrase.Length);
            }
            else if (!isPerson && Words.IsLegalForm(text) && (i > 0 || words.Count > 1))
            {
                cls = TokenClass.LegalForm;
            }
            else if (char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            {
                (text, cls) = (text.TrimStart('0') is { Length: > 0 } digits ? digits : "0", TokenClass.Number);
            }
            else if (!isPerson && i > 0 && Words.NumberOf(text) is { } number || !isPerson && text.Length > 2 && (number = Words.NumberOf(text)) is not null)
            {
                (text, cls) = (number, TokenClass.Number);
                if (number.Length == 2 && number[1] == '0' && i + 1 < words.Count && Words.NumberOf(texts[i + 1]) is { Length: 1 } units && texts[i + 1].Length > 2)
                {
                    (text, span) = ($"{number[0]}{units}", 2);
                }
            }
            else if (Words.IsTitle(text))
            {
                cls = TokenClass.Title;
            }
            else if (Words.IsParticle(text))
            {
                cls = TokenClass.Particle;
            }
            else if (!isPerson && Words.IsGeneric(text))
            {
                cls = TokenClass.Generic;
            }

            var end = words[i + span - 1].End;
            tokens.Add(new(new(text, cls, word.IsAbjad, word.Native), word.Start, end - word.Start));
            i += span - 1;
        }

        return tokens;
    }

    /// <summary>Full-width letters, ligatures, Arabic presentation forms and half-width Kana become the plain letter; one character stays one.</summary>
    private static char Fold(char c)
    {
        if (c is (>= '\uFB00' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') or (>= '\uFF01' and <= '\uFF9D'))
        {
            var plain = c.ToString().Normalize(NormalizationForm.FormKC);
            return plain[0];
        }

        return char.IsSurrogate(c) ? ' ' : c;
    }

    /// <summary>Marks that belong to the letter before them.</summary>
    private static bool IsSilent(char c) => char.GetUnicodeCategory(c)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
        || c is 'ー' or '々' or '\u200C' or '\u200D' or '\u0640';

    private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`' or '´' or 'ʼ' or 'ʻ' or 'ʿ' or 'ʾ' or '\u2032' or '"' or '\u200C';

    private readonly record struct Word(string Text, int Start, int End, bool IsAbjad, string Native, bool DotFollows = false);
}
