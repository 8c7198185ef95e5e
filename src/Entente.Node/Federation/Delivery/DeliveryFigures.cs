using System.Diagnostics.Metrics;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>What is measured of messages, per partner.</summary>
internal sealed class DeliveryFigures
{
    private readonly TimeProvider clock;
    private readonly Counter<long> sent;
    private readonly Counter<long> failed;
    private readonly Counter<long> received;
    private readonly Counter<long> fetched;
    private readonly Counter<long> handed;
    private readonly Histogram<double> answered;
    private volatile IReadOnlyList<Waiting> waiting = [];

    public DeliveryFigures(IMeterFactory factory, PartnerLinks links, TimeProvider clock)
    {
        this.clock = clock;
        var meter = factory.Create("Entente.Federation");
        sent = meter.CreateCounter<long>("entente.messages.sent", description: "Messages of which a receipt proves the delivery.");
        failed = meter.CreateCounter<long>("entente.messages.attempts_failed", description: "Attempts that did not deliver, by reason.");
        received = meter.CreateCounter<long>("entente.messages.received", description: "Messages that came, by what became of them.");
        fetched = meter.CreateCounter<long>("entente.messages.fetched", description: "Times that this node asked a partner for messages, by what came.");
        handed = meter.CreateCounter<long>("entente.messages.handed_out", description: "Times that a partner asked this node for messages, by what it got.");
        answered = meter.CreateHistogram<double>("entente.messages.answer", "s", "From the first byte sent to the end of the answer.");
        meter.CreateObservableGauge("entente.messages.queued", () => waiting.Select(one => new Measurement<long>(one.Count, Of(one.Partner))), description: "Messages that wait for their delivery.");
        meter.CreateObservableGauge("entente.messages.oldest", () => waiting.Select(one => new Measurement<double>(Age(one).TotalSeconds, Of(one.Partner))), "s", "Age of the oldest message that waits.");
        meter.CreateObservableGauge(
            "entente.partners.clock_ahead",
            () => links.Known.Select(partner => (Partner: partner, links.Of(partner).Ahead)).Where(one => one.Ahead is not null).Select(one => new Measurement<double>(one.Ahead!.Value.TotalSeconds, Of(one.Partner))),
            "s",
            "How far the clock of a partner is ahead of ours, by what it last signed.");
    }

    /// <summary>What waits, by partner, as it was a moment ago.</summary>
    public IReadOnlyList<Waiting> Now => waiting;

    /// <summary>Not below nothing, which a clock that was set back would make of it.</summary>
    public TimeSpan Age(Waiting one) => clock.GetUtcNow() is var now && now > one.Oldest ? now - one.Oldest : TimeSpan.Zero;

    public void Attempted(string partner, Outcome outcome, TimeSpan took)
    {
        if (outcome is Outcome.Delivered)
        {
            sent.Add(1, Of(partner));
            answered.Record(took.TotalSeconds, Of(partner));
        }
        else
        {
            failed.Add(1, Of(partner), new("reason", outcome switch { Outcome.Again again => again.Why.Code.Id, Outcome.Refused refused => refused.Why.Code.Id, _ => "" }));
        }
    }

    /// <param name="result"><c>taken</c>, <c>declined</c>, <c>kept</c>, <c>duplicate</c>, <c>refused</c>, <c>test</c> or <c>defect</c>.</param>
    public void Received(string partner, string result) => received.Add(1, Of(partner), new("result", result));

    /// <param name="result"><c>message</c>, <c>empty</c> or <c>failed</c>.</param>
    public void Fetched(string partner, string result) => fetched.Add(1, Of(partner), new("result", result));

    /// <param name="result"><c>message</c> or <c>empty</c>.</param>
    public void Handed(string partner, string result) => handed.Add(1, Of(partner), new("result", result));

    public async Task CountAsync(Database database, CancellationToken cancellation) => waiting = await database.ReadAsync(WaitingAsync, cancellation);

    public static Task<List<Waiting>> WaitingAsync(Session session) => session.QueryAsync<Waiting>(
        "SELECT partner, COUNT(*) AS count, MIN(queued_at) AS oldest FROM outbox WHERE state IN ('Ready', 'Waiting') GROUP BY partner");

    private static KeyValuePair<string, object?> Of(string partner) => new("partner", partner);

    internal sealed record Waiting
    {
        public string Partner { get; init; } = "";

        public long Count { get; init; }

        public DateTimeOffset Oldest { get; init; }
    }
}
