using System.Text;

namespace Entente.Screening.Names;

/// <summary>One letter of any supported script in lower case Latin letters.</summary>
internal static class Letters
{
    private static readonly string[] Tables =
    [
        // Latin letters that do not decompose.
        "ßss æae œoe øo đd ðd þth łl ħh ıi ĸk ŋn ŧt əe ɛe ɔo ƒf ǝe ʼ ʻ ʿ ʾ ʹ ʺ",
        // Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and the common letters of Central Asia.
        "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya",
        "ёe ђdj ѓgj єye ѕdz іi їyi јj љlj њnj ћc ќkj ўu џdz ґg әa ғg қq ңn өo ұu үu һh җj ҳh ҷj ӣi ӯu ѝi ѐe",
        // Greek.
        "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo άa έe ήi ίi όo ύy ώo ϊi ϋy ΐi ΰy",
        // Armenian and Georgian.
        "աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւu փp քk օo ֆf ևev",
        "აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh",
        // Arabic with Persian, Urdu and Kurdish letters. Ayn and the hamzas are written as the vowel they mostly carry.
        "اa أa إi آa ٱa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh ةa وw ؤw يy ئy ىa ءa",
        "پp چch ژzh گg کk یy ہh ھh ےy ڤv ڥv ٹt ڈd ڑr ںn ۀh ەe ێy ۆw ڕr ڵl ڭn ـ",
        // Hebrew.
        "אa בb גg דd הh וw זz חh טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt ׳ ״",
    ];

    private static readonly string?[] Latin = Build();

    /// <summary>The Latin letters for <paramref name="c"/>; empty when it is silent; <see langword="null"/> when no table knows it.</summary>
    public static string? Of(char c) => c < Latin.Length ? Latin[c] : null;

    /// <summary>Arabic and Hebrew write consonants and long vowels only.</summary>
    public static bool IsAbjad(char c) => c is (>= '\u0590' and <= '\u05FF') or (>= '\u0600' and <= '\u06FF') or (>= '\u0750' and <= '\u077F');

    public static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '\u3005';

    public static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7A3';

    public static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FF';

    public static bool IsDevanagari(char c) => c is >= '\u0900' and <= '\u097F';

    private static string?[] Build()
    {
        var map = new string?[0x2000];
        foreach (var (start, end) in new[] { (0xC0, 0x24F), (0x1E00, 0x1EFF) })
        {
            for (var c = start; c <= end; c++)
            {
                var bare = ((char)c).ToString().Normalize(NormalizationForm.FormKD);
                if (char.IsLetter((char)c) && char.IsAsciiLetter(bare[0]))
                {
                    map[c] = char.ToLowerInvariant(bare[0]).ToString();
                }
            }
        }

        for (var mark = 0x300; mark <= 0x36F; mark++)
        {
            map[mark] = "";
        }

        foreach (var table in Tables)
        {
            var cells = table.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var cell in cells)
            {
                var latin = cell[1..];
                map[cell[0]] = latin;
                map[char.ToUpperInvariant(cell[0])] ??= latin;
            }
        }

        for (var mark = 0x64B; mark <= 0x65F; mark++)
        {
            map[mark] = "";
        }

        for (var mark = 0x591; mark <= 0x5C7; mark++)
        {
            map[mark] = "";
        }

        return map;
    }
}
