using System.Text;
using Entente.Node.Selectivity.Declarations;

namespace Entente.Tests.Node.Selectivity;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("<a><b>1</b></a>", "<a>\n  <b>1</b>\n</a>")]
    [InlineData("\uFEFF<a><b/></a>", "<a>\n  <b />\n</a>")]
    [InlineData("<a><b>", "<a><b>")] // not well-formed: as it came
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")] // never expanded
    [InlineData("UNB+UNOC:3'UNH+1'FTX+AAA+++it?'s one'", "UNB+UNOC:3'\nUNH+1'\nFTX+AAA+++it?'s one'")] // ?' ends nothing
    [InlineData("UNB+1'\nUNH+2'\n", "UNB+1'\nUNH+2'\n")]
    [InlineData("a,b\n1,2\n", "a,b\n1,2\n")]
    public void A_source_is_laid_out_for_reading(string source, string text) =>
        SourceText.Of(Encoding.UTF8.GetBytes(source)).ShouldBe((text, false));

    [Fact]
    public void A_long_source_is_cut_and_says_so() => SourceText.Of(new byte[300 << 10]).Cut.ShouldBeTrue();
}
