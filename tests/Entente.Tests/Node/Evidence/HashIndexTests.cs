using System.Net;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.TransparencyLog;

namespace Entente.Tests.Node.Evidence;

/// <summary>A hash that somebody holds leads to the record, or to nothing; the index can be made anew.</summary>
public sealed class HashIndexTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_leaf_leads_to_its_record_also_after_the_index_was_made_anew(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var index = new HashIndex(database);
        await database.RecordAsync(100);
        await index.GrowAsync(TestContext.Current.CancellationToken);
        (await FindAsync(index, await LeafAsync(database, 100))).ShouldBe(new(100, "leaf", null), "the newest are looked through");
        await database.RecordAsync(4_000);
        await index.GrowAsync(TestContext.Current.CancellationToken);
        (await PiecesAsync(database)).ShouldBe([(1, 2_048), (2_049, 4_096)]);
        foreach (var seq in (long[])[1, 2, 1_000, 2_048, 2_049, 4_095, 4_096, 4_097, 4_100])
        {
            (await FindAsync(index, await LeafAsync(database, seq))).ShouldBe(new(seq, "leaf", null));
        }

        (await FindAsync(index, new byte[32])).ShouldBeNull();
        (await FindAsync(index, [.. Enumerable.Repeat((byte)255, 32)])).ShouldBeNull();

        (await index.RebuildAsync(TestContext.Current.CancellationToken)).ShouldBe(4_096);
        (await PiecesAsync(database)).ShouldBe([(1, 2_048), (2_049, 4_096)]);
        (await FindAsync(index, await LeafAsync(database, 3_000))).ShouldBe(new(3_000, "leaf", null));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_hash_of_a_message_leads_to_the_record_that_names_it_and_is_compared_as_a_whole(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var index = new HashIndex(database);
        byte[] hash = [.. Enumerable.Repeat((byte)5, 32)];
        var detail = JsonDetail.Of(("partner", "CA"), ("sha256", Convert.ToHexStringLower(hash)), ("clause", null));
        await database.WriteAsync(session =>
        {
            RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "other", "t-1", detail);
            RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "message", "m-0", """{"sha256":"no"}""");
            RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "message", "m-1", detail);
        });

        // The same first bytes, and others behind them.
        byte[] near = [.. hash];
        near[31]++;
        foreach (var records in (int[])[0, 2_048])
        {
            await database.RecordAsync(records);
            await index.GrowAsync(TestContext.Current.CancellationToken);
            (await PiecesAsync(database)).Count.ShouldBe(records / 2_048);
            (await FindAsync(index, hash)).ShouldBe(new(3, "message", "m-1"));
            (await FindAsync(index, near)).ShouldBeNull();
        }

        (await index.RebuildAsync(TestContext.Current.CancellationToken)).ShouldBe(2_049, "a leaf each, and the message");
        (await FindAsync(index, hash)).ShouldBe(new(3, "message", "m-1"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_hash_is_looked_for_by_API_and_page_within_what_the_reader_may_see(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Log:WitnessSeconds", "1"));
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        using var stranger = await node.SignedInAs(Role.Supervisor, AuthorityKind.Police);
        var leaf = Convert.ToHexStringLower(await LeafAsync(node.Database, 1));
        var address = $"/api/records/by-hash?hash={leaf}";
        for (var attempt = 0; (await auditor.GetAsync(address)).StatusCode != HttpStatusCode.OK; attempt++)
        {
            attempt.ShouldBeLessThan(200, "the index follows the records");
            await Task.Delay(50);
        }

        JsonNode.Parse(await auditor.GetStringAsync(address))!["record"]!.GetValue<long>().ShouldBe(1);
        (await auditor.GetAsync($"/records/by-hash?hash={leaf}")).Headers.Location!.OriginalString.ShouldBe("/records/1");
        (await auditor.GetAsync("/records/by-hash?hash=00")).Headers.Location!.OriginalString.ShouldBe("/records/log");
        (await auditor.GetAsync("/api/records/by-hash?hash=00")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stranger.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await auditor.GetStringAsync("/records/log")).ShouldContain("name=\"hash\"");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=", true)]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g", false)]
    [InlineData("00", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_hash_is_read_in_two_forms(string? text, bool isOne) => (HashIndex.Read(text)?[31] == 1).ShouldBe(isOne);

    private static Task<List<(long First, long Last)>> PiecesAsync(Database database) =>
        database.ReadAsync(session => session.QueryAsync<(long First, long Last)>("SELECT first_record, last_record FROM log_index ORDER BY first_record"), TestContext.Current.CancellationToken);

    private static Task<HashIndex.Found?> FindAsync(HashIndex index, byte[] hash) => index.FindAsync(hash, null, TestContext.Current.CancellationToken);

    private static Task<byte[]> LeafAsync(Database database, long seq) => database.ReadAsync(
        async session => TreeHash.OfEntry((await session.ScalarAsync<byte[]>("SELECT leaf FROM record_entry WHERE seq = @seq", new { seq }))!).ToArray(), TestContext.Current.CancellationToken);
}
