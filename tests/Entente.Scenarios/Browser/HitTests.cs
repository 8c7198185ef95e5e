using System.Text.RegularExpressions;
using Microsoft.Playwright;

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
        await page.GetByRole(AriaRole.Button, new() { Name = "File the report" }).ClickAsync();
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

    [Fact]
    public async Task Many_hits_of_a_pair_are_one_line_and_one_judgement()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        const string name = "Grevelingen Traders";
        await site.AlertAsync(name);
        for (var i = 0; i < 3; i++)
        {
            await site.DeclareAsync(name);
        }

        await using var window = await site.OpenAsync();
        var (page, keys) = (window.Page, window.Page.Keyboard);
        await window.GoAsync("/hits");
        var line = page.Locator("#hits tbody tr", new() { HasText = name });
        (await line.CountAsync()).ShouldBe(1);
        await line.Locator("a.en-count").ClickAsync();
        await page.WaitForURLAsync("**/hits?state=Open&pair=*");
        (await line.CountAsync()).ShouldBe(3);
        (await window.AxeAsync()).ShouldBeEmpty();

        await window.GoAsync((await window.RowsAsync(1))[0]);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Other open hits of this pair" }).WaitForAsync();
        (await window.AxeAsync()).ShouldBeEmpty();
        await page.GetByLabel("What decided you").FillAsync("The same firm, by its seal");
        await keys.PressAsync("Tab");
        await keys.PressAsync("p");
        (await page.Locator("input[name=pair]").IsCheckedAsync()).ShouldBeTrue();
        await keys.PressAsync("t");
        await page.WaitForURLAsync("**/hits/*#report");
        await window.GoAsync("/hits?state=True");
        (await page.Locator("#hits tbody tr", new() { HasText = name }).CountAsync()).ShouldBe(3);
        window.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqlite", "en", "light", 1440, "Columns", "Show these")]
    [InlineData("postgres", "fr", "dark", 390, "Colonnes", "Afficher celles-ci")]
    public async Task Chosen_columns_and_what_is_being_typed_outlast_the_live_redraws_of_the_queue(string store, string language, string theme, int width, string columns, string show)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        site = await site.OverAsync(store);
        var name = $"Waddenzee Shipping {language.ToUpperInvariant()}";
        await site.AlertAsync(name);
        await site.DeclareAsync(name);
        await using var window = await site.OpenAsync(language, theme, width);
        var page = window.Page;
        await window.GoAsync("/hits");
        await page.Locator("#hits-live .en-live[data-state=live]").WaitForAsync();
        var all = await page.Locator("#hits thead th").CountAsync();

        // An open card waits for its officer, whatever comes in meanwhile.
        await page.Locator("#hits summary", new() { HasText = columns }).ClickAsync();
        await page.Locator("#hits input[name=shown][value=score]").UncheckAsync();
        await page.Locator("#hits input[name=shown][value=source]").UncheckAsync();
        var fetched = page.WaitForResponseAsync(answer => new Uri(answer.Url).AbsolutePath == "/hits" && answer.Request.Method == "GET");
        await site.DeclareAsync(name);
        await fetched;
        (await page.Locator("#hits input[name=shown][value=score]").IsCheckedAsync()).ShouldBeFalse();
        (await page.Locator("#hits details.en-choose-columns[open]").CountAsync()).ShouldBe(1);
        (await window.AxeAsync()).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = show }).ClickAsync();
        await page.Locator("#hits input[name=shown][value=score]:not([checked])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await page.Locator("#hits thead th").CountAsync()).ShouldBe(all - 2);

        // What a script or the browser gave a field is not carried over as a style, which our policy would stop.
        await page.EvaluateAsync("() => { document.querySelector('#hits input[name=consignment]').style.caretColor = 'red'; }");
        await PairAsync(3);
        (await page.Locator("#hits thead th").CountAsync()).ShouldBe(all - 2);

        await page.Locator("#hits input[name=consignment]").FillAsync("26NL");
        fetched = page.WaitForResponseAsync(answer => new Uri(answer.Url).AbsolutePath == "/hits" && answer.Request.Method == "GET");
        await site.DeclareAsync(name);
        await fetched;
        (await page.Locator("#hits input[name=consignment]").InputValueAsync()).ShouldBe("26NL");

        await page.ReloadAsync();
        (await page.Locator("#hits thead th").CountAsync()).ShouldBe(all - 2);
        await page.Locator("#hits summary", new() { HasText = columns }).ClickAsync();
        await page.Locator("#hits input[name=shown][value=score]").CheckAsync();
        await page.Locator("#hits input[name=shown][value=source]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = show }).ClickAsync();
        await page.Locator("#hits thead th").Nth(all - 1).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        window.Complaints.ShouldBeEmpty();

        async Task PairAsync(int open)
        {
            await site.DeclareAsync(name);
            await page.Locator("#hits tbody tr", new() { HasText = name }).Locator("a.en-count", new() { HasText = $"{open}" }).First.WaitForAsync(new() { Timeout = 20_000 });
        }
    }

    [GeneratedRegex("/hits/[^/?#]+$")]
    private static partial Regex HitPage();
}
