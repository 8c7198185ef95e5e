using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Alerts;

public sealed class AlertsHttpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_is_entered_amended_and_withdrawn_by_its_owner_alone(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        using var foreigner = await node.SignedInAs(Role.AlertManager, AuthorityKind.Police, Purpose.DataQuality);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await officer.PostAsync("/api/alerts", Json(Entry()), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alerts") { Content = Json(Entry()), Headers = { TransferEncodingChunked = true } };
        var created = await manager.SendAsync(request, Stop);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync(Stop));
        var address = created.Headers.Location!.ToString();

        (await officer.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var amendment = Entry().Replace("{\"alert\"", "{\"version\":1,\"alert\"", StringComparison.Ordinal).Replace("specificCheck", "seize", StringComparison.Ordinal);
        var foreign = await foreigner.PutAsync(address, Json(amendment), Stop);
        var absent = await foreigner.PutAsync($"/api/alerts/{Guid.Empty}", Json(amendment), Stop);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Told(foreign)).ShouldBe(await Told(absent));

        (await manager.PutAsync(address, Json(amendment), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await manager.PutAsync(address, Json(amendment), Stop)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await manager.PostAsync($"{address}/withdrawal", Json("""{"version":2,"reason":"Cleared"}"""), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var shown = JsonDocument.Parse(await officer.GetStringAsync(address, Stop));
        shown.RootElement.GetProperty("state").GetString().ShouldBe("withdrawn");
        shown.RootElement.GetProperty("earlier").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [OnBoth("\"reason\":\"Seen\"", "\"reason\":\"Seen\",\"religion\":\"x\"", 400, "request-malformed")]
    [OnBoth("\"category\":\"persons\",", "", 400, "request-malformed")]
    [OnBoth("\"reason\":\"Seen\"", "\"reason\":\"Seen\",\"questions\":[\"When?\",null]", 400, "request-malformed")]
    [OnBoth("\"audience\":[\"*\"]", "\"audience\":[null]", 400, "request-malformed")]
    [OnBoth("{\"alert\"", "alert", 400, "request-malformed")]
    [OnBoth("\"audience\":[\"*\"]", "\"audience\":[]", 422, "alert-audience")]
    [OnBoth("\"reason\":\"Seen\"", "\"reason\":\"\"", 422, "alert-incomplete")]
    public async Task A_bad_entry_is_refused_with_its_fault(string kind, string right, string wrong, int status, string code)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        Entry().ShouldContain(right);

        var answer = await manager.PostAsync("/api/alerts", Json(Entry().Replace(right, wrong, StringComparison.Ordinal)), Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_open_page_hears_of_a_hit_that_another_replica_raises(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await using var elsewhere = await store.StartedAsync();
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var lines = new StreamReader(await officer.GetStreamAsync("/api/hits/stream", Stop));
        (await NextAsync(lines)).ShouldBe("0");

        await elsewhere.RaisedAsync(await elsewhere.EnteredAsync(Given.Smuggler));

        long.Parse(await NextAsync(lines), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_open_page_is_woken_by_what_came_after_it_and_not_by_the_record_of_its_own_look(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RaisedAsync(await node.Database.EnteredAsync(Given.Smuggler));
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        var page = await PageAsync(officer, "/hits");
        var stream = System.Text.RegularExpressions.Regex.Match(page, "/api/hits/stream\\?after=([0-9]+)");
        using var lines = new StreamReader(await officer.GetStreamAsync(stream.Value, Stop));
        for (var look = 0; look < 3; look++)
        {
            await PageAsync(officer, "/hits");
            await PageAsync(officer, "/overview/hits");
        }

        await node.Database.RaisedAsync(await node.Database.EnteredAsync(Given.Heron));

        // The first message that comes is of the new hit: nothing was said of the six looks before it.
        var changed = await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(changed) FROM hit"));
        (await NextAsync(lines)).ShouldBe($"{changed}");
        var looks = await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act = 'hit.listed' ORDER BY seq"));
        looks.Count.ShouldBe(7);
        looks.ShouldAllBe(detail => detail.Contains("shown", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_is_found_by_a_name_that_is_written_otherwise_and_by_its_number(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.EnteredAsync(Given.Smuggler, "customs");
        var heron = await node.Database.EnteredAsync(Given.Heron);
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(heron.Changed, Stop);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var police = await node.SignedInAs(Role.Officer, AuthorityKind.Police);

        (await FoundAsync(officer, "Ida Marlow")).ShouldBe(["Marlowe, Ida"]);
        (await FoundAsync(officer, "IMO 9074729")).ShouldBe(["Heron"]);
        (await FoundAsync(officer, "C-2026-17")).ShouldContain("Marlowe, Ida");
        (await FoundAsync(police, "Ida Marlow")).ShouldBeEmpty();
    }

    [Theory]
    [OnBoth("en")]
    [OnBoth("fr")]
    public async Task Every_page_is_shown_and_a_hit_is_judged_from_its_page(string kind, string language)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var alert = await node.Database.EnteredAsync(Given.Smuggler);
        var hit = (await node.Database.RaisedAsync(alert))!.Value;
        var next = (await node.Database.RaisedAsync(alert, Given.Declared with
        {
            Path = "/consignor",
            Subject = Given.Declared.Subject with { Names = ["Ida Marlowe"] },
        }))!.Value;
        using var officer = Browser(await node.SignedInAs(Role.Officer, AuthorityKind.Customs), language);
        using var manager = Browser(await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality), language);

        (await PageAsync(officer, "/hits")).ShouldContain("26NL0000000000001");
        (await PageAsync(officer, $"/alerts/{alert.Id}")).ShouldContain("C-2026-17");
        (await PageAsync(officer, "/alerts?find=C-2026-17")).ShouldContain("Marlowe");
        foreach (var category in Enum.GetValues<AlertCategory>())
        {
            (await PageAsync(manager, $"/alerts/new?category={category}")).ShouldContain("name=\"audience\"");
        }

        (await PageAsync(manager, $"/alerts/{alert.Id}/amend")).ShouldContain("Carried undeclared cash");
        var page = await PageAsync(officer, $"/hits/{hit}");
        page.ShouldContain(language == "fr" ? "Vérifiez avant de libérer." : "Check before you release.");
        page.ShouldContain("The names differ by one letter.");

        var answer = await PostAsync(officer, page, "judge", ("verdict", "False"), ("reason", "Another birth year."), ("seen", "0"));

        answer.Headers.Location!.ToString().ShouldBe($"/hits/{next}");
        (await ShowHit.RunAsync(node.Database, Given.Officer, hit, Stop))!.State.ShouldBe(HitState.False);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_form_keeps_what_was_typed_and_says_what_is_missing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = Browser(await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality), "en");
        var form = await PageAsync(manager, "/alerts/new?category=Businesses");
        var review = $"{TimeProvider.System.GetUtcNow().AddMonths(3):yyyy-MM-dd}";
        (string, string)[] typed = [("_handler", "alert"), ("name", "Harbour Trading"), ("action", "Seize"), ("case", "C-9"), ("reviewBy", review), ("vat", "NL000099998B57")];

        var refused = await PostAsync(manager, form, "/alerts/new?category=Businesses", [.. typed, ("audience", "*")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await refused.Content.ReadAsStringAsync(Stop);
        again.ShouldContain("Say what real indication led to this alert.");
        again.ShouldContain("Harbour Trading");

        var saved = await PostAsync(manager, again, "/alerts/new?category=Businesses", [.. typed, ("audience", "police"), ("reason", "Under-declared twice.")]);
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
        var shown = await PageAsync(manager, saved.Headers.Location!.ToString());
        shown.ShouldContain("NL000099998B57");
        shown.ShouldContain("Customs, Police");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Alerts_that_an_officer_does_not_see_hide_none_that_he_does(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var police = await node.SignedInAs(Role.AlertManager, AuthorityKind.Police, Purpose.DataQuality);
        using var customs = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        for (var i = 0; i < 60; i++)
        {
            (await police.PostAsync("/api/alerts", Json(Entry("Ignatius Marlowe", "police")), Stop)).StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        (await customs.PostAsync("/api/alerts", Json(Entry("Ignatius Marlow", "customs")), Stop)).StatusCode.ShouldBe(HttpStatusCode.Created);

        for (var tries = 0; (await FoundAsync(police, "Ignatius Marlowe")).Count < 50; tries++)
        {
            tries.ShouldBeLessThan(200, "the alerts can be found");
            await Task.Delay(50, Stop);
        }

        (await FoundAsync(police, "Ignatius Marlowe")).Distinct().ShouldBe(["Ignatius Marlowe"]);
        (await FoundAsync(customs, "Ignatius Marlowe")).ShouldBe(["Ignatius Marlow"]);
    }

    private static string Entry(string name, string authority) =>
        Entry().Replace("Marlowe", name, StringComparison.Ordinal).Replace("\"*\"", $"\"{authority}\"", StringComparison.Ordinal);

    private static string Entry() =>
        """{"alert":{"content":{"category":"persons","person":{"name":"Marlowe"}},"action":"specificCheck","reason":"Seen","caseReference":"C-1"},"""
        + $"\"reviewBy\":\"{TimeProvider.System.GetUtcNow().AddMonths(3):yyyy-MM-dd}\",\"audience\":[\"*\"]}}";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<string> Told(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return $"{problem.RootElement.GetProperty("code")} {problem.RootElement.GetProperty("title")}";
    }

    private static async Task<List<string?>> FoundAsync(HttpClient client, string text)
    {
        var answer = await client.PostAsync("/api/alerts/search", Json(JsonSerializer.Serialize(new { text })), Stop);
        using var found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return [.. found.RootElement.EnumerateArray().Select(one => one.GetProperty("alert").GetProperty("title").GetString())];
    }

    private static async Task<string> NextAsync(StreamReader lines)
    {
        var hits = false;
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            hits = line == "event: hits" || (hits && line.Length > 0);
            if (hits && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line[6..];
            }
        }

        throw new EndOfStreamException();
    }

    private static HttpClient Browser(HttpClient client, string language)
    {
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        return client;
    }

    private static async Task<string> PageAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{address} {answer.Headers.Location} {text[..Math.Min(400, text.Length)]}");
        var page = new HtmlParser().ParseDocument(text);
        page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty(address);
        return WebUtility.HtmlDecode(text);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("form").First(one =>
            one.QuerySelector("input[name=__RequestVerificationToken]") is not null && (action.StartsWith('/') || one.GetAttribute("action")!.EndsWith(action, StringComparison.Ordinal)));
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var values = fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return await client.PostAsync(action.StartsWith('/') ? action : form.GetAttribute("action"), new FormUrlEncodedContent(values), Stop);
    }
}
