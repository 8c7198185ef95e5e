using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using WireId = Entente.As4.Messaging.PartyId;
using Entente.Scenarios;

namespace Entente.Tests.Node.Federation.Products;

/// <summary>An access point that is no node of Entente: it knows the wire, has P-Modes of its own, and neither card nor acknowledgements.</summary>
internal sealed class OtherProduct : IAsyncDisposable
{
    public const string Service = "urn:example:customs";
    public const string Action = "Declare";

    /// <summary>From which the node may fetch.</summary>
    public const string Channel = "urn:example:channel:nl";

    /// <summary>From which this product may fetch at the node.</summary>
    public const string NodeChannel = "urn:example:channel:zoll";

    public static readonly Party Them = new(new WireId("zoll_gw", "urn:oasis:names:tc:ebcore:partyid-type:unregistered:domibus"), "urn:example:role:partner");
    public static readonly Party Us = new(new WireId("nl_gw", "urn:oasis:names:tc:ebcore:partyid-type:unregistered:domibus"), "urn:example:role:node");

    private static readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    private readonly ConcurrentDictionary<string, OutgoingMessage> given = [];
    private readonly WebApplication app;
    private readonly int port = Ports.Free();

    public OtherProduct(SecuritySuite suite, bool encrypt = true, bool issued = false)
    {
        (Suite, Encrypt, Issued) = (suite, encrypt, issued);
        var now = TimeProvider.System.GetUtcNow();
        Root = (Given.Key(KeyAlgorithm.Rsa), null!);
        Root = (Root.Key, CertificateAuthor.Write("CN=Root,O=Trust,C=DE", Root.Key.PublicKey, (Root.Key, null), now.AddHours(-1), now.AddYears(1), random, authority: true));
        Signing = Make("CN=AP,O=Zoll,C=DE", suite.Signing, issued);
        Recipient = Make("CN=AP encrypt,O=Zoll,C=DE", suite.Encryption, issued: true);
        Tls = Make("CN=ap.zoll.example", KeyAlgorithm.P256, issued);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"https://127.0.0.1:{port}").UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls13;
            https.ServerCertificate = WithKey(Tls);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (_, _, _) => true;
        }));
        app = builder.Build();
        app.MapPost("/msh", TakeAsync);
    }

    public SecuritySuite Suite { get; }

    public bool Encrypt { get; }

    public bool Issued { get; }

    public (PrivateKey Key, Certificate Certificate) Root { get; }

    public (PrivateKey Key, Certificate Certificate) Signing { get; set; }

    public (PrivateKey Key, Certificate Certificate) Recipient { get; }

    public (PrivateKey Key, Certificate Certificate) Tls { get; set; }

    public string Endpoint => $"https://127.0.0.1:{port}/msh";

    /// <summary>What the node sent, verified.</summary>
    public ConcurrentQueue<VerifiedMessage> Taken { get; } = [];

    /// <summary>What the node may fetch here, and for what of it receipts have come, verified.</summary>
    public ConcurrentQueue<(MessageId Id, OutgoingMessage Message)> Waiting { get; } = [];

    public ConcurrentQueue<string> Receipts { get; } = [];

    /// <summary>Whom this product takes for the node's signer, and the node's encryption certificate.</summary>
    public Certificate NodeSigner { get; set; } = null!;

    public X509Certificate2 NodeTls { get; set; } = null!;

    public Certificate? NodeRecipient { get; set; }

    public PMode Outward => new()
    {
        Id = "zoll-nl", Agreement = new("urn:example:agreement", null, "zoll-nl"), From = Them, To = Us, Service = new(Service), Suite = Suite, Encrypt = Encrypt, FourCorner = true,
        SigningToken = Issued && !Encrypt ? TokenReference.CertificatePath : TokenReference.BinarySecurityToken,
    };

    public PMode Inward => Outward with { From = Us, To = Them };

    /// <summary>The file that makes this product a partner.</summary>
    public PartnerFile File => new(
        1, "DE.zoll", "Zollverwaltung", "DE", 1, Endpoint,
        new([new("zoll_gw", "urn:oasis:names:tc:ebcore:partyid-type:unregistered:domibus")], "urn:example:role:partner"),
        new([new("nl_gw", "urn:oasis:names:tc:ebcore:partyid-type:unregistered:domibus")], "urn:example:role:node"),
        Suite.Name,
        Issued ? new(null, [Pem(Root.Certificate)], "CN=AP,O=Zoll,C=DE") : new([Pem(Signing.Certificate)]),
        Issued ? new(null, [Pem(Root.Certificate)], "ap.zoll.example") : new([Pem(Tls.Certificate)]),
        [new(Service, [Action])],
        [new(Service, ["Decide"])],
        Encrypt ? new([Pem(Recipient.Certificate)]) : null,
        new("urn:example:agreement", null, "zoll-nl"),
        Issued && !Encrypt ? FileToken.CertificatePath : FileToken.BinarySecurityToken,
        Corners: new(new("urn:example:nl:officers"), new("urn:example:de:officers")),
        IssuedCertificate: Issued && !Encrypt);

    public static string Pem(Certificate certificate) => PemEncoding.WriteString("CERTIFICATE", certificate.Raw.Span);

    public static byte[] Bytes(PartnerFile file) => file.Write();

    public Task StartAsync() => app.StartAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public (PrivateKey Key, Certificate Certificate) Make(string subject, KeyAlgorithm algorithm, bool issued)
    {
        var now = TimeProvider.System.GetUtcNow();
        var key = Given.Key(algorithm);
        return (key, CertificateAuthor.Write(subject, key.PublicKey, issued ? (Root.Key, Root.Certificate) : (key, null), now.AddHours(-1), now.AddYears(1), random));
    }

    /// <summary>A message to the node, with the properties of a four-corner exchange.</summary>
    public (MessageId Id, OutgoingMessage Message) Compose(string text = "hello", PMode? mode = null, Func<Submission, Submission>? with = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = MessageId.New(now, "zoll.example", random);
        var submission = new Submission
        {
            MessageId = id,
            Action = Action,
            ConversationId = id.Value,
            Properties = [new(EbmsNames.OriginalSender, "urn:example:de:officers"), new(EbmsNames.FinalRecipient, "urn:example:nl:officers")],
            Payloads = [new("doc@zoll.example", "application/xml", Encoding.UTF8.GetBytes($"<d>{text}</d>"))],
        };
        mode ??= Outward;
        return (id, As4Writer.Message(with?.Invoke(submission) ?? submission, mode, mode.Secure(Signing.Key, Chain(Signing.Certificate), NodeRecipient is null ? [] : [NodeRecipient]), now, random));
    }

    /// <summary>Asks the node for the next message of a channel.</summary>
    public async Task<(Received? Answer, byte[] Bytes)> PullAsync(int nodePort, string channel = NodeChannel)
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = As4Writer.PullRequest(channel, MessageId.New(now, "zoll.example", random), Sign, now, random);
        var (status, type, body) = await SendAsync(nodePort, request);
        status.ShouldBe(HttpStatusCode.OK);
        var security = Inward.Demand(new PinnedSigners([NodeSigner]).Accept, [new(Recipient.Key, Recipient.Certificate)]);
        var sent = new SentMessage(request.MessageId!, null, request.SignedParts, security);
        var policy = new ReceptionPolicy { Ours = Them.Ids, Legs = [new(Inward with { Mpc = NodeChannel }, security)], Sent = one => one == sent.MessageId ? sent : null };
        return (As4Reader.Read(type, body, policy, TimeProvider.System.GetUtcNow()), body);
    }

    public OutgoingMessage ReceiptFor(VerifiedMessage message) => Receipt(message, TimeProvider.System.GetUtcNow());

    public OutgoingMessage ErrorFor(VerifiedMessage message, EbmsErrorCode code) => As4Writer.Errors(
        [new EbmsError(code, "It cannot be used.", message.Header.MessageId.Value)], message.Header.MessageId, MessageId.New(TimeProvider.System.GetUtcNow(), "zoll.example", random), Sign,
        TimeProvider.System.GetUtcNow(), random);

    /// <summary>Posts a message to the node, and reads what came back with the engine: nothing is taken on trust.</summary>
    public async Task<(HttpStatusCode Status, Received? Answer)> PostAsync(int nodePort, MessageId id, OutgoingMessage message)
    {
        var (status, type, body) = await SendAsync(nodePort, message);
        var sent = new SentMessage(id, null, message.SignedParts, Inward.Demand(new PinnedSigners([NodeSigner]).Accept, []));
        return (status, body.Length == 0 ? null : As4Reader.Read(type, body, new() { Ours = Them.Ids, Legs = [], Sent = one => one == id ? sent : null }, TimeProvider.System.GetUtcNow()));
    }

    public async Task<(HttpStatusCode Status, string ContentType, byte[] Body)> SendAsync(int nodePort, OutgoingMessage message)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new()
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => WithKey(Tls),
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == NodeTls.Thumbprint,
            },
        };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://127.0.0.1:{nodePort}/as4") { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "", body);
    }

    public static X509Certificate2 WithKey((PrivateKey Key, Certificate Certificate) tls)
    {
        using var secret = ECDsa.Create();
        secret.ImportPkcs8PrivateKey(tls.Key.ToPkcs8(), out _);
        using var bare = X509CertificateLoader.LoadCertificate(tls.Certificate.Raw.Span);
        return bare.CopyWithPrivateKey(secret);
    }

    private List<Certificate> Chain(Certificate certificate) => Issued ? [certificate, Root.Certificate] : [certificate];

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var now = TimeProvider.System.GetUtcNow();
        var security = Inward.Demand(new PinnedSigners([NodeSigner]).Accept, [new(Recipient.Key, Recipient.Certificate)]);
        var policy = new ReceptionPolicy
        {
            Ours = Them.Ids,
            Legs = [new(Inward, security), new(Inward.ForTest(), security)],
            PullersOf = mpc => mpc == Channel ? security : null,
            Sent = id => given.GetValueOrDefault(id.Value) is { } message ? new(id, null, message.SignedParts, security) : null,
        };
        var answer = As4Reader.Read(http.Request.ContentType!, body.ToArray(), policy, now) switch
        {
            Received.Message message => Receive(message.Verified, now),
            Received.Test test => Receipt(test.Verified, now),
            Received.Pull pull => Waiting.TryDequeue(out var waiting) ? Give(waiting) : As4Writer.NothingToPull(pull.Header, MessageId.New(now, "zoll.example", random), Sign, now, random),
            Received.ReceiptFor receipt => Note(receipt),
            Received.Refused refused => As4Writer.Answer(refused, MessageId.New(now, "zoll.example", random), Sign, now, random),
            _ => null,
        };
        http.Response.Headers.ContentType = answer?.ContentType;
        await http.Response.Body.WriteAsync(answer?.Body ?? default);
    }

    private OutgoingMessage Give((MessageId Id, OutgoingMessage Message) waiting)
    {
        given[waiting.Id.Value] = waiting.Message;
        return waiting.Message;
    }

    private OutgoingMessage? Note(Received.ReceiptFor receipt)
    {
        Receipts.Enqueue(receipt.Sent.MessageId.Value);
        return null;
    }

    private OutgoingMessage Receive(VerifiedMessage message, DateTimeOffset now)
    {
        Taken.Enqueue(message);
        return Receipt(message, now);
    }

    private OutgoingMessage Receipt(VerifiedMessage message, DateTimeOffset now) => As4Writer.Receipt(message, MessageId.New(now, "zoll.example", random), Sign, now, random);

    private OutgoingSecurity Sign => new() { Suite = Suite, SigningKey = Signing.Key, SigningChain = Chain(Signing.Certificate), SigningToken = Outward.SigningToken };
}
