using System.Text;
using System.Text.Json.Nodes;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Products;

public sealed class PartnerFileTests
{
    private static readonly Lazy<PartnerFile> good = new(() =>
    {
        var product = new OtherProduct(SecuritySuite.Edwards);
        return product.File with { Encrypt = new([OtherProduct.Pem(product.Recipient.Certificate)]) };
    });

    private static readonly Lazy<PartnerFile> issued = new(() => new OtherProduct(SecuritySuite.P256, issued: true).File);

    public static TheoryData<string, string, string?> Files => new()
    {
        { "as it is", "", null },
        { "an authority", "", null },
        { "a mark of byte order", "", null },
        { "another form", "partner-file-malformed", "$.partnerFile" },
        { "an unknown member", "partner-file-malformed", "$" },
        { "a member twice", "partner-file-malformed", "$" },
        { "another country", "partner-file-malformed", "$.country" },
        { "an address over http", "partner-card-address", "$.endpoint" },
        { "no identifier", "partner-file-malformed", "$.theirs.ids" },
        { "an identifier without type that is no URI", "partner-file-malformed", "$.ours.ids" },
        { "no certificate", "partner-file-malformed", "$.sign" },
        { "certificates and authorities", "partner-file-malformed", "$.sign" },
        { "authorities without a name", "partner-file-malformed", "$.sign" },
        { "two certificates in one text", "partner-file-malformed", "$.sign.certificates[0]" },
        { "a private key", "partner-file-malformed", "$.tls.certificates[0]" },
        { "a service twice", "partner-file-malformed", "$.sends" },
        { "an empty action", "partner-file-malformed", "$.sends[0].actions" },
        { "a chain for the recipient", "partner-file-malformed", "$.recipientToken" },
        { "an identifier of an issued certificate", "partner-file-malformed", "$.token" },
        { "a channel that is no URI", "partner-file-malformed", "$.channel" },
        { "a suite that nobody knows", "partner-card-keys", "$.suite" },
        { "a signing key of another suite", "partner-card-keys", "$.keys" },
        { "an encryption key of another suite", "partner-card-keys", "$.keys" },
        { "a subject that is none", "partner-card-keys", "$.sign.name" },
        { "a host that is none", "partner-card-keys", "$.tls.name" },
        { "an authority that is no root", "partner-card-keys", "$.sign.authorities" },
        { "a certificate that is none", "partner-card-keys", "$.sign.certificates[0]" },
    };

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_read_strictly_and_the_fault_says_where(string what, string code, string? at)
    {
        var (file, authority) = (good.Value, issued.Value);
        var changed = what switch
        {
            "an authority" => authority,
            "another form" => file with { Form = 2 },
            "another country" => file with { Country = "FR" },
            "an address over http" => file with { Endpoint = "http://ap.example/as4" },
            "no identifier" => file with { Theirs = file.Theirs with { Ids = [] } },
            "an identifier without type that is no URI" => file with { Ours = file.Ours with { Ids = [new("nl gw")] } },
            "no certificate" => file with { Sign = new([]) },
            "certificates and authorities" => file with { Sign = file.Sign with { Authorities = file.Sign.Certificates, Name = "CN=a" } },
            "authorities without a name" => file with { Sign = new(null, file.Sign.Certificates) },
            "two certificates in one text" => file with { Sign = new([file.Sign.Certificates![0] + file.Tls.Certificates![0]]) },
            "a private key" => file with { Tls = new([file.Tls.Certificates![0].Replace("CERTIFICATE", "PRIVATE KEY", StringComparison.Ordinal)]) },
            "a service twice" => file with { Sends = [file.Sends[0], file.Sends[0]] },
            "an empty action" => file with { Sends = [file.Sends[0] with { Actions = [""] }] },
            "a chain for the recipient" => file with { RecipientToken = FileToken.CertificatePath },
            "an identifier of an issued certificate" => authority with { Token = FileToken.IssuerSerial },
            "a channel that is no URI" => file with { Channel = "queue" },
            "a suite that nobody knows" => file with { Suite = "3.0" },
            "a signing key of another suite" => file with { Sign = file.Tls },
            "an encryption key of another suite" => file with { Encrypt = file.Tls },
            "a subject that is none" => authority with { Sign = authority.Sign with { Name = "AP" } },
            "a host that is none" => authority with { Tls = authority.Tls with { Name = "a b" } },
            "an authority that is no root" => authority with { Sign = authority.Sign with { Authorities = [authority.Encrypt!.Certificates![0]] } },
            "a certificate that is none" => file with { Sign = new(["-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"]) },
            _ => file,
        };
        var text = Encoding.UTF8.GetString(changed.Write());
        var bytes = Encoding.UTF8.GetBytes(what switch
        {
            "an unknown member" => text.Replace("{\"partnerFile\":1,", "{\"partnerFile\":1,\"trusted\":true,", StringComparison.Ordinal),
            "a member twice" => text.Replace("{\"partnerFile\":1,", "{\"partnerFile\":1,\"party\":\"DE\",", StringComparison.Ordinal),
            "a mark of byte order" => '\uFEFF' + text,
            _ => text,
        });

        var (card, fault) = PartnerDesk.Read(bytes);

        ((fault?.Code.Id ?? "") == code).ShouldBeTrue($"{fault}");
        if (at is not null && at != "$")
        {
            fault!.At.ShouldBe(at);
        }

        (card is null).ShouldBe(code.Length > 0);
        if (card is not null)
        {
            card.Fingerprint.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        }
    }

    [Theory, MemberData(nameof(OtherProductTests.Stores), MemberType = typeof(OtherProductTests))]
    public async Task A_file_goes_through_the_same_hands_as_a_card(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store);
        var file = good.Value;
        var (administrator, supervisor) = (await node.OfficerAsync(Role.Administrator), await node.OfficerAsync(Role.Supervisor));

        var proposal = await node.ProposedAsync(file.Write(), administrator);
        (await node.Desk().ApproveAsync(administrator, new(proposal, ""))).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.PartnerSecondOfficer);
        (await node.Desk().ApproveAsync(supervisor, new(proposal, new('a', 64)))).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.PartnerFingerprint);
        var fingerprint = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Write()));
        (await node.Desk().ApproveAsync(supervisor, new(proposal, fingerprint))).ShouldBeOfType<PartnerOutcome.Done>();
        var partner = node.Directory().Find("DE.zoll").ShouldNotBeNull();
        (partner.Version, partner.Terms.ShouldNotBeNull().Agreement!.PMode).ShouldBe((1, "zoll-nl"));

        // Not newer; then newer, with what changes told in the words of the file.
        (await node.Desk().ProposeAsync(administrator, file.Write())).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.PartnerCardOlder);
        var next = await node.ProposedAsync((file with { Version = 2, Takes = [new(OtherProduct.Service, ["Decide", "Ask"])] }).Write(), administrator);
        var view = (await ShowProposal.RunAsync(node.Database, next, node.Services.GetRequiredService<OwnKeys>(), TestContext.Current.CancellationToken)).ShouldNotBeNull();
        view.IsSignedByKnownKey.ShouldBeNull();
        view.Differences.Select(one => (one.Change, one.Field, one.Before, one.After)).ShouldBe(
        [
            (CardChange.Added, "terms", null, "takes: urn:example:customs Decide, Ask"),
            (CardChange.Removed, "terms", "takes: urn:example:customs Decide", null),
        ]);

        // Suspended like any other.
        (await node.Desk().SuspendAsync(supervisor, "DE.zoll", "Silence.")).ShouldBeOfType<PartnerOutcome.Done>();
        node.Directory().Find("DE.zoll")!.State.ShouldBe(PartnerState.Suspended);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Two_partners_do_not_share_a_name_of_an_authority(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store);
        var file = issued.Value;
        await node.Desk().ApproveAsync(
            await node.OfficerAsync(Role.Supervisor), new(await node.ProposedAsync(file.Write()), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Write()))));

        var other = await node.Desk().ProposeAsync(await node.OfficerAsync(Role.Administrator), (file with { Party = "DE.other", Encrypt = new([OtherProduct.Pem(new OtherProduct(SecuritySuite.P256).Recipient.Certificate)]) }).Write());

        other.ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.PartnerKeyTaken);
    }

    [Fact]
    public void The_example_of_the_specification_has_every_member()
    {
        var written = JsonNode.Parse((issued.Value with { Channel = "urn:a:b", TheirChannel = "urn:a:c", IssuedCertificate = true }).Write())!.AsObject().Select(one => one.Key);
        var page = File.ReadAllText(Architecture.Repository.PathOf("docs/spec/partner-file.md"));

        written.Where(member => !page.Contains($"| `{member}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
