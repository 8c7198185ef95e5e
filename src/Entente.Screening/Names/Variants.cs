using System.Collections.Frozen;

namespace Entente.Screening.Names;

/// <summary>Spellings of one name, and nicknames: a modest table of common ones.</summary>
internal static class Variants
{
    /// <summary>
    /// Names whose spellings differ more than two edits allow. Two names of different rows are different names, however alike
    /// they look: Mahmoud is not Muhammad, Hassan is not Hussein.
    /// </summary>
    private static readonly FrozenDictionary<string, int> Spellings = Rows(
        "mohammed mohamed mohammad muhammad muhammed mohamad muhamad mohamud muhamed mohd mochamad mochammad mehmet mehmed mahomet magomed mukhammad mahammad muxammad maxamed machmud",
        "mahmoud mahmud mahmood makhmud mahmut maxamuud", "ahmed ahmad ahmet achmad akhmed akhmad ahmat axmed amad", "hamid hameed khamid hamed", "hamad hammad",
        "hassan hasan hassen khasan hasson xasan", "hussein husain husayn hossein hussain husein hosein hosain hussayn hocine houcine huseyn hossain khusein xuseen huseynov",
        "ali aly", "omar umar omer oumar cumar", "osman uthman othman usman ousmane osmane cismaan", "yusuf youssef yousef yusif youssouf joseph yousuf yousif iusuf jusuf josef yussuf youcef",
        "ibrahim ebrahim ibrahima brahim abraham ibraheem ibragim", "ismail ismael esmail ismayil esmaeil ismaeel isma", "jamal gamal djamel jamel cemal dzhamal", "khalid khaled halid chalid khaalid",
        "saleh salih salah saalih", "said saeed sayeed saaed sayed saied", "abdullah abdallah abdulla abdellah abdoulaye", "qaddafi gaddafi kadhafi gadhafi qadhafi kaddafi", "rahman rehman rachman rahmane",
        "osama usama oussama ousama", "laden ladin", "zelensky zelenskyy zelenskiy selenskyj zelenskii", "sergei sergey serguei sergej serhiy serhii", "dmitry dmitri dmitriy dimitri dmytro dmitrij",
        "yevgeny evgeny evgeni evgeniy yevgeniy evgenij yevhen", "alexander aleksandr alexandr oleksandr aleksander alexandre alejandro alessandro iskander aleksandar aliaksandr", "aleksei alexei alexey aleksey oleksiy alexej oleksii",
        "vladimir volodymyr wladimir wolodymyr uladzimir", "mikhail michail mykhailo mihail michael", "nikolai nikolay mykola nicolai nikolaj mikalai", "yuri yury iurii yuriy jurij yurii", "andrei andrey andriy andrej andrii",
        "catherine ekaterina katherine kateryna yekaterina katarina caterina", "george georgy georgi georgiy heorhii jorge giorgi", "lee yi rhee ri li", "park pak bak", "choi choe", "jung chung jong chong jeong", "kim gim",
        "mao maw", "zedong tsetung", "jinping chinping", "xi hsi shi", "zhang chang cheung", "zhou chou chow", "wang wong", "chen chan tan", "abd abed abid", "nur noor nour nuur", "sheikh shaikh",
        "qaida qaeda qaidah qaedah", "islam eslam", "din deen dine ddine", "reza rida ridha riza", "qasim kassem qassem kasim qassim kacem", "faisal faysal feisal", "suleiman sulayman soleiman sulaiman suleyman sliman solomon soleyman",
        "tariq tarek tarik", "mustafa mostafa moustafa mustapha mustafo", "fatima fatimah fatma", "aisha aicha ayesha aysha", "zainab zaynab zeinab zeynep");

    private static readonly FrozenDictionary<string, int[]> Nicknames = Groups(
        "william will bill billy willie liam", "robert rob bob bobby robbie bert", "richard rick dick rich ricky", "james jim jimmy jamie", "john jack johnny jon", "michael mike mick mickey misha",
        "theodore ted teddy theo", "edward ed eddie ted ned", "benjamin ben benny bibi", "alexander alex sasha sacha xander", "anthony tony", "charles charlie chuck carlos", "christopher chris kit",
        "daniel dan danny", "david dave davey", "donald don donnie", "elizabeth liz beth betty lizzie eliza", "francis frank", "franklin frank", "frederick fred freddy", "gregory greg", "henry harry hank",
        "joseph joe joey pepe", "kenneth ken kenny", "lawrence larry laurence", "margaret maggie peggy meg", "matthew matt", "nicholas nick nico", "patrick pat paddy", "peter pete petya", "philip phil",
        "raymond ray", "ronald ron ronnie", "samuel sam sammy", "stephen steve steven", "thomas tom tommy", "timothy tim", "vladimir vova volodya vlad", "dmitry dima mitya", "sergei seryozha serzh",
        "nikolai kolya", "ivan vanya", "ekaterina katya kate", "catherine kate cathy kathy katie", "anna anya ania annie", "maria masha mary", "tatiana tanya", "natalia natasha", "yevgeny zhenya gene", "eugene gene",
        "aleksei alyosha lyosha", "mikhail misha", "grigory grisha", "giuseppe beppe pino", "francisco paco pancho", "jose pepe", "guillermo memo", "ignacio nacho", "jesus chucho chuy", "enrique quique kike",
        "barack barry", "deborah debbie deb", "susan sue susie", "jennifer jen jenny", "jessica jess", "rebecca becky", "victoria vicky", "albert al bert", "alfred al fred", "andrew andy drew", "arthur art",
        "gerald gerry jerry", "harold harry hal", "leonard len leo", "martin marty", "walter walt", "katherine kate kathy", "valery valera", "konstantin kostya", "viktor vitya", "roman roma", "boris borya", "pavel pasha");

    /// <summary>The row of spellings a name is in, or -1.</summary>
    public static int SpellingOf(string name) => Spellings.GetValueOrDefault(name, -1);

    /// <summary>Whether one is a nickname of the other, or both are nicknames of one name.</summary>
    public static bool AreNicknames(string one, string other) =>
        Nicknames.TryGetValue(one, out var a) && Nicknames.TryGetValue(other, out var b) && a.AsSpan().IndexOfAny(b) >= 0;

    private static readonly FrozenDictionary<string, string[]> Connected = Spellings.Keys.Concat(Nicknames.Keys).Distinct(StringComparer.Ordinal)
        .ToFrozenDictionary(name => name, name => Connect(name).ToArray(), StringComparer.Ordinal);

    /// <summary>Every name that the tables connect with this one.</summary>
    public static string[] Of(string name) => Connected.GetValueOrDefault(name, []);

    private static IEnumerable<string> Connect(string name) =>
        Spellings.Keys.Where(other => SpellingOf(other) == SpellingOf(name) && SpellingOf(name) >= 0).Concat(Nicknames.Keys.Where(other => AreNicknames(name, other)));

    private static FrozenDictionary<string, int> Rows(params string[] rows) => rows
        .SelectMany((row, index) => row.Split(' ').Select(name => (name, index)))
        .GroupBy(pair => pair.name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.First().index, StringComparer.Ordinal);

    private static FrozenDictionary<string, int[]> Groups(params string[] rows) => rows
        .SelectMany((row, index) => row.Split(' ').Select(name => (name, index)))
        .GroupBy(pair => pair.name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.index).ToArray(), StringComparer.Ordinal);
}
