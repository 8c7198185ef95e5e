using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>Cases that follow others: asked anew, asked for as evidence, confirmed after they were spoken.</summary>
public sealed class ChainTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_refused_is_asked_anew_in_one_step_and_both_sides_see_the_chain(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Duties(), ("invoice.pdf", "As it was filed"));
        (await RefusedAsync(await SucceedAsync(both.Nl, "resent"))).Detail.ShouldContain("refused");
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "refuse", new JsonObject { ["ground"] = "publicInterest", ["reason"] = "Not now." });
        await UntilAsync(both.Nl, 1, "refused");

        // Whoever was asked cannot do that; the text, its documents and the case before come along.
        (await RefusedAsync(await SucceedAsync(both.Ca, "resent"))).Code.ShouldBe("assistance-state");
        var next = (await AcceptedAsync(await SucceedAsync(both.Nl, "resent")))["number"]!.GetValue<long>();
        var drafted = await CaseAsync(both.Nl, next);
        drafted["request"]!["attachments"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("invoice.pdf");
        drafted["chain"]!.AsArray().Single()!.AsObject().ShouldSatisfyAllConditions(
            link => link["number"]!.GetValue<long>().ShouldBe(1), link => link["before"]!.GetValue<bool>().ShouldBeTrue(), link => link["how"]!.GetValue<string>().ShouldBe("resent"));
        await StepsAsync(both.Nl, next, "send");
        await UntilAsync(both.Ca, 2, "acknowledged");
        var first = (await CaseAsync(both.Ca, 1))["chain"]!.AsArray().Single()!;
        (first["number"]!.GetValue<long>(), first["before"]!.GetValue<bool>(), first["how"]!.GetValue<string>()).ShouldBe((2, false, "resent"));
        (await CaseAsync(both.Ca, 2))["chain"]!.AsArray().Single()!["state"]!.GetValue<string>().ShouldBe("refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_given_administratively_is_asked_for_as_evidence_in_one_step(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        (await RefusedAsync(await SucceedAsync(both.Nl, "converted"))).Detail.ShouldContain("given yet");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");

        var next = (await AcceptedAsync(await SucceedAsync(both.Nl, "converted")))["number"]!.GetValue<long>();
        var drafted = await CaseAsync(both.Nl, next);
        var request = drafted["request"]!.AsObject();
        (request["instrument"]!.GetValue<string>(), request["purpose"]!.GetValue<string>(), request["follows"]!["how"]!.GetValue<string>()).ShouldBe(("mlat", "criminalEvidence", "converted"));
        var digest = (await CaseAsync(both.Nl, 1))["documents"]!.AsArray().Single(document => document!["name"]!.GetValue<string>() == "invoice.pdf")!["sha256"]!.GetValue<string>();
        request["wanted"]!.AsArray().Single()!["what"]!.GetValue<string>().ShouldContain(digest);

        // What a court needs is left to be written; then it goes, and the chain stands at both ends.
        drafted["lacking"]!.AsArray().Select(lack => lack!["part"]!.GetValue<string>()).ShouldContain("offence");
        request["law"] = "Criminal Code, art. 225";
        request["offence"] = new JsonObject { ["act"] = "Forgery of an invoice", ["law"] = "Criminal Code, art. 225" };
        await AcceptedAsync(await both.Nl.PutAsJsonAsync($"/api/assistance/{next}/request", new JsonObject
        {
            ["partner"] = "CA", ["reference"] = "C-2026-32", ["request"] = request.DeepClone(), ["seen"] = drafted["version"]!.DeepClone(),
        }));
        await StepsAsync(both.Nl, next, "send");
        (await UntilAsync(both.Ca, 2, "acknowledged"))["chain"]!.AsArray().Single()!["instrument"]!.GetValue<string>().ShouldBe("tfa12");
        (await RefusedAsync(await SucceedAsync(both.Nl, "converted", next))).Detail.ShouldContain("given yet");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_spoken_is_confirmed_in_writing_and_is_one_case_at_either_side(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal);
        var spoken = Pursuit;

        // Both sides write down what was said; the confirmation is due.
        var unsaid = Pursuit;
        unsaid.Remove("oral");
        (await RefusedAsync(await SpokenAsync(both.Ca, unsaid))).Code.ShouldBe("assistance-incomplete");
        await AcceptedAsync(await SpokenAsync(both.Ca, spoken));
        (await RefusedAsync(await SpokenAsync(both.Ca, spoken))).Code.ShouldBe("request-conflict");
        var heard = await CaseAsync(both.Ca, 1);
        heard["state"]!.GetValue<string>().ShouldBe("spoken");
        await DraftAsync(both.Nl, spoken);
        await StepsAsync(both.Nl, 1, "speak");

        // It has not lapsed yet, and the written one takes the case over.
        (await RefusedAsync(await StepAsync(both.Ca, 1, "lapse"))).Code.ShouldBe("assistance-state");
        await StepsAsync(both.Nl, 1, "send");
        var confirmed = await UntilAsync(both.Ca, 1, "acknowledged");
        confirmed["id"]!.GetValue<string>().ShouldBe((await CaseAsync(both.Nl, 1))["id"]!.GetValue<string>());
        confirmed["id"]!.GetValue<string>().ShouldNotBe(heard["id"]!.GetValue<string>());
        confirmed["entries"]!.AsArray().Select(entry => entry!["step"]!.GetValue<string>()).ShouldBe(["speak", "send", "acknowledge"]);
        (await AcceptedAsync(await both.Ca.GetAsync("/api/assistance")))["cases"]!.AsArray().Count.ShouldBe(1);
    }

    private static JsonObject Pursuit => new()
    {
        ["instrument"] = "mlat",
        ["assistance"] = "certifiedDocuments",
        ["purpose"] = "criminalEvidence",
        ["addressed"] = "customs",
        ["approval"] = "officer",
        ["matter"] = "Copies before they are destroyed",
        ["facts"] = "The archive is emptied tonight.",
        ["law"] = "Criminal Code, art. 225",
        ["grounds"] = "Two invoices were written for one delivery.",
        ["dataProtection"] = "Police Data Act, art. 17a",
        ["language"] = "en",
        ["urgentBecause"] = "The archive is emptied tonight.",
        ["oral"] = new JsonObject { ["at"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), ["office"] = "Duty desk", ["reference"] = "O-77" },
        ["declarations"] = new JsonArray(new JsonObject { ["reference"] = "26CAEX0048812", ["kind"] = "export" }),
        ["offence"] = new JsonObject { ["act"] = "Forgery of an invoice", ["law"] = "Criminal Code, art. 225", ["there"] = "Forgery" },
        ["wanted"] = new JsonArray(new JsonObject { ["data"] = "documents", ["fields"] = new JsonArray("content"), ["what"] = "The invoice NC-5120.", ["form"] = "certifiedCopy" }),
    };

    private static Task<HttpResponseMessage> SucceedAsync(HttpClient officer, string how, long number = 1) =>
        officer.PostAsJsonAsync($"/api/assistance/{number}/successor", new JsonObject { ["how"] = how, ["reference"] = "C-2026-32" });

    private static Task<HttpResponseMessage> SpokenAsync(HttpClient officer, JsonObject request) =>
        officer.PostAsJsonAsync("/api/assistance/spoken", new JsonObject { ["partner"] = "NL", ["reference"] = "S-4", ["request"] = request.DeepClone() });
}
