using System.Text;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>What an officer does with a table and a form, in a browser: chooses columns, takes a file, and loses nothing when the session ends.</summary>
public sealed class DeskTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("sqlite", "en", "light", 1440, "Columns", "Show these", "Export the table")]
    [InlineData("postgres", "fr", "dark", 390, "Colonnes", "Afficher celles-ci", "Extraire le tableau")]
    public async Task Columns_are_chosen_and_the_table_leaves_as_a_file(string store, string language, string theme, int width, string columns, string show, string export)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        site = await site.OverAsync(store);
        await using var window = await site.OpenAsync(language, theme, width);
        var page = window.Page;
        await window.GoAsync("/declarations?hits=true");
        await page.Locator("#declarations summary", new() { HasText = columns }).ClickAsync();
        (await window.AxeAsync()).ShouldBeEmpty();
        await page.Locator("#declarations input[name=shown][value=route]").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = show }).ClickAsync();
        await page.Locator("#declarations input[name=shown][value=route]:not([checked])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        page.Url.ShouldEndWith("/declarations?hits=true");
        (await page.Locator("#declarations thead th").CountAsync()).ShouldBe(7);

        await page.GetByRole(AriaRole.Link, new() { Name = export }).ClickAsync();
        await page.WaitForURLAsync("**/exports/new?hits=true&table=declarations");
        (await window.AxeAsync()).ShouldBeEmpty();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = export }).ClickAsync());
        download.SuggestedFilename.ShouldMatch("^entente-declarations-[0-9]+\\.csv$");
        var file = await File.ReadAllTextAsync(await download.PathAsync(), Encoding.UTF8);
        file.Split("\r\n").Length.ShouldBe(6, file); // Headings, the four that name the wanted business, and the end
        file.ShouldContain(Site.Wanted);

        await window.GoAsync("/exports");
        (await window.AxeAsync()).ShouldBeEmpty();
        await page.Locator("#exports-own tbody a").First.ClickAsync();
        await page.WaitForURLAsync("**/exports/*");
        (await window.AxeAsync()).ShouldBeEmpty();

        await window.GoAsync("/declarations");
        await page.Locator("#declarations summary", new() { HasText = columns }).ClickAsync();
        await page.Locator("#declarations input[name=shown][value=route]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = show }).ClickAsync();
        await page.Locator("#declarations thead th").Nth(7).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_is_there_again_after_signing_in()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync(signedIn: false);
        var page = window.Page;
        await window.GoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ines Baptiste" }).ClickAsync();
        await page.Locator("nav.en-nav").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await window.GoAsync("/alerts/new?category=Businesses");
        await page.Locator("#field-name").FillAsync("Kept Trading");
        await page.Locator("#field-case").FillAsync("C-77");
        await page.Locator("#field-reason").FillAsync("Typed while the session ran out");
        await page.Locator("input[name=warnings][value=Armed]").CheckAsync();
        await page.Locator("input[name=audience][value=customs]").CheckAsync();
        await site.EndSessionsAsync("Ines Baptiste");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save the alert" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in?to=*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ines Baptiste" }).ClickAsync();

        await page.WaitForURLAsync("**/alerts/new?category=Businesses&kept=*");
        (await page.GetByText("Your session had ended when you sent this").CountAsync()).ShouldBe(1);
        (await page.Locator("#field-name").InputValueAsync()).ShouldBe("Kept Trading");
        (await page.Locator("#field-case").InputValueAsync()).ShouldBe("C-77");
        (await page.Locator("input[name=warnings][value=Armed]").IsCheckedAsync()).ShouldBeTrue();
        (await window.AxeAsync()).ShouldBeEmpty();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save the alert" }).ClickAsync();
        await page.WaitForLoadStateAsync();
        (await page.Locator(".en-errors").AllInnerTextsAsync()).ShouldBeEmpty();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Kept Trading");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_kind_of_object_brings_its_fields_and_keeps_what_was_typed_beside_it()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/alerts/new?category=MeansOfTransport");
        await page.Locator("#field-case").FillAsync("C-78");
        await page.Locator("#field-means-description").FillAsync("Grey");

        await page.Locator("#field-means-type").SelectOptionAsync("Aircraft");

        await page.Locator("#field-means-tail").FillAsync("EP-GOM");
        (await page.Locator("#field-means-imo").CountAsync()).ShouldBe(0);
        (await page.Locator("#field-case").InputValueAsync()).ShouldBe("C-78");
        (await page.Locator("#field-means-description").InputValueAsync()).ShouldBe("Grey");
        (await window.AxeAsync()).ShouldBeEmpty();

        window.LeavesForms = true;
        await window.GoAsync("/alerts/new?category=CashDetained");
        window.Left.ShouldBe(1); // What was typed does not go without a question
        await page.Locator("#field-amount").FillAsync("500");
        await page.Locator("#field-newObject").SelectOptionAsync("Banknote");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add its fields" }).ClickAsync();
        await page.Locator("#field-object0-firstNumber").FillAsync("X1");
        (await page.Locator("#field-amount").InputValueAsync()).ShouldBe("500");
        (await window.AxeAsync()).ShouldBeEmpty();
        window.Complaints.ShouldBeEmpty();
    }
}
