using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>The map of flows, open on an officer's screen.</summary>
public sealed class MapTests(Site site) : IClassFixture<Site>
{
    private const string Route = "path.en-map-arc[data-from=CNSGH][data-to=NLRTM]";

    [Fact]
    public async Task The_map_follows_what_comes_in_and_keeps_what_the_officer_chose()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/");
        await page.Locator("#overview .en-live[data-state=live]").WaitForAsync();
        var arc = page.Locator(Route);
        await arc.DispatchEventAsync("click");
        page.Url.ShouldContain("from=CNSGH&to=NLRTM");
        var before = await VolumeAsync(page);
        await page.EvaluateAsync("() => { window.sameDocument = true; }");

        await site.DeclareAsync("Nordzee Handel B.V.");

        await page.WaitForFunctionAsync($"before => Number(document.querySelector('{Route} title').textContent.split(': ').at(-1)) > before", before, new() { Timeout = 30_000 });
        (await page.Locator($"{Route}.en-chosen").CountAsync()).ShouldBe(1, "the choice was lost");
        page.Url.ShouldContain("from=CNSGH&to=NLRTM");
        (await page.EvaluateAsync<bool>("() => window.sameDocument === true")).ShouldBeTrue("the page was loaded anew");
        (await page.Locator(".en-map tbody tr").First.Locator("td").Nth(2).TextContentAsync()).ShouldBe($"{await VolumeAsync(page)}");

        await arc.DispatchEventAsync("click");
        page.Url.ShouldNotContain("from=");
        (await page.Locator(".en-chosen").CountAsync()).ShouldBe(0);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_hours_are_played_stopped_and_gone_through_by_keys()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/console/gallery");
        var (play, hour, range) = (page.Locator("[data-map-play] button").First, page.Locator("[data-map-play] output").First, page.Locator("[data-map-play] input").First);
        await play.WaitForAsync();
        (await hour.TextContentAsync()).ShouldBe("last 24 hours");

        await play.ClickAsync();
        (await play.GetAttributeAsync("aria-pressed")).ShouldBe("true");
        var first = await hour.TextContentAsync();
        first.ShouldNotBeNull().ShouldContain("UTC");
        await page.WaitForFunctionAsync("first => document.querySelector('[data-map-play] output').textContent !== first", first);

        await play.ClickAsync();
        (await play.GetAttributeAsync("aria-pressed")).ShouldBe("false");
        await range.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        (await hour.TextContentAsync()).ShouldBe(first);
        await page.Keyboard.PressAsync("End");
        (await hour.TextContentAsync()).ShouldBe("last 24 hours");
        window.Complaints.ShouldBeEmpty();
    }

    private static Task<int> VolumeAsync(IPage page) => page.EvaluateAsync<int>($"() => Number(document.querySelector('{Route} title').textContent.split(': ').at(-1))");
}
