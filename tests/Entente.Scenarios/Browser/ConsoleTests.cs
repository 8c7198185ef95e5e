using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

public sealed class ConsoleTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    // What another theme can break, and what another width can break beside it.
    private static readonly string[] colours = ["color-contrast", "link-in-text-block"];
    private static readonly string[] layout = [.. colours, "target-size", "scrollable-region-focusable", "aria-hidden-focus", "nested-interactive", "meta-viewport"];

    // Eight looks of each page: two languages, two widths, two themes. A page is loaded once per language and looked at in the other three in place.
    // All rules are asked once; in the other looks those that the look can break.
    [Theory, InlineData("en", "sqlite"), InlineData("fr", "postgres")]
    public async Task Every_page_passes_the_accessibility_rules_in_every_look_without_a_complaint_of_the_browser(string language, string store)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        site = await site.OverAsync(store);
        await using var window = await site.OpenAsync(language);
        List<string> found = [];
        foreach (var address in await PagesAsync(window))
        {
            await window.Page.SetViewportSizeAsync(1440, 900);
            var status = await window.GoAsync(address);
            if (status != 200)
            {
                found.Add($"{address}: {status}{(status >= 500 ? site.Log : "")}");
                continue;
            }

            (await window.Page.GetAttributeAsync("html", "lang")).ShouldBe(language, address);
            foreach (var width in new[] { 1440, 390 })
            {
                await window.Page.SetViewportSizeAsync(width, 900);
                foreach (var theme in new[] { "light", "dark" })
                {
                    await window.ThemeAsync(theme);
                    found.AddRange((await window.AxeAsync((width, theme) switch { (_, "dark") => colours, (390, _) => layout, _ => [] })).Select(one => $"{width} {theme} {one}"));
                }

                if (await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
                {
                    found.Add($"{address}: wider than the window of {width}");
                }
            }
        }

        found.AddRange(window.Complaints);
        found.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_search_explain_move_and_open()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        var lists = (await PagesAsync(window)).ToList();
        var tried = 0;
        foreach (var address in lists)
        {
            await window.GoAsync(address);
            var rows = await window.RowsAsync(2);
            if (rows.Count < 2)
            {
                continue;
            }

            tried++;
            await window.Page.Keyboard.PressAsync("j");
            await window.Page.Keyboard.PressAsync("j");
            (await window.Page.EvaluateAsync<string?>("() => document.activeElement?.dataset?.href ?? null")).ShouldBe(rows[1], address);
            await window.Page.Keyboard.PressAsync("k");
            (await window.Page.EvaluateAsync<string?>("() => document.activeElement?.dataset?.href ?? null")).ShouldBe(rows[0], address);
            await window.Page.Keyboard.PressAsync("/");
            (await window.Page.EvaluateAsync<string?>("() => document.activeElement?.id ?? null")).ShouldBe("search", address);
            await window.Page.Keyboard.PressAsync("Escape");
            await window.Page.Keyboard.PressAsync("?");
            (await window.Page.Locator("dialog#keys[open]").CountAsync()).ShouldBe(1, address);
            await window.Page.Keyboard.PressAsync("Escape");
            await window.Page.Keyboard.PressAsync("j");
            var open = await window.Page.EvaluateAsync<string?>("() => document.activeElement?.dataset?.href ?? null");
            open.ShouldBe(rows[0], address);
            await window.Page.Keyboard.PressAsync("Enter");
            await window.Page.WaitForFunctionAsync("open => location.href.endsWith(open)", open, new() { Timeout = 10_000 }).ContinueWith(
                opened => opened.IsCompletedSuccessfully.ShouldBeTrue($"{address}: {open} was not opened but {window.Page.Url}: {string.Join("; ", window.Complaints)}"), TaskScheduler.Default);
        }

        output.WriteLine($"{tried} lists of {lists.Count} pages had rows to move through");
        Assert.SkipWhen(tried == 0, "No page has a list with rows yet.");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_go_to_every_page_that_shows_one_and_Escape_closes_what_is_open()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        await window.GoAsync("/hits");
        var entries = await window.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('nav.en-nav [data-go]')].map(a => `${a.dataset.go} ${a.getAttribute('href')}`)");
        entries.Length.ShouldBeGreaterThan(5);
        entries.Select(entry => entry[0]).ShouldBeUnique();
        foreach (var entry in entries)
        {
            await window.Page.Keyboard.PressAsync("g");
            await window.Page.Keyboard.PressAsync(entry[..1]);
            await window.Page.WaitForURLAsync(address => new Uri(address).AbsolutePath == entry[2..], new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        }

        await window.GoAsync("/hits");
        foreach (var card in await window.Page.Locator("details.en-pop > summary:visible").AllAsync())
        {
            await card.FocusAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            (await card.EvaluateAsync<bool>("summary => summary.parentElement.open")).ShouldBeTrue();
            await window.Page.Keyboard.PressAsync("Tab");
            (await card.EvaluateAsync<bool>("summary => summary.parentElement.contains(document.activeElement)")).ShouldBeTrue("Tab goes into what was opened");
            await window.Page.Keyboard.PressAsync("Escape");
            (await card.EvaluateAsync<bool>("summary => !summary.parentElement.open && document.activeElement === summary")).ShouldBeTrue("Escape gives the focus back");
        }

        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_description_of_the_API_can_be_browsed_under_our_content_security_policy()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync(signedIn: false);
        (await window.GoAsync("/openapi")).ShouldBe(200);
        await window.Page.Locator(".opblock").First.WaitForAsync(new() { Timeout = 30_000 });
        await window.Page.Locator(".opblock-summary-control").First.ClickAsync();
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_listeners_hear_a_script_that_runs_or_is_stopped()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        await window.GoAsync("/docs/faults/request-malformed");
        await window.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'alert(1)'; document.body.append(s); }");
        await window.HearAsync("policy: script-src");
        await window.Page.EvaluateAsync("() => setTimeout(() => alert(2))");
        await window.HearAsync("a dialog: 2");
    }

    internal static async Task<IEnumerable<string>> PagesAsync(Window window)
    {
        var pages = new List<string>
        {
            "/docs/faults/request-malformed", "/console/gallery", "/alerts/new", "/alerts/new?category=Persons", "/alerts/new?category=MeansOfTransport", "/alerts/new?category=CashDetained", "/alerts/new?category=Businesses", "/lists/import", "/session", "/session/purpose",
            "/search?q=zeevalk", "/search?q=nobody+has+this+name", "/sign-in", "/set-up",
            "/agreements/may", "/agreements/advise", "/agreements/NL-CA-CMAA/1", "/agreements/CONVENTION-ANNEXES/1", "/agreements/NL-CA-CMAA/compare", "/agreements/NL-CA-MLAT/compare", "/search?q=hot+pursuit",
            "/agreements/may?partner=CA&exchange=reply&assistance=information&purpose=dutyAssessment&data=declarations&data=intelligence&when=reasonableGrounds",
            "/agreements/may?partner=CA&exchange=reply&assistance=information&purpose=taxation&data=declarations", "/agreements/may?partner=CA&exchange=reply&purpose=nothing",
            "/agreements/advise?aim=assistance&partner=CA&purpose=customsEnforcement&told=declarations.reference&wanted=declarations&when=reasonableGrounds",
            "/agreements/suspensions", "/agreements/suspensions?partner=CA&agreement=NONE&perHour=0", "/agreements/templates", "/agreements/templates/TEMPLATE-WCO-CMAA",
            "/assistance/new", "/assistance/spoken", "/assistance/information", "/assistance/information/new", "/assistance/subscriptions", "/assistance/subscriptions/new", "/assistance/directory",
            "/assistance/directory/ours", "/assistance/ledger", "/assistance/priorities",
        };
        foreach (var address in await window.NavigationAsync())
        {
            pages.Add(address);
            await window.GoAsync(address);
            pages.AddRange(await window.RowsAsync(1));
        }

        return pages.Distinct();
    }
}
