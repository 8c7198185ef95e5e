using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Entente.Simulation.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli.Demonstration;

/// <summary>Shares what this administration looks for with the others, one alert after the other, as an alert desk would.</summary>
internal sealed class Sharing(IServiceProvider node, Administration who, SimulatedWatchList list, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The simulated task force Tide looks for ships and containers, and its operation is under way for as long as the demonstration is.</summary>
    private static readonly Condition[] TaskForce = [Condition.OperationActive];

    private readonly Database database = node.GetRequiredService<Database>();
    private readonly PartnerPost post = node.GetRequiredService<PartnerPost>();
    private readonly AgreementShelf shelf = node.GetRequiredService<AgreementShelf>();
    private readonly Dictionary<string, string> done = new(StringComparer.Ordinal);

    /// <summary>Shares until it is stopped: a partner that is met later gets what the others have.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var wanted = list.All.Where((_, entry) => who.Shares(entry)).Select(subject => subject.Id).ToList();
        while (true)
        {
            var partners = who.Others.Select(other => other.Country)
                .Where(party => post.Find(party) is { State: PartnerState.Active } partner && partner.Reads.Contains(MessageKind.AlertPublished.Key)).ToList();
            var known = $"{string.Join(' ', partners)} {shelf.Stamp}";
            var next = partners.Count == 0 ? null : wanted.Find(id => done.GetValueOrDefault(id) != known);
            if (next is not null)
            {
                await database.WriteAsync(session => Share(session, next, partners), cancellation);
                done[next] = known;
            }

            await Task.Delay(next is null ? Patience : Pace, clock, cancellation);
        }
    }

    private void Share(Session session, string caseReference, List<string> partners)
    {
        if (session.Find<string>(
                "SELECT id FROM alert WHERE case_reference = @caseReference AND owner = @owner AND state = 'Active'",
                new { caseReference, owner = Actor.NationalAuthority }) is not { } id
            || AlertShelf.Find(session, AlertId.Parse(id), Actor.NationalAuthority) is not { } row
            || ShareAlert.With(session, row.Number) is var with && partners.TrueForAll(with.Contains))
        {
            return;
        }

        // Only with whom the law lets it be shared: who is kept from it today may not be tomorrow. What wants an approval waits for an officer who gives it.
        IReadOnlyList<Condition> attested = row.Alert.Content is TransportAlert ? TaskForce : [];
        var lawful = ShareAlert.Ask(session, post, WatchList.Officer, row.Alert, row.ReviewBy, Audience.Everyone, partners.Except(with), attested)
            .Where(asked => asked.Why is null || (ShareAlert.NeededBy(asked.Verdict) is not null && ShareApproval.Waiting(session, row.Number, asked.Partner) is null))
            .Select(asked => asked.Partner).ToList();
        if (lawful.Count == 0)
        {
            return;
        }

        var outcome = AmendAlert.Execute(session, post, WatchList.Officer, row.AlertId, new(row.Version, row.Alert, row.ReviewBy, ["*"]) { Partners = [.. with.Union(lawful)], Attested = attested });
        if (outcome is AlertOutcome.Refused refused)
        {
            Console.Error.WriteLine($"{caseReference} was not shared: {string.Join("; ", refused.Faults)}");
        }
    }
}
