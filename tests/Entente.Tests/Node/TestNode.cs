using System.Net;
using System.Text.RegularExpressions;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node;

/// <summary>A whole node on a loopback port over the store of one test.</summary>
/// <example><code>
/// await using var node = await TestNode.StartAsync(store);
/// using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
/// var answer = await officer.GetAsync("/hits");
/// </code></example>
internal sealed partial class TestNode : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<HttpClient, string> tokens = [];

    private TestNode(WebApplication app) => (this.app, Address) = (app, new Uri(app.Urls.First()));

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public Database Database => app.Services.GetRequiredService<Database>();

    /// <param name="store">The store; it outlives the node.</param>
    /// <param name="clock">The time; the machine's unless a test moves it.</param>
    /// <param name="settings">Further settings, by the names of the option table.</param>
    /// <param name="more">What the test adds to the node.</param>
    /// <param name="routes">The routes that the test adds.</param>
    public static async Task<TestNode> StartAsync(
        Store store,
        TimeProvider? clock = null,
        Action<WebApplicationBuilder>? more = null,
        Action<IEndpointRouteBuilder>? routes = null,
        params (string Name, string Value)[] settings)
    {
        var last = new Dictionary<string, string?>
        {
            ["Directory"] = store.Directory,
            ["Database"] = store.Setting,
            ["Listen"] = "http://127.0.0.1:0",
            ["LogLevel"] = "Warning",
            ["Limits:PerAddress"] = "1000000",
            ["Access:SignInsPerMinute"] = "10000",
        };
        foreach (var (name, value) in settings)
        {
            last[name] = value;
        }

        var app = NodeHost.Build(OptionTable.Read(file: null, last), clock ?? TimeProvider.System, more, routes);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A client without a session.</summary>
    public HttpClient Visitor() => Client(new CookieContainer());

    /// <summary>A client with the session of a new officer who has one role and works for the purpose.</summary>
    public Task<HttpClient> SignedInAs(Role role, AuthorityKind authority, Purpose purpose = Purpose.BorderControl, string? caseReference = null) => SignedInAs([role], authority, purpose, caseReference);

    /// <summary>The same with several roles.</summary>
    public async Task<HttpClient> SignedInAs(Role[] roles, AuthorityKind authority, Purpose purpose = Purpose.BorderControl, string? caseReference = null)
    {
        var token = await Database.WriteAsync(session =>
        {
            var officer = Entente.Node.Access.Officer.Add(session, Actor.Node("test"), $"{string.Join(" and ", roles)} of {authority}", IdOf(authority), roles);
            return OfficerSession.Open(session, officer.Id, "test", purpose, caseReference ?? (purpose.NeedsCase ? "TEST-1" : null));
        });
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie("entente", token.Text, "/"));
        var client = Client(cookies);
        tokens.Add(client, token.Text);
        return client;
    }

    /// <summary>The secret in the session cookie of a client that this node signed in.</summary>
    public string TokenOf(HttpClient client) => tokens.TryGetValue(client, out var token) ? token : throw new InvalidOperationException("Not signed in here.");

    /// <summary>A client that sends the token of a new feed.</summary>
    public async Task<HttpClient> FeedWith(params string[] permissions)
    {
        var token = await FeedToken.CreateAsync(Database, Actor.Node("test"), $"feed-{Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N")[20..]}", permissions);
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token!.Text);
        return client;
    }

    /// <summary>Sends a form as a page of the node would: with the token that a page shown to this client holds.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string address, params (string Name, string Value)[] fields)
    {
        var page = await client.GetAsync("/session/purpose");
        if (page.StatusCode != HttpStatusCode.OK)
        {
            page = await client.GetAsync("/sign-in");
        }

        var token = FormToken().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(address, form);
    }

    public static string IdOf(AuthorityKind authority) => authority switch
    {
        AuthorityKind.Customs => "customs",
        AuthorityKind.Police => "police",
        AuthorityKind.BorderGuard => "border-guard",
        _ => "fiu",
    };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private HttpClient Client(CookieContainer cookies) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
