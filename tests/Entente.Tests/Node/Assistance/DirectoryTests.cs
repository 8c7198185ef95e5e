using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Protocol.Messages;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>Whom to ask and what to expect: the directory, capacity, priorities, public holidays, and the ledger that both sides come to by themselves.</summary>
public sealed class DirectoryTests
{
    public static TheoryData<string> Stores => Store.Both;

    private static JsonArray Authorities => MessageKindTests.Example(MessageKind.AuthoritiesPublished.Key)["authorities"]!.DeepClone().AsArray();

    [Theory, MemberData(nameof(Stores))]
    public async Task A_directory_is_published_to_partners_and_proposes_who_is_competent(string store)
    {
        await using var both = await StartAsync(store);
        using var administrator = await OfficerAsync(both.CaNode, Role.Administrator);
        (await RefusedAsync(await both.Nl.GetAsync("/api/assistance/authorities/competent?partner=CA&instrument=cmaa&assistance=information"))).Code.ShouldBe("request-not-found");

        var desk = Authorities;
        desk[0]!["competences"]![0]!["open"] = 7;
        (await AcceptedAsync(await PublishAsync(administrator, desk))).ToJsonString().ShouldBe("""{"version":1,"told":1}""");
        await NodePair.UntilAsync(async () => (await DirectoriesAsync(both.Nl)).Count == 1, "the directory came");
        var directory = (await DirectoriesAsync(both.Nl))[0]!;
        (directory["party"]!.GetValue<string>(), directory["version"]!.GetValue<long>()).ShouldBe(("CA", 1));

        // How many are open is what the node counts, whatever somebody writes.
        var competent = await AcceptedAsync(await both.Nl.GetAsync("/api/assistance/authorities/competent?partner=CA&instrument=cmaa&assistance=information"));
        competent["authority"]!["id"]!.GetValue<string>().ShouldBe("customs-central");
        (competent["open"]!.GetValue<int>(), competent["load"]!.GetValue<string>()).ShouldBe((0, "within"));
        competent["opensAt"].ShouldNotBeNull();
        (await RefusedAsync(await both.Nl.GetAsync("/api/assistance/authorities/competent?partner=CA&instrument=mlat&assistance=information"))).Code.ShouldBe("request-not-found");
        (await RefusedAsync(await both.Nl.GetAsync("/api/assistance/authorities/competent?partner=CA&instrument=favour&assistance=information"))).Code.ShouldBe("assistance-word");

        // A later version replaces it. What has a word or a zone that is none is not published, and officers who deal with cases cannot publish.
        desk[0]!["languages"] = new JsonArray("fr");
        (await AcceptedAsync(await PublishAsync(administrator, desk)))["version"]!.GetValue<long>().ShouldBe(2);
        await NodePair.UntilAsync(async () => (await DirectoriesAsync(both.Nl))[0]!["version"]!.GetValue<long>() == 2, "the second version came");
        desk[0]!["zone"] = "Europe/Nowhere";
        (await RefusedAsync(await PublishAsync(administrator, desk))).Code.ShouldBe("message-value");
        desk[0]!["zone"] = "America/Toronto";
        desk[0]!["competences"]![0]!["instrument"] = "favour";
        (await RefusedAsync(await PublishAsync(administrator, desk))).Code.ShouldBe("assistance-word");
        (await PublishAsync(both.Ca, Authorities)).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_has_too_many_asks_for_an_order_and_deals_with_them_in_it(string store)
    {
        await using var both = await StartAsync(store);
        for (var number = 1; number <= 3; number++)
        {
            await DraftAsync(both.Nl, Soon());
            await StepsAsync(both.Nl, number, "send");
            await UntilAsync(both.Ca, number, "acknowledged");
            await UntilAsync(both.Nl, number, "acknowledged");
        }

        await AcceptedAsync(await PrioritiseAsync(both.Ca, new JsonObject { ["partner"] = "NL", ["step"] = "asked", ["limit"] = 2, ["reason"] = "More than can be managed." }));
        (await RefusedAsync(await PrioritiseAsync(both.Nl, Given(99)))).Code.ShouldBe("assistance-state"); // not theirs
        (await RefusedAsync(await PrioritiseAsync(both.Nl, Given()))).Code.ShouldBe("message-value");
        await AcceptedAsync(await PrioritiseAsync(both.Nl, Given(3, 1)));
        await NodePair.UntilAsync(async () => (await QueueAsync(both.Ca))["given"] is not null, "the order came");

        var queue = await QueueAsync(both.Ca);
        queue["asked"]!["limit"]!.GetValue<long>().ShouldBe(2);
        queue["cases"]!.AsArray().Select(line => line!["number"]!.GetValue<long>()).ShouldBe([3, 1, 2]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Both_sides_come_to_the_same_ledger(string store)
    {
        await using var both = await StartAsync(store);
        for (var number = 1; number <= 2; number++)
        {
            await DraftAsync(both.Nl, Soon());
            await StepsAsync(both.Nl, number, "send");
            await UntilAsync(both.Ca, number, "acknowledged");
        }

        await DraftAsync(both.Nl, Soon()); // never sent, so never counted
        await StepsAsync(both.Ca, 1, "refuse", new JsonObject { ["ground"] = "domesticLaw", ["provision"] = "s. 107", ["reason"] = "The law does not allow it." });
        await UntilAsync(both.Nl, 1, "refused");
        await StepsAsync(both.Ca, 2, "admit");
        await StepsAsync(both.Ca, 2, "accept");
        await StepsAsync(both.Ca, 2, "reply", Invoice);
        await UntilAsync(both.Nl, 2, "replied");

        var (mine, theirs) = (await LedgerAsync(both.Nl, "CA"), await LedgerAsync(both.Ca, "NL"));
        (mine["partner"]!.GetValue<string>(), mine["us"]!.GetValue<string>()).ShouldBe(("CA", "requesting"));
        (theirs["partner"]!.GetValue<string>(), theirs["us"]!.GetValue<string>()).ShouldBe(("NL", "requested"));
        foreach (var line in new[] { mine, theirs })
        {
            line["asked"]!.GetValue<int>().ShouldBe(2);
            line["ended"]!.ToJsonString().ShouldBe("""{"answered":1,"refused":1}""");
            line["refusedBy"]!.ToJsonString().ShouldBe("""{"domesticLaw":1}""");
            line["outcomesOwed"]!.GetValue<int>().ShouldBe(1);
            line["steps"]!["reply"]!["done"]!.GetValue<int>().ShouldBe(2);
            line["steps"]!["reply"]!["inTime"]!.GetValue<int>().ShouldBe(2);
        }

        (await AcceptedAsync(await both.Nl.GetAsync("/api/assistance/ledger?until=2020-01-01")))["lines"]!.AsArray().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Clocks_stand_still_on_public_holidays_of_the_requested_state(string store)
    {
        await using var both = await StartAsync(store);
        using var administrator = await OfficerAsync(both.NlNode, Role.Administrator);
        await DraftAsync(both.Nl, Duties());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Nl, 1, "acknowledged");
        var before = await AcknowledgeDueAsync(both.Nl);

        // A month in which nobody works puts five working days off by more than three weeks.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var month = Enumerable.Range(0, 28).Select(today.AddDays).ToList();
        var holidays = new JsonObject
        {
            ["from"] = $"{month[0]:yyyy-MM-dd}",
            ["until"] = $"{month[^1]:yyyy-MM-dd}",
            ["days"] = new JsonArray([.. month.Select(day => new JsonObject { ["day"] = $"{day:yyyy-MM-dd}", ["name"] = "Feast" })]),
        };
        (await AcceptedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/CA", holidays))).ToJsonString().ShouldBe("""{"country":"CA","days":28}""");
        (await AcknowledgeDueAsync(both.Nl) - before).TotalDays.ShouldBeGreaterThan(20);

        // Those of another state change nothing, and a list replaces what it covers.
        holidays["days"] = new JsonArray();
        await AcceptedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/NL", holidays));
        (await AcceptedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/CA", holidays)))["days"]!.GetValue<long>().ShouldBe(0);
        (await AcknowledgeDueAsync(both.Nl)).ShouldBe(before);

        // Where its days end and which of them are free is the state's own affair as well.
        holidays["zone"] = "America/Toronto";
        holidays["weekend"] = new JsonArray("friday", "saturday");
        await AcceptedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/CA", holidays));
        var local = await AcknowledgeDueAsync(both.Nl);
        TimeZoneInfo.ConvertTime(local, TimeZoneInfo.FindSystemTimeZoneById("America/Toronto")).TimeOfDay.ShouldBe(TimeSpan.Zero);
        local.UtcDateTime.TimeOfDay.ShouldNotBe(TimeSpan.Zero);
        foreach (var (member, wrong) in new (string, JsonNode)[] { ("zone", "Ottawa"), ("weekend", new JsonArray("friday", "friday")) })
        {
            var other = holidays.DeepClone();
            other[member] = wrong;
            (await RefusedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/CA", other))).Code.ShouldBe("message-value");
        }

        holidays["days"] = new JsonArray(new JsonObject { ["day"] = "1999-01-01", ["name"] = "Feast" });
        (await RefusedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/CA", holidays))).Code.ShouldBe("message-value");
        (await RefusedAsync(await administrator.PutAsJsonAsync("/api/assistance/holidays/canada", holidays))).Code.ShouldBe("message-value");
    }

    private static JsonObject Given(params long[] order) => new() { ["partner"] = "CA", ["step"] = "given", ["order"] = new JsonArray([.. order.Select(number => (JsonNode)number)]), ["reason"] = "The period for recovery ends." };

    private static Task<HttpResponseMessage> PublishAsync(HttpClient officer, JsonArray authorities) =>
        officer.PutAsJsonAsync("/api/assistance/authorities", new JsonObject { ["authorities"] = authorities.DeepClone() });

    private static Task<HttpResponseMessage> PrioritiseAsync(HttpClient officer, JsonObject said) => officer.PostAsJsonAsync("/api/assistance/priorities", said);

    private static async Task<JsonArray> DirectoriesAsync(HttpClient officer) => (await AcceptedAsync(await officer.GetAsync("/api/assistance/authorities")))["directories"]!.AsArray();

    private static async Task<JsonObject> QueueAsync(HttpClient officer) => await AcceptedAsync(await officer.GetAsync("/api/assistance/queue?partner=NL"));

    private static async Task<JsonObject> LedgerAsync(HttpClient officer, string partner) =>
        (await AcceptedAsync(await officer.GetAsync($"/api/assistance/ledger?partner={partner}")))["lines"]!.AsArray().ShouldHaveSingleItem()!.AsObject();

    private static async Task<DateTimeOffset> AcknowledgeDueAsync(HttpClient officer) =>
        (await CaseAsync(officer, 1))["clocks"]!.AsArray().Single(clock => clock!["deadline"]!.GetValue<string>() == "acknowledge")!["due"]!.GetValue<DateTimeOffset>();
}
