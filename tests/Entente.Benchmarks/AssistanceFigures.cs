using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Agreements;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>How long a request for assistance takes from being composed at one node until the other shows it, and how long the desk's pages take with thousands of open requests.</summary>
internal static class AssistanceFigures
{
    private const int Requests = 100;

    // A request that is whole under TFA 12: nothing of it is asked to be completed.
    private const string Verification = """
        {
          "instrument": "tfa12", "assistance": "certifiedDocuments", "purpose": "dutyAssessment", "addressed": "customs", "approval": "officer",
          "office": { "name": "Mutual assistance desk", "authority": "customs", "reach": "assistance@desk.example" },
          "facts": "The import declaration states less than half of what the export declaration seems to state.",
          "law": "Union Customs Code, art. 70", "grounds": "One invoice number occurs twice, with two values.",
          "verified": { "what": "Books of the importer inspected.", "on": "2026-01-10" },
          "declarations": [{ "reference": "26CAEX0048812", "kind": "export", "lodgedOn": "2026-01-04", "goods": "Copper cathodes, 24 t", "value": "41 200 CAD", "documents": "Invoice NC-5120" }],
          "wanted": [{ "data": "documents", "fields": ["content"], "what": "The invoice filed with the export declaration.", "form": "certifiedCopy" }],
          "dataProtection": "General Customs Act, art. 67 (secrecy)", "reciprocity": { "couldComply": true }, "language": "en"
        }
        """;

    public static async Task<int> PrintAsync(string[] args)
    {
        var open = args is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : 10_000;
        var directory = Directory.CreateTempSubdirectory("entente-figures-");
        await using (var pair = await ExchangePair.StartAsync(directory.FullName, "2.0", agreements: Between))
        {
            using var asks = await ExchangePair.SignedInAsync(pair.Nl, Purpose.MutualAssistance, Enum.GetValues<Role>());
            await SeenAsync(pair, asks);
            await MultiplyAsync(pair, open);
            await PagesAsync(asks, open);
        }

        directory.Delete(recursive: true);
        return 0;
    }

    private static async Task Between(IServiceProvider nl, IServiceProvider ca)
    {
        foreach (var name in AgreementLibrary.Names.Where(name => name.StartsWith("nl-ca", StringComparison.Ordinal) || name.StartsWith("tfa", StringComparison.Ordinal)))
        {
            await WideAgreement.SeedAsync(Encoding.UTF8.GetString(AgreementLibrary.Read(name)), nl, ca);
        }
    }

    private static async Task SeenAsync(ExchangePair pair, HttpClient asks)
    {
        var (seen, acknowledged) = (new List<double>(), new List<double>());

        // The first ones compile and make connections.
        for (var at = -10; at < Requests; at++)
        {
            var request = JsonNode.Parse(Verification)!.AsObject();
            var matter = string.Create(CultureInfo.InvariantCulture, $"Value of goods, matter {at + 1000}");
            request["matter"] = matter;
            request["replyBy"] = $"{TimeProvider.System.GetUtcNow().AddDays(60):yyyy-MM-dd}";
            var began = Stopwatch.GetTimestamp();
            var draft = await PostAsync(asks, "/api/assistance", new() { ["partner"] = "CA", ["reference"] = "FIGURES", ["request"] = request });
            await PostAsync(asks, $"/api/assistance/{draft["number"]}/steps", new() { ["step"] = "send", ["seen"] = draft["version"]!.GetValue<long>() });
            await UntilAsync(pair.Ca, "SELECT COUNT(*) FROM assistance_case WHERE matter = @matter", matter);
            var there = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await UntilAsync(pair.Nl, "SELECT COUNT(*) FROM assistance_case WHERE matter = @matter AND state = 'Acknowledged'", matter);
            if (at >= 0)
            {
                seen.Add(there);
                acknowledged.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        Line("request", "from the request that drafts it until the other side holds it", seen);
        Line("", "until its acknowledgement is back", acknowledged);
    }

    /// <summary>Copies the requests that were sent until there are so many, due on different days and in different states.</summary>
    private static Task MultiplyAsync(ExchangePair pair, long open) => pair.NlStore.WriteAsync(session =>
    {
        var seeds = session.Scalar<long>("SELECT MAX(number) FROM assistance_case");
        for (var by = seeds; by < open; by += seeds)
        {
            session.Execute(
                """
                INSERT INTO assistance_case (number, id, partner, us, state, told, version, changed, authorities, instrument, assistance, matter, reference, their_reference,
                    revision, asked, assured, said, answers, urgent, opened_at, due_at)
                SELECT number + @by, substr(id, 1, 24) || printf('%012x', number + @by), partner, CASE number % 2 WHEN 0 THEN us ELSE 'Requested' END,
                    CASE number % 4 WHEN 0 THEN 'Accepted' WHEN 1 THEN 'Admissible' ELSE state END, told, version, changed, authorities, instrument, assistance, matter,
                    reference || '-' || @by, their_reference, revision, asked, assured, said, answers, CASE number % 10 WHEN 0 THEN 1 ELSE 0 END, opened_at,
                    due_at - 86400000000 * ((number * 7 + @by) % 70)
                FROM assistance_case WHERE number <= @seeds
                """,
                new { by, seeds });
            session.Execute(
                "INSERT INTO assistance_text (case_number, ordinal, revision, at, request) SELECT case_number + @by, ordinal, revision, at, request FROM assistance_text WHERE case_number <= @seeds",
                new { by, seeds });
            session.Execute(
                """
                INSERT INTO assistance_entry (case_number, ordinal, step, state, ours, officer, at, message_id, body, kept, record_seq)
                SELECT case_number + @by, ordinal, step, state, ours, officer, at, message_id, body, kept, record_seq FROM assistance_entry WHERE case_number <= @seeds
                """,
                new { by, seeds });
        }
    });

    private static async Task PagesAsync(HttpClient asks, long open)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{open:N0} open requests, {Requests} requests of each page"));
        foreach (var (page, address) in new[]
        {
            ("open requests", "assistance"),
            ("open requests, asked of us", "assistance?us=Requested"),
            ("open requests, of one partner", "assistance?partner=CA"),
            ("open requests, by state", "assistance?state=Accepted"),
            ("open requests, by instrument", "assistance?instrument=Tfa12"),
            ("one request", $"assistance/{open / 2}"),
            ("the same as JSON: by deadline", "api/assistance?due=true"),
            ("newest", "api/assistance"),
        })
        {
            using var first = await asks.GetAsync(address);
            if (!first.IsSuccessStatusCode)
            {
                Console.WriteLine($"  {page,-34} is not shown: {first.StatusCode}");
                continue;
            }

            var times = new List<double>();
            for (var at = 0; at < Requests; at++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await asks.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            Line($"  {page}", "", times);
        }
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }

    /// <summary>Asks until there is something. Two milliseconds are the grain of these figures.</summary>
    private static async Task UntilAsync(WebApplication at, [ConstantExpected] string sql, string matter)
    {
        var (store, began) = (at.Services.GetRequiredService<Database>(), Stopwatch.GetTimestamp());
        while (await store.ReadAsync(session => session.ScalarAsync<long>(sql, new { matter })) == 0)
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"'{matter}' did not get there within a minute.");
            }

            await Task.Delay(2);
        }
    }

    private static void Line(string what, string means, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-36}p50 {times[times.Count / 2]:N1} ms, p95 {times[times.Count * 95 / 100]:N1} ms, max {times[^1]:N1} ms {means}"));
    }
}
