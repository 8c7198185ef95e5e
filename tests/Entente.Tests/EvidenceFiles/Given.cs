using System.Security.Cryptography;
using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.EvidenceFiles;
using Entente.Protocol.Federation;
using Entente.TransparencyLog;
using Log = Entente.Tests.TransparencyLog.Given;
using WireId = Entente.As4.Messaging.PartyId;

namespace Entente.Tests.EvidenceFiles;

/// <summary>The Netherlands and Canada, who have exchanged messages under an agreement, and a log of the Netherlands that two others witness.</summary>
internal static class Given
{
    public const string Clause = "NL-CA-CMAA/1 8(1)";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();
    private static readonly byte[] Agreement = "agreement: NL-CA-CMAA\nversion: 1\n"u8.ToArray();
    private static readonly Lazy<Administration> TheNetherlands = new(() => new("NL", $"{Log.Log.Key}", null));
    private static readonly Lazy<Administration> TheCanada = new(() => new("CA", null, $"{Log.Canada.Key}"));

    public static Administration Netherlands => TheNetherlands.Value;

    public static Administration Canada => TheCanada.Value;

    public static EvidenceTrust Trusting(params Administration[] known) => new([.. known.Select(one => one.Fingerprint)], null);

    /// <summary>The file of the thing in custody.</summary>
    public static readonly byte[] Photograph = [.. "A photograph of the bag"u8];

    /// <summary>A file about so many messages from the Netherlands to Canada, each with its receipt and the records of queueing and delivery.</summary>
    public static EvidenceContents Contents(int messages = 1, bool witnessed = true, bool withItem = false, bool withHandout = false, Func<IReadOnlyList<EnclosedMessage>, string>? translates = null, Func<List<(EnclosedRecord Listed, string Text)>, EnclosedItem>? signed = null)
    {
        var digest = Digest(Agreement);
        var went = Enumerable.Range(0, messages).Select(n => Sent(n, digest)).ToList();
        List<(EnclosedRecord Listed, string Text)> records = [(new(1, "partner", "CA"), Record(1, "partner.approved", "partner", "CA", $$"""{"version":"1","fingerprint":"{{Canada.Fingerprint}}"}"""))];
        foreach (var (listed, _) in went)
        {
            var number = records.Count + 1;
            records.Add((new(number, "message", listed.Id), Record(number, "message.queued", "message", listed.Id, $$"""{"partner":"CA","clause":"{{Clause}}"}""")));
            records.Add((new(number + 1, "message", listed.Id), Record(number + 1, "message.delivered", "message", listed.Id, $$"""{"partner":"CA","sha256":"{{listed.Sha256}}"}""")));
        }

        var translation = translates is null ? null : new EnclosedTranslation(translates([.. went.Select(one => one.Listed)]), "fr", "A. Sworn");
        var thing = signed?.Invoke(records);
        var last = records.Count + 1;
        var taken = last;
        if (withItem)
        {
            records.Add((new(last, "evidence-item", "5"), Record(last, "custody.taken", "evidence-item", "5", $$"""{"holder":"1002","sha256":"{{Digest(Photograph)}}","description":"{{EnclosedItem.Describe("seizure", "Sealed bag", "Container 17", null, translation)}}"}""", "1002")));
        }

        if (withHandout)
        {
            last = records.Count + 1;
            var detail = """{"kind":"message","subject":"out-1","recipient":"District court of Rotterdam, 26/1234","digest":"d"}""";
            records.Add((new(last, "evidence-file", "3"), Record(last, "evidence-file.asked", "evidence-file", "3", detail, "1002")));
            records.Add((new(last + 1, "evidence-file", "3"), Record(last + 1, "evidence-file.approved", "evidence-file", "3", detail, "1003")));
        }

        var salts = records.ConvertAll(_ => RandomNumberGenerator.GetBytes(RecordLeaf.SaltSize));
        var log = Entente.Tests.TransparencyLog.MemoryLog.Of(records.Zip(salts, (record, salt) => RecordLeaf.Commit(salt, SHA256.HashData(Encoding.UTF8.GetBytes(record.Text))).ToEntry()));
        var note = witnessed ? Log.Cosigned(log.Checkpoint()) : log.Checkpoint().Sign([Log.Log], Now);
        var tree = log.Tree();
        EvidenceIndex index = new(
            1,
            new("message", went[0].Listed.Id),
            "NL",
            Now.AddHours(2),
            new(17, "District court of Rotterdam, 26/1234", "message out-1", "Investigation", "1002", "1003"),
            [new("NL", 1, Netherlands.Fingerprint), new("CA", 1, Canada.Fingerprint, 1)],
            [new("NL-CA-CMAA", 1, digest, [Netherlands.Agree("NL-CA-CMAA", 1, digest), Canada.Agree("NL-CA-CMAA", 1, digest)])],
            [.. went.Select(one => one.Listed)],
            [],
            [.. records.Select(record => record.Listed)],
            "A true copy of what the node of NL keeps.")
        {
            Items = thing is not null ? [thing] : withItem ? [new(5, "seizure", "Sealed bag", "Container 17", [new("taken", Now, "1002", "1002", taken)], null, Digest(Photograph)) { File = new("bag.png", "image/png", Digest(Photograph), Photograph.Length), Translation = translation }] : null,
        };
        return new(
            index,
            [Netherlands.CardFile, Canada.CardFile],
            [Agreement],
            [.. went.Select(one => one.Bytes)],
            [.. records.Select((record, n) => new RecordBytes(record.Text, salts[n], LogProof.Of(tree.Include(n), note).ToString()))],
            Log.PolicyText,
            "<!doctype html><title>Evidence</title>")
        {
            Files = withItem ? [Photograph] : [],
        };
    }

    public static byte[] File(EvidenceContents contents) => EvidenceFile.Write(contents, Netherlands.RsaCertificate, Netherlands.RsaKey);

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static string Record(long number, string act, string kind, string subject, string detail, string officer = "node:federation")
    {
        var text = new StringBuilder("entente/record/1\n");
        foreach (var (name, value) in new[] { ("seq", $"{number}"), ("at", "2026-03-01T12:00:00.000000Z"), ("act", act), ("officer", officer), ("subject_kind", kind), ("subject_id", subject), ("detail", detail) })
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(value)} {value}\n");
        }

        return text.ToString();
    }

    private static (EnclosedMessage Listed, MessageBytes Bytes) Sent(int number, string agreement)
    {
        var mode = new PMode { Id = "nl-ca", From = Netherlands.Role, To = Canada.Role, Service = new("urn:entente:exchange"), Suite = SecuritySuite.Edwards };
        var id = MessageId.New(Now, "NL", Random);
        var photo = RandomNumberGenerator.GetBytes(100);
        var json = Encoding.UTF8.GetBytes($$"""{"number":{{number}},"said":"{{new string('x', 200)}}"}""");
        Payload[] payloads =
        [
            new($"0.{id}", "application/json", json) { CharacterSet = "utf-8" },
            new($"1.{id}", "image/png", photo) { Properties = [new("name", "photo.png")] },
        ];
        var sent = As4Writer.Message(
            new() { MessageId = id, Action = "assistance.replied/1", ConversationId = "c", Payloads = payloads, Properties = [new("clause", Clause), new("agreement-sha256", agreement)] },
            mode, mode.Secure(Netherlands.Key, [Netherlands.Certificate], [Canada.Encryption.Certificate]), Now, Random);
        var policy = new ReceptionPolicy { Ours = Canada.Role.Ids, Legs = [new(mode, mode.Demand(new PinnedSigners([Netherlands.Certificate]).Accept, [Canada.Encryption]))] };
        var taken = ((Received.Message)As4Reader.Read(sent.ContentType, sent.Body, policy, Now)).Verified;
        var back = mode with { From = Canada.Role, To = Netherlands.Role };
        var receipt = As4Writer.Receipt(taken, MessageId.New(Now, "CA", Random), back.Secure(Canada.Key, [Canada.Certificate], []), Now.AddSeconds(1), Random);
        IReadOnlyList<ReadOnlyMemory<byte>> contents = [json, photo];
        return (
            new(id.Value, "NL", "CA", Digest(sent.Body.Span), [new("", "application/json", Digest(json), json.Length), new("photo.png", "image/png", Digest(photo), photo.Length)], true, Clause, "Assistance on request."),
            new(MessageBytes.FileOf(sent.ContentType, sent.Body.Span), MessageBytes.FileOf(receipt.ContentType, receipt.Body.Span), KeptMessage.Pack(sent.ContentType, sent.Body, contents, new())!, contents));
    }
}

/// <summary>A node as far as its keys and its card go.</summary>
internal sealed class Administration
{
    private static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();

    private readonly string party;

    public Administration(string party, string? log, string? witness)
    {
        this.party = party;
        Key = PrivateKey.Generate(KeyAlgorithm.Ed25519, Random);
        Certificate = Certify(Key, KeyPurpose.Sign, null);
        RsaKey = PrivateKey.GenerateRsa(2048);
        RsaCertificate = Certify(RsaKey, KeyPurpose.Sign, null);
        var opening = PrivateKey.Generate(KeyAlgorithm.X25519, Random);
        Encryption = new(opening, Certify(opening, KeyPurpose.Encrypt, (Key, Certificate)));
        var tls = PrivateKey.Generate(KeyAlgorithm.P256, Random);
        var bytes = new NodeCard(
            1, party, $"Customs of {party}", party, "https://127.0.0.1:5999/as4", "2.0", 1, Given.Now,
            [Listed(KeyPurpose.Sign, Certificate), Listed(KeyPurpose.Sign, RsaCertificate), Listed(KeyPurpose.Encrypt, Encryption.Certificate), Listed(KeyPurpose.Tls, Certify(tls, KeyPurpose.Tls, null))],
            ["alert.published/1"], log, witness).Write();
        CardFile = Encoding.UTF8.GetBytes(SignedCard.Of(bytes, Key.Sign(SignedCard.MessageOf(bytes)), out _)!.ToString());
        Fingerprint = CardFingerprint.Of(bytes);
    }

    public PrivateKey Key { get; }

    public Certificate Certificate { get; }

    public PrivateKey RsaKey { get; }

    public Certificate RsaCertificate { get; }

    public DecryptionKey Encryption { get; }

    public byte[] CardFile { get; }

    public string Fingerprint { get; }

    public Party Role => new(new WireId(party, "urn:oasis:names:tc:ebcore:partyid-type:unregistered:entente"), "Node");

    public AgreementSignature Agree(string id, int version, string digest) =>
        new(party, Certificate.Raw, Key.Sign(Encoding.UTF8.GetBytes($"entente/agreement/1\n{id}\n{version}\n{digest}\n")));

    private static CardKey Listed(KeyPurpose purpose, Certificate certificate) => new(purpose, certificate.NotBefore, certificate.NotAfter, certificate.Raw);

    private Certificate Certify(PrivateKey key, KeyPurpose purpose, (PrivateKey Key, Certificate? Certificate)? issuer) =>
        CertificateAuthor.Write($"CN={party} {purpose},C={party}", key.PublicKey, issuer ?? (key, null), Given.Now.AddDays(-1), Given.Now.AddYears(1), Random);
}
