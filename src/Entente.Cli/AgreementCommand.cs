using System.CommandLine;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente agreement</c>: the law of the exchange. Whoever works here counts as one officer: what is proposed here is approved in the console, or the other way round.</summary>
internal static class AgreementCommand
{
    public static Command Create() => new("agreement", "Agreements with other administrations. An agreement takes two officers; the command line is one of them.")
    {
        List(), Show(), Check(), Add(), Approve(), May(), SuspensionCommands.Suspend(), SuspensionCommands.Resume(), SuspensionCommands.List(),
    };

    private static Argument<string> Name { get; } = new("agreement") { Description = "Id and version, for example NL-CA-CMAA/1." };

    private static Argument<FileInfo> TextFile { get; } = new("file") { Description = "The YAML file of the agreement." };

    private static Command List()
    {
        var list = new Command("list", "Show every agreement that was put to this node.") { NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var shelf = await ShelfAsync(services, cancellation);
                foreach (var held in shelf.All)
                {
                    Console.WriteLine($"{held.Row,-28} {shelf.StandingOf(held, Today(services)),-10} {held.Agreement.From:yyyy-MM-dd}  {Words.Of(held.Agreement.Instrument),-14} {held.Agreement.Title}");
                }

                foreach (var altered in shelf.Altered)
                {
                    await Console.Error.WriteLineAsync($"{altered.Row} counts for nothing. {altered.Why.Detail}");
                }

                return shelf.Altered.Count == 0 ? 0 : 1;
            },
            cancellation));
        return list;
    }

    private static Command Show()
    {
        var show = new Command("show", "Write the text of an agreement as it is held, and who has signed it.") { Name, NodeAt.Config, NodeAt.Directory };
        show.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var shelf = await ShelfAsync(services, cancellation);
                if (Find(shelf, parsed.GetValue(Name)!) is not { } held)
                {
                    return Absent();
                }

                await using (var output = Console.OpenStandardOutput())
                {
                    await output.WriteAsync(held.Row.Text, cancellation);
                }

                await Console.Error.WriteLineAsync($"{held.Row}, {shelf.StandingOf(held, Today(services))}, SHA-256 {held.Row.Sha256}");
                foreach (var party in held.Parties)
                {
                    await Console.Error.WriteLineAsync(party.SignedAt is { } at ? $"{party.Party} signed on {at:yyyy-MM-dd HH:mm} UTC" : $"{party.Party} has not signed");
                }

                return 0;
            },
            cancellation));
        return show;
    }

    private static Command Check()
    {
        var check = new Command("check", "Say what is wrong with the file of an agreement, with line and column; nothing is changed and no node is needed.") { TextFile };
        check.SetAction(async (parsed, cancellation) =>
        {
            switch (AgreementText.Read(await File.ReadAllBytesAsync(parsed.GetValue(TextFile)!.FullName, cancellation)))
            {
                case AgreementReading.Refused { Faults: var faults }:
                    return Refused(faults);
                case AgreementReading.Accepted { Agreement: var agreement }:
                    Console.WriteLine($"{agreement}, {agreement.Title}: {agreement.Parties.Count} parties, {agreement.Articles.Count} articles, SHA-256 {agreement.Digest}");
                    return 0;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        });
        return check;
    }

    private static Command Add()
    {
        var add = new Command("add", "Propose an agreement; an officer approves it in the console.") { TextFile, NodeAt.Config, NodeAt.Directory };
        add.SetAction((parsed, cancellation) => ActAsync(
            parsed, async desk => await desk.ProposeAsync(PartnerDesk.CommandLine, await File.ReadAllBytesAsync(parsed.GetValue(TextFile)!.FullName, cancellation), cancellation), cancellation));
        return add;
    }

    private static Command Approve()
    {
        var sha256 = new Option<string>("--sha256") { Description = "Of the bytes that you have read, 64 digits.", Required = true };
        var approve = new Command("approve", "Approve what an officer proposed in the console; this node then signs it.") { Name, sha256, NodeAt.Config, NodeAt.Directory };
        approve.SetAction((parsed, cancellation) => Split(parsed.GetValue(Name)!) is not var (id, version)
            ? Task.FromResult(Absent())
            : ActAsync(parsed, desk => desk.ApproveAsync(PartnerDesk.CommandLine, new(id, version, parsed.GetValue(sha256)!), cancellation), cancellation));
        return approve;
    }

    private static Command May()
    {
        var exchange = new Option<string>("--exchange") { Description = $"What it is: {string.Join(", ", Words.All<ExchangeKind>())}.", Required = true };
        var to = new Option<string>("--to") { Description = "The party id of the receiver.", Required = true };
        var purpose = new Option<string>("--purpose") { Description = $"What it will be used for: {string.Join(", ", Words.All<UsePurpose>())}.", Required = true };
        var data = new Option<string>("--data") { Description = "Fields or categories with commas, such as persons.name,declarations.", Required = true };
        var assistance = new Option<string?>("--assistance") { Description = "Of requests, replies and evidence: the type of assistance." };
        var holding = new Option<string?>("--holding") { Description = "The conditions that hold, with commas." };
        var asks = new Option<string?>("--asks") { Description = "What the receiver is asked to do with it, with commas." };
        var approval = new Option<string?>("--approval") { Description = "The highest approval that it has." };
        var from = new Option<string?>("--from") { Description = "The party id of the giver; this node unless said." };
        var on = new Option<string?>("--on") { Description = "The day; today unless said." };
        var may = new Command("may", "Say whether something may be given, by which clause, and what would make it lawful. Nothing is sent.")
        {
            exchange, to, purpose, data, assistance, asks, holding, approval, from, on, NodeAt.Config, NodeAt.Directory,
        };
        may.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var shelf = await ShelfAsync(services, cancellation);
                var (question, faults) = MayAsk.Read(
                    new()
                    {
                        Exchange = parsed.GetValue(exchange),
                        To = parsed.GetValue(to),
                        Purpose = parsed.GetValue(purpose),
                        Data = parsed.GetValue(data),
                        Assistance = parsed.GetValue(assistance),
                        Asks = parsed.GetValue(asks),
                        Holding = parsed.GetValue(holding),
                        Approval = parsed.GetValue(approval),
                        From = parsed.GetValue(from),
                        On = parsed.GetValue(on),
                    },
                    services.GetRequiredService<OwnKeys>().PartyId,
                    Today(services));
                return question is null ? Refused(faults) : Tell(MayView.Of(Gate.Decide(shelf.Book, question), question));
            },
            cancellation));
        return may;
    }

    private static int Tell(MayView answer)
    {
        Console.WriteLine(answer.Permitted ? $"permitted by {answer.Clause}" : $"refused, {answer.Reason}: {answer.Detail}");
        if (answer.Stripped.Count > 0)
        {
            Console.WriteLine($"without {string.Join(", ", answer.Stripped)}");
        }

        if (answer.Obligations is { } obligations)
        {
            Console.WriteLine($"under {obligations.Handling}, for {string.Join(", ", obligations.Actions.Select(Words.Of))}{(obligations.LastDay is { } day ? $", until {day:yyyy-MM-dd}" : "")}");
        }

        foreach (var remedy in answer.Remedies)
        {
            Console.WriteLine($"lawful by {remedy.Clause} with {string.Join(" and ", remedy.Changes.Select(change => $"{change.Kind} {change.To}"))}");
        }

        return answer.Permitted ? 0 : 2;
    }

    private static Task<int> ActAsync(ParseResult parsed, Func<AgreementDesk, Task<AgreementOutcome>> act, CancellationToken cancellation) => NodeAt.UseAsync(
        parsed,
        async services =>
        {
            switch (await act(services.GetRequiredService<AgreementDesk>()))
            {
                case AgreementOutcome.Refused { Faults: var faults }:
                    return Refused(faults);
                case AgreementOutcome.Done done:
                    Console.WriteLine($"{done.Agreement}/{done.Version} {done.State} {done.Sha256}");
                    return 0;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        },
        cancellation);

    internal static async Task<AgreementShelf> ShelfAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var shelf = services.GetRequiredService<AgreementShelf>();
        await shelf.RefreshAsync(cancellation);
        return shelf;
    }

    private static DateOnly Today(IServiceProvider services) => DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);

    private static HeldAgreement? Find(AgreementShelf shelf, string name) => Split(name) is var (id, version) ? shelf.Find(id, version) : null;

    private static (string Id, int Version)? Split(string name) =>
        name.Split('/') is [var id, var number] && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? (id, version) : null;

    private static int Absent()
    {
        Console.Error.WriteLine("entente: no agreement of that id and version is held; expected a name such as NL-CA-CMAA/1.");
        return 1;
    }

    internal static int Refused(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"{(fault.At is null ? "" : $"{fault.At}: ")}{fault.Code}: {fault.Code.Title} {fault.Detail}".TrimEnd());
        }

        return 1;
    }
}
