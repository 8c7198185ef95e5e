using System.Net;
using System.Text.RegularExpressions;
using Entente.Node.Console;
using Entente.Protocol.Faults;
using Entente.Tests.Architecture;

namespace Entente.Tests.Node.Console;

public sealed partial class FaultGuideTests
{
    // What opens a section of a page, and how it is said in French.
    private static readonly Dictionary<string, string> openings = new()
    {
        ["What happened"] = "Ce qui s’est passé",
        ["Why"] = "Pourquoi",
        ["Why it is refused"] = "Pourquoi c’est refusé",
        ["Why we refuse"] = "Pourquoi ce refus",
        ["Why we do not refuse"] = "Pourquoi nous ne refusons pas",
        ["Why we say so"] = "Pourquoi nous le disons",
        ["Why the node refuses"] = "Pourquoi le nœud refuse",
        ["Why the message waits"] = "Pourquoi le message attend",
        ["Why it had no effect"] = "Pourquoi il est resté sans effet",
        ["Why it is still tried"] = "Pourquoi les essais continuent",
        ["Why it has ended"] = "Pourquoi c’est terminé",
        ["What to do"] = "Que faire",
        ["Example"] = "Exemple",
    };

    public static TheoryData<string> Faults => [.. FaultCode.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("# Title\n\nOne\ntwo.", "<h1>Title</h1>\n<p>One two.</p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("`<x>` and **y**", "<p><code>&lt;x&gt;</code> and <strong>y</strong></p>\n")]
    [InlineData("```\n<a>\n```", "<pre tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>\n")]
    [InlineData("*x* but `*` and 2 * 3 * 4", "<p><em>x</em> but <code>*</code> and 2 * 3 * 4</p>\n")]
    [InlineData("[page](/docs/faults/x)", "<p><a href=\"/docs/faults/x\">page</a></p>\n")]
    [InlineData("[page](javascript:alert(1))", "<p>[page](javascript:alert(1))</p>\n")] // no other scheme
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    public void Pages_become_HTML(string markdown, string html) => FaultGuide.ToHtml(markdown).ShouldBe(html);

    [Theory]
    [InlineData("en", "request-not-found", "<p>What happened")]
    [InlineData("fr", "request-not-found", "<p>Ce qui s’est passé\u00a0: ")]
    [InlineData("fr", "access-link-spent", "<p>Un lien")] // neither the title nor the id is said twice
    public void A_page_is_served_in_the_language_of_its_reader(string language, string id, string begin) =>
        WebUtility.HtmlDecode(Told.In(language, () => FaultGuide.Find(id))).ShouldNotBeNull().ShouldStartWith(begin);

    [Theory, MemberData(nameof(Faults))]
    public void A_French_page_has_the_sections_and_the_code_of_the_English_one(string id)
    {
        var english = File.ReadAllText(Repository.PathOf($"docs/faults/{id}.md"));
        var french = File.ReadAllText(Repository.PathOf($"docs/faults/fr/{id}.md"));

        Openings(french).ShouldBe(Openings(english).Select(opening => openings[opening]));
        Code(french).ShouldBe(Code(english));
        Blocks(french).ShouldBe(Blocks(english));
    }

    [Fact]
    public void Every_French_page_is_of_a_fault() =>
        Directory.GetFiles(Repository.PathOf("docs/faults/fr")).Select(Path.GetFileNameWithoutExtension).Except(FaultCode.All.Keys!).ShouldBeEmpty();

    private static IEnumerable<string> Openings(string page) => Opening().Matches(page).Select(match => match.Groups["words"].Value.TrimEnd('.', ' '));

    // In one order, for the two languages do not name things in the same one.
    private static IEnumerable<string> Code(string page) => CodeSpan().Matches(page).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Blocks(string page) =>
        page.Split("\n\n").Select(block => $"{block.TakeWhile(letter => letter == '#').Count()} heading, {block.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal))} points");

    [GeneratedRegex(@"^(?:## (?<words>[^\n]+)|\*\*(?<words>[^*\n]+\.)\*\* |(?<words>What happened|Why the node refuses|What to do|Example|Ce qui s’est passé|Pourquoi le nœud refuse|Que faire|Exemple) ?:)", RegexOptions.Multiline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"```[\s\S]*?```|`[^`\n]+`")]
    private static partial Regex CodeSpan();
}
