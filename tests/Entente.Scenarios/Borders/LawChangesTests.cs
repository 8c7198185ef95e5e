using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Tests.Node.Agreements;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Borders;

/// <summary>The law changes while messages are under way, between two processes: what was lawful when it was taken stands, what comes after is refused with the clause, and both know.</summary>
public sealed class LawChangesTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly string first = WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA");

    private static readonly string second = WideAgreement.Text("PACT", 2, "2021-01-01", "NL", "CA").Replace("exchanges: [alert, ", "exchanges: [", StringComparison.Ordinal).TrimEnd() + """

          - article: "2"
            wording: No alerts are exchanged any more.
            forbids:
              - exchanges: [alert]

        """;

    public static TheoryData<string> Stores => Place.Both;

    /// <summary>What is suspended: one agreement, or one category of data.</summary>
    public static TheoryData<string, string, string> Suspended => new()
    {
        { "sqlite", "agreement", "PACT" }, { "sqlite", "category", "businesses" }, { "postgres", "agreement", "PACT" }, { "postgres", "category", "businesses" },
    };

    [Theory, MemberData(nameof(Stores))]
    public async Task An_agreement_is_amended_while_alerts_are_under_way(string store)
    {
        await using var nl = await CreateAsync("NL", store);
        await using var ca = await CreateAsync("CA", store);
        await MeetAsync(nl, ca);
        await nl.ShareAsync("Alpha Trading", "CA");
        await UntilAsync(async () => (await ca.AlertsOfAsync("NL")).Count == 1, "Canada has the first alert");

        // Canada signs a version without alerts; the Netherlands have it before them when Canada shares another alert, which waits because they are gone.
        await ca.ProposeAsync(second);
        await ca.ApproveAsync("PACT/2", second);
        await UntilAsync(async () => await nl.StandingAsync("PACT/2") == "offered", "the Netherlands have the offer");
        await nl.PostAsync("/api/agreements/PACT/2/support", new { });
        await nl.KillAsync();
        await ca.ShareAsync("Beta Trading", "NL");
        await Desk.TriedInVainAsync(ca, "NL");
        await ca.KillAsync();

        // The Netherlands sign while Canada is gone: from then on it is the law there, and Canada does not know yet.
        await nl.StartAsync();
        await nl.ApproveAsync("PACT/2", second);
        (await nl.StandingAsync("PACT/2")).ShouldBe("inForce");
        (await RefusedAsync(nl, "Gamma Trading", "CA")).ShouldContain("PACT/2 2(f1) forbids it.");

        // The notice of it stays behind until the alert has come: once it is there, Canada would keep the alert back itself.
        await UntilAsync(async () => await nl.Place.HoldAsync("agreement.signed/%") == 1, "the notice is held");
        await ca.StartAsync();
        await UntilAsync(async () => await nl.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE action LIKE 'alert.%' AND state = 'Declined'")) == 1, "the second alert has come and is declined");
        await nl.Place.ReleaseAsync("agreement.signed/%");
        await UntilAsync(async () => await ca.StandingAsync("PACT/2") == "inForce", "Canada knows that it is in force");
        await UntilAsync(async () => await EffectAsync(ca, "NL") is not null, "Canada hears what became of the second alert");

        var declined = (await EffectAsync(ca, "NL"))!;
        declined.ShouldStartWith("agreement-declined");
        declined.ShouldContain("Decided there: permitted by PACT/1 1(1). Decided here: refused, forbidden, PACT/2 2(f1).");
        (await nl.AlertsOfAsync("CA")).ShouldBeEmpty("it came after");
        (await nl.Place.ReadAsync(session => session.QueryAsync<string>("SELECT theirs FROM exchange_verdict WHERE direction = 'In' AND permitted = 0"))).ShouldBe(["permitted by PACT/1 1(1)"]);
        (await ca.Place.ReadAsync(session => session.ScalarAsync<string>("SELECT theirs FROM exchange_verdict WHERE direction = 'Out' AND action LIKE 'alert.%'"))).ShouldBe(declined);
        (await RefusedAsync(ca, "Delta Trading", "NL")).ShouldContain("PACT/2 2(f1) forbids it.");
        (await ca.AlertsOfAsync("NL")).ShouldBe(["Alpha Trading"], "what was given before stands");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_partner_is_suspended_and_resumed_while_a_queue_is_under_way(string store)
    {
        await using var nl = await CreateAsync("NL", store);
        await using var ca = await CreateAsync("CA", store);
        await MeetAsync(nl, ca);
        var names = Enumerable.Range(1, 24).Select(number => string.Create(CultureInfo.InvariantCulture, $"Trading {number:D2}")).ToList();
        var ids = new List<string>();
        foreach (var name in names.Take(12))
        {
            ids.Add((string)(await nl.ShareAsync(name, "CA"))["id"]!);
        }

        await nl.PostAsync("/api/partners/CA/suspension", new { why = "A breach of the rules on secrecy." });
        await nl.StillAsync("CA");
        var before = (await ca.AlertsOfAsync("NL")).Count;
        foreach (var name in names.Skip(12))
        {
            ids.Add((string)(await nl.ShareAsync(name, "CA"))["id"]!);
        }

        for (var version = 1; version <= 3; version++)
        {
            await AmendAsync(nl, ids[^1], version, $"{names[^1]} {(char)('A' + version)}");
        }

        // Canada is told when it sends something; it keeps that and tries again.
        await ca.ShareAsync("From Canada", "NL");
        await UntilAsync(async () => (await ca.ListAsync("/api/messages?partner=NL&state=Open", "messages")).Any(held => (string?)held!["reason"] == "federation-suspended"), "Canada is told");
        (await ca.AlertsOfAsync("NL")).Count.ShouldBe(before, "nothing goes while it is suspended");
        (await nl.AlertsOfAsync("CA")).ShouldBeEmpty("and nothing is taken");

        await nl.PostAsSecondAsync("/api/partners/CA/resumption", new { });
        await nl.DrainedAsync();
        await ca.DrainedAsync();

        await UntilAsync(async () => (await nl.AlertsOfAsync("CA")).Count == 1, "what Canada kept has come");
        (await ca.AlertsOfAsync("NL")).ShouldBe([.. names.Take(23), $"{names[^1]} D"]);
        var taken = await ca.Place.ReadAsync(session => session.QueryAsync<string>("SELECT message_id FROM inbox WHERE partner = 'NL' AND action LIKE 'alert.%' ORDER BY seq"));
        taken.Count.ShouldBe(27);
        taken.ShouldBeUnique();
        var last = await nl.Place.ReadAsync(session => session.QueryAsync<string>(
            "SELECT message_id FROM outbox WHERE action LIKE 'alert.%' AND conversation = (SELECT conversation FROM outbox WHERE action LIKE 'alert.amended/%' LIMIT 1) ORDER BY seq"));
        last.Count.ShouldBe(4);
        taken.Where(last.Contains).ShouldBe(last, "in the order in which they were queued");
        (await nl.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE partner = 'CA' AND action LIKE 'alert.%' AND effect = 'Done'"))).ShouldBe(27);
    }

    [Theory, MemberData(nameof(Suspended))]
    public async Task An_agreement_or_a_category_is_suspended_and_resumed_while_a_queue_is_under_way(string store, string member, string value)
    {
        await using var nl = await CreateAsync("NL", store);
        await using var ca = await CreateAsync("CA", store);
        await MeetAsync(nl, ca);
        await nl.ShareAsync("Alpha Trading", "CA");
        await UntilAsync(async () => (await ca.AlertsOfAsync("NL")).Count == 1, "Canada has the first alert");
        await ca.KillAsync();
        await nl.ShareAsync("Beta Trading", "CA");
        await nl.ShareAsync("Gamma Trading", "CA");
        await Desk.TriedInVainAsync(nl, "CA");

        var suspended = await nl.PostAsync("/api/agreements/suspensions", new Dictionary<string, string> { ["partner"] = "CA", ["reason"] = "A breach.", [member] = value });
        await UntilAsync(async () => (await KeptBackAsync(nl)).Count == 2, "what waited is kept back");
        (await RefusedAsync(nl, "Delta Trading", "CA")).ShouldContain("suspended");
        await ca.StartAsync();
        await UntilAsync(async () => (await ca.ListAsync("/api/agreements/suspensions", "suspensions")) is [{ } told] && (string?)told["reason"] == "A breach.", "Canada is told");
        (await RefusedAsync(ca, "Epsilon Trading", "NL")).ShouldContain("suspended");
        (await ca.AlertsOfAsync("NL")).Count.ShouldBe(1);

        // At once after the end: neither what was kept back nor what is new overtakes the notice.
        await nl.PostAsSecondAsync($"/api/agreements/suspensions/{suspended["number"]}/resumption", new { });
        foreach (var message in await KeptBackAsync(nl))
        {
            await nl.PostAsync($"/api/messages/out-{message}/resend", new { });
        }

        await nl.ShareAsync("Zeta Trading", "CA");
        await nl.DrainedAsync();
        await UntilAsync(async () => (await ca.AlertsOfAsync("NL")).Count == 4, "everything has come");
        (await ca.AlertsOfAsync("NL")).ShouldBe(["Alpha Trading", "Beta Trading", "Gamma Trading", "Zeta Trading"]);
        (await ca.ListAsync("/api/agreements/suspensions", "suspensions")).Single()!["state"]!.GetValue<string>().ShouldBe("lifted");
        (await ca.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE action LIKE 'alert.%' AND state = 'Taken'"))).ShouldBe(4);
        (await ca.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE state = 'Declined'"))).ShouldBe(0, "nothing came before the notice");
        await ca.ShareAsync("Eta Trading", "NL");
        await UntilAsync(async () => (await nl.AlertsOfAsync("CA")).Count == 1, "Canada gives again");
    }

    private static async Task MeetAsync(Member nl, Member ca)
    {
        await Task.WhenAll(nl.StartAsync(), ca.StartAsync());
        await nl.AdmitAsync(ca);
        await ca.AdmitAsync(nl);
        await AgreeOnAsync(first, "PACT/1", nl, ca);
    }

    /// <summary>What an officer is told who may not share.</summary>
    private static async Task<string> RefusedAsync(Member at, string business, string partner)
    {
        using var content = new StringContent(System.Text.Json.JsonSerializer.Serialize(at.AlertOf(business, partner)), Encoding.UTF8, "application/json");
        using var answer = await at.Officer.PostAsync("/api/alerts", content, Now);
        var text = await answer.Content.ReadAsStringAsync(Now);
        answer.IsSuccessStatusCode.ShouldBeFalse(text);
        text.ShouldContain("agreement-refused");
        return text;
    }

    private static async Task AmendAsync(Member at, string id, int version, string business)
    {
        var alert = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(at.AlertOf(business)))!;
        alert["version"] = version;
        alert.AsObject().Remove("partners");
        using var content = new StringContent(alert.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await at.Officer.PutAsync($"/api/alerts/{id}", content, Now);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Now));
    }

    private static Task<string?> EffectAsync(Member at, string partner) => at.Place.ReadAsync(session => session.ScalarAsync<string>(
        "SELECT effect_detail FROM outbox WHERE partner = @partner AND action LIKE 'alert.%' AND effect = 'Refused'", new { partner }));

    private static Task<List<long>> KeptBackAsync(Member at) =>
        at.Place.ReadAsync(session => session.QueryAsync<long>("SELECT seq FROM outbox WHERE state = 'Refused' AND reason = 'agreement-refused' ORDER BY seq"));
}
