using Entente.Node.Console;

namespace Entente.Tests.Node.Console;

public sealed class FaultGuideTests
{
    [Theory]
    [InlineData("# Title\n\nOne\ntwo.", "<h1>Title</h1>\n<p>One two.</p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("`<x>` and **y**", "<p><code>&lt;x&gt;</code> and <strong>y</strong></p>\n")]
    [InlineData("```\n<a>\n```", "<pre tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>\n")]
    [InlineData("[page](/docs/faults/x)", "<p><a href=\"/docs/faults/x\">page</a></p>\n")]
    [InlineData("[page](javascript:alert(1))", "<p>[page](javascript:alert(1))</p>\n")] // no other scheme
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    public void Pages_become_HTML(string markdown, string html) => FaultGuide.ToHtml(markdown).ShouldBe(html);

    [Fact]
    public void A_page_of_the_documentation_is_served_with_the_node() => FaultGuide.Find("request-not-found").ShouldNotBeNull().ShouldStartWith("<p>What happened");
}
