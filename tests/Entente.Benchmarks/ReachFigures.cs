using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>How long an alert takes from its entry at one node until declarations are screened against it at the partner, and a hit there until its owner has the notice.</summary>
internal static class ReachFigures
{
    public static async Task<int> PrintAsync(string[] args)
    {
        var alerts = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 200;
        var directory = Directory.CreateTempSubdirectory("entente-figures-");
        await using (var pair = await ExchangePair.StartAsync(directory.FullName, "2.0"))
        {
            using var owner = await ExchangePair.SignedInAsync(pair.Nl, Role.AlertManager, Role.Supervisor);
            using var finder = await ExchangePair.SignedInAsync(pair.Ca, Enum.GetValues<Role>());
            var (reached, noticed) = (new List<double>(), new List<double>());

            // The first ones compile, fill caches and make connections.
            for (var at = -10; at < alerts; at++)
            {
                var reach = await EnterAsync(pair, owner, Name(at));
                var notice = await DeclareAsync(pair, finder, at, Name(at));
                if (at >= 0)
                {
                    reached.Add(reach);
                    noticed.Add(notice);
                }
            }

            Line("alert", "from the request that enters it until the partner's screening has it", reached);
            Line("hit", "from the request that declares until the owner has stored the notice", noticed);
        }

        directory.Delete(recursive: true);
        return 0;
    }

    // Words that no other of the alerts shares: each declaration hits one.
    private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"{Word(at + 1000)} {Word((at + 1000) * 7919)} Trading");

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var left = number + 9973L; left > 0; left /= 60)
        {
            word.Append("bcdfgklmnprt"[(int)(left % 12)]).Append("aeiou"[(int)(left / 12 % 5)]);
        }

        return $"{char.ToUpperInvariant(word[0])}{word.ToString(1, word.Length - 1)}sk";
    }

    private static async Task<double> EnterAsync(ExchangePair pair, HttpClient owner, string name)
    {
        var began = Stopwatch.GetTimestamp();
        var stored = await PostAsync(owner, "/api/alerts", "application/json", JsonSerializer.Serialize(new
        {
            alert = new
            {
                content = new { category = "businesses", name, otherNames = Array.Empty<object>() },
                action = "discreetCheck",
                reason = "Named in a joint operation",
                caseReference = name,
            },
            reviewBy = $"{TimeProvider.System.GetUtcNow().AddMonths(6):yyyy-MM-dd}",
            audience = new[] { "*" },
            partners = new[] { "CA" },
        }));
        var id = stored["id"]!.GetValue<string>();
        var changed = await UntilAsync(pair.Ca, "SELECT COALESCE(MAX(a.changed), 0) FROM foreign_alert f JOIN alert a ON a.number = f.alert_number WHERE f.foreign_id = @id", id);
        await pair.Ca.Services.GetRequiredService<AlertScreening>().FollowedAsync(changed, CancellationToken.None);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<double> DeclareAsync(ExchangePair pair, HttpClient finder, int at, string importer)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"26CAREACH{at + 1000:D6}");
        var began = Stopwatch.GetTimestamp();
        await PostAsync(finder, "/declarations", "application/xml", Documents.Import(reference, importer));
        await UntilAsync(pair.Nl, "SELECT COUNT(*) FROM abroad_hit h JOIN alert a ON a.number = h.alert_number WHERE a.title = @id", importer);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }

    /// <summary>Asks until there is something. Five milliseconds are the grain of these figures.</summary>
    private static async Task<long> UntilAsync(WebApplication at, [System.Diagnostics.CodeAnalysis.ConstantExpected] string sql, string id)
    {
        var (store, began) = (at.Services.GetRequiredService<Database>(), Stopwatch.GetTimestamp());
        while (true)
        {
            if (await store.ReadAsync(session => session.ScalarAsync<long>(sql, new { id })) is > 0 and var found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"{id} did not arrive within a minute.");
            }

            await Task.Delay(5);
        }
    }

    private static void Line(string what, string means, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-14}p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, max {times[^1]:0} ms of {times.Count}: {means}"));
    }
}
