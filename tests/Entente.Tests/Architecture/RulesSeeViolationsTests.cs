namespace Entente.Tests.Architecture;

/// <summary>A rule that nothing can break shows nothing: each is run over violations planted for it.</summary>
public sealed class RulesSeeViolationsTests
{
    private const string Root = "Entente.Tests.Architecture.Planted";

    private static readonly Dictionary<string, string[]> Map = new() { ["Upper"] = ["Lower"], ["Aside"] = [], ["Lower"] = [] };

    private static IReadOnlyList<Type> Planted { get; } =
        [.. typeof(RulesSeeViolationsTests).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)];

    [Fact]
    public void An_arrow_that_is_not_on_the_map() =>
        Short(Rules.UndeclaredArrows(Planted, Root, Map)).ShouldBe(["Aside.Stranger -> Lower.Offered"]);

    [Fact]
    public void A_use_behind_the_face_inside_a_lambda_or_an_async_method()
    {
        var seen = Short(Rules.UsesBehindTheFace(Planted, Root)).ToList();
        seen.Count.ShouldBe(2);
        seen.ShouldContain(use => use.StartsWith("Upper.UseInsideALambda", StringComparison.Ordinal));
        seen.ShouldContain(use => use.StartsWith("Upper.UseInsideAnAsyncMethod", StringComparison.Ordinal));
    }

    [Fact]
    public void A_circle_on_the_map() =>
        Rules.Cycles(new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"], ["D"] = ["A"] }).ShouldBe(["A", "B", "C"]);

    [Fact]
    public void An_engine_that_knows_more_than_the_protocol() =>
        Rules.ForeignReferences([typeof(RulesSeeViolationsTests).Assembly], "Entente.Protocol").ShouldContain("Entente.Tests -> Entente.Node");

    [Fact]
    public void An_open_class() => Short(Rules.OpenClasses(Planted)).ShouldBe(["Upper.Unsealed"]);

    [Fact]
    public void A_name_that_says_nothing() => Short(Rules.EmptyNames(Planted)).ShouldBe(["Upper.TextHelper"]);

    [Fact]
    public void Static_state_that_changes() => Short(Rules.MutableStatics(Planted)).ShouldBe(["Upper.Remembering.Count"]);

    [Fact]
    public void Log_numbers_that_are_taken_or_out_of_their_block()
    {
        var seen = Short(Rules.LogNumbers(Planted, Root, new Dictionary<string, int> { ["Upper"] = 100 })).ToList();
        seen.ShouldBe(["101: Upper.Messages.One, Upper.Messages.Other", "250: Upper.Messages.Outside"]);
    }

    [Fact]
    public void A_type_that_calls_out() =>
        Rules.Callers(Planted).Distinct().Order(StringComparer.Ordinal).ShouldBe(["Calling uses HttpClient", "Calling uses TcpClient"]);

    [Theory]
    [InlineData("trade-dtd-refused", true)]
    [InlineData("Trade-dtd", false)]         // capitals
    [InlineData("trade", false)]             // no family
    [InlineData("trade--dtd", false)]
    [InlineData("trade_dtd-refused", false)]
    public void A_fault_id_that_is_not_well_formed(string id, bool good) => Rules.IllFormedFaults([id]).Any().ShouldBe(!good);

    [Theory]
    [InlineData("SELECT x FROM ship")]
    [InlineData("SELECT x FROM own o JOIN ship s ON s.id = o.id")]
    [InlineData("SELECT x FROM own o, ship s")]
    [InlineData("SELECT x FROM own,\n    ship")]
    [InlineData("UPDATE ship SET x = 1")]
    [InlineData("INSERT INTO ship (x) VALUES (1)")]
    [InlineData("DELETE FROM ship")]
    [InlineData("ALTER TABLE ship ADD x TEXT")]
    [InlineData("CREATE INDEX ship_x ON ship (x)")]
    public void A_statement_that_names_a_table_of_another_module(string statement) =>
        Rules.ForeignTables([("src/Port/Migrations/1.sql", "CREATE TABLE ship (x TEXT);"), ("src/Town/Migrations/2.sql", "CREATE TABLE own (x TEXT);"), ("src/Town/A.cs", statement)], "src/")
            .Distinct().ShouldBe(["src/Town/A.cs: ship of Port"]);

    [Theory]
    [InlineData("SELECT x FROM own")]
    [InlineData("SELECT ship FROM own WHERE ship = 1 ORDER BY ship")] // a column
    [InlineData("the ship from abroad, update the ship")]            // a sentence
    public void A_statement_of_the_own_tables_is_none(string statement) =>
        Rules.ForeignTables([("src/Port/Migrations/1.sql", "CREATE TABLE ship (x TEXT);"), ("src/Town/Migrations/2.sql", "CREATE TABLE own (x TEXT);"), ("src/Town/A.cs", statement)], "src/")
            .ShouldBeEmpty();

    [Fact]
    public void A_file_that_is_too_long() =>
        Rules.LongFiles([("src/A.cs", 401), ("src/B.cs", 400), ("tests/C.cs", 500), ("tests/D.cs", 501)])
            .ShouldBe(["src/A.cs: 401 lines", "tests/D.cs: 501 lines"]);

    [Fact]
    public void A_root_file_that_the_map_does_not_list() =>
        Rules.UnlistedRootFiles(["README.md", "run", "NOTES.md", "src/run.md"], "Files: README.md, `run`  run").ShouldBe(["README.md", "NOTES.md"]);

    [Theory]
    [InlineData("""Store.CreateAsync("sqlite")""", true)]
    [InlineData("""[InlineData("sqlite", 3)]""", true)]
    [InlineData("""Kinds = ["sqlite", "postgres"];""", false)]
    [InlineData("""kind == "sqlite" ? one : other""", false)] // each in its own words
    public void A_test_on_one_store_alone(string text, bool alone) => Rules.OneStoreAlone([("tests/A.cs", text)]).Any().ShouldBe(alone);

    [Theory]
    [InlineData("home")]
    [InlineData("work")]
    public void A_path_of_one_machine(string folder) => Rules.MachinePaths([("a.md", $"see /{folder}/somebody"), ("b.md", $"../{folder}/x and {folder}/y")])
        .ShouldBe([$"a.md: /{folder}/somebody"]);

    [Fact]
    public void A_place_that_is_not_finished() => Rules.Unfinished([("a.cs", "// TO" + "DO: later"), ("b.cs", "todo list")]).ShouldBe(["a.cs: TO" + "DO"]);

    private static IEnumerable<string> Short(IEnumerable<string> seen) => seen.Select(one => one.Replace(Root + ".", "", StringComparison.Ordinal)).Distinct().Order();
}
