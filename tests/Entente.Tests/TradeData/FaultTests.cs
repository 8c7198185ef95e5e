using Entente.TradeData;

namespace Entente.Tests.TradeData;

public sealed class FaultTests
{
    private static readonly ReadingLimits Tight = new(DocumentBytes: 4000, Depth: 12, TextLength: 60, Items: 2);

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "trade-unknown-format", "", "empty" },
        { "trade-unknown-format", "PK\u0003\u0004rest", "an archive" },
        { "trade-mapping-missing", "CSV:a,b\n1,2\n", "CSV without a mapping" },
        { "trade-unknown-document", "<FileUploadRequest xmlns='hmrc:fileupload'><ID>1</ID></FileUploadRequest>", "another document" },
        { "trade-unknown-document", "<Declaration xmlns='urn:other'><ID>1</ID></Declaration>", "another namespace" },
        { "trade-unknown-document", Given.Cuscar.Replace("CUSCAR", "IFTMIN", StringComparison.Ordinal), "another message type" },
        { "trade-encoding", "<?xml version='1.0' encoding='utf-16'?>" + Given.Wco, "declared UTF-16 in UTF-8" },
        { "trade-encoding", "<?xml version='1.0' encoding='ebcdic'?>" + Given.Wco, "an encoding that is not read" },
        { "trade-encoding", Given.Cuscar.Replace("UNOC", "UNOB", StringComparison.Ordinal).Replace("REILLY", "REÏLLY", StringComparison.Ordinal), "no ASCII" },
        { "trade-encoding", Given.Cuscar.Replace("UNOC", "UNOX", StringComparison.Ordinal), "a charset that is not read" },
        { "trade-truncated", Given.Wco[..^20], "an element is open" },
        { "trade-truncated", "<Declarations>" + Given.Wco, "an envelope is open" },
        { "trade-truncated", Given.Cuscar[..^20], "an interchange without UNZ" },
        { "trade-truncated", Given.Cuscar[..120], "a message without UNT" },
        { "trade-xml-malformed", Given.Wco.Replace("</Origin>", "</Origen>", StringComparison.Ordinal), "crossed elements" },
        { "trade-xml-malformed", Given.Wco.Replace("&amp;", "&", StringComparison.Ordinal), "a bare ampersand" },
        { "trade-xml-malformed", Given.Wco.Replace("&amp;", "&name;", StringComparison.Ordinal), "an entity of nobody" },
        { "trade-dtd-refused", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + Given.Wco, "a file" },
        { "trade-dtd-refused", "<!DOCTYPE a [<!ENTITY x 'x'><!ENTITY y '&x;&x;'>]><a>&y;</a>", "growth" },
        { "trade-missing-reference", "<Declaration><TypeCode>IMA</TypeCode></Declaration>", "WCO" },
        { "trade-missing-reference", Given.EntrySummary.Replace("RefNumHEA4", "RefNumHEA9", StringComparison.Ordinal), "IE315" },
        { "trade-missing-reference", Given.Transit.Replace("LRN", "RNL", StringComparison.Ordinal), "transit" },
        { "trade-missing-reference", Given.Cuscar.Replace("MAN-1:1", "", StringComparison.Ordinal), "BGM" },
        { "trade-edifact-syntax", Given.Cuscar.Replace("UNA:+.? '", "UNA::.? '", StringComparison.Ordinal), "separators alike" },
        { "trade-edifact-syntax", Given.Cuscar.Replace("GID+", "G+", StringComparison.Ordinal), "a segment without a name" },
        { "trade-edifact-syntax", Given.Cuscar.Replace("UNT+13+1'", "", StringComparison.Ordinal), "a message without UNT" },
        { "trade-edifact-count", Given.Cuscar.Replace("UNT+13+1", "UNT+14+1", StringComparison.Ordinal), "segments" },
        { "trade-edifact-count", Given.Cuscar.Replace("UNT+13+1", "UNT+13+2", StringComparison.Ordinal), "the message's reference" },
        { "trade-edifact-count", Given.Cuscar.Replace("UNZ+1", "UNZ+2", StringComparison.Ordinal), "messages" },
        { "trade-edifact-count", Given.Cuscar.Replace("UNZ+1+7", "UNZ+1+8", StringComparison.Ordinal), "the interchange's reference" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Bad_input_is_refused_with_its_own_code(string code, string text, string why)
    {
        var readings = text.StartsWith("CSV:", StringComparison.Ordinal) ? await Given.Read(text[4..], TradeFormat.Csv) : await Given.Read(text);
        var fault = readings[^1].ShouldBeOfType<Reading.Refused>(why).Fault;
        fault.Code.Id.ShouldBe(code, $"{why}: {fault.Detail}");
        fault.Detail.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("trade-too-deep", "<a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a>")]
    [InlineData("trade-value-too-long", "<Declaration><ID>0123456789012345678901234567890123456789012345678901234567890</ID></Declaration>")]
    [InlineData("trade-value-too-long", "<Declaration><ID a='0123456789012345678901234567890123456789012345678901234567890'>1</ID></Declaration>")]
    [InlineData("trade-too-many-items", "<Declaration><ID>1</ID><GoodsShipment><GovernmentAgencyGoodsItem/><GovernmentAgencyGoodsItem/><GovernmentAgencyGoodsItem/></GoodsShipment></Declaration>")]
    [InlineData("trade-value-too-long", "UNB+UNOA:2+A+B+1:1+7'UNH+1+CUSCAR:D:99B:UN'BGM+785+0123456789012345678901234567890123456789012345678901234567890+9'UNT+3+1'")]
    [InlineData("trade-too-many-items", "UNB+UNOA:2+A+B+1:1+7'UNH+1+CUSCAR:D:99B:UN'BGM+785+1+9'CNI+1'GID+1'GID+2'GID+3'UNT+7+1'")]
    public async Task Limits_are_kept(string code, string text)
    {
        var readings = await Given.Read(text, limits: Tight);
        readings[0].ShouldBeOfType<Reading.Refused>().Fault.Code.Id.ShouldBe(code);
    }

    [Fact]
    public async Task What_is_too_large_is_left_behind_and_the_rest_is_read()
    {
        var small = "<Declaration><ID>{0}</ID></Declaration>";
        var large = "<Declaration><ID>2</ID>" + new string(' ', 9000) + "<Declaration>x</Declaration></Declaration>";
        var envelope = await Given.Read("<Declarations>" + small.Replace("{0}", "1", StringComparison.Ordinal) + large + small.Replace("{0}", "3", StringComparison.Ordinal) + "</Declarations>", limits: Tight);
        envelope.Select(Verdict).ShouldBe(["1", "trade-too-large", "3"]);

        var filler = string.Concat(Enumerable.Repeat("FTX+AAI+++TEXT'", 600));
        var interchange = await Given.Read("UNB+UNOA:2+A+B+1:1+7'UNH+1+CUSCAR:D:99B:UN'BGM+785+1+9'" + filler + "UNT+603+1'UNH+2+CUSCAR:D:99B:UN'BGM+785+2+9'UNT+3+2'UNZ+2+7'", limits: Tight);
        interchange.Select(Verdict).ShouldBe(["trade-too-large", "2"]);

        (await Given.Read(new string(' ', 5000) + Given.Wco, limits: Tight)).Select(Verdict).ShouldBe(["trade-too-large"]);
    }

    [Theory]
    [InlineData("trade-csv-row", "A,1\n", "too few")]
    [InlineData("trade-csv-row", "A,1,2,3\n", "too many")]
    [InlineData("trade-csv-row", "A,1\"2,3\n", "a quote inside")]
    [InlineData("trade-csv-row", "A,\"1\"2,3\n", "text behind a quote")]
    [InlineData("trade-missing-reference", ",1,2\n", "no reference")]
    public async Task A_bad_row_does_not_stop_the_others(string code, string row, string why)
    {
        var mapping = Given.Mapping("""{"name":"x","columns":{"R":{"to":"reference"},"D":{"to":"goods.description"},"M":{"to":"goods.netMass","optional":true}}}""");
        var readings = await Given.Read($"R,D,M\nX,tea,1\n{row}Y,salt,2\n", mapping: mapping);
        readings.Select(Verdict).ShouldBe(["X", code, "Y"], why);
        readings[1].ShouldBeOfType<Reading.Refused>().Fault.At!.ShouldStartWith("line 3");
    }

    [Fact]
    public async Task Two_declarants_may_use_the_same_reference_in_one_batch()
    {
        var mapping = Given.Mapping("""{"name":"x","columns":{"R":{"to":"reference"},"W":{"to":"parties.declarant.other"},"D":{"to":"goods.description"}}}""");
        (await Given.Read("R,W,D\nA,one,tea\nB,one,oil\nA,other,salt\nB,other,oil\nA,one,tea\n", mapping: mapping)).Select(Verdict)
            .ShouldBe(["A", "B", "A", "B", "trade-duplicate-reference"]);
    }

    [Fact]
    public async Task Csv_faults_that_concern_the_file_end_the_reading()
    {
        var mapping = Given.Mapping("""{"name":"x","columns":{"R":{"to":"reference"},"D":{"to":"goods.description"}}}""");
        (await Given.Read("R,E\n1,2\n", mapping: mapping)).Select(Verdict).ShouldBe(["trade-unknown-column"]);
        (await Given.Read("R,D,D\n1,2,3\n", mapping: mapping)).Select(Verdict).ShouldBe(["trade-unknown-column"]);
        (await Given.Read("R,D\nA,x\nB,\"2\n", mapping: mapping)).Select(Verdict).ShouldBe(["A", "trade-truncated"]);
        (await Given.Read([.. "R,D\nA,"u8, 0xE9, .. "\nB,x\n"u8], mapping: mapping)).Select(Verdict).ShouldBe(["trade-encoding", "B"]);
        (await Given.Read("R,D\nA,1\nB,1\nA,2\n", mapping: mapping)).Select(Verdict).ShouldBe(["A", "B", "trade-duplicate-reference"]);
        (await Given.Read("R,D\nA,1\nA,2\nA,3\nB,1\n", mapping: mapping, limits: Tight)).Select(Verdict).ShouldBe(["trade-too-many-items", "B"]);
    }

    [Theory]
    [InlineData("trade-check-digit", "MSKU 907032-3", "MSKU9070324")]
    [InlineData("trade-unknown-code", "<CountryCode>KE<", "<CountryCode>KK<")]
    [InlineData("trade-unknown-code", "currencyID=\"EUR\"", "currencyID=\"EUX\"")]
    [InlineData("trade-invalid-value", ">120.5<", ">120,5<")]
    [InlineData("trade-invalid-value", "currencyID=\"EUR\"", "")]
    [InlineData("trade-invalid-value", "<ID>09071000<", "<ID>0907A000<")]
    public async Task What_breaks_a_rule_is_remarked_and_not_refused(string code, string right, string wrong)
    {
        var (_, before) = await Given.Accepted(Given.Wco);
        var (_, after) = await Given.Accepted(Given.Wco.Replace(right, wrong, StringComparison.Ordinal));
        before.Remarks.ShouldNotContain(remark => remark.Code != null);
        after.Remarks.ShouldContain(remark => remark.Code == code);
    }

    private static string Verdict(Reading reading) => reading switch
    {
        Reading.Accepted accepted => accepted.Declaration.Reference,
        Reading.Refused refused => refused.Fault.Code.Id,
        _ => "?",
    };
}
