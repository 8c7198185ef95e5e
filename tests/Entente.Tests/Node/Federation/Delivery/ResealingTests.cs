using System.Collections.Concurrent;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>Messages that are under way while keys and suites change: none waits for ever, none goes to a key that was revoked, and each has its effect once.</summary>
public sealed class ResealingTests
{
    private static readonly Actor Operator = Actor.Node("test");

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_counts_in_the_suite_that_its_message_was_sealed_in(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await DeliveredAsync(pair, "under way");
        await LoseReceiptAsync(pair, kind, sent);

        await pair.Ca.DisposeAsync();
        await pair.StartCaAsync(("Federation:Suite", "1.15-RSA"));
        await NodePair.AdmitAsync(pair.Nl, pair.Ca);
        pair.Nl.Directory().Find("CA")!.Suite.Name.ShouldBe("1.15-RSA");
        await AgainAsync(pair, sent);

        pair.Taken.Count.ShouldBe(1);
        (await SuitesAsync(pair, sent)).ShouldBe(["2.0"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_duplicate_gets_a_receipt_by_the_key_in_force_and_then_the_same_again(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await DeliveredAsync(pair, "receipt lost");
        await LoseReceiptAsync(pair, kind, sent);
        await ChangeKeysAsync(pair.Ca, pair.Nl, KeyPurpose.Sign);

        await AgainAsync(pair, sent);
        await LoseReceiptAsync(pair, kind, sent);
        await AgainAsync(pair, sent);

        pair.Taken.Count.ShouldBe(1);
        (await SuitesAsync(pair, sent)).ShouldBe(["2.0"]);
        var given = (await pair.Ca.Database.ReadAsync(session => session.QueryAsync<byte[]>("SELECT body FROM inbox_receipt"))).ShouldHaveSingleItem();
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM outbox_receipt WHERE seq = @Seq", new { sent.Seq }))).ShouldBe(given);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => pair.Ca.Database.WriteAsync(session => session.Execute("DELETE FROM inbox_receipt")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_partner_took_before_both_sides_changed_their_keys_is_proven_by_a_new_sealing(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await DeliveredAsync(pair, "taken long ago");
        await LoseReceiptAsync(pair, kind, sent);
        await ChangeKeysAsync(pair.Ca, pair.Nl, null);
        await ChangeKeysAsync(pair.Nl, pair.Ca, null);

        await AgainAsync(pair, sent);

        pair.Taken.Count.ShouldBe(1);
        (await SuitesAsync(pair, sent)).ShouldBe(["2.0", "2.0"]);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => pair.Nl.Database.WriteAsync(session => session.Execute("DELETE FROM outbox_resealed")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_waits_sealed_with_keys_that_are_gone_is_sealed_anew_and_the_bytes_that_count_are_those_that_arrived(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await SealedAsync(pair, "waits");
        await ChangeKeysAsync(pair.Ca, pair.Nl, null);
        await ChangeKeysAsync(pair.Nl, pair.Ca, null);

        await AgainAsync(pair, sent);

        NodePair.TextOf(pair.Taken.ShouldHaveSingleItem()).ShouldBe("waits");
        (await SuitesAsync(pair, sent)).ShouldBe(["2.0", "2.0"]);
        using var officer = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Administration);
        var file = await officer.GetByteArrayAsync($"/api/messages/out-{sent.Seq}/bytes");
        var came = (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM inbox_wire w JOIN inbox i ON i.seq = w.seq WHERE i.message_id = @MessageId", new { sent.MessageId })))!;
        file[^came.Length..].ShouldBe(came);
        var record = await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'message.delivered' AND subject_id = @MessageId", new { sent.MessageId }));
        record!.ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(came)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_sealed_for_a_revoked_key_is_sent_and_it_goes_when_there_is_another(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await SealedAsync(pair, "not for the thief");
        var stolen = pair.Nl.Directory().Find("CA")!.Recipients.ShouldHaveSingleItem();
        (await pair.Nl.Desk().RevokeAsync(await pair.Nl.OfficerAsync(Role.Supervisor), "CA", new(CertifiedKey.IdOf(stolen), "Stolen."))).ShouldBeOfType<PartnerOutcome.Done>();

        await DueAsync(pair, sent);
        await NodePair.UntilAsync(async () => (await OfAsync(pair, sent)).Reason == FaultCode.FederationCertificate.Id, "the sender is told that there is no key");
        pair.Taken.ShouldBeEmpty();
        (await SuitesAsync(pair, sent)).Count.ShouldBe(1);

        var keys = pair.Ca.Services.GetRequiredService<KeyChange>();
        await keys.RotateAsync(Operator, KeyPurpose.Encrypt, default);
        await keys.SwitchAsync(Operator, default);
        await keys.RetireAsync(Operator, default);
        await NodePair.AdmitAsync(pair.Nl, pair.Ca);
        await AgainAsync(pair, sent);

        pair.Taken.Count.ShouldBe(1);
        var recipients = await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT recipients FROM outbox_resealed WHERE seq = @Seq", new { sent.Seq }));
        recipients!.ShouldNotContain(stolen.Fingerprint);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_partner_that_deletes_a_key_before_its_last_card_is_approved_gets_the_message_sealed_for_the_new_one(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var sent = await SealedAsync(pair, "for the old key alone");
        var keys = pair.Ca.Services.GetRequiredService<KeyChange>();
        await keys.RotateAsync(Operator, KeyPurpose.Encrypt, default);
        await NodePair.AdmitAsync(pair.Nl, pair.Ca);
        await keys.SwitchAsync(Operator, default);
        await keys.RetireAsync(Operator, default);

        await AgainAsync(pair, sent);

        pair.Taken.Count.ShouldBe(1);
        (await SuitesAsync(pair, sent)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_lost_or_doubled_while_both_sides_change_keys_and_suite_under_load(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var stop = new CancellationTokenSource();
        ConcurrentQueue<Queueing.Queued> sent = [];
        var load = Task.Run(async () =>
        {
            for (var at = 0; !stop.IsCancellationRequested; at++)
            {
                var conversation = $"{at % 5}@NL";
                sent.Enqueue(await pair.SendAsync($"{at}", note => note with { Conversation = conversation }));
                await Task.Delay(20);
            }
        });

        await ChangeKeysAsync(pair.Ca, pair.Nl, null);
        await ChangeKeysAsync(pair.Nl, pair.Ca, null);
        await pair.Ca.DisposeAsync();
        await pair.StartCaAsync(("Federation:Suite", "1.15-RSA"));
        await NodePair.AdmitAsync(pair.Nl, pair.Ca);
        await ChangeKeysAsync(pair.Ca, pair.Nl, KeyPurpose.Sign);
        await stop.CancelAsync();
        await load;

        await NodePair.UntilAsync(async () => (await pair.SentAsync()).TrueForAll(one => one.State is OutboxState.Delivered or OutboxState.Refused), "everything has ended");
        (await pair.SentAsync()).Where(one => one.State == OutboxState.Refused).Select(one => one.Detail).ShouldBeEmpty();
        foreach (var conversation in pair.Taken.GroupBy(note => note.Conversation))
        {
            conversation.Select(note => note.MessageId).ShouldBe(sent.Where(one => one.Conversation == conversation.Key).Select(one => one.MessageId));
        }

        pair.Taken.Count.ShouldBe(sent.Count);
    }

    /// <summary>New keys in all three steps, each approved by the partner before the next.</summary>
    private static async Task ChangeKeysAsync(TestNode of, TestNode at, KeyPurpose? purpose)
    {
        var keys = of.Services.GetRequiredService<KeyChange>();
        (await keys.RotateAsync(Operator, purpose, default)).ShouldNotBeEmpty();
        await NodePair.AdmitAsync(at, of);
        (await keys.SwitchAsync(Operator, default)).ShouldNotBeEmpty();
        (await keys.RetireAsync(Operator, default)).ShouldNotBeEmpty();
        await NodePair.AdmitAsync(at, of);
    }

    private static async Task<Queueing.Queued> DeliveredAsync(NodePair pair, string text)
    {
        var sent = await pair.SendAsync(text);
        await pair.DeliveredAsync(1);
        return sent;
    }

    /// <summary>A message whose bytes stand and have not reached the partner; it is held until it is made due.</summary>
    private static async Task<Queueing.Queued> SealedAsync(NodePair pair, string text)
    {
        await pair.Ca.DisposeAsync();
        var sent = await pair.SendAsync(text);
        await NodePair.UntilAsync(
            async () => await pair.Nl.Database.WriteAsync(session => session.Execute(
                "UPDATE outbox SET due_at = @later, reason = NULL WHERE seq = @Seq AND sealed_at IS NOT NULL AND attempts > 0 AND leased_by IS NULL", new { later = session.Now.AddMinutes(10), sent.Seq })) > 0,
            "it is sealed and not sent");
        await pair.StartCaAsync();
        return sent;
    }

    /// <summary>As if the receipt had been lost on its way; the message is held until it is made due.</summary>
    private static async Task LoseReceiptAsync(NodePair pair, string kind, Queueing.Queued sent)
    {
        await pair.Nl.Database.WriteAsync(session => _ = kind == "sqlite"
            ? session.Execute("DROP TRIGGER IF EXISTS outbox_receipt_no_delete")
            : session.Execute("DROP TRIGGER IF EXISTS outbox_receipt_no_change ON outbox_receipt"));
        await pair.Nl.Database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM outbox_receipt WHERE seq = @Seq", new { sent.Seq });
            session.Execute("UPDATE outbox SET state = 'Ready', due_at = @later, ended_at = NULL WHERE seq = @Seq", new { later = session.Now.AddMinutes(10), sent.Seq });
        });
    }

    private static Task DueAsync(NodePair pair, Queueing.Queued sent) =>
        pair.Nl.Database.WriteAsync(session => { session.Execute("UPDATE outbox SET due_at = @Now WHERE seq = @Seq", new { session.Now, sent.Seq }); });

    private static async Task AgainAsync(NodePair pair, Queueing.Queued sent)
    {
        await DueAsync(pair, sent);
        await NodePair.UntilAsync(async () => (await OfAsync(pair, sent)).State != OutboxState.Ready, "it has ended");
        (await OfAsync(pair, sent)).ShouldSatisfyAllConditions(one => one.State.ShouldBe(OutboxState.Delivered, $"{one.Reason}: {one.Detail}"));
    }

    private static async Task<NodePair.Sent> OfAsync(NodePair pair, Queueing.Queued sent) => (await pair.SentAsync()).Single(one => one.Seq == sent.Seq);

    private static Task<List<string>> SuitesAsync(NodePair pair, Queueing.Queued sent) => pair.Nl.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT suite FROM (SELECT suite, 0 AS version FROM outbox_wire WHERE seq = @Seq UNION ALL SELECT suite, version FROM outbox_resealed WHERE seq = @Seq) w ORDER BY version", new { sent.Seq }));
}
