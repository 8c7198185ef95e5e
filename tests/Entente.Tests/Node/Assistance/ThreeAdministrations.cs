using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Scenarios;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Federation.Delivery;

namespace Entente.Tests.Node.Assistance;

/// <summary>The Netherlands, who give; Canada, who have it; and Singapore, to whom it might go on: three whole nodes. What goes on is a matter of the purpose for which the Netherlands gave it.</summary>
internal sealed class ThreeAdministrations : IAsyncDisposable
{
    public const string Information = "/api/assistance/information";

    private readonly NodePair pair;

    private readonly Store store;

    private ThreeAdministrations(NodePair pair, Store store, TestNode third, HttpClient nl, HttpClient ca, HttpClient sg) => (this.pair, this.store, SgNode, Nl, Ca, Sg) = (pair, store, third, nl, ca, sg);

    public TestNode NlNode => pair.Nl;

    public TestNode CaNode => pair.Ca;

    public TestNode SgNode { get; }

    public HttpClient Nl { get; }

    public HttpClient Ca { get; }

    public HttpClient Sg { get; }

    /// <summary>Between the Netherlands and Canada: for customs enforcement it stays there, for risk analysis it goes on to Singapore, for border security with consent, and for the assessment of duties without.</summary>
    private const string Given = """
        agreement: NL-CA-ONWARD
        version: 1
        status: simulated
        instrument: mou
        title: What goes on and what does not
        inForce: { from: 2026-01-01 }
        languages: [en]
        parties:
          - { party: NL, authorities: [customs], calendar: NL }
          - { party: CA, authorities: [customs], calendar: CA }
        articles:
          - article: "1"
            wording: It stays with the receiver.
            permits:
              - exchanges: [spontaneous]
                data: { documents: all, fraudTrends: all }
                purposes: [customsEnforcement]
                actions: [read, control]
                retention: P1Y
          - article: "2"
            wording: It may go on to Singapore.
            permits:
              - exchanges: [spontaneous]
                data: { documents: all, fraudTrends: all }
                purposes: [riskAnalysis]
                handling: H1
                actions: [read, riskAnalysis]
                onward: { authorities: [customs], parties: [SG], withConsent: false }
                retention: P6M
          - article: "3"
            wording: It may go on to Singapore with consent.
            permits:
              - exchanges: [spontaneous]
                data: { documents: all, fraudTrends: all }
                purposes: [borderSecurity]
                actions: [read, control]
                onward: { authorities: [customs], parties: [SG], withConsent: true }
                retention: P1Y
          - article: "4"
            wording: It may go on to Singapore for the assessment of duties.
            permits:
              - exchanges: [spontaneous]
                data: { documents: all, fraudTrends: all }
                purposes: [dutyAssessment]
                actions: [read, control]
                onward: { authorities: [customs], parties: [SG], withConsent: false }
                retention: P1Y

        """;

    private const string Further = """
        agreement: CA-SG-WIDE
        version: 1
        status: simulated
        instrument: cmaa
        title: What Canada and Singapore give each other
        inForce: { from: 2026-01-01 }
        languages: [en]
        parties:
          - { party: CA, authorities: [customs], calendar: CA }
          - { party: SG, authorities: [customs], calendar: SG }
        articles:
          - article: "1"
            wording: Information unasked.
            permits:
              - exchanges: [spontaneous]
                data: { documents: all, fraudTrends: all }
                purposes: [customsEnforcement, riskAnalysis, borderSecurity]
                actions: [read, riskAnalysis, control]
                onward: { authorities: [customs, police], parties: [SG, NO], withConsent: false }
                retention: P2Y
          - article: "2"
            wording: Requests and their answers.
            permits:
              - exchanges: [request, reply]
                assistance: [information, certifiedDocuments]
                data: { documents: all, declarations: all, businesses: all, fraudTrends: all }
                purposes: [customsEnforcement, dutyAssessment]
                actions: [read, control]
                retention: P2Y

        """;

    public static async Task<ThreeAdministrations> StartAsync(string kind)
    {
        var pair = await NodePair.StartUnboundAsync(kind);
        var store = await Store.CreateAsync(kind);
        var third = await TestNode.StartAsync(store, settings:
            [("Country", "SG"), ("Administration", "Customs of SG"), ("Federation:Listen", $"https://127.0.0.1:{Ports.Free()}"), ("Federation:TestSeconds", "0"), ("Federation:Suite", "2.0")]);
        await NodePair.AdmitAsync(pair.Ca, third);
        await NodePair.AdmitAsync(third, pair.Ca);
        await WideAgreement.SeedAsync(Given, pair.Nl.Services, pair.Ca.Services);
        await WideAgreement.SeedAsync(Further, pair.Ca.Services, third.Services);
        return new(
            pair, store, third, await TwoAdministrations.OfficerAsync(pair.Nl, Role.Officer), await TwoAdministrations.OfficerAsync(pair.Ca, Role.Officer), await TwoAdministrations.OfficerAsync(third, Role.Officer));
    }

    /// <summary>Information for a purpose, with a document or without.</summary>
    public static JsonObject Told(string partner, string purpose, string? document, params string[] comesFrom)
    {
        var told = new JsonObject
        {
            ["partner"] = partner,
            ["reference"] = "D-2026-7",
            ["addressed"] = "customs",
            ["purpose"] = purpose,
            ["matter"] = "Scrap declared as copper",
            ["facts"] = "Three containers of one exporter held scrap.",
            ["given"] = new JsonArray(new JsonObject { ["data"] = "fraudTrends", ["fields"] = new JsonArray("content") }),
        };
        if (document is not null)
        {
            told["documents"] = new JsonArray(new JsonObject
            {
                ["name"] = $"{purpose}.pdf", ["mediaType"] = "application/pdf", ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(document)),
            });
        }

        if (comesFrom.Length > 0)
        {
            told["comesFrom"] = new JsonArray([.. comesFrom.Select(address => JsonValue.Create(address))]);
        }

        return told;
    }

    /// <summary>The mark that what is given may go on to a party until a day.</summary>
    public static JsonObject Consent(string to, DateOnly until) =>
        new() { ["consent"] = new JsonObject { ["to"] = to, ["until"] = until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) } };

    /// <summary>Gives Canada something and waits until it is there.</summary>
    /// <param name="until">Until when it may go on to Singapore; nothing: the Netherlands say nothing of that.</param>
    /// <returns>Its number in Canada.</returns>
    public async Task<long> GiveAsync(string purpose, string? document, DateOnly? until = null)
    {
        var before = await CountAsync();
        var told = Told("CA", purpose, document);
        if (until is { } day)
        {
            told["marks"] = Consent("SG", day);
        }

        await TwoAdministrations.AcceptedAsync(await Nl.PostAsJsonAsync(Information, told));
        await NodePair.UntilAsync(async () => await CountAsync() > before, "Canada has the information");
        return await CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(number) FROM assistance_information WHERE ours = 0"));

        Task<long> CountAsync() => CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM assistance_information WHERE ours = 0"));
    }

    /// <summary>How many messages of Canada to Singapore were queued that give information or answers.</summary>
    public Task<long> QueuedAsync() => CaNode.Database.ReadAsync(session => session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM outbox WHERE partner = 'SG' AND (action LIKE 'information.given%' OR action LIKE 'assistance.replied%')"));

    public async ValueTask DisposeAsync()
    {
        Nl.Dispose();
        Ca.Dispose();
        Sg.Dispose();
        await SgNode.DisposeAsync();
        await store.DisposeAsync();
        await pair.DisposeAsync();
    }
}
