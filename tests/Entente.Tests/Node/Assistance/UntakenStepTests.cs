using System.Text;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Assistance;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>A step whose message came to nothing was not taken: the case says so, stands where it stood, and the step can be taken anew.</summary>
public sealed class UntakenStepTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly string second = Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-sg-tfa-12.yaml"))
        .Replace("\nversion: 1\n", "\nversion: 2\n", StringComparison.Ordinal).Replace("from: 2026-01-01", "from: 2026-01-02", StringComparison.Ordinal);

    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [InlineData("reply*", "accepted", "accepted", true)] // the last one
    [InlineData("replyInPart* reply*", "accepted", "accepted", true)] // and what was before it, neither of which was taken
    [InlineData("reply* close", "closed", "accepted", false)] // something has happened since
    [InlineData("execute reply*", "executed", "executed", true)]
    [InlineData("withdraw*", "withdrawn", "withdrawn", false)] // who needs it no more needs it no more
    public void Where_a_case_stands_whose_partner_has_not_taken_a_step(string steps, string state, string told, bool back)
    {
        List<EntryRow> entries = [.. $"send acknowledge admit accept {steps}".Split(' ').Select((word, index) => EntryOf(index + 1, word))];
        var row = new CaseRow { State = entries[^1].State, Told = entries[^1].State, Version = 7 };
        var after = UntakenSteps.Decide(row, entries, entries.FindLast(entry => entry.NotTaken is not null)!.Ordinal);
        (Words.Of(after.State), after.Untaken is not null, after.Version).ShouldBe((state, back, back ? 8 : 7));
        if (back)
        {
            Words.Of(after.Told).ShouldBe(told);
        }
    }

    [Fact]
    public void A_case_of_which_the_partner_has_taken_nothing_is_a_draft_again() =>
        UntakenSteps.Decide(new() { State = CaseState.Received, Told = CaseState.Received, Asked = "|x|" }, [EntryOf(1, "send*")], 1)
            .ShouldSatisfyAllConditions(row => row.State.ShouldBe(CaseState.Drafted), row => row.Told.ShouldBe(CaseState.Drafted), row => row.Asked.ShouldBe(""));

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_that_the_partner_declines_is_not_given_and_can_be_given_anew(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await UntilAsync(both.Nl, 1, "accepted");

        // The Netherlands have the next version a moment before Canada.
        await WideAgreement.SeedAtAsync(both.NlNode.Services, second, both.CaNode.Services);
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await NodePair.UntilAsync(async () => (await CaseAsync(both.Ca, 1))["entries"]!.AsArray()[^1]!["notTaken"] is not null, "Canada hears that it was declined");

        var there = await CaseAsync(both.Ca, 1);
        (there["state"]!.GetValue<string>(), there["told"]!.GetValue<string>()).ShouldBe(("accepted", "accepted"));
        var reply = there["entries"]!.AsArray()[^1]!;
        reply["step"]!.GetValue<string>().ShouldBe("reply");
        reply["notTaken"]!.GetValue<string>().ShouldContain("TFA-12/2");
        there["clocks"]!.AsArray().Single(clock => clock!["deadline"]!.GetValue<string>() == "reply")!["state"]!.GetValue<string>().ShouldBe("running");
        (await CaseAsync(both.Nl, 1))["state"]!.GetValue<string>().ShouldBe("accepted");
        (await both.Ca.GetStringAsync("/assistance", Now)).ShouldContain("Last step not taken");
        (await both.Ca.GetStringAsync("/assistance/1", Now)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("has not taken the last step"), page => page.ShouldContain("The case stands where it stood before"));

        // Not by the same message, which would tell what is so no longer.
        using var manager = await both.CaNode.SignedInAs(Role.AlertManager, AuthorityKind.Customs);
        var seq = await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT seq FROM outbox WHERE action LIKE 'assistance.replied/%'"), Now);
        (await RefusedAsync(await manager.PostAsync($"/api/messages/out-{seq}/resend", null, Now))).Code.ShouldBe("federation-not-refused");

        // Once both have it, the answer goes under the new version.
        await WideAgreement.SeedAtAsync(both.CaNode.Services, second, both.NlNode.Services);
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");
        await StepsAsync(both.Nl, 1, "report", new JsonObject { ["usefulness"] = "helpful", ["outcome"] = "The value was corrected." });
        var reported = await UntilAsync(both.Ca, 1, "reported");
        reported["entries"]!.AsArray().Count(entry => entry!["notTaken"] is not null).ShouldBe(1);
        (await both.Ca.GetStringAsync("/assistance", Now)).ShouldNotContain("Last step not taken");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_request_that_the_law_keeps_back_while_it_waits_is_a_draft_again(string store)
    {
        await using var both = await StartAsync(store);
        var partners = both.NlNode.Services.GetRequiredService<PartnerDesk>();
        (await partners.SuspendAsync(await both.NlNode.OfficerAsync(Role.Supervisor), "CA", "Work on the line.", Now)).ShouldBeOfType<PartnerOutcome.Done>();
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");

        var desk = both.NlNode.Services.GetRequiredService<SuspensionDesk>();
        var done = (await desk.SuspendAsync(await both.NlNode.OfficerAsync(Role.Legal), new("CA", "A breach.") { Agreement = "TFA-12" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        var back = await UntilAsync(both.Nl, 1, "drafted");
        back["entries"]!.AsArray().ShouldHaveSingleItem()!["notTaken"]!.GetValue<string>().ShouldStartWith("agreement-refused: ");
        back["steps"]!.AsArray().Select(step => step!.GetValue<string>()).ShouldContain("send");
        back["clocks"]!.AsArray().ShouldBeEmpty();
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.not-taken'"), Now)).ShouldBe(1);

        (await RefusedAsync(await StepAsync(both.Nl, 1, "send"))).Code.ShouldBe("agreement-refused");
        (await desk.ResumeAsync(await both.NlNode.OfficerAsync(Role.Legal), done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await partners.ResumeAsync(await both.NlNode.OfficerAsync(Role.Supervisor), "CA", Now)).ShouldBeOfType<PartnerOutcome.Done>();
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await UntilAsync(both.Nl, 1, "acknowledged");
    }

    private static EntryRow EntryOf(int ordinal, string word)
    {
        var step = Words.TryParse<CaseStep>(word.TrimEnd('*'), out var read) ? read : throw new ArgumentException(word, nameof(word));
        return new()
        {
            Ordinal = ordinal,
            Step = step,
            State = CaseTable.Of(step).To ?? CaseState.Accepted,
            MessageId = CaseTable.Of(step).Message is null ? null : $"{ordinal}",
            NotTaken = word.EndsWith('*') ? "declined" : null,
        };
    }
}
