using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>
/// A node with some trade in it, an officer who may see everything, and a browser. A class of tests has one over SQLite, and one over PostgreSQL when a test
/// first asks for it: of what is tried twice, in two languages or with two collections of strings, one is tried on each.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>A business on which there is an alert; four of the declarations name it.</summary>
    internal const string Wanted = "Zeevalk Overseas Trading";

    private Place? place;
    private NodeProcess? node;
    private IPlaywright? playwright;
    private string cookie = "";
    private int declared;
    private Site? other;

    /// <summary>Why the browser tests cannot run; <see langword="null"/> when they can.</summary>
    public string? Missing { get; } = Built.Chromium is null ? "Chromium is not installed (Debian package: chromium)." : null;

    internal Uri Address => node!.Address;

    /// <summary>The last line that the node logged.</summary>
    internal string Log => node!.Output.Split('\n')[^1];

    internal IBrowser? Browser { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        await OpenNodeAsync("sqlite");
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

    /// <summary>The site over a store; where PostgreSQL does not run, that over SQLite.</summary>
    public async Task<Site> OverAsync(string kind)
    {
        if (kind == "sqlite" || Missing is not null || Built.Variable("TEST_POSTGRES") is null)
        {
            return this;
        }

        if (other is null)
        {
            other = new() { Browser = Browser };
            await other.OpenNodeAsync(kind);
        }

        return other;
    }

    private async Task OpenNodeAsync(string kind)
    {
        place = await Place.CreateAsync(kind);
        cookie = await place.OfficerAsync(AuthorityKind.Customs, Enum.GetValues<Role>());
        await place.AgreeAsync();
        node = await NodeProcess.StartAsync(place, Ports.Free(), ("ENTENTE_DEMONSTRATION", "true"));
        await AlertAsync(Wanted);
        for (var i = 0; i < 30; i++)
        {
            await DeclareAsync(i < 4 ? Wanted : "Nordzee Handel B.V.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
        {
            // What the start did not come to is not there; the browser is that of the first.
            if (playwright is not null)
            {
                await (Browser?.DisposeAsync() ?? ValueTask.CompletedTask);
                playwright.Dispose();
            }

            await (other?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (node?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (place?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>An HTTP client with the officer's session.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = node!.Address,
        DefaultRequestHeaders = { { "Cookie", cookie } },
    };

    /// <summary>Lets the sessions of an officer end because nobody worked in them.</summary>
    internal Task EndSessionsAsync(string officer) => place!.IdleAsync(officer);

    /// <summary>Sends a declaration and expects that it is taken.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> DeclareAsync(string importer, string description = "Radios")
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"26NLSITE{Interlocked.Increment(ref declared):D8}");
        using var client = Client();
        using var content = new StringContent(Documents.Import(reference, importer, description), Encoding.UTF8, "application/xml");
        using var answer = await client.PostAsync("/declarations", content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        using var verdicts = JsonDocument.Parse(text);
        var verdict = verdicts.RootElement[0];
        verdict.GetProperty("outcome").GetString().ShouldBe("accepted", text);
        return verdict.GetProperty("id").GetString()!;
    }

    /// <summary>Posts a JSON body with its length stated.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        using var client = Client();
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content);
    }

    /// <summary>Enters an alert on a business and expects that it is taken.</summary>
    /// <param name="name">The business.</param>
    /// <param name="text">What stands in every field that takes words.</param>
    /// <param name="otherName">Another name of it, by which it is found.</param>
    /// <returns>The id of the alert.</returns>
    internal async Task<string> AlertAsync(string name, string text = "Named in a joint operation", string? otherName = null)
    {
        using var answer = await PostAsync("/api/alerts", new
        {
            alert = new
            {
                content = new { category = "businesses", name, otherNames = new[] { new { text = otherName ?? name, weak = false } }, addresses = new[] { new { lines = text } } },
                action = "discreetCheck",
                reason = text,
                caseReference = text.Length > 100 ? text[..100] : text,
                legalBasis = text.Length > 500 ? text[..500] : text,
                handlingNote = text,
                questions = new[] { text },
            },
            reviewBy = $"{TimeProvider.System.GetUtcNow().AddMonths(6):yyyy-MM-dd}",
            audience = new[] { "*" },
        });
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString.Split('/')[^1];
    }

    /// <summary>Opens a browser window with the officer's session that collects what the browser complains about.</summary>
    internal async Task<Window> OpenAsync(string language = "en", string theme = "light", int width = 1440, bool signedIn = true)
    {
        var context = await Browser!.NewContextAsync(new()
        {
            BaseURL = node!.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = language,
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        List<Cookie> cookies =
        [
            new() { Name = "entente-language", Value = $"c%3D{language}%7Cuic%3D{language}", Url = node!.Address.ToString() },
            new() { Name = "entente-theme", Value = theme, Url = node!.Address.ToString() },
        ];
        if (signedIn)
        {
            cookies.Add(new() { Name = "entente", Value = cookie.Split('=', 2)[1], Url = node!.Address.ToString() });
        }

        await context.AddCookiesAsync(cookies);
        return await Window.OpenAsync(context);
    }
}
