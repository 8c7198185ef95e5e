using System.CommandLine;
using System.Text;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente partner</c>: the nodes that this one exchanges with. Whoever works here counts as one officer: what is proposed here is approved in the console, or the other way round.</summary>
internal static class PartnerCommand
{
    public static Command Create() => new("partner", "Nodes of other administrations. A partner takes two officers; the command line is one of them.")
    {
        Add(), TakeUp(), Approve(), List(), Suspend(), Resume(), Collect(), Card(),
    };

    private static Command Add()
    {
        var file = new Argument<FileInfo>("file") { Description = "The card that the partner's node wrote, or a partner file for another product." };
        var add = new Command("add", "Propose a partner, or a partner's new card; an officer approves it in the console.") { file, NodeAt.Config, NodeAt.Directory };
        add.SetAction((parsed, cancellation) => ActAsync(
            parsed, async desk => await desk.ProposeAsync(PartnerDesk.CommandLine, await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, cancellation), cancellation), cancellation));
        return add;
    }

    private static Command TakeUp()
    {
        var offer = new Argument<Guid>("offer") { Description = "The id of what a partner offered; `partner list` shows it." };
        var takeUp = new Command("take-up", "Propose the card that a partner sent by message; an officer approves it in the console.") { offer, NodeAt.Config, NodeAt.Directory };
        takeUp.SetAction((parsed, cancellation) => ActAsync(parsed, desk => desk.TakeUpAsync(PartnerDesk.CommandLine, parsed.GetValue(offer), cancellation), cancellation));
        return takeUp;
    }

    private static Command Approve()
    {
        var proposal = new Argument<Guid>("proposal") { Description = "The id of what an officer proposed in the console." };
        var fingerprint = new Option<string>("--fingerprint") { Description = "The 64 digits that you heard from the partner by another channel.", Required = true };
        var approve = new Command("approve", "Put in force what an officer proposed in the console.") { proposal, fingerprint, NodeAt.Config, NodeAt.Directory };
        approve.SetAction((parsed, cancellation) => ActAsync(
            parsed, desk => desk.ApproveAsync(PartnerDesk.CommandLine, new(parsed.GetValue(proposal), parsed.GetValue(fingerprint)), cancellation), cancellation));
        return approve;
    }

    private static Command List()
    {
        var list = new Command("list", "Show partners, and cards that are proposed or offered.") { NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var all = await ListPartners.RunAsync(services.GetRequiredService<Database>(), services.GetService<ReadTraffic>(), cancellation);
                foreach (var partner in all.Partners)
                {
                    Console.WriteLine($"{partner.Party,-12} {partner.State,-9} version {partner.Version}, {partner.Waiting} waiting, {partner.Name}");
                }

                foreach (var proposal in all.Proposals.Where(proposal => proposal.State is ProposalState.Open or ProposalState.Offered))
                {
                    Console.WriteLine($"{proposal.Party,-12} {(proposal.IsOffer ? "offered " : "proposed")}  version {proposal.Version}, {proposal.Id:D}, until {proposal.ExpiresAt:yyyy-MM-dd HH:mm} UTC");
                }

                return 0;
            },
            cancellation));
        return list;
    }

    private static Command Suspend()
    {
        var party = new Argument<string>("party") { Description = "The party id, for example CA." };
        var reason = new Option<string>("--reason") { Description = "Why; it is put on record.", Required = true };
        var suspend = new Command("suspend", "Hold the queue to a partner and take nothing from it, at once.") { party, reason, NodeAt.Config, NodeAt.Directory };
        suspend.SetAction((parsed, cancellation) => ActAsync(
            parsed, desk => desk.SuspendAsync(PartnerDesk.CommandLine, parsed.GetValue(party)!, parsed.GetValue(reason), cancellation), cancellation));
        return suspend;
    }

    private static Command Resume()
    {
        var party = new Argument<string>("party") { Description = "The party id, for example CA." };
        var resume = new Command("resume", "Let the exchange go on, if an officer suspended it in the console.") { party, NodeAt.Config, NodeAt.Directory };
        resume.SetAction((parsed, cancellation) => ActAsync(parsed, desk => desk.ResumeAsync(PartnerDesk.CommandLine, parsed.GetValue(party)!, cancellation), cancellation));
        return resume;
    }

    private static Command Collect()
    {
        var party = new Argument<string>("party") { Description = "The party id, for example CA." };
        var every = new Option<int?>("--every") { Description = $"Seconds to wait when nothing was there, {CollectFrom.Shortest} to {CollectFrom.Longest}. Without it, nothing is fetched any more." };
        var collect = new Command("collect", "Fetch what waits for this node at a partner that cannot reach it; the node that serves does so.") { party, every, NodeAt.Config, NodeAt.Directory };
        collect.SetAction((parsed, cancellation) => ActAsync(
            parsed, desk => desk.CollectAsync(PartnerDesk.CommandLine, parsed.GetValue(party)!, new(parsed.GetValue(every)), cancellation), cancellation));
        return collect;
    }

    private static Command Card()
    {
        var @out = new Option<FileInfo?>("--out") { Description = "The file to write; the terminal by default." };
        var card = new Command("card", "Write this node's card, for its partners, and show its fingerprint.") { @out, NodeAt.Config, NodeAt.Directory };
        card.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var own = await services.GetRequiredService<OwnCard>().IssueAsync(cancellation);
                if (parsed.GetValue(@out) is { } file)
                {
                    await File.WriteAllTextAsync(file.FullName, own.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
                }
                else
                {
                    await Console.Out.WriteAsync(own.ToString());
                }

                await Console.Error.WriteLineAsync($"{own.Card.Party}, version {own.Card.Version}, fingerprint {CardFingerprint.Grouped(own.Fingerprint)}");
                return 0;
            },
            cancellation));
        return card;
    }

    private static Task<int> ActAsync(ParseResult parsed, Func<PartnerDesk, Task<PartnerOutcome>> act, CancellationToken cancellation) => NodeAt.UseAsync(
        parsed,
        async services =>
        {
            switch (await act(services.GetRequiredService<PartnerDesk>()))
            {
                case PartnerOutcome.Refused { Fault: var fault }:
                    await Console.Error.WriteLineAsync($"entente: {fault.Code.Title} {fault.Detail} {fault.At}".TrimEnd());
                    return 1;
                case PartnerOutcome.Done done:
                    Console.WriteLine(done.Id);
                    return 0;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        },
        cancellation);
}
