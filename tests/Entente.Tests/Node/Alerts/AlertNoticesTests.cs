using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>What is accepted and yet finds nothing, or finds less than it seems to, is told to whoever enters it.</summary>
public sealed class AlertNoticesTests
{
    private const string Unsearched = "This alert is not looked for in declarations, because ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<AlertContent, string> Told => new()
    {
        { new CommodityAlert { Description = "Ivory", HsCodes = ["0507"], Origins = ["KE"] }, $"{Unsearched}it names no person and no object: descriptions, HS codes and origins are not compared." },
        { new GoodsDetainedAlert { Description = "Ivory" }, $"{Unsearched}it names no person and no object: descriptions, HS codes and origins are not compared." },
        { new CashDetainedAlert { Amount = 1, Currency = "EUR" }, $"{Unsearched}it names no person and no object: descriptions, HS codes and origins are not compared." },
        { new FraudTrendAlert { Description = "Footwear" }, $"{Unsearched}its category is for reading: it names nobody and nothing that could be declared." },
        { new ExpertiseAlert { Name = "Marlowe", Forename = "Ida", Expertise = "X-ray" }, $"{Unsearched}its category is for reading: it names nobody and nothing that could be declared." },
        { new CommodityAlert { Description = "Guns", Objects = [new Firearm { SerialNumber = "F-7" }] }, $"{Unsearched}its numbers are too short to be compared." },
        { new CommodityAlert { Description = "Guns", Objects = [new Firearm { SerialNumber = "F-7123" }] }, "" },
        { new TransportAlert { Means = new Container { Number = "CSQU3054380" } }, "The check digit of CSQU3054380 does not match: it should be 3. It is looked for as it is written. $.alert.content.means" },
        { new TransportAlert { Means = new Container { Number = "CSQU3054383" } }, "" },
        { new BusinessAlert { Name = "Zeevalk", Transport = [new Boat { Imo = "9074720" }] }, "The check digit of 9074720 does not match: it should be 9. It is looked for as it is written. $.alert.content.transport[0]" },
        { Given.Smuggler.Content, "" },
    };

    [Theory, MemberData(nameof(Told))]
    public void An_alert_says_what_of_it_is_not_found(AlertContent content, string expected) =>
        string.Join('|', AlertNotices.Of(Given.Smuggler with { Content = content }).Select(notice => $"{notice.Detail} {notice.At}".TrimEnd())).ShouldBe(expected);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_answer_and_the_page_tell_it_in_the_language_of_who_reads_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);

        var (address, notices) = await EnterAsync(manager, new CommodityAlert { Description = "Ivory", HsCodes = ["0507"] });
        notices.ShouldHaveSingleItem().ShouldStartWith(Unsearched);
        (await EnterAsync(manager, Given.Smuggler.Content)).Notices.ShouldBeEmpty();

        JsonNode.Parse(await manager.GetStringAsync($"/api{address}", Stop))!["notices"]!.AsArray().Count.ShouldBe(1);
        (await PageAsync(manager, address)).ShouldContain("This alert is not looked for in declarations");
        manager.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
        (await PageAsync(manager, address)).ShouldContain("Ce signalement n\u2019est pas recherché dans les déclarations");
        (await PageAsync(manager, (await EnterAsync(manager, new TransportAlert { Means = new Container { Number = "CSQU3054380" } })).Address)).ShouldContain("La clé de contrôle de CSQU3054380 ne correspond pas");
    }

    private static async Task<(string Address, List<string> Notices)> EnterAsync(HttpClient manager, AlertContent content)
    {
        var alert = JsonSerializer.Serialize(Given.Smuggler with { Content = content }, AlertJson.Alert);
        var review = $"{TimeProvider.System.GetUtcNow().AddMonths(3):yyyy-MM-dd}";
        using var body = new StringContent($$"""{"alert":{{alert}},"reviewBy":"{{review}}","audience":["*"]}""", Encoding.UTF8, "application/json");
        using var answer = await manager.PostAsync("/api/alerts", body, Stop);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        return ($"/alerts/{said["id"]!.GetValue<string>()}", [.. said["notices"]!.AsArray().Select(notice => notice!["detail"]!.GetValue<string>())]);
    }

    private static async Task<string> PageAsync(HttpClient manager, string address) =>
        new HtmlParser().ParseDocument(await manager.GetStringAsync(address, Stop)).QuerySelector("main")!.TextContent;
}
