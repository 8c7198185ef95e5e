using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Assistance;

/// <summary>
/// Makes the deliveries that are due, of those subscriptions under which this node gives its own declarations: what the law lets pass no longer waits, and goes when it does again. Sends the own
/// directory to partners that do not have it.
/// </summary>
internal sealed partial class AutomaticRounds(Database database, SubscriptionLaw law, DeliverSubscription deliver, PublishAuthorities publish, TimeProvider clock, ILogger<AutomaticRounds> log) : Rounds("deliveries that are due", TimeSpan.FromMinutes(10), clock, log)
{
    protected override async Task GoAsync(CancellationToken cancellation)
    {
        await RunAsync(cancellation);
        if (await database.ReadAsync(session => Task.FromResult(publish.IsOwed(session)), cancellation))
        {
            await database.WriteAsync(publish.Tell, cancellation);
        }
    }

    /// <summary>Delivers all that is due by now.</summary>
    /// <returns>How many deliveries were made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var made = 0;
        var running = await database.ReadAsync(
            session => session.QueryAsync<SubscriptionRow>($"SELECT {SubscriptionRow.Columns} FROM assistance_subscription WHERE state = 'Running' AND we_give = 1 AND source IS NOT NULL ORDER BY number"), cancellation);
        foreach (var first in running)
        {
            var actor = Actor.Node("assistance", Purpose.MutualAssistance) with { Authority = first.Authority };
            for (SubscriptionRow? row = first; row is not null && IsDue(row) && await MayAsync(row, cancellation);)
            {
                var (after, fault) = await deliver.RunAsync(actor, row.Number, new(row.Version), cancellation);
                if (after is null)
                {
                    NotMade(Log, row.Number, fault!.Code.Id);
                }

                (row, made) = (after, made + (after is null ? 0 : 1));
            }
        }

        return made;
    }

    private bool IsDue(SubscriptionRow row) => DeliverSubscription.Next(row) is (var from, var until) && from <= until && until < DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private Task<bool> MayAsync(SubscriptionRow row, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult(law.Of(session, row.Partner, weGive: true, row.Authority, row.Read().Set, row.Instrument, row.Approval).Clause is not null), cancellation);

    [LoggerMessage(3002, LogLevel.Warning, "A delivery under subscription {Number} could not be made: {Fault}.")]
    private static partial void NotMade(ILogger log, long number, string fault);
}
