using System.Text;
using Entente.As4.Security;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios;
using Entente.Tests.Node.Agreements;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>Two whole nodes of this process, NL and CA, that know each other as partners and speak over TLS on the loopback.</summary>
internal sealed class ExchangePair : IAsyncDisposable
{
    /// <summary>A kind of message whose effect is nothing.</summary>
    public const string Kind = "figures.note";

    private readonly string directory;
    private readonly string suite;
    private readonly int rsaBits;
    private readonly TimeProvider clock;
    private readonly (int Nl, int Ca) ports = (Ports.Free(), Ports.Free());
    private WebApplication? nl;
    private WebApplication? ca;

    private ExchangePair(string directory, string suite, int rsaBits, TimeProvider clock) => (this.directory, this.suite, this.rsaBits, this.clock) = (directory, suite, rsaBits, clock);

    public WebApplication Nl => nl!;

    public WebApplication Ca => ca!;

    public Database NlStore => Nl.Services.GetRequiredService<Database>();

    public Database CaStore => Ca.Services.GetRequiredService<Database>();

    /// <summary>Where each keeps its files, and the address at which partners reach it.</summary>
    public IReadOnlyList<(string Country, string Directory, string Listen)> Places =>
        [("NL", Path.Combine(directory, "nl"), $"https://127.0.0.1:{ports.Nl}"), ("CA", Path.Combine(directory, "ca"), $"https://127.0.0.1:{ports.Ca}")];

    /// <param name="directory">Where both keep their files.</param>
    /// <param name="suite">How they secure messages.</param>
    /// <param name="clock">Their time.</param>
    /// <param name="agreements">What they agree on; without it, on everything.</param>
    /// <param name="rsaBits">How long their keys of RSA are.</param>
    public static async Task<ExchangePair> StartAsync(
        string directory, string suite, TimeProvider? clock = null, Func<IServiceProvider, IServiceProvider, Task>? agreements = null, int rsaBits = PrivateKey.RsaBits)
    {
        var pair = new ExchangePair(directory, suite, rsaBits, clock ?? TimeProvider.System);
        pair.nl = await pair.StartAsync(pair.Places[0]);
        await pair.StartCaAsync();
        await AdmitAsync(pair.Nl, pair.Ca);
        await AdmitAsync(pair.Ca, pair.Nl);
        await (agreements?.Invoke(pair.Nl.Services, pair.Ca.Services) ?? WideAgreement.SeedAsync(pair.Nl.Services, pair.Ca.Services));
        return pair;
    }

    public async Task StartCaAsync() => ca = await StartAsync(Places[1]);

    public Task StopCaAsync() => StopAsync(ca!);

    public static Task<HttpClient> SignedInAsync(WebApplication at, params Role[] roles) => SignedInAsync(at, Purpose.BorderControl, roles);

    public static async Task<HttpClient> SignedInAsync(WebApplication at, Purpose purpose, params Role[] roles)
    {
        var token = await at.Services.GetRequiredService<Database>().WriteAsync(session =>
        {
            var officer = Officer.Add(session, Actor.Node("figures"), "Figures", "customs", roles);
            return OfficerSession.Open(session, officer.Id, "figures", purpose, purpose == Purpose.BorderControl ? null : "FIGURES");
        });
        return new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new(at.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal))),
            DefaultRequestHeaders = { { "Cookie", $"entente={token.Text}" } },
        };
    }

    public async ValueTask DisposeAsync()
    {
        // Who receives stops first, as a partner would: who sends keeps what was not answered.
        await StopAsync(Ca);
        await StopAsync(Nl);
    }

    private async Task<WebApplication> StartAsync((string Country, string Directory, string Listen) place)
    {
        Directory.CreateDirectory(place.Directory);
        var app = NodeHost.Build(
            OptionTable.Read(file: null, new Dictionary<string, string?>
            {
                ["Directory"] = place.Directory,
                ["Listen"] = $"http://127.0.0.1:{Ports.Free()}",
                ["LogLevel"] = "Error",
                ["Country"] = place.Country,
                ["Limits:PerAddress"] = "1000000",
                ["Federation:Listen"] = place.Listen,
                ["Federation:Suite"] = suite,
                ["Federation:RsaBits"] = rsaBits.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }),
            clock,
            builder =>
            {
                builder.Services.AddIncoming(Kind, 1, static (_, _, _) => null);
                WideAgreement.AddNote(builder.Services, Kind);

                // The link for the first administrator is of no use to figures.
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(FirstStart)));
            });
        await app.StartAsync();
        return app;
    }

    private static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task AdmitAsync(WebApplication at, WebApplication newcomer)
    {
        var card = (await newcomer.Services.GetRequiredService<OwnCard>().FindAsync())!;
        var desk = at.Services.GetRequiredService<PartnerDesk>();
        var proposed = (PartnerOutcome.Done)await desk.ProposeAsync(await OfficerAsync(at, Role.Administrator), Encoding.UTF8.GetBytes($"{card}"));
        _ = (PartnerOutcome.Done)await desk.ApproveAsync(await OfficerAsync(at, Role.Supervisor), new(Guid.Parse(proposed.Id), card.Fingerprint));
    }

    private static async Task<Actor> OfficerAsync(WebApplication node, Role role)
    {
        var officer = await node.Services.GetRequiredService<Database>().WriteAsync(session => Officer.Add(session, Actor.Node("figures"), $"{role}", "customs", [role]));
        return new(officer.Id.ToString("D"), "customs", AuthorityKind.Customs, Purpose.Administration, null);
    }
}
