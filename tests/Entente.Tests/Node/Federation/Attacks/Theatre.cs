using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Protocol.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>The parties of one captured message, as an attack names them.</summary>
public enum Part
{
    Sender,
    Receiver,

    /// <summary>A partner of both whom the message is no business of.</summary>
    Third,
}

/// <summary>Bytes that crossed the line between two nodes, or what an attacker made of them.</summary>
internal sealed record Caught(string From, string To, OutgoingMessage Message)
{
    public string PartyOf(Part part) => part switch { Part.Sender => From, Part.Receiver => To, _ => Theatre.Third };
}

/// <summary>
/// Two nodes that have exchanged messages in one suite, a third partner of both, and an attacker who has seen every byte and, where an attack says so, holds
/// keys. The captured bytes are those that the nodes themselves made and stored.
/// </summary>
internal sealed partial class Theatre : IAsyncDisposable
{
    public const string Third = "SG";

    /// <summary>The suite whose theatre stands over PostgreSQL where that runs; the attacks are the same in each.</summary>
    private const string OverPostgres = "2.0-EC";

    private readonly Dictionary<(string, string), HttpClient> lines = [];
    private readonly Dictionary<string, (PrivateKey Key, Certificate Certificate)> others = [];
    private readonly OtherNode third;

    private Theatre(NodePair pair, SecuritySuite suite) => (Pair, Suite, third) = (pair, suite, new(Third, Now));

    public NodePair Pair { get; }

    public SecuritySuite Suite { get; }

    /// <summary>What was captured, by name: <c>note</c> and <c>other note</c> went to Canada, <c>acknowledgement</c> came back, <c>test</c> is of the test service.</summary>
    public Dictionary<string, Caught> Messages { get; } = [];

    /// <summary>The receipts of <c>note</c> and <c>other note</c>.</summary>
    public Dictionary<string, OutgoingMessage> Receipts { get; } = [];

    public Impostor Impostor { get; private set; } = null!;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static async Task<Theatre> OpenAsync(string suite, params (string Name, string Value)[] settings)
    {
        var theatre = new Theatre(await NodePair.StartAsync(suite == OverPostgres && Store.HasPostgres ? "postgres" : "sqlite", suite, acknowledged: true, settings), SecuritySuite.All[suite]);
        await theatre.AdmitThirdAsync();
        await theatre.CaptureAsync();
        theatre.Impostor = await Impostor.StartAsync(theatre.CertificateOf("CA"));
        return theatre;
    }

    /// <summary>The key with which a party signs in a suite, and its certificate.</summary>
    public (PrivateKey Key, Certificate Certificate) SignerOf(string party, SecuritySuite? suite = null) => party == Third
        ? others[$"{KeyPurpose.Sign} {(suite ?? Suite).Signing}"]
        : KeysOf(party).Signing(suite ?? Suite) is var (key, chain) ? (key, chain[0]) : default;

    /// <summary>A key of the third partner that its card lists with another period.</summary>
    public (PrivateKey Key, Certificate Certificate) Untimely(string when) => others[when];

    public Certificate RecipientOf(string party, SecuritySuite? suite = null) => party == Third
        ? others[$"{KeyPurpose.Encrypt} {(suite ?? Suite).Encryption}"].Certificate
        : KeysOf(party).Keys.First(key => key.Purpose == KeyPurpose.Encrypt && key.Certificate.PublicKey.Algorithm == (suite ?? Suite).Encryption).Certificate;

    public TestNode NodeOf(string party) => party == "NL" ? Pair.Nl : Pair.Ca;

    /// <summary>The agreement of two nodes, as each of them has it.</summary>
    public PMode Leg(string from, string to) => new()
    {
        Id = $"{from}-{to}",
        From = new(Legs.Id(from), Entente.Node.Federation.Exchange.Initiator),
        To = new(Legs.Id(to), Entente.Node.Federation.Exchange.Responder),
        Service = new(Entente.Node.Federation.Exchange.Service),
        Suite = Suite,
    };

    /// <summary>A message made with keys that the attacker holds: from whom to whom it claims to go, and who has really signed it.</summary>
    public OutgoingMessage Forge(
        string from, string to, (PrivateKey Key, Certificate Certificate) signer, Func<PMode, PMode>? mode = null, Func<Submission, Submission>? with = null, DateTimeOffset? at = null,
        Func<OutgoingSecurity, OutgoingSecurity>? security = null)
    {
        var leg = Leg(from, to);
        leg = mode?.Invoke(leg) ?? leg;
        var secure = leg.Secure(signer.Key, [signer.Certificate], [RecipientOf(to, leg.Suite)]);
        var id = MessageId.New(Now, from, Given.Random);
        var submission = new Submission
        {
            MessageId = id,
            Action = "test.note/1",
            ConversationId = id.Value,
            Payloads = [new($"p@{from}", "application/json", """{"note":"forged"}"""u8.ToArray())],
        };
        return As4Writer.Message(with?.Invoke(submission) ?? submission, leg, security?.Invoke(secure) ?? secure, at ?? Now, Given.Random);
    }

    /// <summary>A message that no producer of ours would make, with a payload as its maker likes it, signed and encrypted as it should be.</summary>
    public OutgoingMessage Forge(string from, string to, (PrivateKey Key, Certificate Certificate) signer, MimePart part, string? compression)
    {
        var leg = Leg(from, to);
        var id = MessageId.New(Now, from, Given.Random);
        (string, string)[] properties = [(EbmsNames.MimeType, "application/json"), .. compression is null ? ((string, string)[])[] : [(EbmsNames.CompressionType, compression)]];
        var header = new UserMessage
        {
            MessageId = id,
            Timestamp = Now,
            From = leg.From,
            To = leg.To,
            Service = leg.Service,
            Action = "test.note/1",
            ConversationId = id.Value,
            Parts = [Entente.Tests.As4.Exchange.Reference(part.ContentId, properties)],
        };
        return Entente.Tests.As4.Exchange.Pack(HeaderWriter.Write(header), [part], leg.Secure(signer.Key, [signer.Certificate], [RecipientOf(to, leg.Suite)]));
    }

    /// <summary>A signal, signed by whom the attack says.</summary>
    public OutgoingSecurity SignedBy(string party, SecuritySuite? suite = null) =>
        new() { Suite = suite ?? Suite, SigningKey = SignerOf(party, suite).Key, SigningChain = [SignerOf(party, suite).Certificate] };

    /// <summary>A message as its receiver has verified it, to make receipts of.</summary>
    public VerifiedMessage Verified(string name)
    {
        var caught = Messages[name];
        var receiver = NodeOf(caught.To);
        var legs = Legs.From(KeysOf(caught.To), caught.To, receiver.Directory().Find(caught.From)!, []);
        return As4Reader.Read(caught.Message.ContentType, caught.Message.Body, new() { Ours = [Legs.Id(caught.To)], Legs = legs }, Now).ShouldBeOfType<Received.Message>().Verified;
    }

    /// <summary>Posts bytes over a connection of one party to the node of another.</summary>
    /// <returns>The code of the error, <c>receipt</c>, <c>fault</c>, or the status of an answer that holds nothing.</returns>
    public async Task<(string Verdict, byte[] Answer)> PostAsync(string via, string to, OutgoingMessage message)
    {
        using var content = new ReadOnlyMemoryContent(message.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
        return await PostAsync(via, to, content);
    }

    public async Task<(string Verdict, byte[] Answer)> PostAsync(string via, string to, HttpContent content)
    {
        using var answer = await LineOf(via, to).PostAsync(new Uri($"https://127.0.0.1:{(to == "NL" ? Pair.NlPort : Pair.CaPort)}/as4"), content);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return (ErrorCode().Match(text) is { Success: true } code ? code.Groups["code"].Value
            : text.Contains("NonRepudiationInformation", StringComparison.Ordinal) ? "receipt"
            : text.Contains(":Fault>", StringComparison.Ordinal) ? "fault"
            : $"{(int)answer.StatusCode}", bytes);
    }

    /// <summary>Everything that a message can leave behind at either node.</summary>
    public async Task<string> TracesAsync() => $"NL {await TracesAsync(Pair.Nl)}; CA {await TracesAsync(Pair.Ca)}";

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines.Values)
        {
            line.Dispose();
        }

        await Impostor.DisposeAsync();
        await Pair.DisposeAsync();
    }

    public KeyRing KeysOf(string party) => NodeOf(party).Services.GetRequiredService<OwnKeys>().Current;

    private static async Task<string> TracesAsync(TestNode node)
    {
        var counts = await node.Database.ReadAsync(session => session.QueryAsync<string>(
            """
            SELECT 'inbox ' || COUNT(*) FROM inbox UNION ALL SELECT 'effects ' || COUNT(*) FROM noted UNION ALL SELECT 'troubles ' || COUNT(*) FROM inbox_trouble
            UNION ALL SELECT 'outbox ' || COUNT(*) FROM outbox UNION ALL SELECT 'delivered ' || COUNT(*) FROM outbox WHERE state = 'Delivered'
            UNION ALL SELECT 'refused ' || COUNT(*) FROM outbox WHERE state = 'Refused' UNION ALL SELECT 'told ' || COUNT(*) FROM outbox WHERE effect IS NOT NULL
            UNION ALL SELECT 'receipts ' || COUNT(*) FROM outbox_receipt UNION ALL SELECT 'records ' || COUNT(*) FROM record WHERE act LIKE 'message.%'
            """));
        return string.Join(", ", counts);
    }

    private X509Certificate2 CertificateOf(string party) => party == Third ? third.WithKey(third.Tls) : KeysOf(party).Tls;

    private HttpClient LineOf(string via, string to)
    {
        if (!lines.TryGetValue((via, to), out var line))
        {
            var certificate = CertificateOf(via);
            lines[(via, to)] = line = new(new SocketsHttpHandler
            {
                SslOptions = new() { RemoteCertificateValidationCallback = Anybody, LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate },
            });
        }

        return line;
    }

    /// <summary>The attacker takes any server.</summary>
    private static bool Anybody(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors >= SslPolicyErrors.None;

    private async Task AdmitThirdAsync()
    {
        CardKey Make(string name, KeyPurpose purpose, KeyAlgorithm algorithm, DateTimeOffset? from = null, DateTimeOffset? until = null)
        {
            var key = third.Make(purpose, algorithm, from, until);
            others[name] = (third.SecretOf(key), Certificate.TryParse(key.Certificate)!);
            return key;
        }

        var keys = new List<CardKey> { third.Tls };
        foreach (var suite in SecuritySuite.All.Values)
        {
            keys.Add(Make($"{KeyPurpose.Sign} {suite.Signing}", KeyPurpose.Sign, suite.Signing));
            keys.Add(Make($"{KeyPurpose.Encrypt} {suite.Encryption}", KeyPurpose.Encrypt, suite.Encryption));
        }

        keys.Add(Make("over", KeyPurpose.Sign, Suite.Signing, Now.AddDays(-2), Now.AddMinutes(-1)));
        keys.Add(Make("not begun", KeyPurpose.Sign, Suite.Signing, Now.AddDays(1), Now.AddDays(2)));
        keys.Add(Make("to be revoked", KeyPurpose.Sign, Suite.Signing));
        others["in no card"] = third.Make(KeyPurpose.Sign, Suite.Signing) is var unlisted ? (third.SecretOf(unlisted), Certificate.TryParse(unlisted.Certificate)!) : default;
        foreach (var node in (TestNode[])[Pair.Nl, Pair.Ca])
        {
            await node.ApprovedAsync(third.File(third.Card with { Suite = Suite.Name, Keys = keys, Reads = ["test.note/1"] }));
        }
    }

    private async Task CaptureAsync()
    {
        await Pair.SendAsync("note");
        await Pair.SendAsync("other note");
        await NodePair.UntilAsync(async () => (await Pair.SentAsync()).All(sent => sent is { State: OutboxState.Delivered, Effect: not null }), "the notes are acknowledged");
        var notes = await WiresAsync(Pair.Nl);
        (Messages["note"], Messages["other note"]) = (new("NL", "CA", notes[0].Message), new("NL", "CA", notes[1].Message));
        (Receipts["note"], Receipts["other note"]) = (notes[0].Receipt, notes[1].Receipt);
        Messages["acknowledgement"] = new("CA", "NL", (await WiresAsync(Pair.Ca))[0].Message);
        var test = (await Pair.Nl.Services.GetRequiredService<Sealing>().TestAsync(Pair.Nl.Directory().Find("CA")!, TestContext.Current.CancellationToken))!.Value;
        Messages["test"] = new("NL", "CA", new(test.Id, test.Message.ContentType, test.Message.Body, test.Message.SignedParts));
    }

    private static async Task<List<(OutgoingMessage Message, OutgoingMessage Receipt)>> WiresAsync(TestNode node)
    {
        await NodePair.UntilAsync(
            async () => await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_receipt")) == 2, "both have their receipt");
        var rows = await node.Database.ReadAsync(session => session.QueryAsync<Wire>(
            """
            SELECT o.message_id, w.content_type, w.body, w.signed_parts, r.content_type AS receipt_type, r.body AS receipt
            FROM outbox o JOIN outbox_wire w ON w.seq = o.seq JOIN outbox_receipt r ON r.seq = o.seq ORDER BY o.seq
            """));
        return [.. rows.Select(row => (
            new OutgoingMessage(MessageId.Parse(row.MessageId), row.ContentType, row.Body, SealedMessage.ReadParts(row.SignedParts)), new OutgoingMessage(null, row.ReceiptType, row.Receipt, [])))];
    }

    [GeneratedRegex("errorCode=\"(?<code>EBMS:[0-9]{4})\"")]
    private static partial Regex ErrorCode();

    private sealed record Wire
    {
        public string MessageId { get; init; } = "";

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public string SignedParts { get; init; } = "";

        public string ReceiptType { get; init; } = "";

        public byte[] Receipt { get; init; } = [];
    }
}

/// <summary>The theatres of all suites, each opened when the first attack needs it.</summary>
public sealed class Theatres : IAsyncDisposable
{
    private readonly Dictionary<string, Theatre> open = [];

    internal async Task<Theatre> OfAsync(string suite) => open.TryGetValue(suite, out var theatre) ? theatre : open[suite] = await Theatre.OpenAsync(suite);

    public async ValueTask DisposeAsync()
    {
        foreach (var theatre in open.Values)
        {
            await theatre.DisposeAsync();
        }
    }
}
