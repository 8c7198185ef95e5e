using System.Data.Common;
using System.Threading.Channels;
using Entente.As4.Messaging;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Sends what is queued for one partner: a window of messages at a time, so that 100,000 waiting ones are never in memory.</summary>
internal sealed partial class PartnerQueue(string party, CourierParts parts)
{
    public const string NoKey = "There is no current key of the partner to encrypt for, or this node lacks the certificate of an authority that the partner's file asks for.";

    /// <summary>Places in the window that only urgent messages get.</summary>
    private const int Reserved = 4;

    /// <summary>How long a queue sleeps that nobody wakes.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromMinutes(1);

    /// <summary>How long a queue rests that has met a defect, so that it does not fill the log.</summary>
    private static readonly TimeSpan AfterDefect = TimeSpan.FromSeconds(5);

    /// <summary>How often a partner that speaks is tried before its turn.</summary>
    private static readonly TimeSpan Heeded = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly List<Task> sending = [];
    private readonly List<long> inHand = [];
    private Circuit circuit = Circuit.Closed;
    private DateTimeOffset tried;
    private DateTimeOffset knocked;

    /// <summary>Whether the last turn met a defect. Nothing is sent until one goes well.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>What is on its way just now.</summary>
    public IReadOnlyList<long> InHand
    {
        get
        {
            lock (gate)
            {
                return [.. inHand];
            }
        }
    }

    /// <summary>Makes the queue look again: something was queued, ended or became due.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            TimeSpan rest;
            try
            {
                rest = await StartDueAsync(cancellation);
                IsBroken = false;
            }
            catch (DbException exception)
            {
                StoreAway(parts.Log, exception, party);
                rest = TimeSpan.FromSeconds(1);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Whatever it is, the next turn may go well, and without one nothing would go to this partner until the node is started again.
                IsBroken = true;
                Defect(parts.Log, exception, party);
                await Task.Delay(AfterDefect, parts.Clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                rest = TimeSpan.Zero;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (rest > TimeSpan.Zero)
            {
                await WaitAsync(rest, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What is under way learns of the end by itself, and gives its claims back.
        await Task.WhenAll(sending);
    }

    private async Task WaitAsync(TimeSpan rest, CancellationToken cancellation)
    {
        using var rested = new CancellationTokenSource(rest, parts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, rested.Token);
        try
        {
            await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The rest was over first.
        }
    }

    /// <summary>Begins to send what there is room for.</summary>
    /// <returns>How long there is nothing to do, unless it is woken.</returns>
    private async Task<TimeSpan> StartDueAsync(CancellationToken cancellation)
    {
        if (parts.Partners.Find(party) is not { State: PartnerState.Active, Fetches: false } partner)
        {
            return Asleep;
        }

        var now = parts.Clock.GetUtcNow();
        int room, reserved;
        Circuit seen;
        lock (gate)
        {
            seen = circuit;
            room = seen.Room(now, inHand.Count, parts.Options.Window);
            reserved = seen.IsShut ? 0 : Math.Max(0, parts.Options.Window + Reserved - inHand.Count);
        }

        if (room == 0 && reserved == 0)
        {
            return seen.IsHeldAt(now) && seen.ShutUntil is { } until ? until - now : Asleep;
        }

        var due = await parts.Database.ReadAsync(
            session => seen.IsShut ? Claims.ProbeAsync(session, party) : Claims.DueAsync(session, party, room > 0 ? Lane.Bulk : Lane.Urgent, Math.Max(room, 1)),
            cancellation);
        var held = Fit(due);
        if (held.Count == 0)
        {
            return due.Count > 0 || room == 0 ? Asleep : await NextAsync(now, cancellation);
        }

        try
        {
            var fitting = due.FindAll(one => held.ContainsKey(one.Seq));
            var taken = await parts.Database.WriteAsync(session => Claims.Take(session, parts.Gate, fitting, parts.Holder), cancellation);
            sending.RemoveAll(static one => one.IsCompleted);
            foreach (var claim in taken)
            {
                lock (gate)
                {
                    tried = now;
                    inHand.Add(claim.Seq);
                }

                held.Remove(claim.Seq, out var holding);
                sending.Add(SendAsync(claim, holding!, partner, cancellation));
            }
        }
        finally
        {
            foreach (var (_, holding) in held)
            {
                holding.Dispose();
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>As many as fit into the memory that all queues share. The sweep wakes who finds none.</summary>
    private Dictionary<long, HeldBytes.Holding> Fit(List<OutboxRow> due)
    {
        var fitting = new Dictionary<long, HeldBytes.Holding>(due.Count);
        foreach (var one in due)
        {
            // Twice, because what it says and its sealed bytes are there together. One that waits for the place for large messages, which another partner has, holds up no other.
            var holding = parts.Held.Open(party);
            if (holding.TryGrow(2 * one.Size))
            {
                fitting.Add(one.Seq, holding);
            }
            else if (parts.Held.CouldTake(2 * one.Size))
            {
                break;
            }
        }

        return fitting;
    }

    /// <summary>
    /// Sends a message of the test service when nothing has been sent for a while: it finds out whether the partner is there, and how its clock
    /// goes, and is never delivered.
    /// </summary>
    /// <param name="greets">Whether it is sent at once, whatever was sent before.</param>
    public async Task TestAsync(Partner partner, CancellationToken cancellation, bool greets = false)
    {
        var began = parts.Clock.GetUtcNow();
        lock (gate)
        {
            if (!greets && (inHand.Count > 0 || circuit.IsHeldAt(began) || (began - tried).Duration() < TimeSpan.FromSeconds(parts.Options.TestSeconds)))
            {
                return;
            }

            tried = began;
        }

        try
        {
            if (await parts.Sealing.TestAsync(partner, cancellation) is not { } test)
            {
                return;
            }

            var outcome = Outcome.Of(await parts.Posting.PostAsync(partner, test.Id, partner.Suite, test.Message, cancellation));
            parts.Links.Heard(party, outcome, first: true, began, parts.Clock.GetUtcNow());
            if (Judge(outcome, began))
            {
                await parts.Database.WriteAsync(session => Conclusion.Hasten(session, party), cancellation);
                Wake();
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        catch (DbException exception)
        {
            StoreAway(parts.Log, exception, party);
        }
#pragma warning disable CA1031 // A test that meets a defect must not end the watch over the other partners.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broken(parts.Log, exception, "of the test service");
        }
    }

    /// <summary>The partner has spoken: if it was left alone because it was away, it is tried now. Not more often than now and then: it may speak and not be reached.</summary>
    public async Task KnockAsync(CancellationToken cancellation)
    {
        var now = parts.Clock.GetUtcNow();
        lock (gate)
        {
            if (!circuit.IsShut || now - knocked < Heeded)
            {
                return;
            }

            (knocked, circuit) = (now, circuit.Knocked(now));
        }

        try
        {
            await parts.Database.WriteAsync(session => Conclusion.Hasten(session, party), cancellation);
            Wake();
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException)
        {
            // It is tried when its turn comes.
        }
    }

    private async Task<TimeSpan> NextAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var next = await parts.Database.ReadAsync(session => Claims.NextAsync(session, party), cancellation);
        var rest = next is { } due && due - now < Asleep ? due - now : Asleep;
        return rest < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : rest;
    }

    private async Task SendAsync(OutboxRow claim, HeldBytes.Holding holding, Partner partner, CancellationToken cancellation)
    {
        // Off the loop at once: the first steps of many would otherwise run one after the other.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var concluded = false;
        try
        {
            await AttemptAsync(claim, partner, cancellation);
            concluded = true;
        }
        catch (OperationCanceledException)
        {
            // The node stops; the claim is released below or lapses.
        }
        catch (DbException exception)
        {
            StoreAway(parts.Log, exception, party);
        }
#pragma warning disable CA1031 // One message that meets a defect must not end the loop for the others; it stays queued and shows the reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broken(parts.Log, exception, claim.MessageId);
            concluded = await PutOffAsync(claim, new(FaultCode.Defect, "This node met a mistake of its own with this message; its log says which."), cancellation);
        }

        if (!concluded)
        {
            await ReleaseAsync(claim);
        }

        holding.Dispose();
        lock (gate)
        {
            inHand.Remove(claim.Seq);
        }

        Wake();
    }

    private async Task AttemptAsync(OutboxRow claim, Partner partner, CancellationToken cancellation)
    {
        var began = parts.Clock.GetUtcNow();
        var message = await parts.Sealing.SealAsync(claim, partner, cancellation);
        var started = parts.Clock.GetTimestamp();
        var outcome = await PostAsync(claim, partner, message, cancellation);
        if (outcome is Outcome.Refused && parts.Partners.Find(party) is { } now && await parts.Sealing.RenewAsync(claim, now, message!, cancellation) is { } renewed)
        {
            outcome = await PostAsync(claim, now, renewed, cancellation);
        }

        parts.Links.Heard(party, outcome, first: claim.Attempts == 0, began, parts.Clock.GetUtcNow());
        parts.Figures.Attempted(party, outcome, parts.Clock.GetElapsedTime(started));
        await ConcludeAsync(claim, outcome, began);
    }

    private async Task<Outcome> PostAsync(OutboxRow claim, Partner partner, SealedMessage? message, CancellationToken cancellation) => message is null
        ? new Outcome.Again(new(FaultCode.FederationCertificate, NoKey), Transport: false)
        : Outcome.Of(await parts.Posting.PostAsync(partner, MessageId.Parse(claim.MessageId), partner.SuiteOf(claim.Suite), message, cancellation));

    /// <summary>Stores the outcome. Not given up when the node stops: what the partner has said is known by nobody else.</summary>
    private async Task ConcludeAsync(OutboxRow claim, Outcome outcome, DateTimeOffset began)
    {
        var reopened = Judge(outcome, began);
        var wait = outcome is Outcome.Again again ? Max(Backoff.After(claim.Attempts + 1, parts.Chance()), again.After) : TimeSpan.Zero;
        await parts.Database.WriteAsync(session =>
        {
            Conclusion.Store(session, claim, outcome, began, wait);
            if (reopened)
            {
                Conclusion.Hasten(session, party);
            }
        });
    }

    private async Task<bool> PutOffAsync(OutboxRow claim, Fault why, CancellationToken cancellation)
    {
        try
        {
            var wait = Backoff.After(claim.Attempts + 1, parts.Chance());
            await parts.Database.WriteAsync(session => { Conclusion.Store(session, claim, new Outcome.Again(why, Transport: false), parts.Clock.GetUtcNow(), wait); }, cancellation);
            return true;
        }
#pragma warning disable CA1031 // The first defect is in the log; the second must not keep the place in the window for ever.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>Opens or shuts the circuit by what an attempt came to.</summary>
    /// <returns>Whether the partner was away and is back.</returns>
    private bool Judge(Outcome outcome, DateTimeOffset began)
    {
        lock (gate)
        {
            var before = circuit;
            circuit = outcome is Outcome.Again { Transport: true } again
                ? circuit.Failed(began, parts.Clock.GetUtcNow(), again.Why, failures => Max(Backoff.After(failures, parts.Chance()), again.After))
                : Circuit.Closed;
            if (circuit.IsShut != before.IsShut)
            {
                (circuit.IsShut ? (Action<ILogger, string, string?>)Shut : Reopened)(parts.Log, party, circuit.Why?.Code.Id);
            }

            return before.Failures > 0 && circuit.Failures == 0;
        }
    }

    private async Task ReleaseAsync(OutboxRow claim)
    {
        try
        {
            await parts.Database.WriteAsync(session => Claims.Release(session, claim, parts.Holder));
        }
#pragma warning disable CA1031 // The place in the window is given back whatever happens.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The lease lapses by itself.
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan? other) => other is { } longer && longer > one ? Shorter(longer, Backoff.Longest) : one;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
