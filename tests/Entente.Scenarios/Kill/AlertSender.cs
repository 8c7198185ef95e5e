using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Scenarios.Borders;

namespace Entente.Scenarios.Kill;

/// <summary>
/// Officers who enter alerts at one node for a partner and amend each a few times, several at once. They remember what the node said it has stored; what
/// it did not answer they leave alone. Every alert is a conversation of as many messages as it has versions.
/// </summary>
internal sealed class AlertSender(Member at, string partner)
{
    private const int Officers = 4;
    private const int Versions = 4;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentDictionary<string, long> acknowledged = new();
    private int made;
    private int versions;
    private int flying;
    private int unanswered;

    /// <summary>The alerts that the node has acknowledged, each with the last version of which it said so.</summary>
    public IReadOnlyDictionary<string, long> Acknowledged => acknowledged;

    /// <summary>How many versions it has acknowledged in all.</summary>
    public int Count => Volatile.Read(ref versions);

    /// <summary>How many requests are on their way at this moment.</summary>
    public int Flying => Volatile.Read(ref flying);

    /// <summary>How many requests broke off without an answer.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Enters and amends until cancelled, whether the node is there or not.</summary>
    public Task SendAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, Officers).Select(async _ =>
    {
        while (!cancellation.IsCancellationRequested)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{at.Country} wanted {Interlocked.Increment(ref made)}");
            var id = await TryAsync(HttpMethod.Post, "/api/alerts", name, 0);
            for (var version = 1L; id is not null && version < Versions && !cancellation.IsCancellationRequested; version++)
            {
                await Task.Delay(Breath, CancellationToken.None);
                id = await TryAsync(HttpMethod.Put, $"/api/alerts/{id}", name, version);
            }

            await Task.Delay(Breath, CancellationToken.None);
        }
    }));

    /// <returns>The id of the alert; <see langword="null"/> when the node did not say that it is stored.</returns>
    private async Task<string?> TryAsync(HttpMethod method, string path, string name, long version)
    {
        Interlocked.Increment(ref flying);
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = new StringContent(JsonSerializer.Serialize(Body(name, version)), Encoding.UTF8, "application/json") };
            using var answer = await at.Officer.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500)
            {
                return null;
            }

            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            var stored = JsonNode.Parse(text)!;
            acknowledged[stored["id"]!.GetValue<string>()] = stored["version"]!.GetValue<long>();
            Interlocked.Increment(ref versions);
            return stored["id"]!.GetValue<string>();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            Interlocked.Increment(ref unanswered);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref flying);
        }
    }

    private object Body(string name, long version)
    {
        var alert = new
        {
            content = new { category = "businesses", name, otherNames = Array.Empty<object>() },
            action = "discreetCheck",
            reason = string.Create(CultureInfo.InvariantCulture, $"As known at step {version}"),
            caseReference = name,
        };
        var reviewBy = $"{TimeProvider.System.GetUtcNow().AddMonths(6):yyyy-MM-dd}";
        return version == 0
            ? new { alert, reviewBy, audience = new[] { "*" }, partners = new[] { partner } }
            : new { version, alert, reviewBy, audience = new[] { "*" } };
    }
}
