using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class OfferedListTests
{
    private const string First = "hscode,description\n01,Animals\n02,Meat\n";
    private const string Second = "hscode,description\n01,\"Animals, live\"\n03,Fish\n";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_list_goes_to_a_partner_and_counts_there_when_an_administrator_loads_it(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var sender = await SignedInAs(pair.Nl, Role.Administrator);
        using var receiver = await SignedInAs(pair.Ca, Role.Administrator);
        using var supervisor = await SignedInAs(pair.Ca, Role.Supervisor);
        var book = pair.Ca.Services.GetRequiredService<ReferenceBook>();
        (await sender.PostAsJsonAsync("/api/reference/hs/send", new { partner = "CA" })).StatusCode.ShouldBe(HttpStatusCode.Conflict); // None is loaded
        await ImportAsync(pair.Ca, new(2022, 1, 1), First);
        await ImportAsync(pair.Nl, new(2022, 1, 1), First);
        await ImportAsync(pair.Nl, new(2026, 7, 1), Second);

        using var sent = await sender.PostAsJsonAsync("/api/reference/hs/send", new { partner = "CA" });
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sent.Content.ReadFromJsonAsync<JsonNode>())!["entries"]!.GetValue<int>().ShouldBe(2);
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [{ Effect: "Done" }], "the list is offered");

        var view = await JsonAsync(supervisor, "/api/reference");
        var offer = view["offered"]![0]!;
        (offer["list"]!.GetValue<string>(), offer["partner"]!.GetValue<string>(), offer["sender"]!.GetValue<string>(), offer["state"]!.GetValue<string>(), offer["isWaiting"]!.GetValue<bool>())
            .ShouldBe(("hs", "NL", "Customs of NL", "offered", true));
        view["inForce"]![0]!["version"]!.GetValue<string>().ShouldBe("2022-01-01");
        book.FindCommodity("03", "en").ShouldBeNull();
        book.FindCommodity("02", "en").ShouldBe("Meat");

        var address = $"/api/reference/offers/{offer["id"]}";
        (await supervisor.PostAsync(address + "/load", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var loaded = await receiver.PostAsync(address + "/load", null);
        loaded.StatusCode.ShouldBe(HttpStatusCode.OK);
        var line = (await loaded.Content.ReadFromJsonAsync<JsonNode>())!;
        (line["version"]!.GetValue<string>(), line["opened"]!.GetValue<int>(), line["closed"]!.GetValue<int>()).ShouldBe(("2026-07-01", 2, 2));
        (book.FindCommodity("03", "en"), book.FindCommodity("01", "en")).ShouldBe(("Fish", "Animals, live"));

        (await receiver.PostAsync(address + "/load", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await receiver.PostAsync(address + "/dismiss", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ActsAsync(pair.Ca)).ShouldBe(["reference.imported", "reference.offered", "reference.imported", "reference.loaded"]);
        (await ActsAsync(pair.Nl)).ShouldBe(["reference.imported", "reference.imported", "reference.sent"]);

        // The very list again is done and offers nothing.
        (await sender.PostAsJsonAsync("/api/reference/hs/send", new { partner = "CA" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [_, { Effect: "Done" }], "it is known");
        (await JsonAsync(receiver, "/api/reference"))["offered"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_administrator_sends_and_dismisses_on_the_page(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var sender = await SignedInAs(pair.Nl, Role.Administrator);
        using var receiver = await SignedInAs(pair.Ca, Role.Administrator);
        (await sender.GetStringAsync("/reference")).ShouldContain("No list is loaded");
        await ImportAsync(pair.Nl, new(2026, 7, 1), Second);

        (await sender.GetStringAsync("/reference")).ShouldContain("Customs of CA (CA)");
        using var sent = await TestNode.PostFormAsync(sender, "/reference/hs/send", ("partner", "CA"));
        sent.Headers.Location!.ToString().ShouldBe("/reference");
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [{ Effect: "Done" }], "the list is offered");

        receiver.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
        var page = WebUtility.HtmlDecode(await receiver.GetStringAsync("/reference"));
        page.ShouldContain("Envoyées par des partenaires");
        page.ShouldContain("Écarter la liste de Customs of NL");
        var id = (await JsonAsync(receiver, "/api/reference"))["offered"]![0]!["id"]!.GetValue<string>();
        using var dismissed = await TestNode.PostFormAsync(receiver, $"/reference/offers/{id}/dismiss");
        (await JsonAsync(receiver, "/api/reference"))["offered"]![0]!["state"]!.GetValue<string>().ShouldBe("dismissed");
        (await JsonAsync(receiver, "/api/reference"))["inForce"]!.AsArray().ShouldBeEmpty();
        using var officer = await SignedInAs(pair.Ca, Role.Officer);
        (await officer.GetAsync("/reference")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_later_list_takes_the_place_of_one_that_waits(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var sender = await SignedInAs(pair.Nl, Role.Administrator);
        using var receiver = await SignedInAs(pair.Ca, Role.Administrator);
        await ImportAsync(pair.Nl, new(2022, 1, 1), First);
        await sender.PostAsJsonAsync("/api/reference/hs/send", new { partner = "CA" });
        await ImportAsync(pair.Nl, new(2026, 7, 1), Second);
        await sender.PostAsJsonAsync("/api/reference/hs/send", new { partner = "CA" });
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [{ Effect: "Done" }, { Effect: "Done" }], "both are offered");

        var offers = (await JsonAsync(receiver, "/api/reference"))["offered"]!.AsArray();
        offers.Select(one => $"{one!["validFrom"]} {one["state"]}").ShouldBe(["2026-07-01 offered", "2022-01-01 replaced"]);
        (await receiver.PostAsync($"/api/reference/offers/{offers[1]!["id"]}/load", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_may_be_kept_no_longer_cannot_be_loaded(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var receiver = await SignedInAs(pair.Ca, Role.Administrator);
        var list = Encoding.UTF8.GetBytes(First);
        var codes = MessageKind.CodesUpdated;
        var outbox = pair.Nl.Services.GetRequiredService<Outbox>();
        await pair.Nl.Database.WriteAsync(session => outbox.Enqueue(session, Actor.Node("test"), new("CA", codes.Name, codes.Version, codes.Write(new()
        {
            Conditions = Conditions.OfTheExchange("hs", new(2020, 1, 1)), List = "hs", Version = "2022", ValidFrom = new(2022, 1, 1), Entries = 2,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(list)),
        })) { Attachments = [new("hs.csv", "text/csv", list)] }));
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [{ Effect: "Done" }], "the list is offered");
        await pair.Ca.Services.GetRequiredService<Erasure>().RunAsync(default);

        var offer = (await JsonAsync(receiver, "/api/reference"))["offered"]![0]!;
        offer["isWaiting"]!.GetValue<bool>().ShouldBeFalse();
        using var gone = await receiver.PostAsync($"/api/reference/offers/{offer["id"]}/load", null);
        gone.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await gone.Content.ReadAsStringAsync()).ShouldContain("ask the partner to send it again");
        (await pair.Ca.Database.ReadAsync(session => Task.FromResult(KeptAttachment.Find(session, "NL", offer["message"]!.GetValue<string>())))).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_gets_a_list_who_is_no_partner_or_that_is_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var administrator = await SignedInAs(node, Role.Administrator);
        await ImportAsync(node, new(2022, 1, 1), First);

        (await FaultAsync("hs")).ShouldBe("federation-partner-unknown");
        (await FaultAsync("taric")).ShouldBe("request-not-found");
        (await FaultAsync("locode")).ShouldBe("reference-not-loaded");
        (await ActsAsync(node)).ShouldBe(["reference.imported"]);

        async Task<string> FaultAsync(string list)
        {
            using var answer = await administrator.PostAsJsonAsync($"/api/reference/{list}/send", new { partner = "XX" });
            return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>();
        }
    }

    private static async Task ImportAsync(TestNode node, DateOnly version, string list) =>
        (await node.Services.GetRequiredService<ReferenceImport>().RunAsync(ReferenceKind.Hs, IntakeTests.Stream(list), version, Actor.Node("test")))
            .ShouldBeOfType<ReferenceImport.Outcome.Imported>();

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT act FROM record WHERE act LIKE 'reference.%' ORDER BY seq"));

    private static Task<HttpClient> SignedInAs(TestNode node, Role role) => node.SignedInAs(role, AuthorityKind.Customs, Purpose.Administration);

    private static async Task<JsonNode> JsonAsync(HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(address))!;
}
