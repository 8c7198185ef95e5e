using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements;

/// <summary>An agreement that permits everything that is exchanged today, for tests and measurements that are about something else than the law; and how it comes into stores.</summary>
internal static class WideAgreement
{
    private static readonly Actor Seed = Actor.Node("test");

    /// <summary>Between the given parties, with every field, for every purpose that officers state.</summary>
    public static string Text(string id, int version, string from, params IEnumerable<string> parties) =>
        $$"""
        agreement: {{id}}
        version: {{version}}
        status: simulated
        instrument: mou
        title: Test agreement
        inForce: { from: {{from}} }
        languages: [en]
        parties:
        {{string.Join('\n', parties.Order(StringComparer.Ordinal).Select(Bound))}}
        articles:
          - article: "1"
            wording: The parties exchange whatever a test takes.
            permits:
              - exchanges: [alert, hitNotice, hitReport, question, answer, spontaneous]
                data:
                  commodities: all
                  meansOfTransport: all
                  businesses: all
                  persons: all
                  fraudTrends: all
                  expertise: all
                  goodsDetained: all
                  cashDetained: all
                  declarations: all
                  documents: all
                purposes: [customsEnforcement, riskAnalysis, criminalInvestigation, financialIntelligence]
                actions: [read, riskAnalysis, control, investigate, notify]

        """;

    /// <summary>Puts it in force between nodes without a message: each store holds it, signed by all of them.</summary>
    public static Task SeedAsync(params IServiceProvider[] nodes) => SeedAsync(Text("TEST", 1, "2020-01-01", nodes.Select(Party)), nodes);

    /// <summary>The same, with parties that are no nodes here.</summary>
    public static Task SeedWithAsync(IServiceProvider node, params string[] others) => SeedAsync(Text("TEST", 1, "2020-01-01", others.Append(Party(node))), node);

    public static async Task SeedAsync(string text, params IServiceProvider[] nodes)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var agreement = AgreementText.Read(bytes) switch
        {
            AgreementReading.Accepted accepted => accepted.Agreement,
            AgreementReading.Refused refused => throw new ArgumentException($"{refused.Faults[0].At}: {refused.Faults[0].Detail}", nameof(text)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var signatures = nodes.ToDictionary(Party, node => node.GetRequiredService<OwnKeys>().Current is { IsEmpty: false } keys
            ? (Signature: keys.Newest.Private!.Sign(agreement.SigningStatement), Certificate: keys.Newest.Certificate.Raw)
            : ([0], default), StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            await node.GetRequiredService<Database>().WriteAsync(session =>
            {
                var record = RecordBook.Append(session, Seed, AgreementActs.Approved, "agreement", agreement.ToString());
                var row = AgreementRow.Insert(session, agreement, bytes, new() { State = AgreementState.Agreed, ProposedBy = "one", DecidedBy = "other", AgreedAt = session.Now, Changed = record });
                foreach (var party in agreement.Parties)
                {
                    var (signature, certificate) = signatures.GetValueOrDefault(party.Party, ([0], default));
                    PartyRow.Sign(session, row.Number, party.Party, signature, certificate);
                }

                session.Execute("UPDATE agreement_party SET told = 'seed' WHERE number = @Number", new { row.Number });
            });
            await node.GetRequiredService<AgreementShelf>().RefreshAsync(CancellationToken.None);
        }
    }

    /// <summary>A kind of message that only tests have counts as a trend that is told of our own accord.</summary>
    public static void AddNote(IServiceCollection services, string kind) => services.AddSingleton(new ExchangedKind(
        kind, 1,
        static (_, _, _, _) => (new(ExchangeKind.Spontaneous, Conditions.OfTheExchange("note", new(2026, 1, 1)), [DataField.FraudTrendsContent]), null),
        static (payload, _, _) => payload));

    private static string Bound(string party) => $"  - {{ party: {party}, authorities: [customs, police, borderGuard, financialIntelligenceUnit], calendar: NL }}";

    private static string Party(IServiceProvider node) => node.GetRequiredService<OwnKeys>().PartyId;
}
