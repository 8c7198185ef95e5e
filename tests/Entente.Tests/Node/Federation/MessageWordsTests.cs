using Entente.Node.Console;
using Entente.Node.Federation.Delivery;
using Entente.Protocol.Messages;

namespace Entente.Tests.Node.Federation;

public sealed class MessageWordsTests
{
    [Fact]
    public void Every_kind_of_message_has_words_and_an_unknown_one_its_name()
    {
        var text = new Text();

        MessageKind.All.Keys.Where(key => text.Kind(key) == key).ShouldBeEmpty();
        MessageKind.All.Values.Select(kind => text.Kind(kind.Key)).ShouldBeUnique();
        text.Kind("weather.told/3").ShouldBe("weather.told/3");
    }
}
