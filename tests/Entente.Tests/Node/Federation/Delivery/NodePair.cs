using System.Collections.Concurrent;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios;
using Entente.Scenarios.Faults;
using Entente.Tests.Node.Agreements;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>Two whole nodes that know each other by cards and speak over TLS on the loopback. <c>test.note/1</c> is a kind that both read.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    public const string Kind = "test.note";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Store left;
    private readonly Store right;

    private NodePair(Store left, Store right) => (this.left, this.right) = (left, right);

    public TestNode Nl { get; private set; } = null!;

    public TestNode Ca { get; private set; } = null!;

    /// <summary>What the Canadian node has taken of <see cref="Kind"/>, in the order in which it had its effect.</summary>
    public ConcurrentQueue<Incoming> Taken { get; } = [];

    /// <summary>What the Canadian node does with a note: nothing but count it, unless a test says otherwise.</summary>
    public TakeIncoming Take { get; set; } = static (_, _, _) => null;

    public bool Acknowledged { get; init; }

    public (string Name, string Value)[] Settings { get; init; } = [];

    /// <summary>The line from the Dutch node to the Canadian one, where it is not a good one.</summary>
    public FaultProxy? Line { get; init; }

    /// <summary>Whether nobody reaches the Canadian node, though it reaches others: its card names an address where nobody listens.</summary>
    public bool IsCaHidden { get; private init; }

    /// <summary>Whether an agreement that permits everything is in force between the two.</summary>
    public bool IsBound { get; private init; } = true;

    /// <summary>The clocks of the two; the machine's unless a test moves them.</summary>
    public (TimeProvider Nl, TimeProvider Ca) Clocks { get; private init; } = (TimeProvider.System, TimeProvider.System);

    public static Task<NodePair> StartAsync(string kind, string suite = "2.0", bool acknowledged = false, params (string Name, string Value)[] settings) =>
        StartAsync(kind, null, suite, acknowledged, settings);

    public static async Task<NodePair> StartAsync(string kind, FaultProxy? line, string suite, bool acknowledged, params (string Name, string Value)[] settings) =>
        await StartAsync(new(await Store.CreateAsync(kind), await Store.CreateAsync(kind))
        {
            Acknowledged = acknowledged,
            Settings = [("Federation:Suite", suite), .. settings],
            Line = line,
        });

    public static async Task<NodePair> StartAsync(string kind, (TimeProvider Nl, TimeProvider Ca) clocks, params (string Name, string Value)[] settings) =>
        await StartAsync(new(await Store.CreateAsync(kind), await Store.CreateAsync(kind)) { Clocks = clocks, Settings = [("Federation:Suite", "2.0"), .. settings] });

    /// <summary>A pair that nothing is agreed between.</summary>
    public static async Task<NodePair> StartUnboundAsync(string kind, TimeProvider? clock = null) => await StartAsync(new(await Store.CreateAsync(kind), await Store.CreateAsync(kind))
    {
        IsBound = false, Settings = [("Federation:Suite", "2.0")], Clocks = (clock ?? TimeProvider.System, clock ?? TimeProvider.System),
    });

    public static async Task<NodePair> StartWithHiddenCaAsync(string kind, params (string Name, string Value)[] settings) =>
        await StartAsync(new(await Store.CreateAsync(kind), await Store.CreateAsync(kind)) { IsCaHidden = true, Settings = settings });

    private static async Task<NodePair> StartAsync(NodePair pair)
    {
        var (nl, ca) = (Ports.Free(), Ports.Free());
        pair.NlPort = nl;
        pair.CaPort = ca;
        if (pair.Line is { } line)
        {
            line.Target = ca;
        }

        await pair.StartNlAsync();
        await pair.StartCaAsync();
        await AdmitAsync(pair.Nl, pair.Ca);
        await AdmitAsync(pair.Ca, pair.Nl);
        if (pair.IsBound)
        {
            await WideAgreement.SeedAsync(pair.Nl.Services, pair.Ca.Services);
        }

        return pair;
    }

    public Store NlStore => left;

    public int NlPort { get; private set; }

    public int CaPort { get; private set; }

    public async Task StartNlAsync() => Nl = await StartAsync(left, "NL", NlPort, Clocks.Nl, Settings, Read);

    public async Task StartCaAsync(params (string Name, string Value)[] more) => Ca = await StartAsync(
        right,
        "CA",
        CaPort,
        Clocks.Ca,
        [.. Settings, .. (Line?.Address ?? (IsCaHidden ? $"https://127.0.0.1:{Ports.Free()}/as4" : null)) is { } address ? [("Federation:Endpoint", address)] : Array.Empty<(string, string)>(), .. more],
        Read);

    /// <summary>Queues a note at the Dutch node, and returns its message id.</summary>
    public async Task<Queueing.Queued> SendAsync(string text, Func<Outgoing, Outgoing>? with = null)
    {
        var note = new Outgoing("CA", Kind, 1, System.Text.Encoding.UTF8.GetBytes($$"""{"note":"{{text}}"}"""));
        var outbox = Nl.Services.GetRequiredService<Outbox>();
        var queueing = await Nl.Database.WriteAsync(session => outbox.Enqueue(session, Actor.Node("test"), with?.Invoke(note) ?? note));
        return queueing.ShouldBeOfType<Queueing.Queued>($"{(queueing as Queueing.Refused)?.Why}");
    }

    public Task<List<Sent>> SentAsync() => Nl.Database.ReadAsync(session => session.QueryAsync<Sent>(
        "SELECT seq, message_id, state, attempts, reason, detail, effect, effect_detail, due_at, lane FROM outbox WHERE partner = 'CA' ORDER BY seq"));

    /// <summary>Waits until it is so. A minute of waiting is a failure, not a measurement.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, what);
            await Task.Delay(25);
        }
    }

    public Task DeliveredAsync(int count) => UntilAsync(async () => (await SentAsync()).Count(sent => sent.State == OutboxState.Delivered) >= count, $"{count} messages are delivered");

    public static string TextOf(Incoming note) => System.Text.Json.Nodes.JsonNode.Parse(note.Payload.Span)!["note"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        await Nl.DisposeAsync();
        await Ca.DisposeAsync();
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    private void Read(WebApplicationBuilder builder)
    {
        WideAgreement.AddNote(builder.Services, Kind);
        builder.Services.AddIncoming(
            Kind, 1,
            (session, partner, message) =>
            {
                var fault = Take(session, partner, message);
                if (fault is null)
                {
                    // With the transaction's own memory: counted twice only if the effect took place twice.
                    session.Execute("INSERT INTO noted (note) VALUES (@note)", new { note = TextOf(message) });
                    Taken.Enqueue(message);
                }

                return fault;
            },
            Acknowledged);
    }

    private static async Task<TestNode> StartAsync(Store store, string country, int port, TimeProvider clock, (string, string)[] settings, Action<WebApplicationBuilder> more)
    {
        var node = await TestNode.StartAsync(store, clock, more, null,
            [("Country", country), ("Administration", $"Customs of {country}"), ("Federation:Listen", $"https://127.0.0.1:{port}"), ("Federation:TestSeconds", "0"), .. settings]);
        await node.Database.WriteAsync(session => { session.Execute("CREATE TABLE IF NOT EXISTS noted (note TEXT NOT NULL)"); });
        return node;
    }

    /// <summary>Makes one node a partner of another, as its officers would.</summary>
    public static async Task AdmitAsync(TestNode at, TestNode newcomer)
    {
        var card = (await newcomer.Services.GetRequiredService<OwnCard>().FindAsync())!;
        var desk = at.Services.GetRequiredService<PartnerDesk>();
        var proposed = (await desk.ProposeAsync(await OfficerAsync(at, Role.Administrator), System.Text.Encoding.UTF8.GetBytes($"{card}"))).ShouldBeOfType<PartnerOutcome.Done>();
        var approved = await desk.ApproveAsync(await OfficerAsync(at, Role.Supervisor), new(Guid.Parse(proposed.Id), card.Fingerprint));
        approved.ShouldBeOfType<PartnerOutcome.Done>($"{(approved as PartnerOutcome.Refused)?.Fault}");
    }

    public static async Task<Actor> OfficerAsync(TestNode node, Role role)
    {
        var officer = await node.Database.WriteAsync(session => Officer.Add(session, Actor.Node("test"), $"{role} {Path.GetRandomFileName()}", "customs", [role]));
        return new(officer.Id.ToString("D"), "customs", AuthorityKind.Customs, Purpose.Administration, null);
    }

    internal sealed record Sent
    {
        public long Seq { get; init; }

        public string MessageId { get; init; } = "";

        public OutboxState State { get; init; }

        public int Attempts { get; init; }

        public string? Reason { get; init; }

        public string? Detail { get; init; }

        public string? Effect { get; init; }

        public string? EffectDetail { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public Lane Lane { get; init; }
    }
}
