using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Scenarios.Kill;

/// <summary>
/// A trader's system that never gives up: it sends declarations over several connections at once, remembers which were acknowledged and
/// sends the others again until they are.
/// </summary>
internal sealed class Sender(Uri address, string cookie, Sender.Believes believes = Sender.Believes.Answer) : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Connections })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { { "Cookie", cookie } },
    };

    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentQueue<string> unacknowledged = new();
    private int made;
    private int flying;

    internal enum Believes
    {
        /// <summary>An item is safe when the node has said so.</summary>
        Answer,

        /// <summary>The defect that the check must find: an item is taken for safe when it has been sent.</summary>
        Sending,
    }

    /// <summary>What the node acknowledged: reference and id.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => acknowledged;

    public IEnumerable<string> Unacknowledged => unacknowledged;

    public int Made => made;

    /// <summary>How many are on their way at this moment.</summary>
    public int Flying => Volatile.Read(ref flying);

    public int Duplicates { get; private set; }

    /// <summary>Sends until cancelled or the node is gone.</summary>
    public Task SendAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
    {
        while (!cancellation.IsCancellationRequested)
        {
            var reference = unacknowledged.TryDequeue(out var again) ? again : Next();
            if (!await TrySendAsync(reference))
            {
                return;
            }
        }
    }));

    /// <summary>Sends what is not acknowledged yet, and nothing new.</summary>
    public async Task FinishAsync()
    {
        while (unacknowledged.TryDequeue(out var reference))
        {
            (await TrySendAsync(reference)).ShouldBeTrue($"{reference} could not be sent to a node that is up");
        }
    }

    public void Dispose() => client.Dispose();

    private string Next() => string.Create(CultureInfo.InvariantCulture, $"26NLKILL{Interlocked.Increment(ref made):D8}");

    /// <returns>Whether the node answered.</returns>
    private async Task<bool> TrySendAsync(string reference)
    {
        Interlocked.Increment(ref flying);
        try
        {
            using var content = new StringContent(Documents.Import(reference), Encoding.UTF8, "application/xml");
            if (believes == Believes.Sending)
            {
                acknowledged.TryAdd(reference, "");
            }

            using var answer = await client.PostAsync("/declarations", content);
            if (!answer.IsSuccessStatusCode)
            {
                unacknowledged.Enqueue(reference);
                return false;
            }

            // Not the status but the verdict acknowledges: it follows in the body, when the item is durable.
            using var verdicts = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var verdict = verdicts.RootElement.EnumerateArray().Single();
            var outcome = verdict.GetProperty("outcome").GetString();
            outcome.ShouldBeOneOf("accepted", "duplicate");
            Duplicates += outcome == "duplicate" ? 1 : 0;
            if (believes == Believes.Answer)
            {
                acknowledged.TryAdd(reference, verdict.GetProperty("id").GetString()!).ShouldBeTrue();
            }

            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            if (believes == Believes.Answer)
            {
                unacknowledged.Enqueue(reference);
            }

            return false;
        }
        finally
        {
            Interlocked.Decrement(ref flying);
        }
    }
}
