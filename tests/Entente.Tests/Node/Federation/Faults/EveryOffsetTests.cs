using Entente.Node.Federation;
using Entente.Scenarios.Faults;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>
/// The connection is reset after every number of bytes of the exchange of one message and its receipt, in both directions, handshake included: each over a
/// connection of its own, through TLS, between two whole nodes. Every 24th connection lives long enough for one exchange, so that the messages move and the
/// sender does not leave the receiver alone; a message meets a score of resets on its way.
/// </summary>
public sealed class EveryOffsetTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task A_reset_after_any_number_of_bytes_loses_and_doubles_nothing()
    {
        await using var crossing = await StartAsync();
        var lengths = await MeasureAsync(crossing);
        var places = Enum.GetValues<Way>().SelectMany(way => Enumerable.Range(0, (int)lengths[way] + 1), (way, bytes) => (way, (long)bytes)).ToList();

        await ResetAtAsync(crossing, places, lengths);

        output.WriteLine($"{lengths[Way.There]} bytes there, {lengths[Way.Back]} back; {crossing.Queued.Count} messages; the line: {crossing.Line.Tally}");
        places.Except(crossing.Line.Tally.Resets).ShouldBeEmpty();
        (await crossing.DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_inbox_that_forgets_is_found_by_resets_within_the_receipt()
    {
        await using var crossing = await StartAsync();
        await BrokenNode.ForgetsWhatItTookAsync(crossing.Pair.Ca.Database);
        var lengths = await MeasureAsync(crossing);
        var places = Enumerable.Range(0, 40).Select(step => (Way.Back, lengths[Way.Back] - 1 - (step * 50))).ToList();

        await ResetAtAsync(crossing, places, lengths);

        (await crossing.DifferencesAsync()).ShouldContain(difference => difference.StartsWith("effect: ", StringComparison.Ordinal) && difference.EndsWith(" times", StringComparison.Ordinal));
    }

    private static Task<Crossing> StartAsync() => Crossing.StartAsync("sqlite", acknowledged: false, settings: ("Federation:Window", "128"));

    /// <summary>How many bytes one message and its receipt take, each way, on a connection of their own.</summary>
    private static async Task<Dictionary<Way, long>> MeasureAsync(Crossing crossing)
    {
        await crossing.QueueAsync(1, 1);
        await crossing.ArrivedAsync();
        var lengths = Enum.GetValues<Way>().ToDictionary(way => way, crossing.Line.Tally.CarriedIn);
        crossing.Line.Break();
        return lengths;
    }

    private static async Task ResetAtAsync(Crossing crossing, List<(Way, long)> places, Dictionary<Way, long> lengths)
    {
        const int OneLivesOf = 24;
        var left = new Queue<(Way Way, long Bytes)>();
        var chance = new Random(1);
        var last = TimeProvider.System.GetTimestamp();
        var exchange = Mishap.ResetAfter(Way.Back, lengths[Way.Back] + 100);
        crossing.Line.Plan = passage =>
        {
            // One that comes after a pause probes whether the receiver is back.
            var pause = TimeProvider.System.GetElapsedTime(last);
            last = TimeProvider.System.GetTimestamp();
            if (pause > TimeSpan.FromMilliseconds(200) || passage.Number % OneLivesOf == 0)
            {
                return exchange;
            }

            if (left.Count == 0)
            {
                var missing = places.Except(crossing.Line.Tally.Resets).ToArray();
                chance.Shuffle(missing);
                left = new(missing);
            }

            return left.TryDequeue(out var next) ? Mishap.ResetAfter(next.Way, next.Bytes) : exchange;
        };

        var moved = -1L;
        await crossing.UntilAsync(
            async () =>
            {
                if (await crossing.CountAsync(OutboxState.Ready) < 128)
                {
                    await crossing.QueueAsync(conversations: 64, messages: 2);
                }

                // What stands still waits in the sender's pool, and would break the next probe.
                var now = crossing.Line.Tally.CarriedIn(Way.There) + crossing.Line.Tally.ResetCount;
                if (now == moved)
                {
                    crossing.Line.Break();
                }

                moved = now;
                await Task.Delay(150);
                return crossing.Line.Tally.Resets.Count >= places.Count && !places.Except(crossing.Line.Tally.Resets).Any();
            },
            "the connection was reset everywhere",
            Patience);
        crossing.Line.Heal();
        crossing.Line.Break();
        await crossing.ArrivedAsync(Patience);
    }
}
