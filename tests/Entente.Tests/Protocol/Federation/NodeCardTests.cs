using System.Text;
using System.Text.Json.Nodes;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Tests.Protocol.Federation;

public sealed class NodeCardTests
{
    private const string Card =
        """{"card":1,"party":"NL.fiod","name":"Customs of the Netherlands","country":"NL","endpoint":"https://exchange.customs.example:5443/as4","suite":"2.0","version":3,"issuedAt":"2026-03-01T08:00:00Z","keys":[{"purpose":"sign","from":"2026-03-01T07:00:00Z","until":"2028-03-01T07:00:00Z","certificate":"AQID"}],"reads":["alert.published/1","hit.notice/2"]}""";

    [Fact]
    public void A_card_is_written_as_it_was_read()
    {
        var card = NodeCard.Read(Encoding.UTF8.GetBytes(Card), out var fault);

        fault.ShouldBeNull();
        card!.Party.ShouldBe("NL.fiod");
        card.Keys[0].Purpose.ShouldBe(KeyPurpose.Sign);
        Encoding.UTF8.GetString(card.Write()).Replace("+00:00", "Z", StringComparison.Ordinal).ShouldBe(Card);
    }

    [Theory]
    [InlineData("card", "2", "$.card")]
    [InlineData("card", "\"1\"", "$.card")]
    [InlineData("party", "\"nl\"", "$.party")]
    [InlineData("party", "\"NL.\"", "$.party")]
    [InlineData("party", "\"NL.a--b\"", "$.party")]
    [InlineData("party", "\"NL\\n\"", "$.party")]
    [InlineData("party", "\"NL.<script>\"", "$.party")]
    [InlineData("party", "null", "$.party")]
    [InlineData("country", "\"DE\"", "$.country")] // Not that of the party id
    [InlineData("name", "\"\"", "$.name")]
    [InlineData("name", "\" Customs\"", "$.name")]
    [InlineData("name", "\"Cust\\u202eoms\"", "$.name")] // Turns the direction of what follows
    [InlineData("name", "\"Cust\\u200boms\"", "$.name")] // Cannot be seen
    [InlineData("name", "\"a\\u0000b\"", "$.name")]
    [InlineData("suite", "\"\"", "$.suite")]
    [InlineData("version", "0", "$.version")]
    [InlineData("version", "-1", "$.version")]
    [InlineData("version", "1.5", "$.version")]
    [InlineData("version", "1e99", "$.version")]
    [InlineData("version", "99999999999999999999", "$.version")]
    [InlineData("issuedAt", "\"2026-03-01T08:00:00+01:00\"", "$.issuedAt")]
    [InlineData("issuedAt", "\"yesterday\"", "$.issuedAt")]
    [InlineData("keys", "[]", "$.keys")]
    [InlineData("keys", "[null]", "$.keys[0]")]
    [InlineData("keys", "null", "$.keys")]
    [InlineData("keys", "{}", "$.keys")]
    [InlineData("keys", "[[]]", "$.keys[0]")]
    [InlineData("reads", "[null]", "$.reads[0]")]
    [InlineData("reads", "[\"alert.published\"]", "$.reads[0]")]
    [InlineData("reads", "[\"a/1\",\"a/1\"]", "$.reads")]
    [InlineData("reads", "[\"../../etc/1\"]", "$.reads[0]")]
    public void A_member_that_cannot_be_refuses_the_card_and_is_named(string member, string value, string at) =>
        FaultOf(With(member, value)).ShouldBe((FaultCode.PartnerCardMalformed, at));

    [Theory]
    [InlineData("http://exchange.customs.example/as4")]
    [InlineData("HTTPS://exchange.customs.example/as4")]
    [InlineData("https://Exchange.customs.example/as4")]
    [InlineData("https://exchange.customs.example")] // Written plainly it has a path
    [InlineData("https://user@exchange.customs.example/as4")]
    [InlineData("https://exchange.customs.example@198.51.100.7/as4")]
    [InlineData("https://exchange.customs.example:443/as4")] // The port that goes without saying
    [InlineData("https://exchange.customs.example:0/as4")]
    [InlineData("https://exchange.customs.example:99999/as4")]
    [InlineData("https://exchange.customs.example/as4?to=other")]
    [InlineData("https://exchange.customs.example/as4#x")]
    [InlineData("https://exchange.customs.example/a/../as4")]
    [InlineData("https://exchange.customs.example\\\\@198.51.100.7/as4")]
    [InlineData("https://2130706433/as4")] // 127.0.0.1 as one number
    [InlineData("https://0x7f.1/as4")]
    [InlineData("https://127.1/as4")]
    [InlineData("https://0177.0.0.1/as4")]
    [InlineData("https://ex\u0430mple.org/as4")] // A Cyrillic letter
    [InlineData("https://exchange.customs.example/%61s4")]
    [InlineData("https:///as4")]
    [InlineData("https://[::1/as4")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://exchange.customs.example/as4")]
    [InlineData("//exchange.customs.example/as4")]
    [InlineData(" https://exchange.customs.example/as4")]
    [InlineData("https://exchange.customs.example/as4\\n")]
    public void An_address_that_can_be_misread_is_refused(string address) =>
        FaultOf(With("endpoint", $"\"{address}\"")).ShouldBe((FaultCode.PartnerCardAddress, "$.endpoint"));

    [Theory]
    [InlineData("https://exchange.customs.example/as4")]
    [InlineData("https://127.0.0.1:5999/as4")] // A test; the page warns
    [InlineData("https://[::1]:5999/as4")]
    [InlineData("https://gateway.customs.example/domibus/services/msh")] // Other products have other paths
    public void A_plain_address_is_taken(string address) =>
        NodeCard.Read(Encoding.UTF8.GetBytes(With("endpoint", $"\"{address}\"")), out _).ShouldNotBeNull();

    [Fact]
    public void What_the_form_does_not_have_is_refused()
    {
        FaultOf(Card.Replace("\"version\":3", "\"version\":3,\"version\":4", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card.Replace("\"version\":3", "\"version\":3,\"trusted\":true", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card.Replace("\"version\":3,", "", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card.Replace("\"version\"", "\"Version\"", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card.Replace("\"sign\"", "1", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card.Replace("AQID", "AQ=D", StringComparison.Ordinal)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(Card + " {}").Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf("// hello\n" + Card).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf("null").Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf("").Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(new string('[', 100_000)).Code.ShouldBe(FaultCode.PartnerCardMalformed);
        FaultOf(With("keys", "[" + string.Join(',', Enumerable.Range(0, 25).Select(i => KeyOf(i))) + "]")).ShouldBe((FaultCode.PartnerCardMalformed, "$.keys"));
        FaultOf(With("keys", $"[{KeyOf(1)},{KeyOf(1)}]")).ShouldBe((FaultCode.PartnerCardMalformed, "$.keys"));
        FaultOf(With("reads", "[" + string.Join(',', Enumerable.Range(1, 201).Select(i => $"\"a/{i}\"")) + "]")).ShouldBe((FaultCode.PartnerCardMalformed, "$.reads"));
    }

    [Theory]
    [InlineData("{0}\nsignature AQID\n", true)]
    [InlineData("{0}\nsignature AQID", true)]
    [InlineData("{0}\r\nsignature AQID\r\n\r\n", true)] // As a mail program writes ends of lines
    [InlineData("\ufeff{0}\nsignature AQID\n", true)] // As an editor marks a file
    [InlineData("{0}", false)]
    [InlineData("{0}\n", false)]
    [InlineData("{0}\nsignature \n", false)]
    [InlineData("{0}\nsignature AQI\n", false)]
    [InlineData("{0}\nSignature AQID\n", false)]
    [InlineData("{0}\nsignature AQID\nsignature AQID\n", false)]
    [InlineData("\n{0}\nsignature AQID\n", false)]
    public void A_file_has_a_card_and_a_signature(string form, bool isRead)
    {
        var signed = SignedCard.Read(Encoding.UTF8.GetBytes(form.Replace("{0}", Card, StringComparison.Ordinal)), out var fault);

        (signed is not null).ShouldBe(isRead);
        (fault is null).ShouldBe(isRead);
        if (signed is not null)
        {
            Encoding.UTF8.GetString(signed.Bytes.Span).ShouldBe(Card); // Exactly the bytes of the line, whatever stands around it
            signed.Fingerprint.ShouldBe(CardFingerprint.Of(Encoding.UTF8.GetBytes(Card)));
            SignedCard.Read(Encoding.UTF8.GetBytes(signed.ToString()), out _)!.Fingerprint.ShouldBe(signed.Fingerprint);
        }
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read() =>
        SignedCard.Read(new byte[1 << 20], out var fault).ShouldBeNull(fault?.Detail);

    [Theory]
    [InlineData("0123456789ABCDEF", null)] // Too short: the beginning is not enough
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("g000000000000000000000000000000000000000000000000000000000000000", null)]
    [InlineData("00AA-11bb 2233:4455 6677 8899 aabb ccdd eeff 0011 2233 4455 6677 8899 aabb ccdd", "00aa11bb22334455667788 99aabbccddeeff00112233445566778899aabbccdd")]
    public void A_fingerprint_is_typed_with_or_without_spaces(string? typed, string? digits) =>
        CardFingerprint.Typed(typed).ShouldBe(digits?.Replace(" ", "", StringComparison.Ordinal));

    private static string With(string member, string value)
    {
        var card = JsonNode.Parse(Card)!;
        card[member] = "\u0001PLACE";
        return card.ToJsonString().Replace("\"\\u0001PLACE\"", value, StringComparison.Ordinal);
    }

    private static string KeyOf(int number) =>
        $$"""{"purpose":"sign","from":"2026-03-01T07:00:00Z","until":"2028-03-01T07:00:00Z","certificate":"{{Convert.ToBase64String([1, (byte)number])}}"}""";

    private static (FaultCode Code, string? At) FaultOf(string json)
    {
        NodeCard.Read(Encoding.UTF8.GetBytes(json), out var fault).ShouldBeNull();
        return (fault!.Code, fault.At);
    }
}
