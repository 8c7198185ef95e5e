using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;
using Engine = Entente.Tests.As4.Exchange;
using Entente.Scenarios;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>
/// Whatever a partner writes, and wherever it writes it, the node connects to the addresses of approved cards and to nothing else. A canary listens where
/// nobody has any business, and the runtime tells of every connection and every name that is asked for, also of those that no code of ours begins.
/// </summary>
public sealed partial class EgressTests(Theatres theatres, ITestOutputHelper output) : IClassFixture<Theatres>
{
    /// <summary>The places of a message that can hold an address.</summary>
    private static readonly Dictionary<string, Func<Theatre, string, OutgoingMessage>> Fields = new()
    {
        ["the reference to a payload"] = (theatre, address) => Forged(theatre, header => header with { Parts = [new(address)] }),
        ["the schema of a payload"] = (theatre, address) => Forged(theatre, header => header with { Parts = [header.Parts[0] with { Schema = new(address, null, address) }] }),
        ["the description of a payload"] = (theatre, address) => Forged(theatre, header => header with { Parts = [header.Parts[0] with { Description = new("en", address) }] }),
        ["the properties of a payload"] = (theatre, address) => Forged(theatre, header => header with { Parts = [header.Parts[0] with { Properties = [.. header.Parts[0].Properties, new("name", address), new("href", address)] }] }),
        ["the properties of the message"] = (theatre, address) => Forged(theatre, header => header with { Properties = [new("originalSender", address), new("replyTo", address)] }),
        ["the service"] = (theatre, address) => Forged(theatre, header => header with { Service = new(address, "urn:type") }),
        ["the action"] = (theatre, address) => Forged(theatre, header => header with { Action = $"{address}/1" }),
        ["the agreement"] = (theatre, address) => Forged(theatre, header => header with { Agreement = new(address, "urn:type") }),
        ["the conversation"] = (theatre, address) => Forged(theatre, header => header with { ConversationId = address }),
        ["the sender"] = (theatre, address) => Forged(theatre, header => header with { From = header.From with { Role = address } }),
        ["the channel"] = (theatre, address) => Forged(theatre, header => header with { Mpc = address }),
        ["the payload"] = (theatre, address) => theatre.Forge("NL", "CA", theatre.SignerOf("NL"), with: one => one with
        {
            Payloads = [one.Payloads[0] with { Content = Encoding.UTF8.GetBytes($$"""{"note":{{System.Text.Json.JsonSerializer.Serialize(address)}}}""") }],
        }),
        ["a document type"] = (theatre, address) => Changed(theatre, envelope => $"<!DOCTYPE x SYSTEM \"{Escaped(address)}\" [<!ENTITY y SYSTEM \"{Escaped(address)}\">]>{envelope}"),
        ["an inclusion"] = (theatre, address) => Changed(theatre, envelope => envelope.Replace("<env:Header>", $"<env:Header><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{Escaped(address)}\"/>", StringComparison.Ordinal)),
        ["the location of a schema"] = (theatre, address) => Changed(theatre, envelope => envelope.Replace("<eb:Messaging ", $"<eb:Messaging xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x {Escaped(address)}\" ", StringComparison.Ordinal)),
        ["where to answer to"] = (theatre, address) => Changed(theatre, envelope => envelope.Replace("<env:Header>", $"<env:Header><a:ReplyTo xmlns:a=\"http://www.w3.org/2005/08/addressing\"><a:Address>{Escaped(address)}</a:Address></a:ReplyTo>", StringComparison.Ordinal)),
        ["a reference of the signature"] = (theatre, address) => Changed(theatre, envelope => envelope.Replace("URI=\"cid:", $"URI=\"{Escaped(address)}#", StringComparison.Ordinal)),
        ["where the key is"] = (theatre, address) => Changed(theatre, envelope => envelope.Replace("<ds:KeyInfo>", $"<ds:KeyInfo><ds:RetrievalMethod URI=\"{Escaped(address)}\"/>", StringComparison.Ordinal)),
        ["the token of the signer"] = (theatre, address) => Changed(theatre, envelope => Token().Replace(envelope, match => $"{match.Value}{Escaped(address)}?")),
        ["the Content-Type of the package"] = (theatre, address) => theatre.Messages["note"].Message with { ContentType = $"multipart/related; boundary=x; type=\"application/soap+xml\"; start-info=\"{Plain(address)}\"" },
        ["the location of a part"] = (theatre, address) => Engine.Repacked(theatre.Messages["note"].Message, package => package with
        {
            Attachments = [package.Attachments[0] with { Headers = [.. package.Attachments[0].Headers, new MimeHeader("Content-Location", Plain(address))] }],
        }),
    };

    public static TheoryData<string> Places => [.. Fields.Keys];

    [Theory, MemberData(nameof(Places))]
    public async Task No_address_in_a_message_is_called(string place)
    {
        var theatre = await theatres.OfAsync("2.0");
        await using var canary = new Canary();
        using var watch = new ConnectionWatch();
        var addresses = TemptingAddresses.At(canary.Port);
        var verdicts = new List<string>();

        foreach (var address in addresses)
        {
            OutgoingMessage message;
            try
            {
                message = Fields[place](theatre, address);
            }
            catch (Exception exception) when (exception is ArgumentException or System.Xml.XmlException)
            {
                // The engine cannot even write that.
                continue;
            }

            verdicts.Add((await theatre.PostAsync("NL", "CA", message)).Verdict);
        }

        await QuietAsync(canary, watch);
        verdicts.Count.ShouldBeGreaterThan(60);
        output.WriteLine($"{addresses.Count} addresses; {string.Join(", ", verdicts.CountBy(verdict => verdict).Select(one => $"{one.Value} × {one.Key}"))}");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task No_address_on_a_card_is_called_before_two_officers_have_approved_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, settings: [("Federation:Listen", $"https://127.0.0.1:{Ports.Free()}"), ("Country", "NL")]);
        await using var canary = new Canary();
        using var watch = new ConnectionWatch();
        var (refused, waiting) = (0, new List<string>());
        foreach (var address in TemptingAddresses.At(canary.Port))
        {
            var other = new OtherNode("CA", Theatre.Now);
            var outcome = await node.Desk().ProposeAsync(await node.OfficerAsync(Role.Administrator), other.File(other.Card with { Endpoint = address }));
            if (outcome is PartnerOutcome.Done)
            {
                waiting.Add(address);
            }
            else
            {
                refused++;
            }
        }

        await QuietAsync(canary, watch);

        // What is left is written as it will be called, and two people read it.
        output.WriteLine($"{refused} refused, {waiting.Count} wait for a second officer: {string.Join(' ', waiting)}");
        waiting.ShouldAllBe(address => address.StartsWith("https://", StringComparison.Ordinal) && new Uri(address).AbsoluteUri == address && new Uri(address).UserInfo.Length == 0);
        refused.ShouldBeGreaterThan(waiting.Count);
    }

    [Theory]
    [OnBoth("of a server")]
    [OnBoth("of a client")]
    public async Task No_address_in_a_certificate_is_called(string kind, string whose)
    {
        // A certificate says where its issuer, its revocation list and its responder are. Whoever builds a chain may fetch them before anybody is asked.
        await using var store = await Store.CreateAsync(kind);
        var port = Ports.Free();
        await using var node = await Given.StartAsync(store, settings: [("Federation:Listen", $"https://127.0.0.1:{port}"), ("Country", "NL")]);
        await using var canary = new Canary();
        using var certificate = Talkative(canary.Port);
        var shown = SslStreamCertificateContext.Create(certificate, [], offline: true);
        var other = new OtherNode("CA", Theatre.Now);
        await using var server = new ScriptedServer(shown);
        await node.ApprovedAsync(other.File(other.Card with { Endpoint = $"https://127.0.0.1:{server.Port}/as4" }));
        using var watch = new ConnectionWatch();

        if (whose == "of a server")
        {
            using var client = new HttpClient(node.Services.GetRequiredService<FederationTls>().HandlerFor(node.Directory().Find("CA")!));
            await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://127.0.0.1:{server.Port}/as4")));
            server.Connections.ShouldBe(1);
        }
        else
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                SslOptions = new() { RemoteCertificateValidationCallback = Anybody, ClientCertificateContext = shown },
            });
            await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://127.0.0.1:{port}/as4")));
        }

        await QuietAsync(canary, watch);
    }

    [Fact]
    public async Task A_call_would_be_seen()
    {
        await using var canary = new Canary();
        using var watch = new ConnectionWatch();
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, canary.Port);
        await Should.ThrowAsync<SocketException>(() => Dns.GetHostEntryAsync("nowhere.invalid"));
        using var chain = new X509Chain();
        using var certificate = Talkative(canary.Port);
        chain.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(2);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.Build(certificate).ShouldBeFalse();

        while (canary.Visits < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        watch.Connections.Count(end => end.Port == canary.Port).ShouldBeGreaterThanOrEqualTo(2);
        watch.Names.ShouldContain("nowhere.invalid");
    }

    /// <summary>Nothing came to the canary, nothing left this machine, and no name was asked for.</summary>
    private static async Task QuietAsync(Canary canary, ConnectionWatch watch)
    {
        await Task.Delay(200, TestContext.Current.CancellationToken);
        canary.Visits.ShouldBe(0);
        watch.Connections.Where(end => end.Port == canary.Port).ShouldBeEmpty();
        watch.Outward.ShouldBeEmpty();
        watch.Names.Where(name => name is not "nowhere.invalid").ShouldBeEmpty();
    }

    /// <summary>A certificate of an unknown issuer that names addresses for everything that a certificate can.</summary>
    private static X509Certificate2 Talkative(int port)
    {
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=talkative", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([$"http://127.0.0.1:{port}/responder"], [$"http://127.0.0.1:{port}/issuer.crt"]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"http://127.0.0.1:{port}/list.crl"]));
        using var bare = request.Create(new("CN=nobody knows"), X509SignatureGenerator.CreateForECDsa(issuer), Theatre.Now.AddHours(-1), Theatre.Now.AddDays(1), [1, 2, 3]);
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    private static OutgoingMessage Forged(Theatre theatre, Func<UserMessage, UserMessage> change)
    {
        var leg = theatre.Leg("NL", "CA");
        var part = Engine.Part("p@nl.example", "{\"note\":\"x\"}"u8.ToArray());
        var id = MessageId.New(Theatre.Now, "NL", Given.Random);
        var header = new UserMessage
        {
            MessageId = id,
            Timestamp = Theatre.Now,
            From = leg.From,
            To = leg.To,
            Service = leg.Service,
            Action = "test.note/1",
            ConversationId = id.Value,
            Parts = [Engine.Reference("p@nl.example", ("MimeType", "application/json"))],
        };
        var (key, certificate) = theatre.SignerOf("NL");
        return Engine.Pack(HeaderWriter.Write(change(header)), [part], leg.Secure(key, [certificate], [theatre.RecipientOf("CA")]));
    }

    private static OutgoingMessage Changed(Theatre theatre, Func<string, string> change) => Engine.Tampered(theatre.Messages["note"].Message, change);

    private static string Escaped(string address) => System.Security.SecurityElement.Escape(address);

    /// <summary>As a header of MIME can hold it.</summary>
    private static string Plain(string address) => new([.. address.Where(letter => letter is > ' ' and < '\x7f' and not '"')]);

    private static bool Anybody(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors >= SslPolicyErrors.None;

    [GeneratedRegex("<wsse:Reference [^>]*URI=\"")]
    private static partial Regex Token();
}
