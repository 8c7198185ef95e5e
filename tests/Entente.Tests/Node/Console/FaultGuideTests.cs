using Entente.Node.Console;
using Entente.Protocol.Faults;
using Shouldly;
using Xunit;

namespace Entente.Tests.Node.Console;

public sealed class FaultGuideTests
{
    [Theory]
    [InlineData("# Title\n\nOne\ntwo.", "<h1>Title</h1>\n<p>One two.</p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("`<x>` and **y**", "<p><code>&lt;x&gt;</code> and <strong>y</strong></p>\n")]
    [InlineData("```\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>\n")]
    [InlineData("[page](/docs/faults/x)", "<p><a href=\"/docs/faults/x\">page</a></p>\n")]
    [InlineData("[page](javascript:alert(1))", "<p>[page](javascript:alert(1))</p>\n")] // no other scheme
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    public void Pages_become_HTML(string markdown, string html) => FaultGuide.ToHtml(markdown).ShouldBe(html);

    [Fact]
    public void Every_fault_can_be_read_about() => FaultCode.All.Keys.Where(id => FaultGuide.Find(id) is null).ShouldBeEmpty();
}
