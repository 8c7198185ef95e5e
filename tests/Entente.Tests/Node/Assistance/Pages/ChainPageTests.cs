using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using static Entente.Tests.Node.Assistance.Pages.Console;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>Cases that follow others, and what was spoken, by the pages alone.</summary>
public sealed class ChainPageTests
{
    private const string Composer = "main form[data-guard]";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_refused_is_asked_anew_with_the_ground_before_the_eyes(string store)
    {
        await using var both = await StartAsync(store);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        await SentAsync(both, Duties());
        (await nl.ReadAsync("/assistance/1")).QuerySelector("#after").ShouldBeNull();
        await ca.SendAsync(await ca.ReadAsync("/assistance/1"), Step("refuse"), ("refuse.ground", "domesticLaw"), ("refuse.provision", "Customs Act, s. 107"), ("refuse.reason", "Not before the audit is over."));

        var refused = await nl.UntilAsync("/assistance/1", "Request refused");
        var unnamed = await nl.SendAsync(refused, "#after-resent form", ("resent.reference", " "));
        unnamed.QuerySelector("#after-resent .en-wrong [name='resent.reference']").ShouldNotBeNull();
        var composer = await nl.SendAsync(refused, "#after-resent form", ("resent.reference", "C-2026-32"));

        // The composer is filled with the text before, and says on what it was refused.
        composer.QuerySelector("[name=matter]")!.GetAttribute("value").ShouldBe(Duties()["matter"]!.GetValue<string>());
        composer.QuerySelector(".en-notice")!.TextContent.ShouldContain("Not before the audit is over.");
        var draft = await nl.SendAsync(composer, Composer, ("facts", "The audit is over."), ("act", "check"));
        draft.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        await nl.SendAsync(draft, Step("send"));

        var arrived = await ca.UntilAsync("/assistance/2", "Receipt acknowledged");
        arrived.QuerySelector(".en-notice a[href='/assistance/1']").ShouldNotBeNull();
        (await ca.ReadAsync("/assistance/1")).QuerySelector(".en-notice a[href='/assistance/2']").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_given_is_asked_for_as_evidence_in_one_step_and_an_answer_names_declarations_field_by_field(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        await SentAsync(both, Duties());
        await ca.SendAsync(await ca.ReadAsync("/assistance/1"), Step("admit"));
        var accepted = await ca.SendAsync(await ca.ReadAsync("/assistance/1"), Step("accept"));

        // A row is added without losing what was typed; it begins with the declaration that was asked about.
        var more = await ca.SendAsync(accepted, Step("reply"), ("reply.answer", "It states another value."), ("_more", "declaration"));
        more.QuerySelector(".en-errors").ShouldBeNull();
        more.QuerySelector(".en-notice.en-care")?.TextContent.ShouldNotContain("session");
        more.QuerySelector("[name='reply.answer']")!.TextContent.ShouldBe("It states another value.");
        more.QuerySelector("[name='reply.declaration0.reference']")!.GetAttribute("value").ShouldBe(Duties()["declarations"]![0]!["reference"]!.GetValue<string>());
        more.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(ids => ids.Count() > 1).Select(ids => ids.Key).ShouldBeEmpty();
        var wrong = await ca.SendAsync(more, Step("reply"), ("reply.declaration0.lodgedOn", "yesterday"));
        wrong.QuerySelector($"{Step("reply")} .en-wrong [name='reply.declaration0.lodgedOn']").ShouldNotBeNull();
        var replied = await ca.SendAsync(wrong, Step("reply"), ("reply.declaration0.lodgedOn", "2026-01-05"), ("reply.declaration0.value", "41 200 CAD"));
        replied.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();

        var answered = await nl.UntilAsync("/assistance/1", "Answered");
        answered.QuerySelector("#history")!.TextContent.ShouldContain("41 200 CAD");
        var composer = await nl.SendAsync(answered, "#after-converted form", ("converted.reference", "C-2026-33"));
        composer.QuerySelector("h1")!.TextContent.ShouldBe("Write the request");
        composer.QuerySelector("[name=offenceAct]").ShouldNotBeNull();
        var draft = await nl.SendAsync(
            composer, Composer, ("law", "Criminal Code, art. 225"), ("offenceAct", "Forgery of an invoice"), ("offenceLaw", "Criminal Code, art. 225"), ("dataProtection", "Police Data Act"), ("act", "keep"));
        draft.QuerySelector(".en-head")!.TextContent.ShouldContain("under MLAT");
        draft.QuerySelector(".en-notice a[href='/assistance/1']").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_spoken_is_written_down_at_both_sides_and_confirmed_in_writing(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));

        // Canada heard it: what is missing is said at its field, and nothing is lost.
        var form = await ca.ReadAsync("/assistance/spoken");
        var hasty = await ca.SendAsync(form, "main form[data-guard]", ("partner", "NL"), ("reference", "S-4"), ("matter", "Copies before they are destroyed"));
        hasty.QuerySelector(".en-errors")!.TextContent.ShouldContain("Say when it was spoken");
        hasty.QuerySelector("[name=matter]")!.GetAttribute("value").ShouldBe("Copies before they are destroyed");
        var opened = await ca.SendAsync(
            hasty, "main form[data-guard]", ("instrument", "mlat"), ("assistance", "certifiedDocuments"), ("use", "criminalEvidence"), ("urgent", "The archive is emptied tonight."),
            ("officeName", "Duty desk of customs"), ("officeReach", "duty@desk.example"), ("oralOn", "2026-01-05"), ("oralAt", "21:40"), ("oralOffice", "Duty desk"), ("oralReference", "O-77"));
        opened.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        opened.QuerySelector(".en-head")!.TextContent.ShouldContain("Asked by word of mouth");

        // The Netherlands say so in their draft; before that the step says what it lacks.
        var request = Spoken;
        await DraftAsync(both.Nl, request);
        (await nl.ReadAsync("/assistance/1")).QuerySelector("#steps a[href='/assistance/1/request#part-oral']").ShouldNotBeNull();
        var draft = await nl.SendAsync(
            await nl.ReadAsync("/assistance/1/request"), Composer, ("oralOn", "2026-01-05"), ("oralAt", "21:40"), ("oralOffice", "Duty desk"), ("oralReference", "O-77"), ("act", "keep"));
        var told = await nl.SendAsync(draft, Step("speak"));
        told.QuerySelector(".en-head")!.TextContent.ShouldContain("Asked by word of mouth");
        await nl.SendAsync(told, Step("send"));

        var confirmed = await ca.UntilAsync("/assistance/1", "Receipt acknowledged");
        confirmed.QuerySelector("#request")!.TextContent.ShouldContain("2026-01-05 21:40 UTC, to Duty desk, as O-77");
        (await ca.ReadAsync("/assistance?state=all")).QuerySelectorAll("#assistance-rows tr").Length.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_clause_keeps_from_an_officer_stands_in_the_list_without_its_matter(string kind)
    {
        await using var both = await StartAsync(kind);
        await SentAsync(both, Duties());
        using var investigator = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-2");
        var matter = Duties()["matter"]!.GetValue<string>();
        (await new Console(both.Ca).ReadAsync("/assistance")).QuerySelector("#assistance-rows")!.TextContent.ShouldContain(matter);

        var list = await new Console(investigator).ReadAsync("/assistance");

        list.QuerySelector("#assistance-rows")!.TextContent.ShouldContain("Kept back by law");
        list.QuerySelector("#assistance-rows")!.TextContent.ShouldNotContain(matter);
        (await investigator.GetStringAsync("/api/assistance")).ShouldNotContain(matter);
        list.QuerySelector(".en-notice a[href^='/session/purpose']").ShouldNotBeNull();
    }

    /// <summary>Certified copies as evidence, with all but what was spoken.</summary>
    private static JsonObject Spoken
    {
        get
        {
            var request = Verification;
            foreach (var part in new[] { "verified", "reciprocity", "replyBy", "assurances" })
            {
                request.Remove(part);
            }

            (request["instrument"], request["purpose"], request["law"], request["urgentBecause"]) = ("mlat", "criminalEvidence", "Criminal Code, art. 225", "The archive is emptied tonight.");
            request["offence"] = new JsonObject { ["act"] = "Forgery of an invoice", ["law"] = "Criminal Code, art. 225", ["there"] = "Forgery" };
            request["wanted"] = new JsonArray(new JsonObject { ["data"] = "documents", ["fields"] = new JsonArray("content"), ["what"] = "The invoice NC-5120.", ["form"] = "certifiedCopy" });
            return request;
        }
    }

    private static async Task SentAsync(TwoAdministrations both, JsonObject request)
    {
        await DraftAsync(both.Nl, request);
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
    }
}
