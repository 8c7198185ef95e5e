using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Protocol.Messages;

namespace Entente.Tests.Node.Assistance;

/// <summary>The Netherlands, who ask, and Canada, who are asked: two whole nodes under the simulated agreements, with an officer each.</summary>
internal sealed class TwoAdministrations : IAsyncDisposable
{
    private readonly NodePair pair;

    private TwoAdministrations(NodePair pair, HttpClient nl, HttpClient ca) => (this.pair, Nl, Ca) = (pair, nl, ca);

    /// <summary>An officer of the Netherlands.</summary>
    public HttpClient Nl { get; private set; }

    /// <summary>An officer of Canada.</summary>
    public HttpClient Ca { get; }

    public TestNode NlNode => pair.Nl;

    public TestNode CaNode => pair.Ca;

    /// <param name="kind">The store.</param>
    /// <param name="nl">The role of the officer of the Netherlands.</param>
    /// <param name="ca">The role of the officer of Canada.</param>
    /// <param name="clock">Of both nodes; the machine's where none is given.</param>
    /// <param name="amend">Changes the text of each agreement before it is put in force.</param>
    public static async Task<TwoAdministrations> StartAsync(string kind, Role nl = Role.Officer, Role ca = Role.Officer, TimeProvider? clock = null, Func<string, string>? amend = null)
    {
        var pair = await NodePair.StartUnboundAsync(kind, clock);
        foreach (var name in AgreementLibrary.Names.Where(name => name.StartsWith("nl-ca", StringComparison.Ordinal)))
        {
            await WideAgreement.SeedAsync((amend ?? (text => text))(Encoding.UTF8.GetString(AgreementLibrary.Read(name))), pair.Nl.Services, pair.Ca.Services);
        }

        return new(pair, await OfficerAsync(pair.Nl, nl), await OfficerAsync(pair.Ca, ca));
    }

    /// <summary>The node of the Netherlands stops.</summary>
    public async Task NlAwayAsync()
    {
        Nl.Dispose();
        await pair.Nl.DisposeAsync();
    }

    /// <summary>It starts again over the same store; another officer is signed in.</summary>
    public async Task NlBackAsync()
    {
        await pair.StartNlAsync();
        Nl = await OfficerAsync(pair.Nl, Role.Officer);
    }

    public static Task<HttpClient> OfficerAsync(TestNode node, params Role[] roles) => node.SignedInAs(roles, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");

    /// <summary>The request of the page of its message, which is the verification of an export declaration.</summary>
    public static JsonObject Verification => MessageKindTests.Example(MessageKind.AssistanceRequested.Key)["request"]!.DeepClone().AsObject();

    /// <summary>The verification, with days that are to come whenever the test runs.</summary>
    public static JsonObject Soon()
    {
        var request = Verification;
        request["replyBy"] = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        request["verified"]!["on"] = "2026-01-10";
        return request;
    }

    /// <summary>The same under the agreement on administrative assistance, by which documents may come along and which counts working days.</summary>
    public static JsonObject Duties()
    {
        var request = Soon();
        (request["instrument"], request["purpose"], request["law"]) = ("cmaa", "dutyAssessment", "General Customs Act, art. 5");
        return request;
    }

    /// <summary>A surveillance of containers under the CMAA, which a supervisor approves.</summary>
    public static JsonObject Surveillance => new()
    {
        ["instrument"] = "cmaa",
        ["assistance"] = "surveillance",
        ["purpose"] = "customsEnforcement",
        ["addressed"] = "customs",
        ["approval"] = "officer",
        ["matter"] = "Containers of one exporter of copper",
        ["facts"] = "Three of its containers held scrap.",
        ["law"] = "General Customs Act, art. 10:5",
        ["grounds"] = "Every third container was heavier than declared.",
        ["language"] = "en",
        ["subjects"] = new JsonArray(new JsonObject
        {
            ["category"] = "businesses", ["name"] = "Northern Copper Trading Ltd", ["addresses"] = new JsonArray(new JsonObject { ["lines"] = "Pier 9, Halifax", ["country"] = "CA" }),
        }),
        ["wanted"] = new JsonArray(new JsonObject { ["data"] = "meansOfTransport", ["fields"] = new JsonArray("identity", "position"), ["what"] = "Where its containers go.", ["form"] = "information" }),
        ["measure"] = new JsonObject { ["place"] = "Halifax", ["from"] = Instant(7), ["until"] = Instant(21) },
    };

    /// <summary>An answer to a request for verification, with the invoice.</summary>
    public static JsonObject Invoice => new()
    {
        ["answer"] = new JsonObject
        {
            ["text"] = "The export declaration states 41 200 CAD. The invoice on file is attached.",
            ["given"] = new JsonArray(new JsonObject { ["data"] = "declarations", ["fields"] = new JsonArray("reference", "value") }),
            ["documents"] = new JsonArray(new JsonObject
            {
                ["name"] = "invoice.pdf",
                ["mediaType"] = "application/pdf",
                ["content"] = Convert.ToBase64String("Invoice NC-5120: 41 200 CAD"u8),
                ["form"] = "certifiedCopy",
                ["trueCopy"] = new JsonObject { ["statement"] = "True copy of what is on file.", ["office"] = "CBSA, trade desk", ["on"] = "2026-12-03" },
            }),
        },
    };

    public static async Task<JsonObject> DraftAsync(HttpClient officer, JsonObject request, params (string Name, string Content)[] documents)
    {
        request.Remove("attachments");
        return await AcceptedAsync(await officer.PostAsJsonAsync("/api/assistance", new JsonObject
        {
            ["partner"] = "CA",
            ["reference"] = "C-2026-31",
            ["request"] = request,
            ["documents"] = new JsonArray([.. documents.Select(document => new JsonObject
            {
                ["name"] = document.Name, ["mediaType"] = "application/pdf", ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(document.Content)),
            })]),
        }));
    }

    /// <summary>A step from where the case stands, with whatever else the officer says.</summary>
    public static async Task<HttpResponseMessage> StepAsync(HttpClient officer, long number, string step, JsonObject? more = null)
    {
        var seen = (await CaseAsync(officer, number))["version"]!.GetValue<long>();
        var body = more?.DeepClone().AsObject() ?? [];
        body["step"] = step;
        body["seen"] = seen;
        return await officer.PostAsJsonAsync($"/api/assistance/{number}/steps", body);
    }

    public static async Task<JsonObject> StepsAsync(HttpClient officer, long number, string step, JsonObject? more = null) => await AcceptedAsync(await StepAsync(officer, number, step, more));

    public static async Task<JsonObject> CaseAsync(HttpClient officer, long number) => await AcceptedAsync(await officer.GetAsync($"/api/assistance/{number}"));

    /// <summary>Waits until a case stands somewhere at one end, and returns it.</summary>
    public static async Task<JsonObject> UntilAsync(HttpClient officer, long number, string state)
    {
        JsonObject? found = null;
        await NodePair.UntilAsync(
            async () =>
            {
                var answer = await officer.GetAsync($"/api/assistance/{number}");
                found = answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonNode>())!.AsObject() : null;
                return found?["state"]!.GetValue<string>() == state;
            },
            $"case {number} is {state}");
        return found!;
    }

    /// <summary>Waits until a step has been taken last, which may leave the case where it stood.</summary>
    public static Task UntilStepAsync(HttpClient officer, long number, string step) => NodePair.UntilAsync(
        async () => (await CaseAsync(officer, number))["entries"]!.AsArray()[^1]!["step"]!.GetValue<string>() == step, $"{step} is the last step of case {number}");

    public static async Task<JsonObject> AcceptedAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static async Task<(string Code, string Detail)> RefusedAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeFalse(text);
        var problem = JsonNode.Parse(text)!;
        return (problem["code"]!.GetValue<string>(), problem["detail"]?.GetValue<string>() ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        Nl.Dispose();
        Ca.Dispose();
        await pair.DisposeAsync();
    }

    private static string Instant(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
