using System.Diagnostics;
using System.Globalization;
using Entente.Scenarios.Borders;

namespace Entente.Scenarios.Kill;

/// <summary>Two nodes that send each other alerts, while one or the other is killed at moments that a seed decides, also while it starts.</summary>
internal sealed class Killer : IAsyncDisposable
{
    /// <summary>What a process that SIGKILL ended leaves: 128 and the number of the signal.</summary>
    private const int BySignal = 128 + 9;

    private readonly Random random;
    private readonly Member[] members;
    private readonly AlertSender[] senders;
    private readonly CancellationTokenSource stop = new();
    private readonly List<DateTimeOffset> kills = [];
    private readonly List<TimeSpan> restarts = [];
    private Task sending = Task.CompletedTask;

    private Killer(int seed, Member nl, Member ca)
    {
        random = new(seed);
        members = [nl, ca];
        senders = [new(nl, ca.Country), new(ca, nl.Country)];
    }

    public Member Nl => members[0];

    public Member Ca => members[1];

    public IReadOnlyList<DateTimeOffset> Kills => kills;

    /// <summary>How many of them met a node that was not ready yet.</summary>
    public int WhileStarting { get; private set; }

    /// <summary>How many met messages that were claimed to be sent, at either end; and how many messages those were.</summary>
    public int WithClaims { get; private set; }

    public long Claimed { get; private set; }

    public int Versions => senders.Sum(sender => sender.Count);

    /// <summary>What is done to a store between a kill and the next start. Nothing, but in a negative control.</summary>
    public Func<Member, Task> Between { get; init; } = _ => Task.CompletedTask;

    public static async Task<Killer> StartAsync(string store, int seed, Func<Member, Task>? between = null)
    {
        var (nl, ca) = (await Member.CreateAsync("NL", store), await Member.CreateAsync("CA", store));
        await Task.WhenAll(nl.StartAsync(), ca.StartAsync());
        await nl.AdmitAsync(ca);
        await ca.AdmitAsync(nl);
        await Member.AgreeAsync(nl, ca);

        // A graceful stop leaves everything so far in the file of the store itself.
        await Task.WhenAll(nl.Process.StopAsync(), ca.Process.StopAsync());
        await Task.WhenAll(nl.StartAsync(), ca.StartAsync());
        var killer = between is null ? new Killer(seed, nl, ca) : new Killer(seed, nl, ca) { Between = between };
        killer.sending = Task.WhenAll(killer.senders.Select(sender => sender.SendAsync(killer.stop.Token)));
        return killer;
    }

    /// <summary>Kills one or the other, or always the same one, until so many kills are counted.</summary>
    public async Task KillAsync(int upTo, Member? always = null)
    {
        while (kills.Count < upTo)
        {
            var victim = always ?? members[random.Next(members.Length)];
            await WorkAsync(always);
            await Task.Delay(random.Next(300));
            await CountClaimsAsync();
            await KillAsync(victim);
            while (always is null && kills.Count < upTo && random.Next(3) == 0)
            {
                var starting = victim.Begin();
                await Task.Delay(random.Next(900));
                starting.HasExited.ShouldBeFalse(starting.Output);
                WhileStarting += await starting.IsReadyAsync() ? 0 : 1;
                await KillAsync(victim);
            }

            var took = Stopwatch.StartNew();
            await victim.StartAsync();
            restarts.Add(took.Elapsed);
        }
    }

    /// <summary>Stops one as a supervisor does, while messages come, and starts it again.</summary>
    /// <returns>What it said, and the code with which it ended.</returns>
    public async Task<(string Said, int ExitCode)> RestartAsync(Member member)
    {
        await WorkAsync(member);
        await Task.Delay(random.Next(300));
        await CountClaimsAsync();
        await member.Process.StopAsync();
        var ended = (member.Process.Output, member.Process.ExitCode);
        await member.StartAsync();
        return ended;
    }

    /// <summary>Lets everything that was acknowledged arrive, and stops both nodes.</summary>
    public async Task FinishAsync(bool complete = true)
    {
        await stop.CancelAsync();
        await sending;
        if (complete)
        {
            foreach (var member in members)
            {
                await member.DrainedAsync();
            }
        }

        foreach (var member in members)
        {
            await member.Process.StopAsync();
            member.Process.ExitCode.ShouldBe(0, member.Process.Output);
        }
    }

    /// <returns>What is not as it must be, at both ends; and how many messages crossed, and how many of them twice.</returns>
    public async Task<(List<string> Violations, int Messages, int KnownAgain)> CheckAsync()
    {
        var (there, back) = (await Crossed.ReadAsync(Nl, Ca), await Crossed.ReadAsync(Ca, Nl));
        return (
            [.. await there.ViolationsAsync(senders[0].Acknowledged), .. await back.ViolationsAsync(senders[1].Acknowledged)],
            there.Messages + back.Messages,
            there.KnownAgain(kills) + back.KnownAgain(kills));
    }

    public string Describe(int messages, int knownAgain)
    {
        var ordered = restarts.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{kills.Count} kills, {WhileStarting} of them before the node was ready; {WithClaims} with messages claimed, {(double)Claimed / Math.Max(1, kills.Count):0.0} on average; {senders.Sum(sender => sender.Unanswered)} requests broken off; {messages} messages, {knownAgain} of them known again by the inbox; ready after a start p50 {ordered[ordered.Count / 2].TotalSeconds:0.00} s, max {ordered[^1].TotalSeconds:0.00} s");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }

    /// <summary>Waits until both nodes have taken alerts of their officers since this was asked, and one node, or that one, messages of the other.</summary>
    private async Task WorkAsync(Member? one)
    {
        var before = senders.Select(sender => sender.Count).ToList();
        Member[] takers = one is null ? members : [one];
        var inbox = await Task.WhenAll(takers.Select(TakenAsync));
        await Member.UntilAsync(() => Task.FromResult(senders.Zip(before).All(pair => pair.First.Count >= pair.Second + 4)), "both nodes take alerts");
        await Member.UntilAsync(async () => (await Task.WhenAll(takers.Select(TakenAsync))).Zip(inbox).Any(pair => pair.First > pair.Second), "messages are taken");
    }

    private static Task<long> TakenAsync(Member member) => member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(MAX(seq), 0) FROM inbox"));

    /// <summary>Asked while both run: who opens a store of which the process is gone would do the work of its next start.</summary>
    private async Task CountClaimsAsync()
    {
        var claimed = 0L;
        foreach (var member in members)
        {
            claimed += await member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE leased_by IS NOT NULL"));
        }

        Claimed += claimed;
        WithClaims += claimed > 0 ? 1 : 0;
    }

    private async Task KillAsync(Member victim)
    {
        kills.Add(TimeProvider.System.GetUtcNow());
        await victim.KillAsync();
        victim.Process.ExitCode.ShouldBe(BySignal, victim.Process.Output);
        await Between(victim);
    }
}
