using System.Globalization;
using System.Text;
using System.Xml;

namespace Entente.Scenarios.Browser;

/// <summary>Strings made to break careless software, through every text field and back onto every page.</summary>
public sealed class HostileTextTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    [Fact]
    public async Task Hostile_strings_in_declarations_are_shown_and_run_nothing()
    {
        var strings = Strings().Where(text => text.All(letter => XmlConvert.IsXmlChar(letter))).Take(400).ToList();
        await using var window = await site.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < strings.Count; i++)
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"26NLHOST{i:D8}");
            ids.Add(await site.DeclareAsync(Documents.Import(reference, importer: strings[i], description: strings[i])));
        }

        // Those that could be taken for markup, a script or an address, each on its own page; all of them in the lists.
        var suspicious = strings.Zip(ids).Where(pair => pair.First.IndexOfAny(['<', '>', '"', '\'', '`', '{', ':']) >= 0).Take(80).ToList();
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
        Assert.SkipWhen(shown == 0, "Declarations have no page yet; the lists were shown.");
        shown.ShouldBe(suspicious.Count);
    }

    [Fact]
    public async Task Hostile_strings_in_the_search_box_and_in_filters_run_nothing()
    {
        var strings = Strings().Where(text => text.IndexOfAny(['<', '>', '"', '\'', '`', '{']) >= 0).Take(60).ToList();
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

    [Fact]
    public async Task Hostile_bytes_as_documents_are_refused_and_never_a_defect()
    {
        using var client = site.Missing is null ? site.Client() : null;
        var strings = Strings();
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

    private List<string> Strings()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        var files = new[] { "naughty-strings.txt", "csv_formula_injection.txt" }.Select(name => Path.Combine(Built.Data ?? "", "hostile", name)).ToList();
        Assert.SkipUnless(files.All(File.Exists), "The hostile strings are not at hand (ENTENTE_DATA or ../shared/data).");
        return [.. files.SelectMany(File.ReadAllLines).Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))];
    }
}
