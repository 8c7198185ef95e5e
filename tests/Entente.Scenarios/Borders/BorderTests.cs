using System.Text.Json.Nodes;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Borders;

/// <summary>The main job, across borders: what one administration looks for is found at another, and what became of it comes back, each message once.</summary>
public sealed class BorderTests
{
    private const string Wanted = "Zeevalk Overseas Trading";

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task An_alert_is_found_abroad_and_its_owner_hears_of_it_asks_and_is_answered(string store)
    {
        await using var trio = await Trio.StartAsync(store);
        var (nl, ca, sg) = (trio.Nl, trio.Ca, trio.Sg);

        await ca.ShareAsync(Wanted, "NL", "SG");
        await UntilAsync(async () => (await nl.AlertsOfAsync("CA")).Contains(Wanted) && (await sg.AlertsOfAsync("CA")).Contains(Wanted), "the alert of CA is at NL and SG");
        await nl.FindsAsync(Wanted);

        await nl.DeclareAsync("26NLBORDER0000001", Wanted);
        var hit = (await nl.ListAsync("/api/hits", "hits")).ShouldHaveSingleItem()!;
        var notice = await OneAbroadAsync(ca, abroad => true, "CA has the notice");
        ((string?)notice["partner"], (string?)notice["state"]).ShouldBe(("NL", "open"));
        (await sg.ListAsync("/api/hits/abroad?all=true", "hits")).ShouldBeEmpty("only the owner is told");

        await nl.PostAsync($"/api/hits/{hit["id"]}/judgements", new { verdict = "true", reason = "The name and the address are the same.", seen = 0 });
        await nl.PostAsync($"/api/hits/{hit["id"]}/reports", new
        {
            report = new { found = true, place = "NLRTM", time = TimeProvider.System.GetUtcNow(), reason = "Checked because of the alert", actionTaken = "discreetCheck" },
        });
        await OneAbroadAsync(ca, abroad => (string?)abroad["state"] == "true" && (long)abroad["reported"]! == 1, "CA has the judgement and the report");

        await ca.PostAsync($"/api/hits/abroad/{notice["id"]}/questions", new { question = "Who paid for the carriage?" });
        await UntilAsync(async () => (await nl.ListAsync("/api/correspondence", "letters")).Count == 1, "NL is asked");
        var letter = (await nl.ListAsync("/api/correspondence", "letters"))[0]!;
        await nl.PostAsync($"/api/correspondence/{letter["number"]}/answer", new { outcome = "answered", answer = "The consignee, in advance." });
        await UntilAsync(async () => (await ca.ListAsync("/api/correspondence?answered=true", "letters")).Count == 1, "CA is answered");
        ((string?)(await ca.ListAsync("/api/correspondence?answered=true", "letters"))[0]!["answer"]).ShouldBe("The consignee, in advance.");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_is_killed_gets_everything_once_when_it_is_back(string store)
    {
        await using var trio = await Trio.StartAsync(store);
        var (nl, ca, sg) = (trio.Nl, trio.Ca, trio.Sg);
        await ca.ShareAsync(Wanted, "NL", "SG");
        await UntilAsync(async () => (await sg.AlertsOfAsync("CA")).Count == 1, "SG has the first alert");

        await sg.KillAsync();
        var meanwhile = Enumerable.Range(1, 5).Select(number => $"{Wanted} {number}").ToList();
        foreach (var business in meanwhile)
        {
            await ca.ShareAsync(business, "NL", "SG");
        }

        await UntilAsync(async () => (await nl.AlertsOfAsync("CA")).Count == 6, "the others go on");

        // That the fault took place: the process is gone, all five wait, and the first was tried in vain.
        sg.IsGone.ShouldBeTrue();
        await UntilAsync(async () => (await WaitingAsync(ca)).Any(message => (int)message!["attempts"]! > 0 && (string?)message["reason"] == "federation-unreachable"), "an attempt has failed");
        (await WaitingAsync(ca)).Count.ShouldBe(5);

        await sg.StartAsync();
        await UntilAsync(async () => (await WaitingAsync(ca)).Count == 0, "nothing waits any more");
        (await sg.AlertsOfAsync("CA")).ShouldBe([Wanted, .. meanwhile]);
        var taken = await sg.Place.ReadAsync(session => session.QueryAsync<string>("SELECT message_id FROM inbox WHERE partner = 'CA' AND action LIKE 'alert.published/%'"));
        taken.Count.ShouldBe(6);
        taken.ShouldBeUnique();
        var receipts = await ca.Place.ReadAsync(session => session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM outbox o JOIN outbox_receipt r ON r.seq = o.seq WHERE o.partner = 'SG' AND o.state = 'Delivered' AND o.action LIKE 'alert.published/%'"));
        receipts.ShouldBe(6);
    }

    private static Task<JsonArray> WaitingAsync(Member ca) => ca.ListAsync("/api/messages?partner=SG&state=Open", "messages");

    private static async Task<JsonNode> OneAbroadAsync(Member owner, Func<JsonNode, bool> isSo, string what)
    {
        JsonNode? found = null;
        await UntilAsync(
            async () => (await owner.ListAsync("/api/hits/abroad?all=true", "hits")) is [{ } only] && isSo(found = only), what);
        return found!;
    }
}
