using Entente.Node.Console;

namespace Entente.Tests.Node.Console;

public sealed class AddressesTests
{
    [Theory]
    [InlineData("http://node/hits?state=open&older=5", "/hits?state=open&sort=score")]
    [InlineData("/hits?q=a%20%26%20b", "/hits?q=a%20%26%20b&sort=score")] // what was escaped stays escaped
    [InlineData("/hits?tag=a&tag=b&sort=at", "/hits?tag=a&tag=b&sort=score")] // several of one name stay
    public void A_part_of_the_query_is_changed_and_the_rest_stays(string address, string expected) =>
        Addresses.With(address, ("sort", "score"), ("older", null)).ShouldBe(expected);

    [Theory]
    [InlineData("/hits?x=1", "/hits?x=1")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("//elsewhere.example", "/")] // a browser reads it as another host
    [InlineData("/\\elsewhere.example", "/")] // so does it read this
    [InlineData("/a\r\nSet-Cookie: b", "/")]
    public void A_form_leads_back_to_our_own_pages_only(string? address, string expected) => Addresses.LocalOr(address).ShouldBe(expected);
}
