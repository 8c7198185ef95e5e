using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Assistance;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>What a partner gave goes when its day has passed, and nothing before.</summary>
public sealed class CaseErasureTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_given_in_a_case_goes_with_its_day_and_the_steps_stay(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");

        // Not before the day: the article lets answers be kept for five years.
        (await EraseAsync(both.NlNode, years: 4)).ShouldBe(0);
        await StepsAsync(both.Nl, 1, "report", new JsonObject { ["usefulness"] = "helpful", ["outcome"] = "The value was corrected." });
        await UntilAsync(both.Ca, 1, "reported");
        (await EraseAsync(both.NlNode, years: 4)).ShouldBe(0);

        (await EraseAsync(both.NlNode, years: 7)).ShouldBe(1);
        var mine = await CaseAsync(both.Nl, 1);
        mine["documents"]!.AsArray().ShouldBeEmpty();
        mine["entries"]!.AsArray().Select(entry => entry!["step"]!.GetValue<string>()).ShouldBe(["send", "acknowledge", "admit", "accept", "reply", "report"]);
        mine["entries"]![4]!["said"].ShouldBeNull();
        mine["request"]!["facts"].ShouldNotBeNull(); // the own text is the own affair

        (await EraseAsync(both.CaNode, years: 7)).ShouldBe(1);
        var theirs = await CaseAsync(both.Ca, 1);
        theirs["request"]!["facts"].ShouldBeNull();
        theirs["request"]!["assistance"]!.GetValue<string>().ShouldBe(mine["request"]!["assistance"]!.GetValue<string>());
        theirs["documents"]!.AsArray().Select(document => document!["name"]!.GetValue<string>()).ShouldBe(["invoice.pdf"]); // it gave that
        (await EraseAsync(both.CaNode, years: 7)).ShouldBe(0);
        (await AcceptedAsync(await both.Ca.GetAsync("/api/assistance/ledger")))["lines"]!.AsArray().ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_that_is_never_reported_on_goes_with_its_day_too(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        (await EraseAsync(both.CaNode, years: 7)).ShouldBe(0); // it is still to be answered
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");

        (await EraseAsync(both.NlNode, years: 7)).ShouldBe(1);

        (await CaseAsync(both.Nl, 1))["documents"]!.AsArray().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_draft_goes_after_thirty_days_and_information_after_its_day(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "share");
        await UntilAsync(both.Ca, 1, "shared");
        await AcceptedAsync(await both.Nl.PostAsJsonAsync("/api/assistance/information", new JsonObject
        {
            ["partner"] = "CA", ["reference"] = "I-1", ["addressed"] = "customs", ["purpose"] = "customsEnforcement", ["matter"] = "Scrap", ["facts"] = "Three containers held scrap.",
            ["given"] = new JsonArray(new JsonObject { ["data"] = "seizures", ["fields"] = new JsonArray("content") }),
        }));
        await NodePair.UntilAsync(async () => (await both.Ca.GetAsync("/api/assistance/information/1")).IsSuccessStatusCode, "the information came");

        (await EraseAsync(both.CaNode, days: 29)).ShouldBe(0);
        (await EraseAsync(both.CaNode, days: 31)).ShouldBe(1);
        (await CaseAsync(both.Ca, 1))["request"]!["facts"].ShouldBeNull();
        (await EraseAsync(both.CaNode, years: 6)).ShouldBe(1);
        var gone = await AcceptedAsync(await both.Ca.GetAsync("/api/assistance/information/1"));
        (gone["told"], gone["line"]!["matter"]!.GetValue<string>()).ShouldBe((null, ""));
        (await AcceptedAsync(await both.Nl.GetAsync("/api/assistance/information/1")))["told"].ShouldNotBeNull();

        // Nobody else erases anything of a case, and of one that was erased no step is rewritten.
        await Should.ThrowAsync<DbException>(() => both.NlNode.Database.WriteAsync(session => { session.Execute("UPDATE assistance_entry SET body = NULL"); }));
        await Should.ThrowAsync<DbException>(() => both.NlNode.Database.WriteAsync(session => { session.Execute("DELETE FROM assistance_text"); }));
        await Should.ThrowAsync<DbException>(() => both.CaNode.Database.WriteAsync(session => { session.Execute("UPDATE assistance_entry SET step = 'Send'"); }));
        await Should.ThrowAsync<DbException>(() => both.CaNode.Database.WriteAsync(session => { session.Execute("DELETE FROM assistance_erased"); }));
    }

    /// <summary>Erases as if it were later.</summary>
    private static Task<int> EraseAsync(TestNode node, int years = 0, int days = 0) =>
        new CaseErasure(node.Database, new SteeredClock(TimeSpan.FromDays((years * 366) + days)), NullLogger<CaseErasure>.Instance).RunAsync(TestContext.Current.CancellationToken);
}
