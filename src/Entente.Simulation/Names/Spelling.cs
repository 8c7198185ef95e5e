using System.Globalization;
using System.Text;

namespace Entente.Simulation.Names;

/// <summary>Writes a name as another clerk, another alphabet or somebody with something to hide would.</summary>
internal static class Spelling
{
    // Pairs that romanisation tables and clerks exchange: Mohamed and Muhammed, Yuri and Iouri, Sheikh and Cheikh.
    private static readonly (string From, string To)[] exchanges =
    [
        ("kh", "h"), ("zh", "j"), ("sh", "sch"), ("ch", "tch"), ("ou", "u"), ("u", "ou"), ("y", "i"), ("i", "y"), ("ph", "f"), ("f", "ph"), ("ck", "k"), ("ks", "x"),
        ("ee", "i"), ("v", "w"), ("w", "v"), ("z", "s"), ("q", "k"), ("c", "k"), ("j", "dj"), ("oe", "o"), ("aa", "a"), ("ei", "ai"), ("v", "ff"), ("d", "t"), ("g", "gh"),
    ];

    private static readonly (string From, string To)[] forms =
    [
        ("Co., Ltd.", "Company Limited"), ("Ltd", "Limited"), ("LLC", "L.L.C."), ("B.V.", "BV"), ("S.A.S.", "SAS"), ("S.A.", "SA"), ("FZE", "FZ-LLC"), ("JSC", "AO"),
        ("Pvt. Ltd.", "Private Limited"), ("General Trading", "Gen. Trdg"), ("Trading", "Trdg"), ("Logistics", "Logistic"), ("DOO", "d.o.o."), ("Est.", "Establishment"),
    ];

    /// <summary>One spelling variant of a name, sometimes two on top of each other; never the name itself.</summary>
    public static string Variant(ref Dice dice, string name, bool isPerson)
    {
        var variant = name;
        for (var steps = dice.Chance(0.3) ? 2 : 1; steps > 0 || variant == name; steps--)
        {
            variant = dice.Below(isPerson ? 7 : 6) switch
            {
                0 or 1 => Exchange(ref dice, variant, exchanges),
                2 => Plain(variant),
                3 => DropOrDouble(ref dice, variant),
                4 => Transpose(ref dice, variant),
                5 when !isPerson => Exchange(ref dice, variant, forms),
                5 => DropMiddle(variant),
                _ => FamilyFirst(variant),
            };
        }

        return variant;
    }

    private static string Exchange(ref Dice dice, string name, (string From, string To)[] pairs)
    {
        var first = dice.Below(pairs.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (from, to) = pairs[(first + i) % pairs.Length];
            var at = name.IndexOf(from, 1, StringComparison.Ordinal);
            if (at > 0)
            {
                return string.Concat(name.AsSpan(0, at), to, name.AsSpan(at + from.Length));
            }
        }

        return DropOrDouble(ref dice, name);
    }

    /// <summary>Without accents and hyphens, as a telex has it.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c switch { '-' => ' ', 'ı' => 'i', 'đ' => 'd', 'ø' => 'o', 'ł' => 'l', _ => c });
            }
        }

        var text = plain.ToString();
        return text == name ? name.ToUpperInvariant() : text;
    }

    private static string DropOrDouble(ref Dice dice, string name)
    {
        var at = InnerLetter(ref dice, name);
        return at < 0 ? name : "aeiou".Contains(name[at], StringComparison.Ordinal) ? name.Remove(at, 1) : name.Insert(at, name[at].ToString());
    }

    private static string Transpose(ref Dice dice, string name)
    {
        var at = InnerLetter(ref dice, name);
        return at < 0 || !char.IsAsciiLetterLower(name[at + 1]) ? name : string.Concat(name.AsSpan(0, at), $"{name[at + 1]}{name[at]}", name.AsSpan(at + 2));
    }

    private static string DropMiddle(string name) => name.Split(' ') is [var first, _, .., var last] ? $"{first} {last}" : name.Replace('-', ' ');

    private static string FamilyFirst(string name) => name.Split(' ', 2) is [var given, var family] ? $"{family.ToUpperInvariant()} {given}" : name;

    private static int InnerLetter(ref Dice dice, string name)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var at = dice.Between(1, name.Length - 2);
            if (char.IsAsciiLetterLower(name[at]) && char.IsLetter(name[at - 1]))
            {
                return at;
            }
        }

        return -1;
    }
}
