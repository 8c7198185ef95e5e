using System.Net;
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
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication app;

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
    public async Task<HttpClient> SignedInAs(
        Role role, AuthorityKind authority, Purpose purpose = Purpose.BorderControl, string? caseReference = null)
    {
        var token = await Database.WriteAsync(session =>
        {
            var officer = Entente.Node.Access.Officer.Add(session, Actor.Node("test"), $"{role} of {authority}", IdOf(authority), [role]);
            return OfficerSession.Open(session, officer.Id, "test", purpose, caseReference ?? (purpose.NeedsCase ? "TEST-1" : null));
        });
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie("entente", token.Text, "/"));
        return Client(cookies);
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
}
