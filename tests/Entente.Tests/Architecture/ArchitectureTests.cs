using System.Reflection;
using Entente.Node;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const string Root = "Entente.Node";

    /// <summary>The first event number of each module; it has the hundred from there.</summary>
    private static readonly Dictionary<string, int> LogBlocks = new()
    {
        ["Platform"] = 1000, ["Access"] = 1100, ["Evidence"] = 1200, ["Console"] = 1300, ["Alerts"] = 1400, ["Selectivity"] = 1500, ["Federation"] = 2000, ["Agreements"] = 2100, ["Assistance"] = 3000,
    };

    /// <summary>Tests that name one store, and why that is enough.</summary>
    private static readonly Dictionary<string, string> OnOneStore = new()
    {
        ["Node/Store.cs"] = "it opens the one or the other",
        ["Node/Platform/WriterFailureTests.cs"] = "the numbers of SQLite's errors, and its hook at the commit; what breaks under PostgreSQL stands beside it",
        ["Node/Evidence/RandomStoreMutationTests.cs"] = "10,000 changes on SQLite and 500 of the same on PostgreSQL",
        ["Node/Federation/Attacks/Theatre.cs"] = "the attacks of one of the three suites are on PostgreSQL",
        ["Node/Federation/Faults/FaultsInTransitTests.cs"] = "ten troubles of the line, two of them on PostgreSQL as well",
        ["Node/Federation/Faults/EveryOffsetTests.cs"] = "every byte of a line, which takes two minutes; resets by chance are on both",
        ["Node/Federation/Faults/CommonProfileAtNodeTests.cs"] = "what the profile asks of the wire",
    };

    private static readonly Assembly Node = typeof(NodeHost).Assembly;

    private static readonly Assembly[] Engines =
        [.. new[] { "Entente.Agreements", "Entente.As4", "Entente.Assistance", "Entente.EvidenceFiles", "Entente.Screening", "Entente.TradeData", "Entente.TransparencyLog", "Entente.Simulation" }.Select(Assembly.Load)];

    private static IReadOnlyList<Type> NodeTypes { get; } = Node.GetTypes();

    [Fact]
    public void The_map_names_every_module_and_has_no_circle()
    {
        var modules = Directory.GetDirectories(Repository.PathOf("src/Entente.Node")).Select(Path.GetFileName)
            .Where(name => name is not ("wwwroot" or "Properties" or "bin" or "obj"));
        modules.Except(Repository.Arrows.Keys).ShouldBeEmpty();
        Repository.Arrows.Keys.Concat(Repository.Arrows.Values.SelectMany(to => to)).Except(modules).ShouldBeEmpty();
        Rules.Cycles(Repository.Arrows).ShouldBeEmpty();
    }

    [Fact]
    public void Modules_know_only_the_modules_on_the_map() => None(Rules.UndeclaredArrows(NodeTypes, Root, Repository.Arrows));

    [Fact]
    public void Modules_use_only_the_face_of_another() => None(Rules.UsesBehindTheFace(NodeTypes, Root));

    [Fact]
    public void Modules_name_only_their_own_tables()
    {
        const string modules = "src/Entente.Node/";
        var files = Texts(Repository.Tracked.Where(path => path.StartsWith(modules, StringComparison.Ordinal) && Path.GetExtension(path) is ".cs" or ".razor" or ".sql")).ToList();
        files.Count(file => file.Text.Contains("CREATE TABLE", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        None(Rules.ForeignTables(files, modules));
    }

    [Fact]
    public void Engines_know_only_the_protocol()
    {
        var projects = Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName).Except(["Entente.Protocol", "Entente.Node", "Entente.Cli"]);
        Engines.Select(engine => engine.GetName().Name).Order().ShouldBe(projects.Order());
        var simulation = Array.Find(Engines, engine => engine.GetName().Name == "Entente.Simulation")!;
        var assistance = Array.Find(Engines, engine => engine.GetName().Name == "Entente.Assistance")!;
        var evidence = Array.Find(Engines, engine => engine.GetName().Name == "Entente.EvidenceFiles")!;
        None(Rules.ForeignReferences(Engines.Except([simulation, assistance, evidence]), "Entente.Protocol"));

        // A request is made under an agreement: its words, conditions, grounds and deadlines are those of the agreement.
        None(Rules.ForeignReferences([assistance], "Entente.Protocol", "Entente.Agreements"));

        // What an evidence file proves are messages of the wire and records of the log, by the very code that judged them when they came.
        None(Rules.ForeignReferences([evidence], "Entente.Protocol", "Entente.As4", "Entente.TransparencyLog"));

        // What the simulated world declares is the model that every reader produces and every writer takes.
        None(Rules.ForeignReferences([simulation], "Entente.Protocol", "Entente.TradeData"));
    }

    [Fact]
    public void The_protocol_knows_nothing() =>
        typeof(FaultCode).Assembly.GetReferencedAssemblies().ShouldAllBe(reference => reference.Name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void Engines_hold_no_static_state() => None(Rules.MutableStatics(Engines.SelectMany(engine => engine.GetTypes())));

    [Fact]
    public void Classes_are_sealed_static_or_abstract() => None(Rules.OpenClasses(Ours()));

    [Fact]
    public void Names_say_what_a_type_does() => None(Rules.EmptyNames(Ours()));

    [Fact]
    public void Log_messages_have_numbers_of_their_own_in_the_block_of_their_module() => None(Rules.LogNumbers(NodeTypes, Root, LogBlocks));

    [Fact]
    public void Only_the_way_to_partners_begins_connections() => Rules.Callers(Ours()).Distinct().Order(StringComparer.Ordinal).ShouldBe(
    [
        "FederationTls uses Socket", "FederationTls uses SocketsHttpHandler",

        // The simulated feed of the demonstration, to the node that it was started with.
        "Feed uses HttpClient", "Feed uses HttpMessageInvoker", "Feed uses SocketsHttpHandler",
        "Posting uses HttpMessageInvoker",
    ]);

    [Fact]
    public void Chains_of_certificates_are_built_of_what_came_along()
    {
        // Left to itself, the runtime fetches an issuer from where a certificate says.
        var building = Texts(Repository.Tracked.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)))
            .Where(file => file.Text.Contains("new X509Chain", StringComparison.Ordinal)).ToList();
        building.Count.ShouldBeGreaterThan(1);
        building.ShouldAllBe(file => file.Text.Contains("DisableCertificateDownloads = true", StringComparison.Ordinal));
    }

    [Fact]
    public void Fault_ids_are_well_formed() => None(Rules.IllFormedFaults(FaultCode.All.Keys));

    [Fact]
    public void Every_fault_has_its_page_and_every_page_its_fault()
    {
        var pages = Directory.GetFiles(Repository.PathOf("docs/faults"), "*.md").Select(Path.GetFileNameWithoutExtension).ToList();
        FaultCode.All.Keys.Except(pages!).ShouldBeEmpty();
        pages.Except(FaultCode.All.Keys!).ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_page_says_what_happened_and_what_to_do() => None(
        from id in FaultCode.All.Keys
        let page = Repository.PathOf($"docs/faults/{id}.md")
        where File.Exists(page) && File.ReadAllLines(page).Length is < 8 or > 40
        select id);

    [Fact]
    public void No_file_is_too_long() => None(Rules.LongFiles(
        from path in Repository.Tracked
        where (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal))
            && Path.GetExtension(path) is ".cs" or ".razor" or ".ts" or ".css" or ".sql"
        where Repository.IsText(path)
        select (path, File.ReadAllLines(Repository.PathOf(path)).Length)));

    [Fact]
    public void The_root_holds_only_what_the_map_lists() =>
        None(Rules.UnlistedRootFiles(Repository.Tracked, File.ReadAllText(Repository.PathOf("docs/architecture.md"))));

    [Fact]
    public void Tests_of_a_store_run_on_both_or_say_why_not()
    {
        const string tests = "tests/Entente.Tests/";
        var alone = Rules.OneStoreAlone(Texts(Repository.Tracked.Where(path =>
            path.StartsWith(tests, StringComparison.Ordinal) && !path.StartsWith(tests + "Architecture/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)))).Select(path => path[tests.Length..]).ToList();

        alone.Except(OnOneStore.Keys).ShouldBeEmpty("take the kind of the store from Store.Both or OnBoth, or say here why not");
        OnOneStore.Keys.Except(alone).ShouldBeEmpty("they run on both");
    }

    [Fact]
    public void No_file_names_the_machine_it_was_written_on() => None(Rules.MachinePaths(Texts(Repository.Tracked)));

    [Fact]
    public void Nothing_is_left_for_later() => None(Rules.Unfinished(Texts(Repository.Tracked.Where(path =>
        path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("eng/", StringComparison.Ordinal)))));

    [Fact]
    public void The_readme_can_be_read_in_one_sitting()
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf("README.md")), "There is no README.md yet.");
        File.ReadAllLines(Repository.PathOf("README.md")).Length.ShouldBeLessThanOrEqualTo(150);
    }

    [Fact]
    public void Every_setting_is_documented_with_its_default_and_meaning()
    {
        var table = OptionTable.Read(file: null, [new("Directory", Path.GetTempPath()), new("Listen", "http://127.0.0.1:0")]);
        NodeHost.Build(table, TimeProvider.System);

        var rows = table.Options.Select(option => $"| `{option.Name}` | `{option.Variable}` | {(option.Default.Length == 0 ? "" : $"`{option.Default}` ")}| {option.Means} |").ToList();
        var documented = File.ReadAllLines(Repository.PathOf("docs/guides/configuration.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        rows.Except(documented).ShouldBeEmpty("these rows are missing in docs/guides/configuration.md");
        documented.Except(rows).ShouldBeEmpty("these rows describe no setting");
    }

    private static IEnumerable<Type> Ours() => NodeTypes.Concat(Engines.SelectMany(engine => engine.GetTypes()))
        .Concat(typeof(FaultCode).Assembly.GetTypes()).Concat(Assembly.Load("entente").GetTypes())
        .Where(type => type.Namespace?.StartsWith("Entente", StringComparison.Ordinal) == true);

    private static IEnumerable<(string Path, string Text)> Texts(IEnumerable<string> paths) =>
        from path in paths
        where Repository.IsText(path)
        select (path, File.ReadAllText(Repository.PathOf(path)));

    private static void None(IEnumerable<string> violations) => violations.Distinct().ShouldBeEmpty();
}
