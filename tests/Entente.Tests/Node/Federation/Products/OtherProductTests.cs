using System.Net;
using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Products;

/// <summary>A node and a product that is no node, over real connections: what a partner file lets in and out, and what it keeps away.</summary>
public sealed class OtherProductTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [OnBoth("1.15-RSA", true, false)] // Domibus, Holodeck, phase4
    [OnBoth("2.0", true, false)]
    [OnBoth("2.0-EC", true, false)]
    [OnBoth("1.15-RSA", true, true)] // Certificates of an authority
    [OnBoth("1.15-RSA", false, true)] // ICS2: signed only, the whole chain, both ways
    [OnBoth("1.15-RSA", false, false)]
    public async Task It_sends_and_is_sent_to_as_its_file_says(string kind, string suite, bool encrypt, bool issued)
    {
        await using var product = new OtherProduct(SecuritySuite.All[suite], encrypt, issued);
        await using var meeting = await Meeting.StartAsync(kind, product);

        var (id, message) = product.Compose("north");
        var (status, answer) = await product.PostAsync(meeting.Port, id, message);

        status.ShouldBe(HttpStatusCode.OK);
        answer.ShouldBeOfType<Received.ReceiptFor>();
        var kept = (await meeting.Node.Services.GetRequiredService<InboxReader>().ListAsync(Actor.Node("test"), 10, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (kept.Partner, kept.MessageId, kept.Service, kept.Action, kept.State, kept.Suite).ShouldBe(("DE.zoll", id.Value, OtherProduct.Service, OtherProduct.Action, InboxState.Kept, suite));
        kept.Properties.ShouldBe("""[["originalSender","urn:example:de:officers"],["finalRecipient","urn:example:nl:officers"]]""");
        var files = await meeting.Node.Services.GetRequiredService<InboxReader>().FilesAsync(Actor.Node("test"), id.Value, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(files[^1].Content).ShouldBe("<d>north</d>");
        var (_, again) = await product.PostAsync(meeting.Port, id, message);
        again.ShouldBeOfType<Received.ReceiptFor>();
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"))).ShouldBe(1);

        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        await NodePair.UntilAsync(async () => await meeting.StateAsync(queued) == OutboxState.Delivered, "the product's receipt has come");

        var taken = product.Taken.ShouldHaveSingleItem();
        (taken.Header.MessageId.Value, taken.Header.Action, taken.Header.Agreement, taken.DecryptedFor is not null)
            .ShouldBe((queued.MessageId, "Decide", new AgreementRef("urn:example:agreement", null, "zoll-nl"), encrypt));
        Encoding.UTF8.GetString(taken.Payloads[0].Content.Span).ShouldBe("<yes/>");
    }

    [Theory]
    [OnBoth("an action that is not agreed", false, "EBMS:0001")]
    [OnBoth("a service that is not agreed", false, "EBMS:0001")]
    [OnBoth("another role", false, "EBMS:0010")]
    [OnBoth("another agreement", false, "EBMS:0001")]
    [OnBoth("no corners", false, "EBMS:0003")]
    [OnBoth("another suite", false, "EBMS:0103")]
    [OnBoth("not encrypted", false, "EBMS:0103")]
    [OnBoth("a key that nobody approved", false, "EBMS:0101")]
    [OnBoth("the leaf where the chain is asked for", true, "EBMS:0103")]
    [OnBoth("another name of the same authority", true, "EBMS:0101")]
    [OnBoth("a certificate that it issued to itself", true, "EBMS:0101")]
    public async Task It_is_refused_what_its_file_does_not_say(string kind, string what, bool issued, string code)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa, encrypt: !issued, issued);
        await using var meeting = await Meeting.StartAsync(kind, product);
        var mode = product.Outward;
        mode = what switch
        {
            "a service that is not agreed" => mode with { Service = new("urn:example:other") },
            "another role" => mode with { From = OtherProduct.Them with { Role = "urn:example:role:other" } },
            "another agreement" => mode with { Agreement = new("urn:example:other") },
            "no corners" => mode with { FourCorner = false },
            "not encrypted" => mode with { Encrypt = false },
            "the leaf where the chain is asked for" => mode with { SigningToken = TokenReference.BinarySecurityToken },
            "another suite" => mode with { Suite = SecuritySuite.P256, Encrypt = false },
            _ => mode,
        };
        product.Signing = what switch
        {
            "another suite" => product.Make("CN=AP,O=Zoll,C=DE", KeyAlgorithm.P256, issued: false),
            "a key that nobody approved" => product.Make("CN=AP,O=Zoll,C=DE", KeyAlgorithm.Rsa, issued: false),
            "another name of the same authority" => product.Make("CN=Other,O=Zoll,C=DE", KeyAlgorithm.Rsa, issued: true),
            "a certificate that it issued to itself" => product.Make("CN=AP,O=Zoll,C=DE", KeyAlgorithm.Rsa, issued: false),
            _ => product.Signing,
        };

        var (id, message) = product.Compose(mode: mode, with: submission => what switch
        {
            "an action that is not agreed" => submission with { Action = "Delete" },
            "no corners" => submission with { Properties = [] },
            _ => submission,
        });
        var (_, answer) = await product.PostAsync(meeting.Port, id, message);

        answer.ShouldBeOfType<Received.Errors>().Header.Errors[0].Code.ShouldBe(code);
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_certificate_for_another_host_of_the_same_authority_does_not_get_in_and_a_revoked_one_no_more(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa, issued: true);
        await using var meeting = await Meeting.StartAsync(kind, product);
        var good = product.Tls;
        var (id, message) = product.Compose();

        product.Tls = product.Make("CN=other.zoll.example", KeyAlgorithm.P256, issued: true);
        await Should.ThrowAsync<HttpRequestException>(() => product.PostAsync(meeting.Port, id, message));
        product.Tls = product.Make("CN=ap.zoll.example", KeyAlgorithm.P256, issued: false);
        await Should.ThrowAsync<HttpRequestException>(() => product.PostAsync(meeting.Port, id, message));
        product.Tls = good;
        (await product.PostAsync(meeting.Port, id, message)).Answer.ShouldBeOfType<Received.ReceiptFor>();

        // The leaf stands on no card; it is revoked by its key all the same.
        var revoked = await meeting.Node.Desk().RevokeAsync(await meeting.Node.OfficerAsync(Role.Administrator), "DE.zoll", new(CertifiedKey.IdOf(good.Certificate), "Stolen."));
        revoked.ShouldBeOfType<PartnerOutcome.Done>();
        await Should.ThrowAsync<HttpRequestException>(() => product.PostAsync(meeting.Port, id, message));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_file_does_not_let_us_send_is_refused_before_it_is_queued(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product);

        Code(await meeting.SendAsync(message => message with { Kind = "Delete" })).ShouldBe(FaultCode.FederationNotAgreed);
        Code(await meeting.SendAsync(message => message with { Service = "urn:example:other" })).ShouldBe(FaultCode.FederationNotAgreed);
        Code(await meeting.SendAsync(message => message with { Kind = "alert.published", Version = 1, Service = Exchange.Service })).ShouldBe(FaultCode.FederationNotAgreed);
        Code(await meeting.SendAsync(message => message with { Suite = SecuritySuite.Edwards })).ShouldBe(FaultCode.FederationSuite);
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Another_suite_carries_a_message_where_the_card_has_keys_for_it(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);

        foreach (var suite in SecuritySuite.All.Values)
        {
            await pair.SendAsync(suite.Name, note => note with { Suite = suite });
        }

        await pair.DeliveredAsync(3);
        (await pair.Ca.Database.ReadAsync(session => session.QueryAsync<string>("SELECT suite FROM inbox ORDER BY suite"))).ShouldBe(["1.15-RSA", "2.0", "2.0-EC"]);
    }

    private static FaultCode? Code(Queueing queueing) => (queueing as Queueing.Refused)?.Why.Code;
}
