using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Entente.Scenarios.Browser;

/// <summary>Strings made to break careless software, through every text field and back onto every page.</summary>
public sealed class HostileTextTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    private const string Mapping = "?mapping=customs-declarations";
    private const string Columns =
        "Declaration ID,Date,Office ID,Process Type,Import Type,Import Use,Payment Type,Mode of Transport,Declarant ID,Importer ID,Seller ID,Courier ID,HS6 Code,"
        + "Country of Departure,Country of Origin,Tax Rate,Tax Type,Country of Origin Indicator,Net Mass,Item Price";

    /// <summary>A handful of our own, which are always at hand, and a published collection.</summary>
    public static TheoryData<string, string> Sources => HostileText.Sources;

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_strings_in_declarations_are_shown_and_run_nothing(string source, string store)
    {
        site = await site.OverAsync(store);
        var strings = HostileText.Read(site, source).Where(text => text.All(letter => XmlConvert.IsXmlChar(letter))).Take(400).ToList();
        await using var window = await site.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < strings.Count; i++)
        {
            ids.Add(await site.DeclareAsync(strings[i], strings[i]));
        }

        // Those that could be taken for markup, a script or an address, each on its own page; all of them in the lists.
        var suspicious = strings.Zip(ids).Where(pair => HostileText.IsSuspicious(pair.First)).Take(80).ToList();
        var shown = 0;
        foreach (var (_, id) in suspicious)
        {
            shown += await window.GoAsync($"/declarations/{id}") == 200 ? 1 : 0;
        }

        foreach (var address in await window.NavigationAsync())
        {
            await window.GoAsync(address);
        }

        output.WriteLine($"{strings.Count} strings declared, {shown} of {suspicious.Count} pages shown");
        window.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
        shown.ShouldBe(suspicious.Count);
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_strings_in_alerts_judgements_and_reports_are_shown_and_run_nothing(string source, string store)
    {
        site = await site.OverAsync(store);
        var strings = HostileText.Read(site, source).Where(text => HostileText.IsSuspicious(text) && text.All(letter => XmlConvert.IsXmlChar(letter))).Take(25).ToList();
        await using var window = await site.OpenAsync();
        var found = $"Klipper Handel {source}";
        foreach (var text in strings)
        {
            var alert = await site.AlertAsync(text, text, otherName: found);
            (await window.GoAsync($"/alerts/{alert}")).ShouldBe(200, text);
        }

        await site.DeclareAsync(found);
        using var client = site.Client();
        using var page = JsonDocument.Parse(await client.GetStringAsync("/api/hits"));
        var hits = page.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!).Take(strings.Count).ToList();
        foreach (var (hit, text) in hits.Zip(strings))
        {
            using var judged = await site.PostAsync($"/api/hits/{hit}/judgements", new { verdict = "true", reason = text, seen = 0 });
            judged.StatusCode.ShouldBe(HttpStatusCode.NoContent, await judged.Content.ReadAsStringAsync());
            var report = new
            {
                found = true, place = text, time = TimeProvider.System.GetUtcNow(), reason = text, route = text, destination = text, companions = text,
                transport = text, objectsCarried = text, circumstances = text, identityRevealed = text, answers = new[] { text }, notPossibleBecause = text,
            };
            using var reported = await site.PostAsync($"/api/hits/{hit}/reports", new { report });
            reported.StatusCode.ShouldBe(HttpStatusCode.NoContent, await reported.Content.ReadAsStringAsync());
            (await window.GoAsync($"/hits/{hit}")).ShouldBe(200, text);
            (await window.Page.Locator("#report").InnerTextAsync()).ShouldContain(text.Split(' ', '\t')[0], Case.Insensitive);
        }

        foreach (var address in await window.NavigationAsync())
        {
            await window.GoAsync(address);
        }

        output.WriteLine($"{strings.Count} strings in alerts, {hits.Count} of them judged and reported");
        hits.Count.ShouldBeGreaterThan(strings.Count / 2);
        window.Complaints.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_strings_in_the_search_box_and_in_filters_run_nothing(string source, string store)
    {
        site = await site.OverAsync(store);
        var strings = HostileText.Read(site, source).Where(text => HostileText.IsSuspicious(text)).Take(60).ToList();
        await using var window = await site.OpenAsync();
        var pages = (await window.NavigationAsync()).Append("/search").Distinct().ToList();
        var answered = 0;
        foreach (var text in strings)
        {
            var status = await window.GoAsync($"/search?q={Uri.EscapeDataString(text)}");
            status.ShouldBeLessThan(500, text);
            answered += status == 200 ? 1 : 0;
        }

        // Every page with each of the filters, orders and pages that it offers itself: all at once in the browser, and each alone.
        using var client = site.Client();
        var offered = new HashSet<string>(StringComparer.Ordinal);
        var asked = 0;
        foreach (var address in pages)
        {
            var names = await FiltersAsync(window, address);
            offered.UnionWith(names);
            foreach (var text in names.Count == 0 ? [] : strings.Take(3))
            {
                var query = string.Join('&', names.Select(name => $"{name}={Uri.EscapeDataString(text)}"));
                (await window.GoAsync($"{address}?{query}")).ShouldBeLessThan(500, $"{address}?{query} {site.Log}");
                asked++;
            }

            foreach (var (name, text) in names.SelectMany((name, i) => strings.Skip(i).Take(6).Select(text => (name, text))))
            {
                using var answer = await client.GetAsync($"{address}?{name}={Uri.EscapeDataString(text)}");
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{address}?{name}={text} {site.Log}");
                asked++;
            }
        }

        string[] known = ["q", "find", "case", "container", "name", "consignment", "subject", "older"];
        known.Except(offered).ShouldBeEmpty("the pages offer these, or this test has stopped to see them");
        output.WriteLine($"{answered} of {strings.Count} searches answered with a page; {asked} hostile questions to {pages.Count} pages by {string.Join(", ", offered.Order())}");
        window.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal) && !complaint.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_bytes_as_documents_are_refused_and_never_a_defect(string source, string store)
    {
        site = await site.OverAsync(store);
        var strings = HostileText.Read(site, source);
        using var client = site.Client();
        foreach (var (type, query) in new[] { ("application/xml", ""), ("application/edifact", ""), ("text/csv", Mapping), ("application/octet-stream", "") })
        {
            var read = 0;
            foreach (var text in strings.Take(120))
            {
                using var answer = await SendAsync(client, type, query, text);
                var said = await answer.Content.ReadAsStringAsync();
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{type}: {text}");
                said.ShouldNotContain("intake-unknown-mapping");
                read += said.StartsWith('[') ? 1 : 0;
            }

            // A verdict on what stands in it; not on how it was sent.
            output.WriteLine($"{type}: {read} read");
            read.ShouldBeGreaterThan(type == "application/octet-stream" ? -1 : 0, type);
        }
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_cells_of_a_table_are_taken_in_and_shown_as_they_are(string source, string store)
    {
        site = await site.OverAsync(store);
        var strings = HostileText.Read(site, source).Where(text => HostileText.IsSuspicious(text) && text.All(letter => XmlConvert.IsXmlChar(letter))).Take(40).ToList();
        using var client = site.Client();
        await using var window = await site.OpenAsync();
        var shown = 0;
        for (var i = 0; i < strings.Count; i++)
        {
            // In columns whose words are anybody's: who declares, who sells, and who brings it.
            var mark = $"CELL{i}";
            var cell = $"\"{strings[i].Trim().Replace("\"", "\"\"", StringComparison.Ordinal)} {mark}\"";
            var row = $"H-{source}-{i},2026-01-05,30,B,11,40,11,10,{cell},IMP1,{cell},{cell},440890,BE,BE,8.0,A,G,1.0,2.0";
            using var answer = await SendAsync(client, "text/csv", Mapping, $"{Columns}\n{row}\n");
            using var verdicts = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            verdicts.RootElement.GetArrayLength().ShouldBe(1, strings[i]);
            var verdict = verdicts.RootElement[0];
            verdict.GetProperty("outcome").GetString().ShouldBe("accepted", $"{strings[i]}: {verdict}");
            (await window.GoAsync($"/declarations/{verdict.GetProperty("id").GetString()}")).ShouldBe(200, strings[i]);
            shown += (await window.Page.Locator("main").InnerTextAsync()).Contains(mark, StringComparison.Ordinal) ? 1 : 0;
        }

        shown.ShouldBe(strings.Count);
        window.Complaints.ShouldBeEmpty();
    }

    /// <summary>What a page can be asked by: the fields of its filters, and the addresses to which its headings and its next page lead.</summary>
    private static async Task<IReadOnlyList<string>> FiltersAsync(Window window, string address)
    {
        await window.GoAsync(address);
        return await window.Page.EvaluateAsync<string[]>(
            """
            () => [...new Set([
                ...[...document.querySelectorAll('form[method=get] [name]')].map(field => field.name),
                ...[...document.querySelectorAll('main a[href]')].map(link => new URL(link.href)).filter(url => url.pathname === location.pathname).flatMap(url => [...url.searchParams.keys()]),
            ])]
            """);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string type, string query, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new(type);
        return await client.PostAsync("/declarations" + query, content);
    }
}
