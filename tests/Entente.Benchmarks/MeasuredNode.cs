using System.Net;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>A whole node on a loopback port of this process, over a store that is durable as in operation.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    private readonly WebApplication app;

    private MeasuredNode(WebApplication app) => (this.app, Address) = (app, new Uri(app.Urls.First()));

    public Uri Address { get; }

    public Database Database => Get<Database>();

    public AlertScreening Screening => Get<AlertScreening>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="directory">Keys and, where no other store is named, the SQLite store.</param>
    /// <param name="store">A store as <see cref="Database.Open"/> takes it.</param>
    public static async Task<MeasuredNode> StartAsync(string directory, string store = "sqlite")
    {
        var app = NodeHost.Build(
            OptionTable.Read(file: null, new Dictionary<string, string?>
            {
                ["Directory"] = directory,
                ["Database"] = store,
                ["Listen"] = "http://127.0.0.1:0",
                ["LogLevel"] = "Warning",
                ["Country"] = "NL",
            }),
            TimeProvider.System);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Imports a list and waits until what it names is found.</summary>
    public async Task<ListOutcome.Imported> ImportAsync(ListKind kind, string path)
    {
        using var files = ListFiles.Open(kind, path);
        var outcome = await Get<ListImport>().RunAsync(kind, files);
        var imported = outcome as ListOutcome.Imported ?? throw new InvalidOperationException($"{kind}: {outcome}");
        await Screening.FollowedAsync(
            await Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(changed) FROM alert")), CancellationToken.None);
        return imported;
    }

    /// <summary>A client with the session of an officer of customs.</summary>
    public async Task<HttpClient> SignedInAs(Role role)
    {
        var token = await Database.WriteAsync(session =>
        {
            var officer = Officer.Add(session, Actor.Node("figures"), $"{role}", "customs", [role]);
            return OfficerSession.Open(session, officer.Id, "figures", Purpose.BorderControl, null);
        });
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie("entente", token.Text, "/"));
        return Client(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies });
    }

    /// <summary>A client with the token of a new feed.</summary>
    public async Task<HttpClient> FeedAsync()
    {
        var token = await FeedToken.CreateAsync(Database, Actor.Node("figures"), "figures", ["declarations.submit"])
            ?? throw new InvalidOperationException("There is such a feed already.");
        var client = Client(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private HttpClient Client(SocketsHttpHandler handler) => new(handler) { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
}
