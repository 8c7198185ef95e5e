using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios.Faults;
using Entente.Tests.Node.Agreements;

namespace Entente.Scenarios.Borders;

/// <summary>Three administrations, each a process with a store of its own, that know each other as partners.</summary>
internal sealed class Trio : IAsyncDisposable
{
    private readonly List<Member> members = [];

    public Member Nl => members[0];

    public Member Ca => members[1];

    public Member Sg => members[2];

    public static async Task<Trio> StartAsync(string store)
    {
        var trio = new Trio();
        foreach (var country in (string[])["NL", "CA", "SG"])
        {
            trio.members.Add(await Member.CreateAsync(country, store));
        }

        await Task.WhenAll(trio.members.Select(member => member.StartAsync()));
        foreach (var at in trio.members)
        {
            foreach (var newcomer in trio.members.Where(other => other != at))
            {
                await at.AdmitAsync(newcomer);
            }
        }

        await Member.AgreeAsync([.. trio.members]);
        return trio;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }
}

/// <summary>One of them, and what its officers do over HTTP.</summary>
internal sealed class Member : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string country;
    private readonly int port = Ports.Free();
    private readonly int federationPort = Ports.Free();
    private readonly HttpClient officer;
    private readonly HttpClient second;
    private NodeProcess? node;
    private FaultProxy? line;

    private Member(string country, Place place, string officer, string second)
    {
        (this.country, Place) = (country, place);
        this.officer = Client(officer);
        this.second = Client(second);
    }

    public Place Place { get; }

    public string Country => country;

    /// <summary>What one of its officers works with.</summary>
    public HttpClient Officer => officer;

    /// <summary>The process of the last start.</summary>
    public NodeProcess Process => node ?? throw new InvalidOperationException("Never started.");

    /// <summary>The settings with which it runs, by their environment variables.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("ENTENTE_COUNTRY", country), ("ENTENTE_ADMINISTRATION", $"Customs of {country}"), ("ENTENTE_FEDERATION__LISTEN", $"https://127.0.0.1:{federationPort}"),
        ("ENTENTE_FEDERATION__ENDPOINT", line?.Address ?? ""), ("ENTENTE_FEDERATION__ANSWERSECONDS", line is null ? "60" : "3"), ("ENTENTE_LIMITS__PERADDRESS", "1000000"),
    ];

    /// <summary>A node that was killed has no process any more.</summary>
    public bool IsGone => node is null or { HasExited: true };

    /// <param name="country">Whose it is.</param>
    /// <param name="store">Its kind of store.</param>
    /// <param name="line">The line over which its partners reach it, where it is not a good one.</param>
    /// <param name="purpose">What its officers work for.</param>
    public static async Task<Member> CreateAsync(string country, string store, FaultProxy? line = null, Purpose purpose = Purpose.BorderControl)
    {
        var place = await Place.CreateAsync(store);
        var roles = Enum.GetValues<Role>();
        var member = new Member(country, place, await place.OfficerAsync(AuthorityKind.Customs, purpose, roles), await place.OfficerAsync(AuthorityKind.Customs, purpose, roles)) { line = line };
        if (line is not null)
        {
            line.Target = member.federationPort;
        }

        return member;
    }

    /// <summary>Starts it, or starts it again where its partners know it to be.</summary>
    public Task StartAsync() => Begin().ReadyAsync();

    /// <summary>Starts it without waiting for it.</summary>
    public NodeProcess Begin(params (string Name, string Value)[] more) => node = NodeProcess.Start(Built.Node, [], Place, port, [.. Settings, .. more]);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => node!.KillAsync();

    /// <summary>Makes another node a partner: one officer proposes its card, another approves it with the fingerprint.</summary>
    public async Task AdmitAsync(Member newcomer)
    {
        var card = await newcomer.officer.GetStringAsync("/api/partners/card");
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card.Split('\n')[0])));
        using var body = new StringContent(card, Encoding.UTF8, "text/plain");
        using var proposed = await officer.PostAsync("/api/partners/proposals", body);
        var text = await proposed.Content.ReadAsStringAsync();
        proposed.IsSuccessStatusCode.ShouldBeTrue(text);
        await PostAsync(second, $"/api/partners/proposals/{JsonNode.Parse(text)!["id"]}/approval", new { fingerprint });
    }

    /// <summary>One of its officers puts a text to it.</summary>
    public async Task ProposeAsync(string text)
    {
        using var body = new StringContent(text, Encoding.UTF8, "text/plain");
        using var proposed = await officer.PostAsync("/api/agreements", body);
        proposed.IsSuccessStatusCode.ShouldBeTrue(await proposed.Content.ReadAsStringAsync());
    }

    /// <summary>Another approves exactly that text, and its node signs it.</summary>
    public Task<JsonNode> ApproveAsync(string key, string text) =>
        PostAsync(second, $"/api/agreements/{key}/approval", new { sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) });

    /// <summary>How an agreement stands in its register; <see langword="null"/>: it does not hold it.</summary>
    public async Task<string?> StandingAsync(string key)
    {
        using var answer = await officer.GetAsync($"/api/agreements/{key}");
        return answer.IsSuccessStatusCode ? (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["standing"] : null;
    }

    /// <summary>Puts an agreement that permits everything in force between members.</summary>
    public static Task AgreeAsync(params Member[] members) => AgreeOnAsync(WideAgreement.Text("TEST", 1, "2020-01-01", members.Select(member => member.Country)), "TEST/1", members);

    /// <summary>Puts an agreement in force between members: in each, one officer proposes it and another approves it, and their nodes sign it.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="key">Its id and version, as in <c>TEST/1</c>.</param>
    /// <param name="members">Who agrees.</param>
    public static async Task AgreeOnAsync(string text, string key, params Member[] members)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        foreach (var member in members)
        {
            using var body = new StringContent(text, Encoding.UTF8, "text/plain");
            using var proposed = await member.officer.PostAsync("/api/agreements", body);
            if (proposed.StatusCode != System.Net.HttpStatusCode.Created)
            {
                // Another member's offer was quicker.
                await PostAsync(member.officer, $"/api/agreements/{key}/support", new { });
            }

            await PostAsync(member.second, $"/api/agreements/{key}/approval", new { sha256 });
        }

        foreach (var member in members)
        {
            await UntilAsync(async () => (await member.GetAsync($"/api/agreements/{key}"))["standing"]!.GetValue<string>() == "inForce", $"{key} is in force at {member.Country}");
        }
    }

    /// <summary>Enters an alert on a business and shares it.</summary>
    public Task<JsonNode> ShareAsync(string business, params string[] partners) => PostAsync("/api/alerts", AlertOf(business, partners));

    /// <summary>An alert on a business, as it is entered.</summary>
    public object AlertOf(string business, params string[] partners) => new
    {
        alert = new
        {
            content = new { category = "businesses", name = business, otherNames = Array.Empty<object>() },
            action = "discreetCheck",
            reason = "Named in a joint operation",
            caseReference = $"{country}-{business}",
        },
        reviewBy = $"{TimeProvider.System.GetUtcNow().AddMonths(6):yyyy-MM-dd}",
        audience = new[] { "*" },
        partners,
    };

    /// <summary>The titles of the alerts that a partner has shared with it.</summary>
    public async Task<List<string>> AlertsOfAsync(string partner) =>
        [.. (await GetAsync($"/api/alerts?owner=partner:{partner}"))["alerts"]!.AsArray().Select(alert => alert!["title"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

    /// <summary>Waits until screening would find it.</summary>
    public Task FindsAsync(string business) => UntilAsync(
        async () => (await PostAsync("/api/alerts/search", new { text = business })).AsArray().Any(found => found!["score"] is not null), $"{country} screens against {business}");

    public async Task DeclareAsync(string reference, string importer)
    {
        using var content = new StringContent(Documents.Import(reference, importer), Encoding.UTF8, "application/xml");
        using var answer = await officer.PostAsync("/declarations", content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        JsonNode.Parse(text)![0]!["outcome"]!.GetValue<string>().ShouldBe("accepted", text);
    }

    public async Task<JsonArray> ListAsync(string path, string member) => (await GetAsync(path))[member]!.AsArray();

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await officer.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{country} {path}: {text}");
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> PostAsync(string path, object body) => PostAsync(officer, path, body);

    /// <summary>The same by another officer.</summary>
    public Task<JsonNode> PostAsSecondAsync(string path, object body) => PostAsync(second, path, body);

    /// <summary>Waits until nothing that was begun for a partner is still under way.</summary>
    public Task StillAsync(string partner) => UntilAsync(
        async () => await Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE partner = @partner AND leased_by IS NOT NULL", new { partner })) == 0,
        $"nothing is under way from {country} to {partner}");

    /// <summary>Waits until everything that it has for its partners has arrived.</summary>
    public async Task DrainedAsync()
    {
        var waiting = long.MaxValue;
        for (var before = waiting; waiting > 0; before = waiting)
        {
            await UntilAsync(
                async () => (waiting = await Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')"))) < before,
                $"fewer than {before} messages wait at {country}");
        }
    }

    /// <summary>Waits until it is so. That it takes too long is a failure, not a measurement.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, what);
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        officer.Dispose();
        second.Dispose();
        await (node?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Place.DisposeAsync();
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private HttpClient Client(string cookie) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new($"http://localhost:{port}"),
        DefaultRequestHeaders = { { "Cookie", cookie } },
    };
}
