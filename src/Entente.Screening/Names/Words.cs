using System.Collections.Frozen;

namespace Entente.Screening.Names;

/// <summary>Words that name nobody by themselves: organisation forms, particles, titles, generic words, and words for numbers.</summary>
internal static class Words
{
    /// <summary>One row per class of organisation forms; forms of one row count as the same.</summary>
    private static readonly string[] LegalFormRows =
    [
        "llc ooo llp ltd limited gmbh sarl srl doo dooel spzoo tov pvt pte sdnbhd bvba bv bvi kft aps oy eood ood lda ltda eirl lc tzoo too sprl sas sl slu unltd unlimited eurl fzco fze fzllc fz dmcc wll proprietary pty",
        "jsc ojsc pjsc cjsc oao zao pao ao ag akg aktiengesellschaft sa spa plc inc incorporated corp corporation nv se ab asa as saa sal ad ead dd rt nyrt zrt kk tbk pt joinstock psc saoc saog sac sadecv sae",
        "lp kg gmbhcokg scs sca snc ohg kgaa partnership",
        "co company cie compagnie compania companhia",
        "ano foundation stiftung fond trust fundacion",
        "ev association verein asbl",
    ];

    /// <summary>Forms of several words, with the single word that stands for them. Longest first.</summary>
    private static readonly (string[] Phrase, string Word)[] LegalPhrases = [.. new[]
    {
        "obshchestvo s ogranichennoy otvetstvennostyu=ooo", "obschestvo s ogranichennoy otvetstvennostyu=ooo", "tovarystvo z obmezhenoyu vidpovidalnistyu=ooo",
        "publichnoe aktsionernoe obshchestvo=pao", "otkrytoe aktsionernoe obshchestvo=oao", "zakrytoe aktsionernoe obshchestvo=zao", "aktsionernoe obshchestvo=ao",
        "societatea cu raspundere limitata=srl", "gesellschaft mit beschrankter haftung=gmbh", "sociedad de responsabilidad limitada=srl", "societa a responsabilita limitata=srl",
        "societe a responsabilite limitee=sarl", "sociedad anonima de capital variable=sadecv", "sociedad anonima=sa", "societe anonyme=sa", "societa per azioni=spa",
        "limited liability company=llc", "limited liability partnership=llp", "limited partnership=lp", "public joint stock company=pjsc", "open joint stock company=ojsc",
        "closed joint stock company=cjsc", "private joint stock company=pjsc", "joint stock company=jsc", "joint stock=jsc", "public limited company=plc",
        "private limited=pvt", "pvt ltd=pvt", "pte ltd=pte", "pty ltd=pty", "proprietary limited=pty", "company limited=ltd", "co ltd=ltd", "company ltd=ltd", "co limited=ltd", "co inc=inc",
        "sp z o o=spzoo", "sp z oo=spzoo", "spolka z ograniczona odpowiedzialnoscia=spzoo", "s a de c v=sadecv", "sa de cv=sadecv", "s de rl de cv=sadecv", "s a=sa", "s r l=srl", "d o o=doo",
        "sdn bhd=sdnbhd", "sendirian berhad=sdnbhd", "besloten vennootschap=bv", "naamloze vennootschap=nv", "drustvo sa ogranicenom odgovornoscu=doo", "l l c=llc",
        "gmbh co kg=gmbhcokg", "limited company=ltd", "a s=as", "free zone establishment=fze",
    }.Select(row => row.Split('=')).Select(row => (row[0].Split(' '), row[1])).OrderByDescending(row => row.Item1.Length)];

    private static readonly FrozenDictionary<string, int> LegalForms = LegalFormRows
        .SelectMany((row, index) => row.Split(' ').Select(word => (word, index)))
        .ToFrozenDictionary(form => form.word, form => form.index, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Particles = Set(
        "al el ul ur as ad ed ar bin ben ibn bint binti bibi wa va de del della delle dei degli di da do dos das du d la le les los las van von der den ter ten zu zum zur " +
        "y e and und et i of the for in an on ould wuld ou o na abd");

    private static readonly FrozenSet<string> Titles = Set(
        "mr mrs ms miss dr prof professor sheikh shaikh shaykh sheik shaikha haji hajj hajji hadji hadj hajjah alhaj mullah mulla maulvi maulavi mawlawi molvi qari hafiz mufti imam " +
        "general gen colonel col major maj captain capt brigadier lieutenant lt president praesident prasident minister prime monsieur m mme madame mlle herr frau senor senora don dona " +
        "sir lord lady eng ing engineer ustad ayatollah hojjatoleslam prince princess king queen jr sr iii junior senior phd md");

    private static readonly FrozenSet<string> GenericWords = Set(
        "group grupo gruppe groupe holding holdings trading international intl general industries industrial industry services service export import shipping marine maritime " +
        "bank banco banque foundation trust fund capital investment investments management development enterprises enterprise solutions global national state technology technologies " +
        "construction engineering transport logistics energy oil gas petroleum petrochemical chemical steel company corporation co organization organisation center centre institute university " +
        "airlines aviation exchange money trade products systems business financial finance insurance real estate properties partners network association society ministry government " +
        "department bureau factory plant works company commercial comercial empresa sociedad compania agency office world first new united");

    private static readonly FrozenDictionary<string, string> NumberWords = (
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 " +
        "nineteen=19 twenty=20 thirty=30 forty=40 fourty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 " +
        "tenth=10 1st=1 2nd=2 3rd=3 4th=4 5th=5 6th=6 7th=7 8th=8 9th=9 10th=10 ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xi=11 xii=12 xiii=13 xiv=14 xv=15 xvi=16 xx=20 i=1 v=5 x=10")
        .Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static bool IsParticle(string word) => Particles.Contains(word);

    public static bool IsTitle(string word) => Titles.Contains(word);

    public static bool IsGeneric(string word) => GenericWords.Contains(word);

    public static bool IsLegalForm(string word) => LegalForms.ContainsKey(word);

    /// <summary>Whether two organisation forms are of one class; two that are of none are compared as words.</summary>
    public static bool SameLegalForm(string one, string other) =>
        one == other || (LegalForms.TryGetValue(one, out var a) && LegalForms.TryGetValue(other, out var b) && a == b);

    /// <summary>The digits of a word for a number (<c>forty</c>, <c>1st</c>, <c>II</c>), or <see langword="null"/>.</summary>
    public static string? NumberOf(string word) => NumberWords.GetValueOrDefault(word);

    /// <summary>A form of several words at a place in a name, and how many words it takes.</summary>
    public static (string Word, int Length)? LegalPhraseAt(IReadOnlyList<string> words, int at)
    {
        foreach (var (phrase, word) in LegalPhrases)
        {
            if (phrase[0] != words[at] || at + phrase.Length > words.Count)
            {
                continue;
            }

            var length = 1;
            while (length < phrase.Length && words[at + length] == phrase[length])
            {
                length++;
            }

            if (length == phrase.Length)
            {
                return (word, length);
            }
        }

        return null;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
