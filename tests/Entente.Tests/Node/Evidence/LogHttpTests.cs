using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>The log as everybody may read it, and proofs for those who may read records.</summary>
public sealed class LogHttpTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_stranger_can_examine_the_whole_log_and_learns_nothing_of_what_was_recorded(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(300);
        using var visitor = node.Visitor();
        var head = await CoveringAsync(visitor, 300);

        var read = new Dictionary<TileAddress, byte[]>();
        for (var n = 0; n <= head.Size / 256; n++)
        {
            foreach (var level in (int?[])[null, 0, 1])
            {
                if (TileAddress.In(head.Size, level, n) is { } address)
                {
                    var answer = await visitor.GetAsync($"/log/1/{address.Path}");
                    answer.StatusCode.ShouldBe(HttpStatusCode.OK, address.Path);
                    answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
                    read[address] = await answer.Content.ReadAsByteArrayAsync();
                }
            }
        }

        LogAudit.Check(head, address => read[address]).ShouldBeNull();
        read.Values.ShouldAllBe(bytes => !Encoding.Latin1.GetString(bytes).Contains("thing"));
    }

    [Theory]
    [OnBoth("tile/0/000.p/0")]
    [OnBoth("tile/0/000.p/256")]
    [OnBoth("tile/0/999")]
    [OnBoth("tile/0/x000/000")]
    [OnBoth("tile/entries/0")]
    [OnBoth("tile/63/000")]
    [OnBoth("tile/64/000")]
    [OnBoth("tile/0/x999/x999/x999/x999/x999/x999/999")]
    [OnBoth("tile/1/000")] // A full tile of level 1 would need 65,536 leaves.
    public async Task What_the_tree_does_not_have_is_not_found(string kind, string path)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(3);
        using var visitor = node.Visitor();
        await CoveringAsync(visitor, 3);

        (await visitor.GetAsync($"/log/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/log/tile/0/000.p/2")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_record_with_its_proof_is_verified_without_the_node_and_no_other_record_passes_for_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(20);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        await CoveringAsync(auditor, 20);

        var bytes = await auditor.GetByteArrayAsync("/api/records/7/evidence");
        var evidence = RecordEvidence.Read(bytes, out _).ShouldNotBeNull();
        var policy = Given.Policy($"log {(await auditor.GetStringAsync("/log/key")).Split('\n')[0]}\nquorum none\n");
        evidence.Record.ShouldContain("\nact 9 test.done\n");
        evidence.Verify(policy).ShouldBeOfType<PolicyVerdict.Witnessed>();
        (evidence with { Record = evidence.Record.Replace("thing", "think", StringComparison.Ordinal) }).Verify(policy).ShouldBeOfType<PolicyVerdict.Refused>();
        (evidence with { Proof = await auditor.GetStringAsync("/api/records/8/proof") }).Verify(policy).ShouldBeOfType<PolicyVerdict.Refused>();
        evidence.Verify(Given.Policy($"log {Given.Log.Key}\nquorum none\n")).ShouldBeOfType<PolicyVerdict.Refused>();

        // That somebody took it is on record.
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'record.proven'"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Proofs_are_for_those_who_may_read_the_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var seq = await node.Database.WriteAsync(session => RecordBook.Append(session, new("x", "police", AuthorityKind.Police, Purpose.BorderControl, null), LogGiven.Tested, "thing", null));
        using var visitor = node.Visitor();
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await CoveringAsync(visitor, seq);

        foreach (var what in (string[])["proof", "evidence"])
        {
            (await visitor.GetAsync($"/api/records/{seq}/{what}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await officer.GetAsync($"/api/records/{seq}/{what}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "what is absent and what is forbidden are answered alike");
            (await supervisor.GetAsync($"/api/records/{seq}/{what}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await supervisor.GetAsync($"/api/records/999999/{what}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_page_of_a_record_says_how_it_is_proven_and_when_it_was_changed(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(3);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        await CoveringAsync(auditor, 3);
        (await auditor.GetStringAsync("/records/2")).ShouldContain("/api/records/2/evidence");

        await node.Database.FreeAsync();
        await node.Database.WriteAsync(session => session.Execute("UPDATE record_entry SET officer = 'somebody else' WHERE seq = 2"));
        var page = await auditor.GetStringAsync("/records/2");
        page.ShouldContain("Proof broken");
        page.ShouldNotContain("/api/records/2/evidence");
        var answer = await auditor.GetAsync("/api/records/2/evidence");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("log-unsealed");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task After_a_log_was_begun_anew_the_old_one_is_still_served_at_addresses_of_its_own(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(300);
        using var visitor = node.Visitor();
        var first = await CoveringAsync(visitor, 300);
        var key = (await visitor.GetStringAsync("/log/key")).Split('\n')[0];
        var tile = await visitor.GetByteArrayAsync("/log/1/tile/0/000");
        tile.ShouldBe(await visitor.GetByteArrayAsync("/log/tile/0/000"));

        (await node.Services.GetRequiredService<NodeLog>().BeginNextAsync(LogGiven.Tester, "restored", cancellation: TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await node.Database.RecordAsync(300);
        while ((await CoveringAsync(visitor, 300)).Origin == first.Origin)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        (await visitor.GetByteArrayAsync("/log/1/tile/0/000")).ShouldBe(tile);
        LogGiven.HeadOf(await visitor.GetStringAsync("/log/1/checkpoint")).Origin.ShouldBe(first.Origin);
        (await visitor.GetStringAsync("/log/1/key")).TrimEnd('\n').ShouldBe(key);
        var other = await visitor.GetByteArrayAsync("/log/tile/0/000");
        other.ShouldNotBe(tile);
        (await visitor.GetByteArrayAsync("/log/2/tile/0/000")).ShouldBe(other);
        (await visitor.GetAsync("/log/tile/0/000")).Headers.CacheControl!.ToString().ShouldBe("no-cache", "the same address has said something else before");
        (await visitor.GetAsync("/log/2/tile/0/000")).Headers.CacheControl!.ToString().ShouldContain("immutable");
        foreach (var nothing in (string[])["/log/3/checkpoint", "/log/3/tile/0/000", "/log/0/key", "/log/1/tile/0/999", "/log/1/tile/5/000"])
        {
            (await visitor.GetAsync(nothing)).StatusCode.ShouldBe(HttpStatusCode.NotFound, nothing);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_restarted_node_goes_on_with_its_log(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        string key;
        Checkpoint before;
        await using (var node = await TestNode.StartAsync(store))
        {
            await node.Database.RecordAsync(10);
            using var visitor = node.Visitor();
            before = await CoveringAsync(visitor, 10);
            key = await visitor.GetStringAsync("/log/key");
        }

        await using var again = await TestNode.StartAsync(store);
        await again.Database.RecordAsync(10);
        using var later = again.Visitor();
        (await CoveringAsync(later, before.Size + 10)).Origin.ShouldBe(before.Origin);
        (await later.GetStringAsync("/log/key")).ShouldBe(key);
        (await again.Database.AuditAsync(before)).ShouldBeNull();
        again.Services.GetRequiredService<NodeLog>().Alarm.ShouldBeNull();
    }

    /// <summary>The checkpoint of the node, once it covers so many leaves.</summary>
    internal static async Task<Checkpoint> CoveringAsync(HttpClient client, long size)
    {
        while (true)
        {
            var answer = await client.GetAsync("/log/checkpoint", TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode && LogGiven.HeadOf(await answer.Content.ReadAsStringAsync()) is { } head && head.Size >= size)
            {
                return head;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
