using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Federation;
using Entente.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation;

/// <summary>Real sockets: who may connect to a node, and to whom a node connects.</summary>
public sealed class FederationTlsTests
{
    private static readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Only_a_partner_gets_in_only_with_its_current_certificate_and_only_to_one_address(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var port = Ports.Free();
        await using var node = await StartAsync(store, port);
        var (other, stranger) = (new OtherNode("CA", now), new OtherNode("SG", now));
        await node.ApprovedAsync(other.File());

        (await AskAsync(port, other.WithKey(other.Tls))).ShouldBe((HttpStatusCode.OK, "CA"));
        await RefusedAsync(port, certificate: null); // Nobody
        await RefusedAsync(port, stranger.WithKey(stranger.Tls)); // Nobody's partner
        await RefusedAsync(port, other.WithKey(other.Make(KeyPurpose.Tls, KeyAlgorithm.P256))); // Says that it is the partner
        await RefusedAsync(port, other.WithKey(other.Make(KeyPurpose.Tls, KeyAlgorithm.P256, secret: other.SecretOf(other.Tls)))); // The right key in a certificate that nobody approved
        await RefusedAsync(port, other.WithKey(other.Tls), SslProtocols.Tls12);

        // The console is not there for partners, and what is for partners is not there for officers.
        (await AskAsync(port, other.WithKey(other.Tls), "/sign-in")).ShouldBe((HttpStatusCode.NotFound, ""));
        (await AskAsync(port, other.WithKey(other.Tls), "/health/ready")).ShouldBe((HttpStatusCode.NotFound, ""));
        using var officer = node.Visitor();
        var absent = (await officer.GetAsync("/no-such-address")).StatusCode;
        (await officer.GetAsync("/as4")).StatusCode.ShouldBe(absent);
        (await officer.GetAsync("/AS4")).StatusCode.ShouldBe(absent);
        (await officer.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_revoked_key_ends_the_connection_that_it_opened(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var port = Ports.Free();
        await using var node = await StartAsync(store, port);
        var other = new OtherNode("CA", now);
        await node.ApprovedAsync(other.File());
        using var open = Client(other.WithKey(other.Tls), SslProtocols.Tls13);
        (await open.GetAsync(Address(port, "/as4"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await node.Desk().RevokeAsync(await node.OfficerAsync(Role.Administrator), "CA", new(CertifiedKey.IdOf(Certificate.TryParse(other.Tls.Certificate)!), "Stolen."));

        await Should.ThrowAsync<HttpRequestException>(() => open.GetAsync(Address(port, "/as4")));
        await RefusedAsync(port, other.WithKey(other.Tls));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_suspended_partner_gets_in_to_be_told(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var port = Ports.Free();
        await using var node = await StartAsync(store, port);
        var other = new OtherNode("CA", now);
        await node.ApprovedAsync(other.File());
        await node.Desk().SuspendAsync(await node.OfficerAsync(Role.Administrator), "CA", "To be looked into.");

        (await AskAsync(port, other.WithKey(other.Tls))).ShouldBe((HttpStatusCode.OK, "CA"));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Two_nodes_reach_each_other(string kind)
    {
        await using var storeA = await Store.CreateAsync(kind);
        await using var storeB = await Store.CreateAsync(kind);
        var (portA, portB) = (Ports.Free(), Ports.Free());
        await using var a = await StartAsync(storeA, portA, "NL");
        await using var b = await StartAsync(storeB, portB, "CA");
        await a.ApprovedAsync(await CardOfAsync(b));
        await b.ApprovedAsync(await CardOfAsync(a));

        using var there = new HttpClient(Tls(a).HandlerFor(a.Directory().Find("CA")!));
        using var back = new HttpClient(Tls(b).HandlerFor(b.Directory().Find("NL")!));

        (await there.GetStringAsync(a.Directory().Find("CA")!.Endpoint)).ShouldBe("NL");
        (await back.GetStringAsync(b.Directory().Find("NL")!.Endpoint)).ShouldBe("CA");
    }

    [Theory]
    [OnBoth("the partner")]
    [OnBoth("another certificate of the partner")]
    [OnBoth("a stranger")]
    [OnBoth("TLS 1.2")]
    [OnBoth("a redirect")]
    public async Task A_node_speaks_to_the_partner_of_the_card_and_follows_nobody(string kind, string server)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store, Ports.Free());
        var (other, stranger) = (new OtherNode("CA", now), new OtherNode("SG", now));
        await using var elsewhere = new ScriptedServer(stranger.WithKey(stranger.Tls), SslProtocols.Tls13, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var there = new ScriptedServer(
            server switch
            {
                "another certificate of the partner" => other.WithKey(other.Make(KeyPurpose.Tls, KeyAlgorithm.P256)),
                "a stranger" => stranger.WithKey(stranger.Tls),
                _ => other.WithKey(other.Tls),
            },
            server == "TLS 1.2" ? SslProtocols.Tls12 : SslProtocols.Tls13,
            server == "a redirect"
                ? $"HTTP/1.1 307 Temporary Redirect\r\nLocation: https://127.0.0.1:{elsewhere.Port}/as4\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await node.ApprovedAsync(other.File(other.Card with { Endpoint = $"https://127.0.0.1:{there.Port}/as4" }));
        var partner = node.Directory().Find("CA")!;
        using var client = new HttpClient(Tls(node).HandlerFor(partner));

        switch (server)
        {
            case "the partner":
                (await client.GetStringAsync(partner.Endpoint)).ShouldBe("ok");
                there.Request.ShouldNotContain("traceparent", Case.Insensitive); // Nothing of ours that the message does not say
                there.ClientCertificate.ShouldBe(node.Services.GetRequiredService<OwnKeys>().Current.Tls.Thumbprint);
                break;
            case "a redirect":
                (await client.GetAsync(partner.Endpoint)).StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
                break;
            default:
                await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(partner.Endpoint));
                there.Request.ShouldBeEmpty(); // Not a byte of a request before the other end has proven itself
                break;
        }

        elsewhere.Connections.ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://127.0.0.1:{elsewhere.Port}/as4")));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{elsewhere.Port}/as4")));
        elsewhere.Connections.ShouldBe(0);
    }

    private static Task<TestNode> StartAsync(Store store, int port, string country = "NL") => Given.StartAsync(
        store,
        routes: routes => routes.MapGet("/as4", (HttpContext http, FederationTls tls) => tls.PartnerOf(http)!.Id).Public("Stands for the endpoint in this test."),
        settings: [("Federation:Listen", $"https://127.0.0.1:{port}"), ("Country", country)]);

    private static FederationTls Tls(TestNode node) => node.Services.GetRequiredService<FederationTls>();

    private static async Task<byte[]> CardOfAsync(TestNode node) =>
        Encoding.UTF8.GetBytes((await node.Services.GetRequiredService<OwnCard>().FindAsync())!.ToString());

    private static Uri Address(int port, string path) => new($"https://127.0.0.1:{port}{path}");

    private static async Task<(HttpStatusCode, string)> AskAsync(int port, X509Certificate2? certificate, string path = "/as4", SslProtocols protocol = SslProtocols.Tls13)
    {
        using var client = Client(certificate, protocol);
        using var answer = await client.GetAsync(Address(port, path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpRequestException> RefusedAsync(int port, X509Certificate2? certificate, SslProtocols protocol = SslProtocols.Tls13) =>
        Should.ThrowAsync<HttpRequestException>(() => AskAsync(port, certificate, "/as4", protocol));

    /// <summary>The client of these tests is the intruder: it takes any server.</summary>
    private static bool Anybody(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors >= SslPolicyErrors.None;

    private static HttpClient Client(X509Certificate2? certificate, SslProtocols protocol) => new(new SocketsHttpHandler
    {
        SslOptions = new()
        {
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = Anybody,
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
        },
    });
}

/// <summary>The other end of a connection, which says one thing and remembers what it saw.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;
    private int connections;

    public ScriptedServer(X509Certificate2 certificate, SslProtocols protocol, string answer)
        : this(SslStreamCertificateContext.Create(certificate, null), protocol, answer)
    {
    }

    /// <param name="certificate">What it shows, with whatever else of its chain.</param>
    public ScriptedServer(SslStreamCertificateContext certificate, SslProtocols protocol = SslProtocols.Tls13, string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    {
        listener.Start();
        serving = ServeAsync(certificate, protocol, Encoding.ASCII.GetBytes(answer));
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref connections);

    public string Request { get; private set; } = "";

    public string? ClientCertificate { get; private set; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private static bool Anybody(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors >= SslPolicyErrors.None;

    private async Task ServeAsync(SslStreamCertificateContext certificate, SslProtocols protocol, byte[] answer)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = certificate,
                    EnabledSslProtocols = protocol,
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = Anybody,
                });
                ClientCertificate = tls.RemoteCertificate?.GetCertHashString();
                var buffer = new byte[8192];
                var read = await tls.ReadAsync(buffer);
                Request += Encoding.ASCII.GetString(buffer, 0, read);
                if (read > 0)
                {
                    await tls.WriteAsync(answer);
                }
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                // The node under test hung up: that is what most rows are about.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
