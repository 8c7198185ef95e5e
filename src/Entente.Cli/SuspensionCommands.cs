using System.CommandLine;
using System.Globalization;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente agreement suspend|resume|suspensions</c>: what is stopped with a partner. Who suspends here lifts it in the console, or the other way round.</summary>
internal static class SuspensionCommands
{
    public static Command Suspend()
    {
        var partner = new Argument<string>("partner") { Description = "The party id, for example CA." };
        var reason = new Option<string>("--reason") { Description = "Why; it is put on record and told to the partner.", Required = true };
        var agreement = new Option<string?>("--agreement") { Description = "One agreement, by its id; all of them unless said." };
        var article = new Option<string?>("--article") { Description = "One article of that agreement." };
        var category = new Option<string?>("--category") { Description = $"One category of data: {string.Join(", ", Words.All<DataCategory>())}." };
        var giving = new Option<bool>("--giving-only") { Description = "Only what this node gives; what the partner gives goes on." };
        var perHour = new Option<int?>("--per-hour") { Description = "Slow it to so many messages an hour; it is stopped unless said." };
        var until = new Option<DateOnly?>("--until") { Description = "The last day, yyyy-MM-dd; until it is lifted unless said.", CustomParser = static result => Day(result.Tokens is [var only] ? only.Value : "") };
        var preview = new Option<bool>("--preview") { Description = "Say what it would stop; nothing is changed." };
        var suspend = new Command("suspend", "Stop or slow what is exchanged with a partner, or a part of it, at once.") { partner, reason, agreement, article, category, giving, perHour, until, preview, NodeAt.Config, NodeAt.Directory };
        suspend.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var desk = services.GetRequiredService<SuspensionDesk>();
                await AgreementCommand.ShelfAsync(services, cancellation);
                var command = new SuspendAgreement.Command(parsed.GetValue(partner)!, parsed.GetValue(reason))
                {
                    Agreement = parsed.GetValue(agreement),
                    Article = parsed.GetValue(article),
                    Category = parsed.GetValue(category),
                    GivingOnly = parsed.GetValue(giving),
                    PerHour = parsed.GetValue(perHour),
                    Until = parsed.GetValue(until),
                };
                if (!parsed.GetValue(preview))
                {
                    return Tell(await desk.SuspendAsync(PartnerDesk.CommandLine, command, cancellation));
                }

                var effect = await desk.PreviewAsync(command, cancellation);
                foreach (var touched in effect.Touched)
                {
                    Console.WriteLine($"{touched.Words}: {touched.Count}{string.Concat(touched.First.Select(item => $" {item.Address}"))}");
                }

                Console.WriteLine(effect.Through is { } through
                    ? string.Create(CultureInfo.InvariantCulture, $"What waits and would fall under it: {effect.Waiting}, the last at {through.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}")
                    : $"What waits and would be kept back: {effect.Waiting}");
                foreach (var way in effect.Flows.GroupBy(change => (change.Flow.Giver, change.Flow.Receiver, change.Flow.Exchange)))
                {
                    Console.WriteLine($"{way.Key.Giver} to {way.Key.Receiver}, {Words.Of(way.Key.Exchange)}: {way.Count()} flows stop");
                }

                return 0;
            },
            cancellation));
        return suspend;
    }

    public static Command Resume()
    {
        var number = new Argument<long>("number") { Description = "As 'suspensions' lists it." };
        var resume = new Command("resume", "Lift what an officer suspended or slowed in the console.") { number, NodeAt.Config, NodeAt.Directory };
        resume.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed, async services => Tell(await services.GetRequiredService<SuspensionDesk>().ResumeAsync(PartnerDesk.CommandLine, parsed.GetValue(number), cancellation)), cancellation));
        return resume;
    }

    public static Command List()
    {
        var list = new Command("suspensions", "Show everything that was suspended or slowed, by this node or by a partner; newest first.") { NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var shelf = await AgreementCommand.ShelfAsync(services, cancellation);
                var queues = await services.GetRequiredService<SuspensionDesk>().QueuesAsync(cancellation);
                foreach (var row in shelf.Suspensions)
                {
                    var scope = string.Join(' ', new[] { row.Agreement, row.Article, row.Category, row.GivingOnly ? "(giving only)" : null, row.PerHour is { } perHour ? $"({perHour} an hour)" : null }.OfType<string>());
                    Console.WriteLine($"{row.Number,-5} {row.Partner,-8} {(row.Ours ? "ours" : "theirs"),-7} {row.State,-7} {row.FromDay}..{row.UntilDay ?? "",-10}  {(scope.Length == 0 ? "everything" : scope)}: {row.Reason}");
                    if (queues.GetValueOrDefault(row.Number) is { } queue)
                    {
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture, $"      {queue.Waiting} wait, {queue.Passed} went in the past hour; the last goes at {queue.Through.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}"));
                    }
                }

                return 0;
            },
            cancellation));
        return list;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;

    private static int Tell(SuspensionOutcome outcome)
    {
        switch (outcome)
        {
            case SuspensionOutcome.Refused { Faults: var faults }:
                return AgreementCommand.Refused(faults);
            case SuspensionOutcome.Done done:
                Console.WriteLine($"{done.Number} {done.Id}");
                return 0;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
