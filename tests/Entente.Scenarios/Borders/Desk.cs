using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Agreements;
using Entente.Protocol.Access;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Borders;

/// <summary>The desks of two administrations, each a process, under the agreements that come with the product: the Netherlands ask and Canada is asked.</summary>
internal sealed partial class Desk : IAsyncDisposable
{
    private Desk(Member nl, Member ca) => (Nl, Ca) = (nl, ca);

    public Member Nl { get; }

    public Member Ca { get; }

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public static async Task<Desk> StartAsync(string store)
    {
        var (nl, ca) = (await Member.CreateAsync("NL", store, purpose: Purpose.MutualAssistance), await Member.CreateAsync("CA", store, purpose: Purpose.MutualAssistance));
        await Task.WhenAll(nl.StartAsync(), ca.StartAsync());
        await nl.AdmitAsync(ca);
        await ca.AdmitAsync(nl);
        foreach (var name in AgreementLibrary.Names.Where(name => name.StartsWith("nl-ca", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(AgreementLibrary.Read(name));
            await AgreeOnAsync(text, $"{IdOf().Match(text).Groups[1]}/{VersionOf().Match(text).Groups[1]}", nl, ca);
        }

        return new(nl, ca);
    }

    /// <summary>Drafts a request of the Netherlands to Canada.</summary>
    /// <returns>Its number there.</returns>
    public async Task<long> DraftAsync(JsonObject request) =>
        (await Nl.PostAsync("/api/assistance", new JsonObject { ["partner"] = "CA", ["reference"] = "C-2026-31", ["request"] = request }))["number"]!.GetValue<long>();

    /// <summary>The Netherlands ask for a document as evidence, Canada sets a condition, the Netherlands assure it, and Canada gives the document.</summary>
    /// <param name="asked">The number that the case gets in Canada.</param>
    /// <param name="document">What is given.</param>
    /// <returns>Its number in the Netherlands.</returns>
    public async Task<long> GiveEvidenceAsync(long asked, string document)
    {
        var evidence = await DraftAsync(Request(
            """
            {
              "instrument": "mlat", "assistance": "certifiedDocuments", "purpose": "criminalEvidence", "matter": "False invoices for copper",
              "facts": "Two invoices were written for one delivery.", "law": "Criminal Code, art. 225", "dataProtection": "Police Data Act, art. 17a",
              "declarations": [{ "reference": "26CAEX0048812", "kind": "export" }],
              "offence": { "act": "Forgery of an invoice", "law": "Criminal Code, art. 225", "there": "Forgery" },
              "wanted": [{ "data": "documents", "fields": ["content"], "what": "The invoice NC-5120.", "form": "certifiedCopy" }]
            }
            """));
        await StepAsync(Nl, evidence, "send");
        await StandsAsync(Ca, asked, "acknowledged");
        await StepAsync(Ca, asked, "admit");
        await StepAsync(Ca, asked, "setConditions", Conditions("assuranceRetention"));
        await StandsAsync(Nl, evidence, "conditionsSet");
        await StepAsync(Nl, evidence, "assure", Conditions("assuranceRetention"));
        await StandsAsync(Ca, asked, "accepted");
        var answer = Answer("The invoice is attached.", document);
        answer["answer"]!["attested"] = new JsonArray(new JsonObject { ["condition"] = "dualCriminality", ["by"] = "Department of Justice" });
        answer["answer"]!["marks"] = new JsonObject { ["keepUntil"] = TimeProvider.System.GetUtcNow().AddYears(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        await StepAsync(Ca, asked, "reply", answer);
        await StandsAsync(Nl, evidence, "replied");
        return evidence;
    }

    /// <summary>A step from where the case stands, with whatever else the officer says.</summary>
    public static async Task StepAsync(Member at, long number, string step, JsonObject? more = null)
    {
        var body = more?.DeepClone().AsObject() ?? [];
        body["step"] = step;
        body["seen"] = (await at.GetAsync($"/api/assistance/{number}"))["version"]!.DeepClone();
        await at.PostAsync($"/api/assistance/{number}/steps", body);
    }

    /// <summary>Waits until a case stands somewhere, and returns it.</summary>
    public static async Task<JsonNode> StandsAsync(Member at, long number, string state)
    {
        JsonNode? found = null;
        await UntilAsync(
            async () =>
            {
                using var answer = await at.Officer.GetAsync($"/api/assistance/{number}");
                found = answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
                return (string?)found?["state"] == state;
            },
            $"case {number} at {at.Country} is {state}");
        return found!;
    }

    /// <summary>What a request under any instrument has, and what this one has beside it.</summary>
    public static JsonObject Request(string own)
    {
        var request = JsonNode.Parse(
            """
            {
              "addressed": "customs", "approval": "officer", "language": "en",
              "office": { "name": "Mutual assistance desk", "authority": "customs", "reach": "assistance@desk.example" },
              "facts": "The import declaration states less than half of what the export declaration seems to state.",
              "grounds": "One invoice number occurs twice, with two values."
            }
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(own)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        request["replyBy"] = $"{Today.AddDays(60):yyyy-MM-dd}";
        return request;
    }

    public static JsonObject Conditions(params string[] words) => new() { ["conditions"] = new JsonArray([.. words.Select(word => (JsonNode)word)]), ["terms"] = "As the words say." };

    public static JsonObject Answer(string text, string document, params (string Data, string Field)[] given) => new()
    {
        ["answer"] = new JsonObject
        {
            ["text"] = text,
            ["given"] = new JsonArray([.. given.GroupBy(one => one.Data, one => one.Field).Select(one => new JsonObject { ["data"] = one.Key, ["fields"] = new JsonArray([.. one.Select(field => (JsonNode)field)]) })]),
            ["documents"] = new JsonArray(new JsonObject
            {
                ["name"] = "invoice.pdf",
                ["mediaType"] = "application/pdf",
                ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(document)),
                ["form"] = "certifiedCopy",
                ["trueCopy"] = new JsonObject { ["statement"] = "True copy of what is on file.", ["office"] = "CBSA, trade desk", ["on"] = $"{Today:yyyy-MM-dd}" },
            }),
        },
    };

    public static IEnumerable<string> Steps(JsonNode view) => view["entries"]!.AsArray().Select(entry => (string)entry!["step"]!);

    /// <summary>Kills a node, and shows that it is gone.</summary>
    public static async Task KillAsync(Member member)
    {
        await member.KillAsync();
        member.IsGone.ShouldBeTrue();
    }

    /// <summary>Waits until something for the partner has been tried in vain.</summary>
    public static Task TriedInVainAsync(Member at, string partner) => UntilAsync(
        async () => (await at.ListAsync($"/api/messages?partner={partner}&state=Open", "messages")).Any(message => (int)message!["attempts"]! > 0 && (string?)message["reason"] == "federation-unreachable"),
        $"{partner} was tried in vain");

    public async ValueTask DisposeAsync()
    {
        await Nl.DisposeAsync();
        await Ca.DisposeAsync();
    }

    [GeneratedRegex("^agreement: (.+)$", RegexOptions.Multiline)]
    private static partial Regex IdOf();

    [GeneratedRegex("^version: (.+)$", RegexOptions.Multiline)]
    private static partial Regex VersionOf();
}
