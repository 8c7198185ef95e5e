using System.Diagnostics.CodeAnalysis;
using System.Net;
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

/// <summary>Messages that are fetched and not pushed: by a node that nobody reaches, by another product, and by this node.</summary>
public sealed class PullTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_nobody_reaches_fetches_what_waits_urgent_first_and_each_once(string kind)
    {
        await using var pair = await NodePair.StartWithHiddenCaAsync(kind);
        await pair.SendAsync("a", note => note with { Conversation = "a@NL" });
        await pair.SendAsync("b", note => note with { Conversation = "a@NL" });
        await pair.SendAsync("c", note => note with { Lane = Lane.Urgent });
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Exists(sent => sent.Reason == FaultCode.FederationUnreachable.Id), "nobody is there");

        var collect = await pair.Ca.Desk().CollectAsync(await NodePair.OfficerAsync(pair.Ca, Role.Administrator), "NL", new(5), TestContext.Current.CancellationToken);
        collect.ShouldBeOfType<PartnerOutcome.Done>();
        await pair.DeliveredAsync(3);

        pair.Taken.Select(NodePair.TextOf).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "c"]);
        string[] conversation = [.. pair.Taken.Where(note => note.Conversation == "a@NL").Select(NodePair.TextOf)];
        conversation.ShouldBe(["a", "b"]);
        var (left, right) = (await BytesAsync(pair.Nl, "SELECT w.body, r.body AS receipt FROM outbox_wire w JOIN outbox_receipt r ON r.seq = w.seq"), await BytesAsync(pair.Ca, "SELECT body, receipt FROM inbox_wire"));
        left.ShouldBe(right);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM noted"))).ShouldBe(3);
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE handed_at IS NULL"))).ShouldBe(0);

        // What the other side sends goes the usual way, to the one that is reached.
        var outbox = pair.Ca.Services.GetRequiredService<Outbox>();
        await pair.Ca.Database.WriteAsync(session => outbox.Enqueue(session, Actor.Node("test"), new("NL", NodePair.Kind, 1, """{"note":"back"}"""u8.ToArray())));
        await NodePair.UntilAsync(async () => await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 'Delivered'")) == 1, "it is pushed");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_product_fetches_the_same_bytes_until_it_has_given_its_receipt(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { Channel = OtherProduct.NodeChannel }, ("Federation:AnswerSeconds", "1"));

        (await product.PullAsync(meeting.Port)).Answer.ShouldBeOfType<Received.Errors>().Header.Errors[0].Code.ShouldBe("EBMS:0006");
        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        var (first, bytes) = await product.PullAsync(meeting.Port);
        var message = first.ShouldBeOfType<Received.Message>().Verified;
        message.Header.MessageId.Value.ShouldBe(queued.MessageId);

        // Nobody else gets it while its receipt may be on its way, and it is offered again when that took too long.
        (await product.PullAsync(meeting.Port)).Answer.ShouldBeOfType<Received.Errors>().Header.Errors[0].Code.ShouldBe("EBMS:0006");
        var again = bytes;
        await NodePair.UntilAsync(async () => (await product.PullAsync(meeting.Port)) is { Answer: Received.Message } offered && (again = offered.Bytes).Length > 0, "it is offered again");
        again.ShouldBe(bytes);
        (await meeting.StateAsync(queued)).ShouldBe(OutboxState.Ready);

        // A receipt for something else proves nothing.
        var forged = product.ReceiptFor(message with { References = [.. message.References.Skip(1)] });
        (await product.SendAsync(meeting.Port, forged)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await meeting.StateAsync(queued)).ShouldBe(OutboxState.Ready);

        for (var times = 0; times < 2; times++)
        {
            (await product.SendAsync(meeting.Port, product.ReceiptFor(message))).Status.ShouldBe(HttpStatusCode.OK);
            (await meeting.StateAsync(queued)).ShouldBe(OutboxState.Delivered);
        }

        product.Taken.ShouldBeEmpty(); // Nothing was pushed
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_receipt"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Only_the_partner_fetches_and_only_from_its_own_channel(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { Channel = OtherProduct.NodeChannel });
        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();

        (await CodeAsync(EbmsNames.DefaultMpc)).ShouldBe("EBMS:0001");
        (await CodeAsync("urn:entente:exchange:channel:CA")).ShouldBe("EBMS:0001");
        var good = product.Signing;
        product.Signing = product.Make("CN=AP,O=Zoll,C=DE", KeyAlgorithm.Rsa, issued: false);
        (await CodeAsync(OtherProduct.NodeChannel)).ShouldBe("EBMS:0101");
        product.Signing = good;
        await meeting.Node.Desk().SuspendAsync(await meeting.Node.OfficerAsync(Role.Administrator), "DE.zoll", "Silence.", TestContext.Current.CancellationToken);
        (await CodeAsync(OtherProduct.NodeChannel)).ShouldBe("EBMS:0004");
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long?>("SELECT handed_at FROM outbox"))).ShouldBeNull();
        (await meeting.StateAsync(queued)).ShouldBe(OutboxState.Ready);

        async Task<string> CodeAsync(string channel) => (await product.PullAsync(meeting.Port, channel)).Answer.ShouldBeOfType<Received.Errors>().Header.Errors[0].Code;
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_fetched_message_that_the_partner_refuses_has_ended(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { Channel = OtherProduct.NodeChannel });
        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        var message = (await product.PullAsync(meeting.Port)).Answer.ShouldBeOfType<Received.Message>().Verified;

        (await product.SendAsync(meeting.Port, product.ErrorFor(message, EbmsErrorCode.FailedDecryption))).Status.ShouldBe(HttpStatusCode.OK);

        (await meeting.StateAsync(queued)).ShouldBe(OutboxState.Refused);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task This_node_fetches_from_a_product_and_posts_its_receipts(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { TheirChannel = OtherProduct.Channel });
        var (one, two) = (product.Compose("one", product.Outward with { Mpc = OtherProduct.Channel }), product.Compose("two", product.Outward with { Mpc = OtherProduct.Channel }));
        product.Waiting.Enqueue(one);
        product.Waiting.Enqueue(two);
        product.Waiting.Enqueue(one); // Its receipt was lost, say

        var administrator = await meeting.Node.OfficerAsync(Role.Administrator);
        (await meeting.Node.Desk().CollectAsync(administrator, "DE.zoll", new(4))).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.Malformed);
        (await meeting.Node.Desk().CollectAsync(administrator, "DE.zoll", new(5))).ShouldBeOfType<PartnerOutcome.Done>();
        (await meeting.Node.Desk().CollectAsync(administrator, "DE.zoll", new(5))).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.PartnerUnchanged);
        await NodePair.UntilAsync(() => Task.FromResult(product.Receipts.Count == 3), "each has its receipt");

        product.Receipts.ShouldBe([one.Id.Value, two.Id.Value, one.Id.Value]);
        (await meeting.Node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT message_id FROM inbox ORDER BY seq"))).ShouldBe([one.Id.Value, two.Id.Value]);
        meeting.Node.Services.GetRequiredService<PartnerLinks>().Of("DE.zoll").FetchFailure.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_fetched_where_no_channel_is_agreed(string kind)
    {
        await using var product = new OtherProduct(SecuritySuite.Rsa);
        await using var meeting = await Meeting.StartAsync(kind, product);

        var outcome = await meeting.Node.Desk().CollectAsync(await meeting.Node.OfficerAsync(Role.Administrator), "DE.zoll", new(30), TestContext.Current.CancellationToken);

        outcome.ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.FederationNotAgreed);
    }

    private static async Task<List<(string Body, string Receipt)>> BytesAsync(TestNode node, [ConstantExpected] string sql) =>
        [.. (await node.Database.ReadAsync(session => session.QueryAsync<Kept>(sql))).Select(kept => (Convert.ToHexString(kept.Body), Convert.ToHexString(kept.Receipt))).Order()];

    private sealed record Kept
    {
        public byte[] Body { get; init; } = [];

        public byte[] Receipt { get; init; } = [];
    }
}
