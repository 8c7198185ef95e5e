using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>A node as an administration puts it into service: the first administrator comes in by the printed link, others by invitation.</summary>
public sealed partial class PasskeyTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Officers_register_keys_by_their_links_and_sign_in_with_them()
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        await using var place = await Place.CreateAsync("sqlite");
        var port = Ports.Free();
        await using var node = await NodeProcess.Start(Built.Cli, ["serve"], place, port).ReadyAsync();
        var link = Link().Match(node.Output).Value;
        link.ShouldNotBeEmpty(node.Output);

        await using var window = await OpenAsync(node.Address);
        var page = window.Page;
        await window.GoAsync(link);
        await page.GetByLabel("Your name").FillAsync("Wilhelmina Duinker");
        await Button(page, "Register the key").ClickAsync();
        await page.WaitForURLAsync("**/session");
        (await page.Locator("#keys-table tbody tr").CountAsync()).ShouldBe(1);

        await SignOutAsync(page);
        await Button(page, "Sign in with a security key").ClickAsync();
        await page.Locator(".en-officer summary", new() { HasText = "Wilhelmina Duinker" }).WaitForAsync();
        window.Complaints.ShouldBeEmpty();

        await window.GoAsync("/officers");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Adaeze Vermeulen");
        await page.Locator("input[name=Authority][value=customs]").CheckAsync();
        await page.Locator("input[name=Roles][value=Officer]").CheckAsync();
        await Button(page, "Invite").ClickAsync();
        var invitation = await page.Locator("code.en-id").InnerTextAsync();

        var (second, verifies) = await OpenWithKeyAsync(node.Address);
        await using var closing = second;
        await second.GoAsync(invitation);
        await Button(second.Page, "Register the key").ClickAsync();
        await second.Page.WaitForURLAsync("**/session");
        await SignOutAsync(second.Page);
        await Button(second.Page, "Sign in with a security key").ClickAsync();
        await second.Page.Locator(".en-officer summary", new() { HasText = "Adaeze Vermeulen" }).WaitForAsync();

        // Content is read for a purpose, which an officer who has just come states first.
        await second.GoAsync("/hits");
        second.Page.Url.ShouldContain("/session/purpose?return=");
        await second.Page.Locator("input[value=BorderControl]").CheckAsync();
        await Button(second.Page, "Work for this purpose").ClickAsync();
        await second.Page.WaitForURLAsync("**/hits");
        second.Complaints.ShouldBeEmpty();

        // What she takes into custody she signs with her key, by keyboard. A finger that is not recognised stores nothing, and the form says so with what she has typed.
        await second.GoAsync("/custody/new");
        await second.Page.Locator("[name=name]").FillAsync("Sealed bag 17");
        await second.Page.Locator("[name=origin]").FillAsync("Container MSKU 123, Rotterdam");
        await verifies(false);
        await Button(second.Page, "Take into custody").PressAsync("Enter");
        await second.Page.Locator("[data-says=refused]").WaitForAsync();
        (await second.Page.Locator("[name=name]").InputValueAsync()).ShouldBe("Sealed bag 17");
        await verifies(true);
        await Button(second.Page, "Take into custody").PressAsync("Enter");
        await second.Page.WaitForURLAsync("**/custody/1");
        await second.Page.GetByText("Signed by the officer with a security key").WaitForAsync();

        await second.Page.Locator("form:has(input[value=Copied]) [name=note]").FillAsync("One copy for the court");
        await Button(second.Page, "Note a copy").PressAsync("Enter");
        await second.Page.GetByText("One copy for the court. Signed by the officer with a security key").WaitForAsync();
        second.Complaints.ShouldBeEmpty();

        // A link that was used, in the hands of somebody else.
        await using var third = await OpenAsync(node.Address);
        await third.GoAsync(invitation);
        await Button(third.Page, "Register the key").ClickAsync();
        await third.Page.Locator("[data-says=access-link-spent]").WaitForAsync();
        third.Page.Url.ShouldContain("/set-up");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".en-officer summary").ClickAsync();
        await Button(page, "Sign out").ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
    }

    private async Task<Window> OpenAsync(Uri node) => (await OpenWithKeyAsync(node)).Window;

    /// <summary>A window of a device with a key of its own, which asks its holder and recognises the finger until told otherwise.</summary>
    private async Task<(Window Window, Func<bool, Task> Verifies)> OpenWithKeyAsync(Uri node)
    {
        var context = await site.Browser!.NewContextAsync(new() { BaseURL = node.ToString(), Locale = "en" });
        var window = await Window.OpenAsync(context);
        var devtools = await context.NewCDPSessionAsync(window.Page);
        await devtools.SendAsync("WebAuthn.enable");
        var added = await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        var key = added!.Value.GetProperty("authenticatorId").GetString()!;
        return (window, verified => devtools.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = key, ["isUserVerified"] = verified }));
    }

    [GeneratedRegex(@"http\S+/set-up#\S+")]
    private static partial Regex Link();
}
