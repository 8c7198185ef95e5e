using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Node.Alerts;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Alerts;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>The mark beside what is on record says how it is proven now, and opens to the proof for whoever sees it.</summary>
public sealed class ProofMarkTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_mark_is_pending_then_logged_then_witnessed_by_some_of_those_asked(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var log = LogGiven.LogOver(store, database);
        var peer = new PartnerLog().Peer;
        var marks = new MarkedProofs(database, log, _ => Task.FromResult<IReadOnlyList<LogPeer>>([peer, peer, peer]));
        var proofs = new RecordProofs(database, log);
        async Task<string[]> StatesAsync()
        {
            var found = await marks.FindAsync([1, 2, 3, 4, 99], Now);
            foreach (var (number, proof) in found)
            {
                (await proofs.FindAsync(number, null, Now))!.State.ShouldBe(proof.State!.Value, $"what the page of record {number} says");
            }

            return [.. found.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value.State} {one.Value.Witnesses}/{one.Value.Asked}")];
        }

        await log.OpenAsync(Now);
        await database.RecordAsync(2);
        (await StatesAsync()).ShouldBe(["1 Pending 0/0", "2 Pending 0/0"], "what is not there has no mark");

        var first = (await log.SealedAsync())!.Size;
        first.ShouldBe(2);
        (await StatesAsync()).ShouldBe(["1 Logged 0/0", "2 Logged 0/0"]);

        await WitnessedAsync(database, first, 2);
        await database.RecordAsync(2);
        (await StatesAsync()).ShouldBe(["1 Witnessed 2/3", "2 Witnessed 2/3", "3 Pending 0/0", "4 Pending 0/0"]);

        var second = (await log.SealedAsync())!.Size;
        await WitnessedAsync(database, second, 3);
        (await StatesAsync()).ShouldBe(["1 Witnessed 2/3", "2 Witnessed 2/3", "3 Witnessed 3/3", "4 Witnessed 3/3"], "by the first checkpoint that enough have seen");

        await database.FreeAsync();
        await database.WriteAsync(session => session.Execute("UPDATE record_entry SET officer = 'somebody else' WHERE seq = 3"));
        (await StatesAsync()).ShouldBe(["1 Witnessed 2/3", "2 Witnessed 2/3", "3 Broken 0/0", "4 Witnessed 3/3"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_page_asks_once_for_all_its_marks(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var looks = new List<int>();
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services.AddSingleton<FindProofs>(provider => (records, cancellation) =>
        {
            looks.Add(records.Count);
            return provider.GetRequiredService<MarkedProofs>().FindAsync(records, cancellation);
        }));
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        var alert = await node.Database.EnteredAsync(AlertsGiven.Smuggler);
        var amended = await node.Database.WriteAsync(session => AmendAlert.Execute(
            session, PartnerPost.None, AlertsGiven.Manager, alert.AlertId, new(1, AlertsGiven.Smuggler with { CaseReference = "C-2" }, alert.ReviewBy, ["*"])));
        amended.ShouldBeOfType<AlertOutcome.Stored>();
        await LogHttpTests.CoveringAsync(officer, (await node.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert"), Now))!.Changed);

        var page = await PageAsync(officer, $"/alerts/{alert.Id}");

        var marks = page.QuerySelectorAll("details.en-proof");
        marks.Length.ShouldBe(3, "the alert, its version in force and the one before");
        marks.ShouldAllBe(mark => mark.QuerySelector("summary")!.TextContent.Trim() == "On record");
        looks.ShouldBe([2], "two records, one look");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_sees_the_thing_opens_its_proof_and_reads_nothing_of_the_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        var alert = await node.Database.EnteredAsync(AlertsGiven.Smuggler);
        var head = await LogHttpTests.CoveringAsync(officer, alert.Changed);

        var link = (await PageAsync(officer, $"/alerts/{alert.Id}")).QuerySelector("details.en-proof a")!.GetAttribute("href")!;
        link.ShouldBe($"/proofs/{alert.Changed}");
        var page = await PageAsync(officer, link);
        var bytes = await officer.GetByteArrayAsync($"/api/proofs/{alert.Changed}", Now);

        var text = page.QuerySelector("main")!.TextContent;
        text.ShouldContain(head.Origin);
        text.ShouldNotContain(alert.Id);
        text.ShouldNotContain("alert.entered");
        page.QuerySelectorAll("main a").Select(one => one.GetAttribute("href")).ShouldNotContain($"/records/{alert.Changed}");
        (await officer.GetAsync($"/records/{alert.Changed}", Now)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // What the page tells to run holds, for this leaf and no other.
        var proof = LogProof.TryParse(bytes, out var read, out var malformed) ? read : throw new FormatException(malformed.Detail);
        var command = page.QuerySelector("main ol pre")!.TextContent.Split(' ');
        command[..3].ShouldBe(["entente", "log", "check"]);
        var (leaf, key) = (Convert.FromHexString(command[Array.IndexOf(command, "--leaf") + 1]), command[Array.IndexOf(command, "--key") + 1]);
        key.ShouldBe((await officer.GetStringAsync("/log/key", Now)).Split('\n')[0]);
        var policy = Given.Policy($"log {key}\nquorum none\n");
        proof.Verify(new TreeHash(leaf), policy).ShouldBeOfType<PolicyVerdict.Witnessed>();
        leaf[0] ^= 1;
        proof.Verify(new TreeHash(leaf), policy).ShouldBeOfType<PolicyVerdict.Refused>();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_proof_leads_to_the_record_only_those_who_may_read_it_and_no_number_that_is_not_there_is_found(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var police = new Actor("x", "police", AuthorityKind.Police, Purpose.BorderControl, null);
        var seq = await node.Database.WriteAsync(session => RecordBook.Append(session, police, LogGiven.Tested, "thing", null), Now);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        using var visitor = node.Visitor();
        await LogHttpTests.CoveringAsync(visitor, seq);

        (await PageAsync(auditor, $"/proofs/{seq}")).QuerySelector($"main a[href='/records/{seq}']").ShouldNotBeNull();
        (await PageAsync(supervisor, $"/proofs/{seq}")).QuerySelector($"main a[href='/records/{seq}']").ShouldBeNull("the record is another authority's");
        foreach (var address in (string[])["/proofs/999999", "/proofs/0", "/proofs/-1", "/api/proofs/999999"])
        {
            (await supervisor.GetAsync(address, Now)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }

        (await visitor.GetAsync($"/api/proofs/{seq}", Now)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [OnBoth(nameof(Role.Officer), true)]
    [OnBoth(nameof(Role.Legal), false)] // sees alerts, and takes no tables out of the node
    public async Task A_table_offers_its_export_to_those_who_may_take_it(string kind, string role, bool may)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.EnteredAsync(AlertsGiven.Smuggler);
        using var client = await node.SignedInAs(Enum.Parse<Role>(role), AuthorityKind.Customs);

        var page = await PageAsync(client, "/alerts");

        page.QuerySelectorAll("#alerts-rows tr").Length.ShouldBe(1);
        (page.QuerySelector("a[href^='/exports/new']") is not null).ShouldBe(may);
    }

    private static Task<int> WitnessedAsync(Database database, long size, long by) => database.WriteAsync(
        session => session.Execute("UPDATE log_checkpoint SET cosigned = @by, witnessed = 1 WHERE size = @size", new { size, by }), Now);

    private static async Task<IDocument> PageAsync(HttpClient officer, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await officer.SendAsync(request, Now);
        var html = await answer.Content.ReadAsStringAsync(Now);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{address} {html}");
        return await BrowsingContext.New().OpenAsync(response => response.Content(html), Now);
    }
}
