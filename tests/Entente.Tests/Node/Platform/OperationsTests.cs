using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Node.Platform;

/// <summary>What an operator asks a node, and how it answers what goes wrong.</summary>
public sealed class OperationsTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_has_started_lives_and_is_ready(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var client = node.Visitor();

        (await client.GetStringAsync("/health/live")).ShouldBe("live\n");
        (await ReadyAsync(client)).Parts.ShouldContain(("store", null));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_part_that_is_not_ready_or_breaks_makes_the_node_not_ready_and_tells_no_detail(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        string? missing = "It is loading.";
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services
            .AddReadiness("loading", async (_, _) =>
            {
                await Task.Yield();
                return missing;
            })
            .AddReadiness("broken", (_, _) => missing is null ? Task.FromResult<string?>(null) : throw new InvalidOperationException("a secret")));
        using var client = node.Visitor();

        var before = await ReadyAsync(client);
        before.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        before.Parts.ShouldContain(("loading", "It is loading."));
        before.Parts.ShouldContain(("broken", "The check failed (InvalidOperationException)."));

        missing = null;
        (await ReadyAsync(client)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_round_that_fails_ends_neither_the_node_nor_the_rounds_and_readiness_tells_of_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var (broken, gone) = (true, 0);
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services.AddServing(_ => new Trying(() =>
        {
            gone++;
            return broken ? throw new InvalidOperationException("a secret") : Task.CompletedTask;
        })));
        using var client = node.Visitor();

        await NodePair.UntilAsync(() => Task.FromResult(gone > 1), "a second round follows the one that failed");
        var failing = await ReadyAsync(client);
        failing.Status.ShouldBe(HttpStatusCode.OK);
        failing.Parts.ShouldContain(("rounds", "The last round failed, see the log: a trial."));

        broken = false;
        await NodePair.UntilAsync(async () => (await ReadyAsync(client)).Parts.Contains(("rounds", null)), "readiness forgets it when one succeeds");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Metrics_tell_of_the_runtime_the_server_and_the_store(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var client = node.Visitor();
        await node.Database.WriteAsync(session => session.Execute("UPDATE pulse SET position = position"), TestContext.Current.CancellationToken);
        await client.GetStringAsync("/health/live");

        var lines = (await client.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.ShouldAllBe(line => System.Text.RegularExpressions.Regex.IsMatch(line, """^(# (HELP|TYPE) [a-z_:]+ .*|[a-z_:][a-z0-9_:]*(\{([a-z0-9_]+="([^"\\]|\\.)*",?)+\})? -?[0-9.E+-]+)$"""));
        double.Parse(lines.First(line => line.StartsWith("entente_store_writes_total ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        lines.ShouldContain(line => line.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && line.Contains("/health/live", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_label_cannot_fill_the_memory(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var client = node.Visitor();
        var counter = node.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>().Create(new System.Diagnostics.Metrics.MeterOptions("Entente.Test")).CreateCounter<int>("entente.test.many");
        for (var i = 0; i < 1000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("who", $"\"{i}\\\n"));
        }

        var series = (await client.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith("entente_test_many_total{", StringComparison.Ordinal)).ToList();
        series.Count.ShouldBe(201);
        series.ShouldContain("entente_test_many_total{overflow=\"true\"} 800");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_description_names_permission_purpose_headers_and_faults_of_every_route(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, routes: routes => routes.MapGet("/try/{id}", (string id) => id)
            .Requires("alerts.read").Refuses(FaultCode.Conflict));
        using var client = node.Visitor();

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var operation = document.RootElement.GetProperty("paths").GetProperty("/try/{id}").GetProperty("get");

        operation.GetProperty("x-permission").GetString().ShouldBe("alerts.read");
        operation.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["id", "Entente-Purpose", "Entente-Case"], ignoreOrder: true);
        operation.GetProperty("responses").GetProperty("409").GetProperty("description").GetString()!.ShouldContain("request-conflict");
        operation.GetProperty("responses").TryGetProperty("404", out _).ShouldBeTrue();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                method.Value.GetProperty("description").GetString()!.ShouldMatch(@"\*\*(Permission|Open to anybody)", path.Name);
            }
        }

        (await client.GetStringAsync("/openapi/index.html")).ShouldContain("swagger-ui-bundle.js");
    }

    [Theory]
    [OnBoth("/break", HttpStatusCode.InternalServerError, "node-defect")]
    [OnBoth("/store", HttpStatusCode.ServiceUnavailable, "node-store-away")]
    [OnBoth("/hung-up", HttpStatusCode.BadRequest, "request-malformed")]
    [OnBoth("/nothing/here", HttpStatusCode.NotFound, "request-not-found")]
    public async Task What_goes_wrong_is_a_problem_with_a_code_and_no_inner_detail(string kind, string address, HttpStatusCode status, string code)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var client = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        using var answer = await client.GetAsync(address);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("a secret");
        using var problem = JsonDocument.Parse(text);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
        problem.RootElement.GetProperty("type").GetString().ShouldBe($"/docs/faults/{code}");
        if (status != HttpStatusCode.NotFound)
        {
            problem.RootElement.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_absent_is_answered_alike_to_the_byte(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var client = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await BodyAsync("/nothing/here")).ShouldBe(await BodyAsync("/or/there"));

        async Task<string> BodyAsync(string address)
        {
            using var answer = await client.GetAsync(address);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Theory]
    [OnBoth("{ \"name\": 3 }", "$.name (line 1, column")]
    [OnBoth("{\n \"name\": \"a\",\n nonsense }", "(line 3, column")]
    [OnBoth("", null)]
    public async Task A_malformed_body_is_refused_with_its_place(string kind, string body, string? at)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var client = node.Visitor();

        using var answer = await client.PostAsync("/named", new StringContent(body, Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().ShouldBe("request-malformed");
        if (at is not null)
        {
            problem.RootElement.GetProperty("at").GetString()!.ShouldContain(at);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_body_beyond_the_limit_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store, ("Limits:BodyMebibytes", "1"));
        using var client = node.Visitor();

        using var large = await client.PostAsync("/named", new StringContent($"{{\"name\":\"{new string('x', 2_000_000)}\"}}", Encoding.UTF8, "application/json"));

        (await CodeAsync(large)).ShouldBe("request-too-large");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_full_node_says_so_at_once_and_answers_again_when_it_is_not(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var gate = new TaskCompletionSource();
        using var begun = new SemaphoreSlim(0);
        await using var node = await TestNode.StartAsync(
            store,
            routes: routes => routes.MapGet("/slow", async () =>
            {
                begun.Release();
                await gate.Task;
            }).Public("A test."),
            settings: [("Limits:Concurrent", "2"), ("Limits:Waiting", "0")]);
        using var client = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        var slow = new[] { client.GetAsync("/slow"), client.GetAsync("/slow") };
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        using var refused = await client.GetAsync("/nothing");
        (await CodeAsync(refused)).ShouldBe("request-busy");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await client.GetStringAsync("/health/live")).ShouldBe("live\n");

        gate.SetResult();
        (await Task.WhenAll(slow)).ShouldAllBe(answer => answer.IsSuccessStatusCode);
        using var again = await client.GetAsync("/nothing");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task One_address_that_asks_too_often_is_told_to_wait(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: [("Limits:PerAddress", "1")]);
        using var client = node.Visitor();

        using var refused = await UntilAsync(() => client.GetAsync("/nothing"), answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        (await CodeAsync(refused)).ShouldBe("request-too-many");
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_collector_is_sent_traces_metrics_and_logs(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var collector = await Collector.StartAsync();
        await using (var node = await StartAsync(store, ("Otlp", collector.Address)))
        {
            using var client = node.Visitor();
            (await client.GetAsync("/break")).Dispose();
        }

        collector.Paths.ShouldBe(["/v1/logs", "/v1/metrics", "/v1/traces"], ignoreOrder: true);
    }

    private static Task<TestNode> StartAsync(Store store, params (string, string)[] settings) => TestNode.StartAsync(
        store,
        routes: routes =>
        {
            routes.MapGet("/break", string () => throw new InvalidOperationException("a secret")).Public("A test.");
            routes.MapGet("/store", string () => throw new Npgsql.NpgsqlException("a secret")).Public("A test.");
            routes.MapGet("/hung-up", string () => throw new Microsoft.AspNetCore.Connections.ConnectionResetException("a secret")).Public("A test.");
            routes.MapPost("/named", (Named named) => named.Name).Public("A test.").DisableAntiforgery();
        },
        settings: settings);

    private static async Task<(HttpStatusCode Status, List<(string Name, string? Missing)> Parts)> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, [.. report.RootElement.GetProperty("parts").EnumerateArray()
            .Select(part => (part.GetProperty("name").GetString()!, part.TryGetProperty("missing", out var missing) ? missing.GetString() : null))]);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> ask, Func<HttpResponseMessage, bool> wanted)
    {
        for (var i = 0; i < 1000; i++)
        {
            var answer = await ask();
            if (wanted(answer))
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("The answer never came.");
    }

    internal sealed record Named(string Name);

    /// <summary>Takes what is sent and remembers where it was sent to.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> paths = new();

        public string Address => app.Urls.First();

        public IEnumerable<string> Paths => paths.Keys;

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var collector = new Collector(app);
            app.MapPost("/v1/{what}", (string what) => collector.paths.AddOrUpdate($"/v1/{what}", 1, static (_, count) => count + 1));
            await app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    private sealed class Trying(Func<Task> go) : Rounds("a trial", TimeSpan.FromMilliseconds(20), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
    {
        protected override Task GoAsync(CancellationToken cancellation) => go();
    }
}
