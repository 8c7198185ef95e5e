namespace Entente.Scenarios.Browser;

/// <summary>Each officer of the demonstration, as somebody who tries it out meets them: one click on the sign-in page.</summary>
public sealed class PersonaTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Personas => [.. Node.Access.Demonstration.Personas.Select(persona => persona.Name)];

    [Theory, MemberData(nameof(Personas))]
    public async Task Whoever_signs_in_arrives_on_a_page_and_every_entry_of_the_navigation_opens(string name)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var window = await site.OpenAsync(signedIn: false);
        await window.GoAsync("/sign-in");
        await window.Page.Locator("form.en-personas button", new() { HasText = name }).ClickAsync();
        await window.Page.Locator("nav.en-nav").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        (await window.Page.Locator(".en-officer summary").InnerTextAsync()).ShouldContain(name);
        window.Complaints.ShouldBeEmpty();

        var entries = await window.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('nav.en-nav a.en-nav-link')].map(a => a.getAttribute('href'))");
        entries.ShouldNotBeEmpty();
        foreach (var address in entries)
        {
            (await window.GoAsync(address)).ShouldBe(200, address);
            foreach (var row in await window.RowsAsync(1))
            {
                (await window.GoAsync(row)).ShouldBe(200, $"{row} from {address}");
            }
        }

        window.Complaints.ShouldBeEmpty();
    }
}
