using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation;

/// <summary>A node of ours, another administration's node, and two officers who are charged with partners.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();

    /// <summary>Shorter keys than a node makes, because a test makes many.</summary>
    public static PrivateKey Key(KeyAlgorithm algorithm, int rsaBits = 0) =>
        algorithm == KeyAlgorithm.Rsa ? PrivateKey.GenerateRsa(2048) : PrivateKey.Generate(algorithm, Random);

    public static Task<TestNode> StartAsync(
        Store store, TimeProvider? clock = null, Action<IEndpointRouteBuilder>? routes = null, params (string Name, string Value)[] settings) =>
        TestNode.StartAsync(store, clock, builder => builder.Services.AddSingleton<MakeKey>(Key), routes, settings);

    public static PartnerDesk Desk(this TestNode node) => node.Services.GetRequiredService<PartnerDesk>();

    public static PartnerDirectory Directory(this TestNode node) => node.Services.GetRequiredService<PartnerDirectory>();

    /// <summary>A new officer of customs who has one role.</summary>
    public static async Task<Actor> OfficerAsync(this TestNode node, Role role)
    {
        var officer = await node.Database.WriteAsync(session => Officer.Add(session, Actor.Node("test"), $"{role} {Path.GetRandomFileName()}", "customs", [role]));
        return new(officer.Id.ToString("D"), "customs", AuthorityKind.Customs, Purpose.Administration, null);
    }

    public static async Task<Guid> ProposedAsync(this TestNode node, byte[] file, Actor? by = null)
    {
        var outcome = await node.Desk().ProposeAsync(by ?? await node.OfficerAsync(Role.Administrator), file);
        return Guid.Parse(outcome.ShouldBeOfType<PartnerOutcome.Done>($"{(outcome as PartnerOutcome.Refused)?.Fault}").Id);
    }

    /// <summary>Proposed by one officer and approved by another.</summary>
    public static async Task<PartnerOutcome.Done> ApprovedAsync(this TestNode node, byte[] file)
    {
        var proposal = await node.ProposedAsync(file);
        var card = SignedCard.Read(file, out _)!;
        var outcome = await node.Desk().ApproveAsync(await node.OfficerAsync(Role.Supervisor), new(proposal, CardFingerprint.Grouped(card.Fingerprint)));
        return outcome.ShouldBeOfType<PartnerOutcome.Done>($"{(outcome as PartnerOutcome.Refused)?.Fault}");
    }
}

/// <summary>The node of another administration, as far as its card and keys go.</summary>
internal sealed class OtherNode
{
    private readonly Dictionary<string, PrivateKey> secrets = new(StringComparer.Ordinal);

    public OtherNode(string party = "CA", DateTimeOffset? now = null)
    {
        (Party, Now) = (party, now ?? Given.Now);
        Signer = Make(KeyPurpose.Sign, KeyAlgorithm.Ed25519);
        Recipient = Make(KeyPurpose.Encrypt, KeyAlgorithm.X25519);
        Tls = Make(KeyPurpose.Tls, KeyAlgorithm.P256);
    }

    public string Party { get; }

    public DateTimeOffset Now { get; }

    public CardKey Signer { get; }

    public CardKey Recipient { get; }

    public CardKey Tls { get; }

    public NodeCard Card => new(1, Party, $"Customs of {Party}", Party[..2], "https://127.0.0.1:5999/as4", "2.0", 1, Now, [Signer, Recipient, Tls], ["alert.published/1"]);

    /// <summary>The card file of a card, signed by its first signing key.</summary>
    public byte[] File(NodeCard card)
    {
        var bytes = card.Write();
        return FileOf(bytes, SecretOf(card.Keys.FirstOrDefault(key => key?.Purpose == KeyPurpose.Sign) ?? Signer).Sign(SignedCard.MessageOf(bytes)));
    }

    public byte[] File(long version = 1) => File(Card with { Version = version });

    public static byte[] FileOf(byte[] bytes, byte[] signature) =>
        [.. bytes, .. System.Text.Encoding.ASCII.GetBytes($"\nsignature {Convert.ToBase64String(signature)}\n")];

    /// <summary>A further key, valid from an hour ago for a year unless told otherwise.</summary>
    public CardKey Make(KeyPurpose purpose, KeyAlgorithm algorithm, DateTimeOffset? from = null, DateTimeOffset? until = null, PrivateKey? secret = null)
    {
        var key = secret ?? Given.Key(algorithm);
        var certificate = CertificateAuthor.Write(
            $"CN={Party} {purpose},C={Party[..2]}",
            key.PublicKey,
            algorithm == KeyAlgorithm.X25519 ? (SecretOf(Signer), Certificate.TryParse(Signer.Certificate)) : (key, null),
            from ?? Now.AddHours(-1),
            until ?? Now.AddYears(1),
            Given.Random);
        secrets[certificate.Fingerprint] = key;
        return new(purpose, certificate.NotBefore, certificate.NotAfter, certificate.Raw);
    }

    public PrivateKey SecretOf(CardKey key) => secrets[Certificate.TryParse(key.Certificate)!.Fingerprint];

    /// <summary>The certificate of a TLS key with its private key.</summary>
    public X509Certificate2 WithKey(CardKey key)
    {
        using var secret = ECDsa.Create();
        secret.ImportPkcs8PrivateKey(SecretOf(key).ToPkcs8(), out _);
        using var bare = X509CertificateLoader.LoadCertificate(key.Certificate.Span);
        return bare.CopyWithPrivateKey(secret);
    }
}
