namespace Entente.Screening.Names;

/// <summary>How a Latin word sounds, roughly, whatever language spelled it: for words that were transliterated in different ways.</summary>
internal static class Sound
{
    /// <summary>One letter per consonant sound: <c>sh</c>, <c>sch</c> and French <c>ch</c> become <c>$</c>, <c>kh</c> becomes <c>x</c>, <c>q</c> becomes <c>k</c>.</summary>
    public static string Of(string word)
    {
        Span<char> sounds = stackalloc char[word.Length * 2];
        var length = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var (sound, taken) = (word[i], next) switch
            {
                ('s', 'c') when i + 2 < word.Length && word[i + 2] == 'h' => ('$', 3),
                ('t', 'c') when i + 2 < word.Length && word[i + 2] == 'h' => ('$', 3),
                ('d', 'z') when i + 2 < word.Length && word[i + 2] == 'h' => ('j', 3),
                ('s', 'h') or ('c', 'h') => ('$', 2),
                ('k', 'h') => ('x', 2),
                ('g', 'h') => ('g', 2),
                ('t', 'h') => ('t', 2),
                ('d', 'h') => ('d', 2),
                ('p', 'h') => ('f', 2),
                ('z', 'h') or ('d', 'j') => ('j', 2),
                ('t', 's') or ('t', 'z') or ('c', 'z') => ('s', 2),
                ('c', 'k') or ('c', 'q') => ('k', 2),
                ('c', 'e' or 'i' or 'y') => ('s', 1),
                ('c' or 'q', _) => ('k', 1),
                ('z', _) => ('s', 1),
                ('x', _) when i > 0 => ('k', 1),
                ('x', _) => ('$', 1),
                ('o', 'u') => ('u', 2),
                ('o', 'o') => ('u', 2),
                ('e', 'e') => ('i', 2),
                ('y', 'a' or 'e' or 'i' or 'o' or 'u') => ('y', 1),
                ('y', _) => ('i', 1),
                var (letter, _) => (letter, 1),
            };
            if (length == 0 || sounds[length - 1] != sound)
            {
                sounds[length++] = sound;
            }

            if (word[i] == 'x' && i > 0)
            {
                sounds[length++] = 's';
            }

            i += taken - 1;
        }

        return new(sounds[..length]);
    }

    /// <summary>The consonants of a sound in a few classes, so that words spelled from one original have the same skeleton; 0 for words without Latin letters.</summary>
    /// <remarks>A first vowel counts as one, whichever it is; <c>h</c>, <c>w</c> and <c>y</c> count only at the beginning, where <c>y</c> is a vowel.</remarks>
    public static ulong Skeleton(string sound)
    {
        ulong skeleton = 0;
        var last = '\0';
        for (var i = 0; i < sound.Length; i++)
        {
            var cls = sound[i] switch
            {
                'a' or 'e' or 'i' or 'o' or 'u' or 'y' => i == 0 ? 'A' : '\0',
                'h' => i == 0 ? 'H' : '\0',
                'w' => i == 0 ? 'F' : '\0',
                'k' or 'g' or 'x' => 'K',
                's' => 'S',
                '$' or 'j' => 'C',
                't' or 'd' => 'T',
                'p' or 'b' => 'P',
                'f' or 'v' => 'F',
                'm' => 'M',
                'n' => 'N',
                'l' => 'L',
                'r' => 'R',
                _ => '?',
            };
            if (cls == '?')
            {
                return 0;
            }

            if (cls != '\0' && cls != last)
            {
                skeleton = (skeleton << 5) | (uint)(cls - '@');
                if (skeleton >> 59 != 0)
                {
                    return skeleton;
                }
            }

            last = cls == '\0' ? last : cls;
        }

        return skeleton;
    }

    public static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
