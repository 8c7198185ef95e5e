using System.Security.Cryptography;
using Entente.As4.Messaging;

namespace Entente.Tests.As4.Messaging;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("1@nl.example")]
    [InlineData("8196c8e2-820f-4aec-a1ca-288a4d1d4020@seller.eu")]
    [InlineData("cece0a43@10.124.29.131")]
    [InlineData("a.b!#$%&'*+-/=?^_`{|}~@c")]
    [InlineData("a@[10.0.0.1]")]
    public void A_msg_id_is_read(string text) => MessageId.Parse(text).Value.ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("@nl.example")]
    [InlineData("1@")]
    [InlineData("1@nl@example")]
    [InlineData("<1@nl.example>")] // the brackets belong to MIME headers (Core, 5.2.2.1)
    [InlineData(" 1@nl.example")]
    [InlineData("1@nl.example\n")]
    [InlineData("1 2@nl.example")]
    [InlineData(".1@nl.example")]
    [InlineData("1.@nl.example")]
    [InlineData("1..2@nl.example")]
    [InlineData("1@nl..example")]
    [InlineData("\"1\"@nl.example")]
    [InlineData("1@[]")]
    [InlineData("1@[a]b]")]
    [InlineData("é@nl.example")]
    [InlineData("1(comment)@nl.example")]
    public void Anything_else_is_not(string text) => MessageId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void An_id_has_at_most_255_characters()
    {
        MessageId.TryParse(new string('1', 252) + "@nl", out _).ShouldBeTrue();
        MessageId.TryParse(new string('1', 253) + "@nl", out _).ShouldBeFalse();
    }

    [Fact]
    public void New_ids_differ_and_sort_by_time()
    {
        using var random = RandomNumberGenerator.Create();
        var ids = Enumerable.Range(0, 100).Select(n => MessageId.New(Exchange.Now.AddMilliseconds(n), "nl.example", random).Value).ToList();
        ids.ShouldBeUnique();
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        Should.Throw<FormatException>(() => MessageId.New(Exchange.Now, "not a host", random));
    }
}
