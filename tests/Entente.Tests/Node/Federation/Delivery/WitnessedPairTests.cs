using System.Net;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Evidence;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>Two whole nodes cosign each other's logs over the connection that their cards pin.</summary>
public sealed class WitnessedPairTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_record_is_witnessed_by_the_partner_and_its_proof_holds_without_either_node(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Log:WitnessSeconds", "1"));
        using var auditor = await pair.Nl.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        using var canada = pair.Ca.Visitor();
        await NodePair.UntilAsync(async () => await WitnessedAsync(pair.Nl) >= 1 && await WitnessedAsync(pair.Ca) >= 1, "both logs are witnessed");

        var keys = (await auditor.GetStringAsync("/log/key")).Split('\n');
        var witness = (await canada.GetStringAsync("/log/key")).Split('\n')[1];
        var policy = Entente.Tests.TransparencyLog.Given.Policy($"log {keys[0]}\nwitness canada {witness}\nquorum canada\n");
        var evidence = RecordEvidence.Read(await auditor.GetByteArrayAsync("/api/records/1/evidence"), out _).ShouldNotBeNull();
        evidence.Verify(policy).ShouldBeOfType<PolicyVerdict.Witnessed>().Cosignatures.ShouldHaveSingleItem();
        (await auditor.GetStringAsync("/records/1")).ShouldContain("Witnessed 1 of 1");
        (await auditor.GetStringAsync("/records/log")).ShouldContain("Continues");

        // What the witness shows is what it has cosigned, by the name of the log.
        var origin = policy.Logs[0].Key.Name;
        LogGiven.HeadOf(await canada.GetStringAsync($"/log/witness/{Witness.NameOf(origin)}/checkpoint")).Origin.ShouldBe(origin);
        (await canada.GetAsync($"/log/witness/{Witness.NameOf("nobody")}/checkpoint")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM log_alarm"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_proofs_of_a_message_are_kept_at_both_ends_once_they_are_witnessed(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Log:WitnessSeconds", "1"));
        await pair.SendAsync("one");
        await pair.DeliveredAsync(1);

        // At both, before either log is damaged: a node whose own log has stopped cosigns no other.
        foreach (var node in new[] { pair.Nl, pair.Ca })
        {
            await NodePair.UntilAsync(
                () => node.Database.ReadAsync(async session => await session.ScalarAsync<long>(
                    "SELECT COUNT(*) FROM record_entry e WHERE e.subject_kind = 'message' AND NOT EXISTS (SELECT 1 FROM log_proof p WHERE p.record = e.seq)") == 0
                    && await session.ScalarAsync<long>("SELECT COUNT(*) FROM log_proof") > 0),
                "the proofs of all messages are kept");
        }

        foreach (var (node, partner) in new[] { (pair.Nl, pair.Ca), (pair.Ca, pair.Nl) })
        {
            using var visitor = node.Visitor();
            using var other = partner.Visitor();
            var policy = Entente.Tests.TransparencyLog.Given.Policy($"log {(await visitor.GetStringAsync("/log/key")).Split('\n')[0]}\nwitness partner {(await other.GetStringAsync("/log/key")).Split('\n')[1]}\nquorum partner\n");
            var kept = await node.Database.ReadAsync(session => Task.FromResult(session.Query<(long Seq, byte[] Leaf)>("SELECT e.seq, e.leaf FROM record_entry e JOIN log_proof p ON p.record = e.seq")
                .ConvertAll(row => (row.Leaf, Proof: KeptProofs.Find(session, row.Seq)!))));
            kept.ShouldAllBe(one => one.Proof.Verify(TreeHash.OfEntry(one.Leaf), policy) is PolicyVerdict.Witnessed);

            // They hold where the log makes no proof any more.
            using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
            var (seq, leaf) = await node.Database.ReadAsync(session => session.FindAsync<(long Seq, byte[] Leaf)>("SELECT e.seq, e.leaf FROM record_entry e JOIN log_proof p ON p.record = e.seq ORDER BY e.seq LIMIT 1"));
            (await auditor.GetStringAsync($"/records/{seq}")).ShouldNotContain("The log makes no proof of it now");
            await node.Database.WriteAsync(session => session.Execute("UPDATE log_checkpoint SET root = @root", new { root = new byte[32] }));
            (await auditor.GetStringAsync($"/records/{seq}")).ShouldContain("The log makes no proof of it now. The proof that was kept with the message holds.");
            LogProof.TryParse(await auditor.GetByteArrayAsync($"/api/records/{seq}/proof"), out var proof, out _).ShouldBeTrue();
            proof!.Verify(TreeHash.OfEntry(leaf), policy).ShouldBeOfType<PolicyVerdict.Witnessed>();
            await node.Database.WriteAsync(session => session.Execute("DELETE FROM log_checkpoint"));
            (await auditor.GetStringAsync($"/records/{seq}")).ShouldContain("The log makes no proof of it now");
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_message_names_the_record_of_its_sending_and_the_receiver_finds_it_in_the_log_of_the_sender(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Log:WitnessSeconds", "1"));
        var queued = await pair.SendAsync("one");
        await pair.DeliveredAsync(1);
        using var auditor = await pair.Ca.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        var address = $"/api/messages/in-{await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT seq FROM inbox WHERE message_id = @MessageId", new { queued.MessageId }))}";
        JsonNode? proof = null;
        await NodePair.UntilAsync(
            async () => (proof = JsonNode.Parse(await auditor.GetStringAsync(address))!["proof"])!["entry"]!.GetValue<string>() == "found" && proof["state"]!.GetValue<string>() == "witnessed",
            "the entry is found and the proof is kept");
        (await auditor.GetStringAsync(address.Replace("/api", "", StringComparison.Ordinal))).ShouldContain("Entry found");

        // What the receiver then holds, it can show without either node; and it says nothing of officers.
        using var netherlands = pair.Nl.Visitor();
        var policy = Entente.Tests.TransparencyLog.Given.Policy($"log {(await netherlands.GetStringAsync("/log/key")).Split('\n')[0]}\nquorum none\n");
        var evidence = RecordEvidence.Read(await auditor.GetByteArrayAsync($"{address}/entry"), out _).ShouldNotBeNull();
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'message.downloaded'"))).ShouldBe(1);
        evidence.Verify(policy).ShouldBeOfType<PolicyVerdict.Witnessed>();
        evidence.Record.ShouldContain($"subject_id {queued.MessageId.Length} {queued.MessageId}\n");
        evidence.Record.ShouldContain("officer 13 node:exchange\n");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM log_alarm"))).ShouldBe(0);

        // The bytes of the message lead to its record at both ends.
        foreach (var (node, table) in new[] { (pair.Nl, "outbox"), (pair.Ca, "inbox") })
        {
#pragma warning disable CA1857 // One of two tables.
            var body = await node.Database.ReadAsync(session => session.ScalarAsync<byte[]>($"SELECT w.body FROM {table}_wire w JOIN {table} m ON m.seq = w.seq WHERE m.message_id = @MessageId", new { queued.MessageId }));
#pragma warning restore CA1857
            var index = node.Services.GetRequiredService<HashIndex>();
            foreach (var step in (int[])[1, 2])
            {
                (await index.FindAsync(System.Security.Cryptography.SHA256.HashData(body!), null, TestContext.Current.CancellationToken)).ShouldNotBeNull($"{table} {step}").Subject.ShouldBe(queued.MessageId);
                await index.RebuildAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Below_the_quorum_a_message_is_pending_and_after_the_grace_overdue(string kind)
    {
        var policy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(policy, $"witness nobody {Entente.Tests.TransparencyLog.Given.Stranger.Key}\nquorum nobody\n", TestContext.Current.CancellationToken);
        try
        {
            await using var pair = await NodePair.StartAsync(kind, settings: [("Log:WitnessSeconds", "1"), ("Log:Policy", policy)]);
            await pair.SendAsync("one");
            await pair.DeliveredAsync(1);
            using var auditor = await pair.Nl.SignedInAs(Role.Auditor, AuthorityKind.Customs);
            var address = $"/api/messages/out-{(await pair.SentAsync())[^1].Seq}";
            var proof = JsonNode.Parse(await auditor.GetStringAsync(address))!["proof"]!;
            proof["state"]!.GetValue<string>().ShouldBe("pending");
            proof["until"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch.AddYears(50));
            (await auditor.GetStringAsync(address.Replace("/api", "", StringComparison.Ordinal))).ShouldContain("Proof pending");
            (await auditor.GetStringAsync("/health/ready")).ShouldNotContain("grace");

            // As if all of it had happened two hours ago.
            await pair.Nl.Database.FreeAsync();
            await pair.Nl.Database.WriteAsync(session => session.Execute("UPDATE record_entry SET at = at - 7200000000"));
            JsonNode.Parse(await auditor.GetStringAsync(address))!["proof"]!["state"]!.GetValue<string>().ShouldBe("overdue");
            (await auditor.GetStringAsync("/health/ready")).ShouldContain("the grace of 60 minutes is over");
        }
        finally
        {
            File.Delete(policy);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_partner_has_acknowledged_is_told_by_when_it_was_queued_and_when_the_receipt_came(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var before = TimeProvider.System.GetUtcNow();
        await pair.SendAsync("one");
        await pair.DeliveredAsync(1);
        var later = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1);
        await pair.Nl.Database.ReadAsync(
            session =>
            {
                Acknowledged.Since(session, "CA", before, later).ShouldBeTrue();
                Acknowledged.Since(session, "SG", before, later).ShouldBeFalse();
                Acknowledged.Since(session, "CA", later, later).ShouldBeFalse("it was queued before");
                Acknowledged.Since(session, "CA", before, before).ShouldBeFalse("the receipt came later");
                return Task.FromResult(0);
            },
            TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Only_partners_reach_the_witness(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var visitor = node.Visitor();
        using var body = new ByteArrayContent("old 0\n"u8.ToArray());
        (await visitor.PostAsync("/log/add-checkpoint", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "as every address that leads nowhere");
        (await visitor.PostAsync("/log/add-checkpoint/", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_store_that_was_set_back_with_its_head_is_recognised_by_what_the_partner_cosigned(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Log:WitnessSeconds", "1"));
        await NodePair.UntilAsync(async () => await WitnessedAsync(pair.Nl) >= 1, "the log is witnessed");
        await pair.Nl.Database.RecordAsync(30);
        var seen = 0L;
        await NodePair.UntilAsync(async () => await WitnessedAsync(pair.Nl) > 30 && (seen = await FollowedAsync(pair.Ca)) > 30, "the partner has cosigned");
        await pair.Nl.DisposeAsync();

        // A node whose store and head were both set back to its tenth record.
        await using (var database = await LogGiven.StartAsync(pair.NlStore))
        {
            using var restored = LogGiven.LogOver(pair.NlStore, database);
            await database.TruncateAsync(10);
            await restored.ForgetHeadAsync(pair.NlStore);
            (await restored.SealedAsync()).ShouldNotBeNull().Size.ShouldBeLessThan(seen);
        }

        await pair.StartNlAsync();
        var log = pair.Nl.Services.GetRequiredService<NodeLog>();
        await NodePair.UntilAsync(() => Task.FromResult(log.Alarm is not null), "the node notices");
        log.Alarm.ShouldNotBeNull().ShouldContain("The witness of CA has cosigned");
        (await log.PublishedAsync(TestContext.Current.CancellationToken)).ShouldBeNull();

        // It goes on recording, and signs again under a new name when officers say so.
        await pair.Nl.Database.RecordAsync(1);
        (await log.BeginNextAsync(LogGiven.Tester, "restored", cancellation: TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldEndWith("/log/2");
        await NodePair.UntilAsync(async () => await log.PublishedAsync(TestContext.Current.CancellationToken) is { Size: > 0 }, "the new log signs");
        (await pair.Nl.Database.AuditAsync()).ShouldBeNull();
    }

    private static Task<long> WitnessedAsync(TestNode node) => node.Database.ReadAsync(async session => await session.ScalarAsync<long?>("SELECT MAX(size) FROM log_checkpoint WHERE witnessed = 1") ?? 0);

    private static Task<long> FollowedAsync(TestNode node) => node.Database.ReadAsync(async session => await session.ScalarAsync<long?>("SELECT MAX(size) FROM log_witnessed") ?? 0);
}
