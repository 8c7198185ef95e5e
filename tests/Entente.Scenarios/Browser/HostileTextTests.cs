using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Entente.Scenarios.Browser;

/// <summary>Strings made to break careless software, through every text field and back onto every page.</summary>
public sealed class HostileTextTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    private static readonly string[] Own =
    [
        "<script>alert('entente')</script>",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-'",
        "</textarea><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "=cmd|'/C calc'!A0",
        "Robert'); DROP TABLE hit;--",
        "\u202Egnidart\u202C <b>Zeevalk</b>",
        "<style>@import url('http://localhost:1/x')</style>",
    ];

    /// <summary>A handful of our own, which are always at hand, and a published collection.</summary>
    public static TheoryData<string> Sources => ["own", "published"];

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_strings_in_declarations_are_shown_and_run_nothing(string source)
    {
        var strings = Strings(source).Where(text => text.All(letter => XmlConvert.IsXmlChar(letter))).Take(400).ToList();
        await using var window = await site.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < strings.Count; i++)
        {
            ids.Add(await site.DeclareAsync(strings[i], strings[i]));
        }

        // Those that could be taken for markup, a script or an address, each on its own page; all of them in the lists.
        var suspicious = strings.Zip(ids).Where(pair => IsSuspicious(pair.First)).Take(80).ToList();
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
    public async Task Hostile_strings_in_alerts_judgements_and_reports_are_shown_and_run_nothing(string source)
    {
        var strings = Strings(source).Where(text => IsSuspicious(text) && text.All(letter => XmlConvert.IsXmlChar(letter))).Take(25).ToList();
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
    public async Task Hostile_strings_in_the_search_box_and_in_filters_run_nothing(string source)
    {
        var strings = Strings(source).Where(text => IsSuspicious(text)).Take(60).ToList();
        await using var window = await site.OpenAsync();
        var pages = (await window.NavigationAsync()).Append("/search").Distinct().ToList();
        var answered = 0;
        foreach (var text in strings)
        {
            var status = await window.GoAsync($"/search?q={Uri.EscapeDataString(text)}");
            status.ShouldBeLessThan(500, text);
            answered += status == 200 ? 1 : 0;
        }

        foreach (var address in pages)
        {
            (await window.GoAsync($"{address}?q={Uri.EscapeDataString(strings[0])}&sort={Uri.EscapeDataString(strings[0])}&after={Uri.EscapeDataString(strings[0])}"))
                .ShouldBeLessThan(500, address);
        }

        output.WriteLine($"{answered} of {strings.Count} searches answered with a page; {pages.Count} pages asked with a hostile filter");
        window.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal) && !complaint.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Hostile_bytes_as_documents_are_refused_and_never_a_defect(string source)
    {
        using var client = site.Missing is null ? site.Client() : null;
        var strings = Strings(source);
        foreach (var type in new[] { "application/xml", "application/edifact", "text/csv?mapping=customs-declarations.csv", "application/octet-stream" })
        {
            var mapping = type.Contains('?', StringComparison.Ordinal) ? type[type.IndexOf('?', StringComparison.Ordinal)..] : "";
            foreach (var text in strings.Take(120))
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
                content.Headers.ContentType = new(type.Split('?')[0]);
                using var answer = await client!.PostAsync("/declarations" + mapping, content);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{type}: {text}");
            }
        }
    }

    private static bool IsSuspicious(string text) => text.IndexOfAny(['<', '>', '"', '\'', '`', '{', ':']) >= 0;

    private List<string> Strings(string source)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        if (source == "own")
        {
            return [.. Own];
        }

        var files = new[] { "naughty-strings.txt", "csv_formula_injection.txt" }.Select(name => Path.Combine(Built.Data ?? "", "hostile", name)).ToList();
        Assert.SkipUnless(files.All(File.Exists), "The hostile strings are not at hand (ENTENTE_DATA or ../shared/data).");
        return [.. files.SelectMany(File.ReadAllLines).Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))];
    }
}
