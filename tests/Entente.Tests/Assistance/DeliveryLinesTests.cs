using System.Text;
using Entente.Agreements;
using Entente.Assistance;

namespace Entente.Tests.Assistance;

public sealed class DeliveryLinesTests
{
    private static readonly WordSet<DataField> set = [DataField.DeclarationsReference, DataField.DeclarationsGoods, DataField.SeizuresContent];

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("{\"data\":\"declarations\",\"reference\":\"1\"}\n", 1, "declarationsReference")]
    [InlineData("{\"data\":\"declarations\",\"reference\":\"1\"}\r\n\n{\"data\":\"seizures\",\"content\":{\"a\":[1]}}", 2, "declarationsReference, seizuresContent")]
    [InlineData("{\"data\":\"declarations\"}", 1, "")] // a record may have nothing to say
    public void Records_are_read_with_the_fields_that_they_fill(string text, int count, string given)
    {
        DeliveryLines.TryRead(Encoding.UTF8.GetBytes(text), set, out var lines, out _).ShouldBeTrue();

        (lines.Count, $"{lines.Given}").ShouldBe((count, given));
    }

    [Theory]
    [InlineData("{}", "names its category", "line 1")]
    [InlineData("{\"data\":\"gossip\"}", "names its category", "line 1")]
    [InlineData("{\"data\":7}", "names its category", "line 1")]
    [InlineData("{\"data\":\"declarations\",\"data\":\"seizures\",\"content\":1}", "names data once", "line 1")] // of two categories which one counts, readers differ
    [InlineData("{\"data\":\"seizures\",\"content\":1,\"content\":2}", "names content once", "line 1")]
    [InlineData("[1]", "one JSON object", "line 1")]
    [InlineData("{\"data\":\"seizures\"} {}", "one JSON object", "line 1")]
    [InlineData("{\"data\":\"seizures\",\n\"content\":1}", "one JSON object", "line 1")] // over two lines
    [InlineData("{\"data\":\"seizures\"}\n{\"data\":\"declarations\",\"value\":1}", "does not have declarations.value", "line 2")]
    [InlineData("{\"data\":\"declarations\",\"content\":1}", "does not have declarations.content", "line 1")] // a field of another category
    public void What_is_no_record_of_the_set_is_refused_with_its_line(string text, string words, string at)
    {
        DeliveryLines.TryRead(Encoding.UTF8.GetBytes(text), set, out _, out var fault).ShouldBeFalse();

        fault.Detail.ShouldContain(words);
        fault.At.ShouldBe(at);
    }

    [Fact]
    public void Fields_are_named_by_category_and_read_back()
    {
        DeliveryLines.TryRead(DeliveryLines.Named(set), out var fields, out _).ShouldBeTrue();

        fields.ShouldBe(set);
        DeliveryLines.TryRead([new("declarations", ["gossip"])], out _, out var fault).ShouldBeFalse();
        fault!.Code.Id.ShouldBe("assistance-word");
    }
}
