using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Scenarios.Faults;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>Messages from one node to another over a line that breaks, and what both ends say afterwards.</summary>
internal sealed class Crossing : IAsyncDisposable
{
    private readonly List<Queued> queued = [];

    private Crossing(NodePair pair, FaultProxy line) => (Pair, Line) = (pair, line);

    public NodePair Pair { get; }

    public FaultProxy Line { get; }

    /// <summary>Everything that was queued, in that order.</summary>
    public IReadOnlyList<Queued> Queued => queued;

    public static async Task<Crossing> StartAsync(string store, string suite = "2.0", bool acknowledged = true, params (string, string)[] settings)
    {
        var line = new FaultProxy();
        return new(await NodePair.StartAsync(store, line, suite, acknowledged, settings), line);
    }

    /// <summary>Queues so many conversations of so many messages each, in one transaction.</summary>
    public async Task QueueAsync(int conversations, int messages)
    {
        var outbox = Pair.Nl.Services.GetRequiredService<Outbox>();
        queued.AddRange(await Pair.Nl.Database.WriteAsync(session =>
        {
            var made = new List<Queued>();
            for (var message = 0; message < messages; message++)
            {
                for (var conversation = 0; conversation < conversations; conversation++)
                {
                    var (name, text) = ($"c{conversation}-{queued.Count}@NL", $"{queued.Count + made.Count}");
                    var note = new Outgoing("CA", NodePair.Kind, 1, System.Text.Encoding.UTF8.GetBytes($$"""{"note":"{{text}}"}""")) { Conversation = name };
                    made.Add(new(((Queueing.Queued)outbox.Enqueue(session, Actor.Node("test"), note)).MessageId, name, text));
                }
            }

            return made;
        }));
    }

    /// <summary>So many connections from now on have a mishap; those that are open are not used any more.</summary>
    public void Spoil(int connections, Mishap mishap)
    {
        var left = connections;
        Line.Plan = _ => Interlocked.Decrement(ref left) >= 0 ? mishap : Mishap.None;
        Line.Break();
    }

    public Task<long> CountAsync(OutboxState state) => Pair.Nl.Database.ReadAsync(session =>
        session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE partner = 'CA' AND state = @state", new { state = state.ToString() }));

    /// <summary>Waits until everything has been delivered and its effect was told.</summary>
    public async Task ArrivedAsync(TimeSpan? patience = null)
    {
        await UntilAsync(async () => await CountAsync(OutboxState.Delivered) == queued.Count, $"all of {queued.Count} messages are delivered", patience);
        if (Pair.Acknowledged)
        {
            await UntilAsync(
                async () => await Pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE partner = 'CA' AND effect = 'Done'")) == queued.Count,
                "all effects are told",
                patience);
        }
    }

    public async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan? patience = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(patience ?? TimeSpan.FromMinutes(2), $"{what}; the line: {Line.Tally}");
            await Task.Delay(50);
        }
    }

    public Reconciliation Books => new(Pair.Nl.Database, "NL", Pair.Ca.Database, "CA") { Acknowledged = Pair.Acknowledged };

    public async Task<List<string>> DifferencesAsync() =>
        await Books.DifferencesAsync(queued, await Pair.Ca.Database.ReadAsync(session => session.QueryAsync<string>("SELECT note FROM noted")));

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await Pair.DisposeAsync();
    }
}
