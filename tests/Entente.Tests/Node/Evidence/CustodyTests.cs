using System.Net;
using Entente.EvidenceFiles;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Custody;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Evidence;

public sealed class CustodyTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [InlineData(CustodyState.Held, CustodyAct.Handed, "holder", true)]
    [InlineData(CustodyState.Held, CustodyAct.Copied, "holder", true)]
    [InlineData(CustodyState.Held, CustodyAct.Lent, "holder", true)]
    [InlineData(CustodyState.Held, CustodyAct.Ended, "holder", true)]
    [InlineData(CustodyState.Held, CustodyAct.Handed, "other", false)] // only who has it gives it away
    [InlineData(CustodyState.Held, CustodyAct.Ended, "other", false)]
    [InlineData(CustodyState.Held, CustodyAct.Received, "awaited", false)] // nobody takes what nobody gave
    [InlineData(CustodyState.Held, CustodyAct.Taken, "holder", false)]
    [InlineData(CustodyState.OnTheWay, CustodyAct.Received, "awaited", true)]
    [InlineData(CustodyState.OnTheWay, CustodyAct.Received, "holder", false)] // nobody signs for the other side
    [InlineData(CustodyState.OnTheWay, CustodyAct.Declined, "awaited", true)]
    [InlineData(CustodyState.OnTheWay, CustodyAct.Declined, "holder", true)] // he takes back what nobody has taken over
    [InlineData(CustodyState.OnTheWay, CustodyAct.Declined, "other", false)]
    [InlineData(CustodyState.Held, CustodyAct.Declined, "holder", false)]
    [InlineData(CustodyState.OnTheWay, CustodyAct.Lent, "holder", false)]
    [InlineData(CustodyState.Lent, CustodyAct.Returned, "awaited", true)]
    [InlineData(CustodyState.Lent, CustodyAct.Handed, "holder", false)]
    [InlineData(CustodyState.Ended, CustodyAct.Copied, "holder", false)]
    public void A_step_is_for_whoever_has_the_thing_and_as_it_stands(CustodyState state, CustodyAct act, string officer, bool possible)
    {
        var item = new CustodyItem { Number = 1, Holder = "holder", Awaits = "awaited", State = state, Changed = 7 };

        (item.Decide(act, officer, 7, "somebody").After is not null).ShouldBe(possible);
        item.Decide(act, officer, 6, "somebody").After.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_hand_over_counts_when_both_officers_have_said_so_and_the_chain_is_drawn(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var elsewhere = await node.SignedInAs(Role.Officer, AuthorityKind.Police);
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs);

        using var taken = await TestNode.PostFormAsync(officer, "/custody/items", ("name", "Sealed bag 17"), ("kind", "seizure"), ("origin", "Container MSKU 123, Rotterdam"));
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect, await taken.Content.ReadAsStringAsync());
        var address = $"{taken.Headers.Location}";
        (await officer.GetStringAsync(address)).ShouldContain("Sealed bag 17");
        foreach (var other in new[] { elsewhere, analyst })
        {
            (await other.GetAsync(address)).IsSuccessStatusCode.ShouldBeFalse();
        }

        var holder = await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT holder FROM custody_item"));
        await supervisor.GetAsync("/custody");
        var receiver = await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT officer FROM record WHERE act = 'custody.listed' ORDER BY seq DESC LIMIT 1"));
        receiver.ShouldNotBe(holder);

        await StatusOf(StepAsync(node, supervisor, address, "Received"), HttpStatusCode.Conflict);
        await StatusOf(StepAsync(node, officer, address, "Handed", ("to", "nobody")), HttpStatusCode.BadRequest);
        await StatusOf(StepAsync(node, officer, address, "Handed", ("to", receiver!), ("note", "for the laboratory")), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, officer, address, "Received"), HttpStatusCode.Conflict);
        await StatusOf(StepAsync(node, elsewhere, address, "Received"), HttpStatusCode.NotFound);

        // The wrong officer does not lock it: whoever holds it takes it back, and whoever was named declines.
        await StatusOf(StepAsync(node, officer, address, "Declined"), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, officer, address, "Handed", ("to", receiver!)), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, supervisor, address, "Declined"), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, supervisor, address, "Received"), HttpStatusCode.Conflict);
        await StatusOf(StepAsync(node, officer, address, "Handed", ("to", receiver!), ("note", "for the laboratory")), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, supervisor, address, "Received"), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, officer, address, "Ended"), HttpStatusCode.Conflict);
        await StatusOf(StepAsync(node, supervisor, address, "Lent", ("to", "Forensic institute")), HttpStatusCode.Redirect);
        await StatusOf(StepAsync(node, supervisor, address, "Returned"), HttpStatusCode.Redirect);

        var page = await supervisor.GetStringAsync(address);
        page.ShouldContain("for the laboratory");
        page.ShouldContain("Forensic institute");
        (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM custody_step ORDER BY ordinal"))).ShouldBe(["Taken", "Handed", "Declined", "Handed", "Declined", "Handed", "Received", "Lent", "Returned"]);

        // In the evidence file of its case it stands for those who see it.
        var authority = await node.Database.WriteAsync(session =>
        {
            session.Execute("UPDATE custody_item SET case_number = '12'", new { });
            return session.Scalar<string>("SELECT authority_id FROM custody_item");
        });
        (await OfCaseAsync(node, "elsewhere")).ShouldBeEmpty();
        var item = (await OfCaseAsync(node, authority!)).ShouldHaveSingleItem();
        item.Steps.Select(step => step.Act).ShouldBe(["taken", "handed", "declined", "handed", "declined", "handed", "received", "lent", "returned"]);
        item.Steps[^1].Holder.ShouldBe(receiver);
        item.Steps.Select(step => step.Record).ShouldBeInOrder();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_thing_belongs_to_no_case_that_its_officer_does_not_see(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        await StatusOf(TestNode.PostFormAsync(officer, "/custody/items", ("name", "Bag"), ("kind", "object"), ("origin", "Rotterdam"), ("about", "12")), HttpStatusCode.BadRequest);

        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM custody_item"))).ShouldBe(0);
    }

    private static Task<List<EnclosedItem>> OfCaseAsync(TestNode node, string authority) => node.Database.ReadAsync(session => Task.FromResult(
        CustodyOfCase.Find(session, new("somebody", authority, AuthorityKind.Customs, Purpose.MutualAssistance, null), "12", static (_, _, _, _) => null).Select(found => found.Listed).ToList()));

    private static async Task<HttpResponseMessage> StepAsync(TestNode node, HttpClient officer, string address, string act, params (string Name, string Value)[] more)
    {
        var seen = await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT changed FROM custody_item"));
        return await TestNode.PostFormAsync(officer, $"{address}/steps", [("act", act), ("seen", $"{seen}"), .. more]);
    }

    private static async Task StatusOf(Task<HttpResponseMessage> sent, HttpStatusCode expected)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }
}
