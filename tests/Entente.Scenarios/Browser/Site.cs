using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>A node with some trade in it, an officer who may see everything, and a browser.</summary>
public sealed class Site : IAsyncLifetime
{
    private Place place = null!;
    private NodeProcess node = null!;
    private IPlaywright? playwright;
    private string cookie = "";

    /// <summary>Why the browser tests cannot run; <see langword="null"/> when they can.</summary>
    public string? Missing { get; } = Built.Chromium is null ? "Chromium is not installed (Debian package: chromium)." : null;

    internal Uri Address => node.Address;

    /// <summary>The last line that the node logged.</summary>
    internal string Log => node.Output.Split('\n')[^1];

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        place = await Place.CreateAsync("sqlite");
        cookie = await place.OfficerAsync(AuthorityKind.Customs, Enum.GetValues<Role>());
        node = await NodeProcess.StartAsync(place, NodeProcess.FreePort(), ("ENTENTE_DEMONSTRATION", "true"));
        for (var i = 0; i < 30; i++)
        {
            await DeclareAsync(Documents.Import(string.Create(CultureInfo.InvariantCulture, $"26NLSITE{i:D8}")));
        }

        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Built.Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
        {
            await Browser.DisposeAsync();
            playwright!.Dispose();
            await node.DisposeAsync();
            await place.DisposeAsync();
        }
    }

    /// <summary>An HTTP client with the officer's session.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = node.Address,
        DefaultRequestHeaders = { { "Cookie", cookie } },
    };

    /// <summary>Sends a declaration and expects that it is taken.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> DeclareAsync(string document)
    {
        using var client = Client();
        using var content = new StringContent(document, Encoding.UTF8, "application/xml");
        using var answer = await client.PostAsync("/declarations", content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        using var verdicts = JsonDocument.Parse(text);
        var verdict = verdicts.RootElement[0];
        verdict.GetProperty("outcome").GetString().ShouldBe("accepted", text);
        return verdict.GetProperty("id").GetString()!;
    }

    /// <summary>Opens a browser window with the officer's session that collects what the browser complains about.</summary>
    internal async Task<Window> OpenAsync(string language = "en", string theme = "light", int width = 1440, bool signedIn = true)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = node.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language,
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        List<Cookie> cookies =
        [
            new() { Name = "entente-language", Value = $"c%3D{language}%7Cuic%3D{language}", Url = node.Address.ToString() },
            new() { Name = "entente-theme", Value = theme, Url = node.Address.ToString() },
        ];
        if (signedIn)
        {
            cookies.Add(new() { Name = "entente", Value = cookie.Split('=', 2)[1], Url = node.Address.ToString() });
        }

        await context.AddCookiesAsync(cookies);
        return await Window.OpenAsync(context);
    }
}
