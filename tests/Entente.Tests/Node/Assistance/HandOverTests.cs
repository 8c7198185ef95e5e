using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Access;
using Entente.Tests.Node.Evidence;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>A thing that is evidence crosses the border: handed over, with its bytes, confirmed, declined, lent and given back, each in a signed message.</summary>
public sealed class HandOverTests
{
    private const int Large = 10 * 1024 * 1024;

    private static readonly byte[] file = Bytes();

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_thing_of_ten_megabytes_goes_over_a_line_that_breaks_and_both_ends_hold_the_same_chain(string store)
    {
        await using var both = await AcceptedCaseAsync(store);
        var thing = await TakenAsync(both.Ca, file);

        // At the other node only the first part can be stored; then it goes away, and comes back with room.
        await both.NlNode.Database.WriteAsync(session => { session.Execute("CREATE UNIQUE INDEX only_one_part ON custody_chunk (item)"); });
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "forGood"), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") > 0, "a part has come");
        await NodePair.UntilAsync(async () => await CountAsync(both.CaNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.chunk%' AND attempts > 0 AND state = 'Ready'") > 0, "the second part was tried");
        (await both.Nl.GetStringAsync("/custody/1")).ShouldContain("1 of 3 parts");
        await StatusOf(StepAsync(both.Nl, "received", await SeenAsync(both.NlNode)), HttpStatusCode.UnprocessableEntity); // nobody confirms what is not all here
        await both.NlAwayAsync();
        (await StateAsync(both.CaNode)).ShouldBe("OnTheWay");
        (await CountAsync(both.CaNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.chunk%' AND state = 'Delivered'")).ShouldBe(1);
        await both.NlBackAsync();
        await both.NlNode.Database.WriteAsync(session => { session.Execute("DROP INDEX only_one_part"); });
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") == 3, "all parts have come");

        // An officer confirms it; the same step of a colleague who saw the page before is refused.
        (await both.Nl.GetStringAsync("/custody/1")).ShouldContain("Confirm that you have it");
        var seen = await SeenAsync(both.NlNode);
        await StatusOf(StepAsync(both.Nl, "received", seen), HttpStatusCode.Redirect);
        using var colleague = await OfficerAsync(both.NlNode, Role.Supervisor);
        await StatusOf(StepAsync(colleague, "declined", seen, ("note", "No.")), HttpStatusCode.Conflict);
        await UntilStateAsync(both.CaNode, "Ended");
        (await both.Nl.GetByteArrayAsync("/custody/1/file")).ShouldBe(file);

        (await ActsAsync(both.CaNode)).ShouldBe(["Taken", "Filed", "Sent", "Confirmed"]);
        (await ActsAsync(both.NlNode)).ShouldBe(["Arrived", "Received"]);
        (await both.NlNode.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM custody_before ORDER BY ordinal"))).ShouldBe(["taken", "filed"]);
        var page = await both.Nl.GetStringAsync("/custody/1");
        page.ShouldContain("At Canada: record");
        page.ShouldContain("Disk of the laptop");

        // Each holds the other's signed message, in the conversation of the case, under its clause.
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM inbox WHERE action = 'evidence.handed/1' AND conversation = (SELECT id FROM assistance_case)")).ShouldBe(1);
        (await CountAsync(both.CaNode, "SELECT COUNT(*) FROM inbox WHERE action = 'evidence.confirmed/1' AND conversation = (SELECT id FROM assistance_case)")).ShouldBe(1);
        (await both.NlNode.Database.ReadAsync(session => session.QueryAsync<string>("SELECT DISTINCT clause FROM exchange_verdict WHERE action LIKE 'evidence.%'"))).ShouldHaveSingleItem().ShouldStartWith("NL-CA-CMAA/1 4");

        // The evidence file of the case has the thing with its bytes where the law lets it be evidence, and else says why not.
        var (item, bytes) = (await both.NlNode.Database.ReadAsync(session => Task.FromResult(CustodyOfCase.Find(session, Actor.Node("test"), "1", static (_, _, _, _) => null)))).ShouldHaveSingleItem();
        item.Steps.Select(step => step.Act).ShouldBe(["arrived", "received"]);
        (item.Sha256, item.File!.IsEnclosed).ShouldBe((Digest(file), true));
        bytes.ShouldBe(file);
        var use = both.NlNode.Services.GetRequiredService<RefuseUse>();
        var (withheld, nothing) = (await both.NlNode.Database.ReadAsync(session => Task.FromResult(CustodyOfCase.Find(session, Actor.Node("test"), "1", use)))).ShouldHaveSingleItem();
        withheld.Withheld.ShouldNotBeNull().ShouldContain("keeps it from the officer");
        nothing.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_lent_is_given_back_and_what_is_declined_stays(string store)
    {
        await using var both = await AcceptedCaseAsync(store);
        var lent = await TakenAsync(both.Ca, [1, 2, 3]);

        // Declined first: it stays where it was, and nothing of it stays there.
        await StatusOf(HandAsync(both.CaNode, both.Ca, lent, "lent"), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") == 1, "it has come");
        await StatusOf(StepAsync(both.Nl, "declined", await SeenAsync(both.NlNode)), HttpStatusCode.BadRequest); // without a reason
        await StatusOf(StepAsync(both.Nl, "declined", await SeenAsync(both.NlNode), ("note", "The seal is broken.")), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "Held");
        (await both.Ca.GetStringAsync(lent)).ShouldContain("The seal is broken.");
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk")).ShouldBe(0);

        // Lent and given back: it is the second thing there.
        await StatusOf(HandAsync(both.CaNode, both.Ca, lent, "lent", ("returnBy", "2030-01-01")), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") == 1, "it has come again");
        await StatusOf(StepAsync(both.Nl, "received", await SeenAsync(both.NlNode, 2), item: 2), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "Lent");
        await StatusOf(StepAsync(both.Ca, "returned", await SeenAsync(both.CaNode)), HttpStatusCode.Conflict); // it has not been given back
        await StatusOf(TestNode.PostFormAsync(both.Nl, "/custody/2/steps", ("act", "Ended"), ("seen", $"{await SeenAsync(both.NlNode, 2)}")), HttpStatusCode.Conflict); // it is not theirs to end
        await StatusOf(StepAsync(both.Nl, "restored", await SeenAsync(both.NlNode, 2), ("note", "Sealed anew."), item: 2), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "OnTheWay");
        await StatusOf(StepAsync(both.Ca, "returned", await SeenAsync(both.CaNode)), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(async () => await StateAsync(both.NlNode, 2) == "Ended", "they know that it is back");

        (await ActsAsync(both.CaNode)).ShouldBe(["Taken", "Filed", "Sent", "Declined", "Sent", "Confirmed", "Restored", "Returned"]);
        (await ActsAsync(both.NlNode, 2)).ShouldBe(["Arrived", "Received", "Restored", "Confirmed"]);
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk")).ShouldBe(0); // what was lent is not kept
        (await both.Ca.GetByteArrayAsync($"{lent}/file")).ShouldBe([1, 2, 3]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_goes_without_a_case_that_runs_a_clause_or_by_another_than_its_holder(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Duties());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        var thing = await TakenAsync(both.Ca, [1, 2, 3]);
        (await both.Ca.GetStringAsync(thing)).ShouldNotContain("Hand over to Netherlands");
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "copy"), HttpStatusCode.Conflict); // nothing has been accepted

        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        using var colleague = await OfficerAsync(both.CaNode, Role.Officer);
        using var police = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Police, Purpose.MutualAssistance, "T-1");
        (await both.Ca.GetStringAsync(thing)).ShouldContain("Hand over to");
        await StatusOf(HandAsync(both.CaNode, colleague, thing, "copy"), HttpStatusCode.Conflict);
        await StatusOf(HandAsync(both.CaNode, police, thing, "copy"), HttpStatusCode.NotFound);
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "sold"), HttpStatusCode.BadRequest);
        foreach (var step in new[] { "declined", "received", "restored", "returned" })
        {
            await StatusOf(StepAsync(both.Ca, step, await SeenAsync(both.CaNode), ("note", "x")), HttpStatusCode.NotFound);
        }

        // A copy: the original stays with its holder when it has been confirmed.
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "copy"), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(both.Ca, "declined", await SeenAsync(both.CaNode), ("note", "x")), HttpStatusCode.Conflict); // nobody answers for the other side
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") == 1, "it has come");
        await StatusOf(StepAsync(both.Nl, "received", await SeenAsync(both.NlNode)), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "Held");

        // When the case is over nothing is handed over any more.
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");
        await StepsAsync(both.Nl, 1, "report", new JsonObject { ["usefulness"] = "decisive", ["outcome"] = "The value was corrected." });
        await UntilAsync(both.Ca, 1, "reported");
        await StepsAsync(both.Ca, 1, "close");
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "copy"), HttpStatusCode.Conflict);

        // The law of the request lets no document go: nothing leaves, and the thing stays with its holder.
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 2, "send");
        await UntilAsync(both.Ca, 2, "acknowledged");
        var mine = await TakenAsync(both.Nl, [4], "2");
        (await RefusedAsync(await HandAsync(both.NlNode, both.Nl, mine, "copy"))).Code.ShouldBe("agreement-refused");
        (await StateAsync(both.NlNode, 2)).ShouldBe("Held");
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.handed%'")).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_other_node_refuses_comes_back_and_what_it_was_given_is_erased_with_the_case(string store)
    {
        await using var both = await AcceptedCaseAsync(store);
        var thing = await TakenAsync(both.Ca, [1, 2, 3]);
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "copy"), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(async () => await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk") == 1, "it has come");
        await StatusOf(StepAsync(both.Nl, "received", await SeenAsync(both.NlNode)), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "Held");

        // The other side has filed the case and this one does not know it yet.
        await both.NlNode.Database.WriteAsync(session => { session.Execute("UPDATE assistance_case SET state = 'Closed', keep_until = '2020-01-01'"); });
        await StatusOf(HandAsync(both.CaNode, both.Ca, thing, "forGood"), HttpStatusCode.Redirect);
        await UntilStateAsync(both.CaNode, "Held");
        (await ActsAsync(both.CaNode)).ShouldBe(["Taken", "Filed", "Sent", "Confirmed", "Sent", "Declined"]);
        (await both.Ca.GetStringAsync(thing)).ShouldContain("assistance-state");
        (await CountAsync(both.CaNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.chunk%'")).ShouldBe(1);

        (await both.NlNode.Services.GetRequiredService<CaseErasure>().RunAsync(default)).ShouldBe(1);
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_chunk")).ShouldBe(0);
        (await CountAsync(both.NlNode, "SELECT COUNT(*) FROM custody_item WHERE name = 'object' AND origin = ''")).ShouldBe(1);
        await StatusOf(both.Nl.GetAsync("/custody/1/file"), HttpStatusCode.NotFound);
        (await ActsAsync(both.NlNode)).ShouldBe(["Arrived", "Received"]);
        (await both.Ca.GetByteArrayAsync($"{thing}/file")).ShouldBe([1, 2, 3]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Each_side_of_the_border_signs_what_it_hands_over_and_confirms(string store)
    {
        await using var both = await AcceptedCaseAsync(store);
        using var key = new SoftKey();
        using var other = new SoftKey();
        await CustodySignatureTests.RegisterAsync(both.Ca, key);
        await CustodySignatureTests.RegisterAsync(both.Nl, other);
        await CustodySignatureTests.ToAsync(CustodySignatureTests.SignedAsync(key, both.Ca, "/custody/items", ("name", "Bag"), ("kind", "object"), ("origin", "Halifax"), ("about", "1")));

        await StatusOf(HandAsync(both.CaNode, both.Ca, "/custody/1", "copy"), HttpStatusCode.Forbidden);
        (await CountAsync(both.CaNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.%'")).ShouldBe(0);
        await CustodySignatureTests.ToAsync(CustodySignatureTests.SignedAsync(key, both.Ca, "/assistance/things/1/sent", ("giving", "copy"), ("seen", $"{await SeenAsync(both.CaNode)}")));
        await UntilStateAsync(both.NlNode, "OnTheWay");
        await StatusOf(StepAsync(both.Nl, "received", await SeenAsync(both.NlNode)), HttpStatusCode.Forbidden);
        await CustodySignatureTests.ToAsync(CustodySignatureTests.SignedAsync(other, both.Nl, "/assistance/things/1/received", ("seen", $"{await SeenAsync(both.NlNode)}")));
        await UntilStateAsync(both.CaNode, "Held");

        (await StatementsAsync(both.CaNode))[^1].ShouldContain("act 4 sent\n");
        (await StatementsAsync(both.CaNode))[^1].ShouldContain("partner 2 NL\n");
        (await StatementsAsync(both.NlNode)).ShouldHaveSingleItem().ShouldContain("from 2 CA\n");
    }

    private static Task<List<string>> StatementsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT statement FROM custody_signature ORDER BY record"));

    private static async Task<TwoAdministrations> AcceptedCaseAsync(string store)
    {
        var both = await StartAsync(store);
        await DraftAsync(both.Nl, Duties());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        return both;
    }

    /// <summary>Takes a thing with its file into custody, and returns its address.</summary>
    internal static async Task<string> TakenAsync(HttpClient officer, byte[] content, string about = "1")
    {
        using var taken = await TestNode.PostFormAsync(officer, "/custody/items", ("name", "Disk of the laptop"), ("kind", "object"), ("origin", "Search of a warehouse"), ("about", about));
        var address = $"{taken.Headers.Location}";
        await StatusOf(officer.PostAsJsonAsync($"{address}/content", new JsonObject { ["name"] = "laptop.img", ["mediaType"] = "application/octet-stream", ["size"] = content.Length }), HttpStatusCode.NoContent);
        foreach (var (index, chunk) in content.Chunk(4 * 1024 * 1024).Index())
        {
            using var body = new ByteArrayContent(chunk);
            body.Headers.ContentType = new("application/octet-stream");
            await StatusOf(officer.PutAsync($"{address}/content/{index + 1}?sha256={Digest(chunk)}", body), HttpStatusCode.NoContent);
        }

        await StatusOf(officer.PostAsJsonAsync($"{address}/content/end", new JsonObject { ["sha256"] = Digest(content) }), HttpStatusCode.NoContent);
        return address;
    }

    internal static async Task<HttpResponseMessage> HandAsync(TestNode node, HttpClient officer, string address, string giving, params (string Name, string Value)[] more)
    {
        var item = int.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        return await StepAsync(officer, "sent", await SeenAsync(node, item), [("giving", giving), .. more], item);
    }

    private static Task<HttpResponseMessage> StepAsync(HttpClient officer, string step, long seen, (string Name, string Value) more, int item = 1) => StepAsync(officer, step, seen, [more], item);

    private static Task<HttpResponseMessage> StepAsync(HttpClient officer, string step, long seen, (string Name, string Value)[]? more = null, int item = 1) =>
        TestNode.PostFormAsync(officer, $"/assistance/things/{item}/{step}", [("seen", $"{seen}"), .. more ?? []]);

    private static Task<long> SeenAsync(TestNode node, int item = 1) => node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT changed FROM custody_item WHERE number = @item", new { item }));

    private static Task<string?> StateAsync(TestNode node, int item = 1) => node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT state FROM custody_item WHERE number = @item", new { item }));

    private static Task UntilStateAsync(TestNode node, string state) => NodePair.UntilAsync(async () => await StateAsync(node) == state, $"the thing is {state}");

    private static Task<List<string>> ActsAsync(TestNode node, int item = 1) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM custody_step WHERE item = @item ORDER BY ordinal", new { item }));

    private static Task<long> CountAsync(TestNode node, [System.Diagnostics.CodeAnalysis.ConstantExpected] string sql) => node.Database.ReadAsync(session => session.ScalarAsync<long>(sql));

    private static byte[] Bytes()
    {
        var bytes = new byte[Large];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task StatusOf(Task<HttpResponseMessage> sent, HttpStatusCode expected)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }
}
