using System.Security.Cryptography;
using System.Text;
using Entente.Agreements;
using Entente.As4.Security;
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

    private static readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    private static readonly PrivateKey key = PrivateKey.Generate(KeyAlgorithm.Ed25519, random);

    private static readonly Certificate certificate = CertificateAuthor.Write(
        "CN=stranger sign,C=NL", key.PublicKey, (key, null), new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero), random);

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
        foreach (var node in nodes)
        {
            await SeedAtAsync(node, text, nodes);
        }
    }

    /// <summary>The same in one store; the nodes of other parties only sign. For a party that has none, a key signs that nobody knows.</summary>
    public static async Task SeedAtAsync(IServiceProvider node, string text, params IServiceProvider[] signers)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var agreement = AgreementText.Read(bytes) switch
        {
            AgreementReading.Accepted accepted => accepted.Agreement,
            AgreementReading.Refused refused => throw new ArgumentException($"{refused.Faults[0].At}: {refused.Faults[0].Detail}", nameof(text)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var rings = signers.Append(node).Distinct().ToDictionary(Party, one => one.GetRequiredService<OwnKeys>().Current, StringComparer.Ordinal);
        await node.GetRequiredService<Database>().WriteAsync(session =>
        {
            var record = RecordBook.Append(session, Seed, AgreementActs.Approved, "agreement", agreement.ToString());
            var row = AgreementRow.Insert(session, agreement, bytes, new() { State = AgreementState.Agreed, ProposedBy = "one", DecidedBy = "other", AgreedAt = session.Now, Changed = record });
            foreach (var party in agreement.Parties.Select(bound => bound.Party))
            {
                if (rings.GetValueOrDefault(party) is { IsEmpty: false } ring)
                {
                    PartyRow.Sign(session, row.Number, party, ring.Newest.Private!.Sign(agreement.SigningStatement), ring.Newest.Certificate.Raw);
                }
                else
                {
                    SignAsStranger(session, row, agreement, party, isOwn: party == Party(node));
                }
            }

            session.Execute("UPDATE agreement_party SET told = 'seed' WHERE number = @Number", new { row.Number });
        });
        await node.GetRequiredService<AgreementShelf>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>Signs for a party that has no keys. Of a node that exchanges with nobody it is then one that it had once.</summary>
    public static void SignAsStranger(Session session, AgreementRow row, Agreement agreement, string party, bool isOwn)
    {
        PartyRow.Sign(session, row.Number, party, key.Sign(agreement.SigningStatement), certificate.Raw);
        if (isOwn)
        {
            session.Execute(
                """
                INSERT INTO own_key (id, purpose, algorithm, state, certificate, created_at, changed_at) VALUES ('sign-stranger', 'Sign', 'Ed25519', 'Retired', @certificate, @Now, @Now)
                ON CONFLICT (id) DO NOTHING
                """,
                new { certificate = certificate.Raw.ToArray(), session.Now });
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
