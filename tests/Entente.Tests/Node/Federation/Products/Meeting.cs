using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Federation;
using Entente.Scenarios;
using Entente.Tests.Node.Agreements;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Products;

/// <summary>A node that has let another product in by its partner file, and that product.</summary>
internal sealed class Meeting : IAsyncDisposable
{
    private readonly Store store;

    private Meeting(Store store, TestNode node, int port) => (this.store, Node, Port) = (store, node, port);

    public TestNode Node { get; }

    public int Port { get; }

    public static async Task<Meeting> StartAsync(string kind, OtherProduct product, PartnerFile? file = null, params (string Name, string Value)[] settings)
    {
        var store = await Store.CreateAsync(kind);
        var port = Ports.Free();
        var node = await Given.StartAsync(
            store, null, null, [("Country", "NL"), ("Federation:Listen", $"https://127.0.0.1:{port}"), ("Federation:TestSeconds", "0"), .. settings]);
        var meeting = new Meeting(store, node, port);
        await product.StartAsync();
        var keys = node.Services.GetRequiredService<OwnKeys>();
        await meeting.AdmitAsync(OtherProduct.Bytes(file ?? product.File));
        if (product.File.IssuedCertificate)
        {
            await meeting.CertifyAsync(product);
        }

        var ring = keys.Current;
        product.NodeSigner = ring.Signing(product.Suite, product.File.IssuedCertificate).Chain[0];
        product.NodeTls = ring.Tls;
        product.NodeRecipient = ring.Keys.First(key => key.Purpose == KeyPurpose.Encrypt && key.Certificate.PublicKey.Algorithm == product.Suite.Encryption).Certificate;
        await WideAgreement.SeedWithAsync(node.Services, (file ?? product.File).Party);
        return meeting;
    }

    /// <summary>Two officers; the fingerprint is what sha256sum says of the file.</summary>
    public async Task AdmitAsync(byte[] file)
    {
        var proposal = await Node.ProposedAsync(file);
        var outcome = await Node.Desk().ApproveAsync(await Node.OfficerAsync(Role.Supervisor), new(proposal, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file))));
        outcome.ShouldBeOfType<PartnerOutcome.Done>($"{(outcome as PartnerOutcome.Refused)?.Fault}");
    }

    public async Task<Queueing> SendAsync(Func<Outgoing, Outgoing>? with = null)
    {
        var message = new Outgoing("DE.zoll", "Decide", 0, "<yes/>"u8.ToArray()) { Service = OtherProduct.Service, MediaType = "application/xml" };
        var outbox = Node.Services.GetRequiredService<Outbox>();
        return await Node.Database.WriteAsync(session => outbox.Enqueue(session, Actor.Node("test"), with?.Invoke(message) ?? message));
    }

    public async Task<OutboxState> StateAsync(Queueing.Queued queued) => Enum.Parse<OutboxState>(
        await Node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT state FROM outbox WHERE seq = @Seq", new { queued.Seq })) ?? "");

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>The product's authority issues the node a certificate for what it signs with, and one for its connections.</summary>
    private async Task CertifyAsync(OtherProduct product)
    {
        var certify = Node.Services.GetRequiredService<CertifyKey>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var key in Node.Services.GetRequiredService<OwnKeys>().Current.Keys
            .Where(key => key.Purpose == KeyPurpose.Tls || (key.Purpose == KeyPurpose.Sign && key.Certificate.PublicKey.Algorithm == product.Suite.Signing)))
        {
            (await certify.RequestAsync(key.Id, "CN=exchange,O=Customs,C=NL", TestContext.Current.CancellationToken)).Pem.ShouldNotBeNull().ShouldStartWith("-----BEGIN CERTIFICATE REQUEST-----");
            var leaf = CertificateAuthor.Write("CN=exchange,O=Customs,C=NL", key.Certificate.PublicKey, (product.Root.Key, product.Root.Certificate), now.AddHours(-1), now.AddYears(1), Given.Random);
            (await certify.RunAsync(PartnerDesk.CommandLine, key.Id, $"{OtherProduct.Pem(leaf)}\n{OtherProduct.Pem(product.Root.Certificate)}\n", TestContext.Current.CancellationToken)).ShouldBeNull();
        }
    }
}
