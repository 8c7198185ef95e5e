using Entente.Protocol.Faults;
using Entente.TradeData;

namespace Entente.Tests.TradeData;

public sealed class XmlFlawTests
{
    [Theory]
    [InlineData("<a><b></a>", "The element \"b\", opened on line 1, is closed as \"a\".")]
    [InlineData("<a>&x;</a>", "The entity \"x\" is not declared.")]
    [InlineData("<a><x:b/></a>", "The prefix \"x\" is not declared.")]
    [InlineData("<a b='1' b='2'/>", "The attribute \"b\" stands twice in one element.")]
    [InlineData("<a>this & that</a>", "An ampersand stands here that begins no reference; it is written &amp;.")]
    [InlineData("<a><!-- b -- c --></a>", "A comment contains two hyphens, or is not closed.")]
    [InlineData("<a/><b/>", "Text stands outside the root element, or the document has two.")]
    [InlineData("<a/>b", "Text stands outside the root element, or the document has two.")]
    [InlineData("<a><1/></a>", "A name begins or goes on here with a character that a name does not have.")]
    [InlineData("<a>\u0001</a>", "A character stands here that XML does not allow.")]
    [InlineData("<a b></a>", "This node read \">\" here and expected \"=\".")]
    public async Task Broken_markup_is_told_in_words_of_our_own(string document, string expected)
    {
        var fault = (await Given.Read($"{document}\n\n<!-- the rest -->\n"))[^1].ShouldBeOfType<Reading.Refused>().Fault;
        fault.Code.ShouldBe(FaultCode.TradeXmlMalformed);
        fault.Detail.ShouldBe(expected);
        fault.At.ShouldNotBeNull().ShouldStartWith("line ");
    }
}
