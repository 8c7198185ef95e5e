using System.Text.RegularExpressions;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Protocol.Access;
using Entente.Tests.Architecture;
using Entente.Tests.Node.Console;

namespace Entente.Tests.Node.Evidence;

public sealed partial class RecordWordsTests
{
    private static readonly string[] sources =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src/Entente.Node"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText),
    ];

    private static readonly string[] commands = [.. Directory.EnumerateFiles(Repository.PathOf("src/Entente.Cli"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];

    private readonly Text text = new();

    [Fact]
    public void Every_kind_of_object_on_record_has_a_word()
    {
        var kinds = Named(Kind());

        kinds.Count.ShouldBeGreaterThan(10);
        kinds.Where(kind => !RecordWords.Kinds.Contains(kind)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_member_of_what_is_put_on_record_has_a_word()
    {
        var members = sources.SelectMany(source => Details(source)).SelectMany(detail => Member().Matches(detail)).Select(match => match.Groups[1].Value).Distinct().ToList();

        members.Count.ShouldBeGreaterThan(40);
        members.Where(member => Told.In("en", () => text.MemberOf(member)) == member).ShouldBeEmpty();
    }

    [Fact]
    public void Every_part_of_the_node_that_acts_has_a_word()
    {
        var parts = sources.Concat(commands).SelectMany(source => Part().Matches(source)).Select(match => match.Groups[1].Value).Distinct().ToList();

        parts.Count.ShouldBeGreaterThan(8);
        parts.Where(part => Told.In("fr", () => text.PartOf(part)) == $"Le nœud lui-même ({part})").ShouldBeEmpty();
        Told.In("en", () => text.OfficerOf("node:command-line", new Dictionary<string, string>())).ShouldBe("Command line of this node");
    }

    [Fact]
    public void What_has_no_value_is_left_out_and_what_a_message_does_is_its_kind()
    {
        var record = new Entente.Node.Evidence.Record
        {
            Seq = 1, At = default, Act = "message.queued", Officer = "node:test", AuthorityId = "customs", Authority = "Customs", Purpose = Purpose.Administration,
            SubjectKind = "message", Detail = """{"action":"alert.published/1","resendOf":null,"clause":"4"}""",
        };

        Told.In("en", () => text.DetailOf(record)).ShouldBe([("Kind of message", "alert.published/1"), ("Clause", "4")]);
        Told.In("en", () => text.DetailOf(record with { SubjectKind = "alert", Detail = """{"action":"Sighting"}""" }))[0].Label.ShouldBe("Requested action");
    }

    private static List<string> Named(Regex pattern) => [.. sources.SelectMany(source => pattern.Matches(source)).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>The arguments of each <c>JsonDetail.Of</c>.</summary>
    private static IEnumerable<string> Details(string source)
    {
        const string Call = "JsonDetail.Of(";
        for (var at = source.IndexOf(Call, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Call, at + 1, StringComparison.Ordinal))
        {
            var (end, open) = (at + Call.Length, 1);
            for (; open > 0; end++)
            {
                open += source[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            yield return source[at..end];
        }
    }

    [GeneratedRegex("""(?:RecordBook\.Append|Reading\.RecordAsync)\((?:Actor\.Node\([^()]*\)|[^"();])*"([a-z-]+)",""")]
    private static partial Regex Kind();

    [GeneratedRegex("""Actor\.Node\("([a-z-]+)"[,)]""")]
    private static partial Regex Part();

    [GeneratedRegex("""\("([A-Za-z0-9]+)",""")]
    private static partial Regex Member();
}
