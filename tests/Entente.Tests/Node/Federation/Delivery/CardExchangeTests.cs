using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Federation;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class CardExchangeTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task New_keys_come_to_the_partner_as_an_offer_that_two_officers_put_in_force(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var administrator = await SignedInAs(pair.Ca, Role.Administrator);
        using var supervisor = await SignedInAs(pair.Ca, Role.Supervisor);

        await pair.Nl.Services.GetRequiredService<KeyChange>().RotateAsync(Actor.Node("test"), KeyPurpose.Tls, default);
        await NodePair.UntilAsync(async () => (await pair.SentAsync()) is [{ Effect: "Done", State: OutboxState.Delivered }], "the card is offered");

        var card = (await pair.Nl.Services.GetRequiredService<OwnCard>().FindAsync())!;
        var offer = (await JsonAsync(administrator, "/api/partners"))["proposals"]![0]!;
        (offer["state"]!.GetValue<string>(), offer["version"]!.GetValue<long>(), offer["isOffer"]!.GetValue<bool>(), offer["message"]!.GetValue<string>())
            .ShouldBe(("offered", 2, true, (await pair.SentAsync())[0].MessageId));
        var (api, page) = ($"/api/partners/proposals/{offer["id"]}", $"/partners/proposals/{offer["id"]}");
        pair.Ca.Services.GetRequiredService<PartnerDirectory>().Find("NL")!.Version.ShouldBe(1);

        // The supervisor sees it and cannot begin; nobody is shown what must be heard from the partner.
        foreach (var officer in new[] { administrator, supervisor })
        {
            foreach (var address in new[] { page, api, "/partners", "/api/partners" })
            {
                (await officer.GetStringAsync(address)).ShouldNotContain(card.Fingerprint[..8]);
            }
        }

        (await supervisor.GetStringAsync("/partners")).ShouldContain("Nobody; Customs of NL sent it");
        (await supervisor.GetStringAsync(page)).ShouldNotContain("take-up");
        (await supervisor.PostAsync(api + "/take-up", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await supervisor.PostAsJsonAsync(api + "/approval", new { fingerprint = card.Fingerprint })).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await administrator.GetStringAsync(page)).ShouldContain("Take up the card");
        using var taken = await TestNode.PostFormAsync(administrator, page + "/take-up");
        taken.Headers.Location!.ToString().ShouldBe(page);
        (await administrator.PostAsync(api + "/take-up", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await supervisor.PostAsJsonAsync(api + "/approval", new { fingerprint = card.Fingerprint })).StatusCode.ShouldBe(HttpStatusCode.OK);
        pair.Ca.Services.GetRequiredService<PartnerDirectory>().Find("NL")!.KeysFor(KeyPurpose.Tls).Count.ShouldBe(2);

        administrator.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
        WebUtility.HtmlDecode(await administrator.GetStringAsync(page)).ShouldContain("Envoyée par le partenaire");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_partner_does_not_take_is_said_back(string store)
    {
        await using var pair = await NodePair.StartAsync(store);
        var kind = MessageKind.DirectoryUpdated;
        var own = (await pair.Ca.Services.GetRequiredService<OwnCard>().FindAsync())!;
        var outbox = pair.Nl.Services.GetRequiredService<Outbox>();
        await pair.Nl.Database.WriteAsync(session => outbox.Enqueue(session, Actor.Node("test"), new("CA", kind.Name, kind.Version, kind.Write(new()
        {
            Conditions = Conditions.OfTheExchange("card 1", DateOnly.FromDateTime(session.Now.UtcDateTime)),
            Version = 1,
            Card = System.Text.Encoding.UTF8.GetBytes($"{own}"),
        }))));

        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Effect is not null, "the refusal is said");

        (await pair.SentAsync())[0].EffectDetail.ShouldBe("message-value: A partner sends its own card; this one is that of CA. ($.card)");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM partner_proposal WHERE state = 'Offered'"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_suspended_partner_gets_the_card_when_it_is_resumed_and_a_start_without_changes_tells_nobody(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Nl.Services.GetRequiredService<PartnerDesk>();
        await desk.SuspendAsync(await NodePair.OfficerAsync(pair.Nl, Role.Supervisor), "CA", "a stolen key");

        await pair.Nl.Services.GetRequiredService<KeyChange>().RotateAsync(Actor.Node("test"), KeyPurpose.Tls, default);
        (await pair.SentAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Ready);
        await desk.ResumeAsync(await NodePair.OfficerAsync(pair.Nl, Role.Supervisor), "CA");
        await pair.DeliveredAsync(1);

        await pair.Nl.DisposeAsync();
        await pair.StartNlAsync();
        (await pair.SentAsync()).Count.ShouldBe(1);
        (await pair.Nl.Services.GetRequiredService<OwnCard>().FindAsync())!.Card.Reads.ShouldContain("directory.updated/1");
    }

    private static Task<HttpClient> SignedInAs(TestNode node, Role role) => node.SignedInAs(role, AuthorityKind.Customs, Purpose.Administration);

    private static async Task<JsonNode> JsonAsync(HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(address))!;
}
