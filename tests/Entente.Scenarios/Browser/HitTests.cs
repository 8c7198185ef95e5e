using System.Text.RegularExpressions;

namespace Entente.Scenarios.Browser;

/// <summary>An officer's work on hits: without a mouse, and while more of them come in.</summary>
public sealed partial class HitTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Hits_are_opened_judged_and_left_for_the_next_by_keys_alone()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");

        // A false judgement settles its pair everywhere: what follows it is a hit of another pair.
        foreach (var name in new[] { "Kwelder Freight", "Oosterkade Metals" })
        {
            await site.AlertAsync(name);
            await site.DeclareAsync(name);
        }

        await using var window = await site.OpenAsync();
        var (page, keys) = (window.Page, window.Page.Keyboard);
        await window.GoAsync("/hits");
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync(HitPage());
        var first = page.Url;

        await page.GetByLabel("What decided you").FocusAsync();
        await keys.TypeAsync("Another firm: the town differs, and f or t in these words judges nothing");
        page.Url.ShouldBe(first);
        await keys.PressAsync("Tab");
        await keys.PressAsync("f");
        await page.WaitForURLAsync(url => HitPage().IsMatch(url) && url != first);
        var second = page.Url;

        await page.GetByLabel("What decided you").FocusAsync();
        await keys.TypeAsync("The same address");
        await keys.PressAsync("Tab");
        await keys.PressAsync("t");
        await page.WaitForURLAsync(url => url.StartsWith(second, StringComparison.Ordinal) && url.EndsWith("#report", StringComparison.Ordinal));
        (await page.GetByText("The same address").CountAsync()).ShouldBe(1);

        (await window.AxeAsync()).ShouldBeEmpty();
        await page.GetByLabel("Place", new() { Exact = true }).FillAsync("Maasvlakte");
        await page.GetByLabel("Reason for the check").FillAsync("Hit on an alert");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "File the report" }).ClickAsync();
        await page.GetByText("Maasvlakte").WaitForAsync();
        (await window.AxeAsync()).ShouldBeEmpty();
        await window.GoAsync(first);
        (await page.GetByText("the town differs").CountAsync()).ShouldBe(1);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Letters_judge_nothing_while_the_reason_is_missing()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        await window.GoAsync("/hits");
        var hit = (await window.RowsAsync(1))[0];
        await window.GoAsync(hit);
        await window.Page.Keyboard.PressAsync("t");
        await window.GoAsync(hit);
        (await window.Page.Locator("button[value=Open]").CountAsync()).ShouldBe(0, "a hit that was not judged has no judgement to take back");
    }

    [Fact]
    public async Task A_hit_appears_on_the_open_page_by_itself()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        const string name = "Noorderlicht Bunkering";
        await site.AlertAsync(name);
        await using var window = await site.OpenAsync();
        await window.GoAsync("/hits");
        await window.Page.Locator("#hits-live .en-live[data-state=live]").WaitForAsync();
        (await window.Page.Locator("#hits").GetByText(name).CountAsync()).ShouldBe(0);
        await window.Page.EvaluateAsync("() => { window.sameDocument = true; }");

        await site.DeclareAsync(name);

        await window.Page.Locator("#hits").GetByText(name).First.WaitForAsync(new() { Timeout = 20_000 });
        (await window.Page.EvaluateAsync<bool>("() => window.sameDocument === true")).ShouldBeTrue("the page was loaded anew");
        window.Complaints.ShouldBeEmpty();
    }

    [GeneratedRegex("/hits/[^/?#]+$")]
    private static partial Regex HitPage();
}
