using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente assistance</c>: requests for assistance, by the slices of the API and with its bodies. Whoever works here counts as an officer of customs.</summary>
internal static class AssistanceCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.MutualAssistance);

    private static Argument<long> Number { get; } = new("number") { Description = "The number of the case in this node." };

    public static Command Create() => new("assistance", "Requests for assistance: those of partners, and those made to partners.") { List(), Show(), New(), Step(), Document() };

    private static Command List()
    {
        var us = new Option<string?>("--us") { Description = "Which side this node is on: requesting or requested." };
        var turn = new Option<string?>("--turn") { Description = "Whose turn it is: us or partner." };
        var state = new Option<string?>("--state") { Description = $"Where the case stands: {string.Join(", ", Words.All<CaseState>())}." };
        var partner = new Option<string?>("--partner") { Description = "The party id of the partner." };
        var all = new Option<bool>("--all") { Description = "Also what is over." };
        var list = new Command("list", "List what is open, the nearest deadline first.") { us, turn, state, partner, all, NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var filter = new ListDesk.Filter
                {
                    Us = Word<Side>(parsed.GetValue(us), "--us"),
                    Turn = Word<Turn>(parsed.GetValue(turn), "--turn"),
                    State = Word<CaseState>(parsed.GetValue(state), "--state"),
                    Partner = parsed.GetValue(partner),
                    All = parsed.GetValue(all),
                };
                DeskPage page;
                do
                {
                    page = await ListDesk.RunAsync(services.GetRequiredService<Database>(), services.GetRequiredService<CaseLaw>(), Operator, filter, cancellation);
                    foreach (var line in page.Lines.Select(line => line.Case))
                    {
                        var whose = CaseTable.TurnOf(line.State) is not { } side ? "-" : side == line.Us ? "us" : "partner";
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{line.Number,6}  {(line.DueAt is { } due ? $"{due:yyyy-MM-dd}" : "-"),-10}  {whose,-7}  {Words.Of(line.State),-18}  {Words.Of(line.Us),-10}  {line.Partner,-8}  {Words.Of(line.Instrument),-14}  {line.Reference,-16}  {line.Matter}"));
                    }

                    filter = filter with { Older = page.Older };
                }
                while (page.Older is not null);
                return 0;
            },
            cancellation));
        return list;
    }

    private static Command Show()
    {
        var show = new Command("show", "Write one case as JSON, as the API answers it: its text, history, documents, clocks, and the steps that are possible.") { Number, NodeAt.Config, NodeAt.Directory };
        show.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (view, why) = await ShowCase.RunAsync(services.GetRequiredService<Database>(), services.GetRequiredService<CaseLaw>(), Operator, parsed.GetValue(Number), cancellation);
                if (view is null)
                {
                    return why is null ? Absent() : Refused([why]);
                }

                Console.WriteLine(JsonNode.Parse(JsonSerializer.Serialize(view, AssistanceJson.Default.CaseView))!.ToJsonString(Indented));
                return 0;
            },
            cancellation));
        return show;
    }

    private static Command New()
    {
        var file = new Argument<FileInfo>("file") { Description = "The body of POST /api/assistance as JSON: partner, reference, request, documents." };
        var command = new Command("new", "Draft a request. Nothing is sent before the step send.") { file, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var draft = Read(await File.ReadAllTextAsync(parsed.GetValue(file)!.FullName, cancellation), AssistanceJson.Default.DraftRequestCommand);
                var post = services.GetRequiredService<AssistancePost>();
                var (row, fault) = await services.GetRequiredService<Database>().WriteAsync(session => DraftRequest.Open(session, post, Operator, draft), cancellation);
                return row is null ? Refused([fault!]) : Told(row);
            },
            cancellation));
        return command;
    }

    private static Command Step()
    {
        var step = new Argument<string>("step") { Description = $"One of {string.Join(", ", Words.All<CaseStep>())}." };
        var body = new Option<FileInfo?>("--with") { Description = "What the step says, as the body of the API without step and seen: JSON." };
        var reason = new Option<string?>("--reason") { Description = "Why, where that is all that the step says." };
        var seen = new Option<long?>("--seen") { Description = "The version that you saw; the case as it is now unless said." };
        var command = new Command("step", "Take a step in a case, as docs/spec/assistance.md names it.") { Number, step, body, reason, seen, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var said = parsed.GetValue(body) is { } file ? Read(await File.ReadAllTextAsync(file.FullName, cancellation)) : [];
                var (database, post, law, number) = (services.GetRequiredService<Database>(), services.GetRequiredService<AssistancePost>(), services.GetRequiredService<CaseLaw>(), parsed.GetValue(Number));
                said["step"] = parsed.GetValue(step)!;
                if (parsed.GetValue(reason) is { } why)
                {
                    said["reason"] = why;
                }

                var (row, faults) = await database.WriteAsync(
                    session =>
                    {
                        said["seen"] = parsed.GetValue(seen) ?? CaseRow.Find(session, number, Operator.Authority)?.Version ?? 0;
                        return TakeStep.Execute(session, post, law, Operator, Approval.Officer, number, Read(said.ToJsonString(), AssistanceJson.Default.TakeStepCommand));
                    },
                    cancellation);
                return row is not null ? Told(row) : faults[0].Code == FaultCode.NotFound ? Absent() : Refused(faults);
            },
            cancellation));
        return command;
    }

    private static Command Document()
    {
        var ordinal = new Argument<long>("ordinal") { Description = "The number of the document in the case." };
        var output = new Option<FileInfo?>("--out") { Description = "Where it goes; standard output unless said. The name that a partner gave it is never used." };
        var command = new Command("document", "Fetch a document of a case.") { Number, ordinal, output, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (document, why) = await ShowCase.DocumentAsync(services.GetRequiredService<Database>(), Operator, parsed.GetValue(Number), parsed.GetValue(ordinal), cancellation);
                if (document is null)
                {
                    return why is null || why.Code == FaultCode.NotFound ? Absent() : Refused([why]);
                }

                if (parsed.GetValue(output) is { } file)
                {
                    await File.WriteAllBytesAsync(file.FullName, document.Body, cancellation);
                }
                else
                {
                    await using var standard = Console.OpenStandardOutput();
                    await standard.WriteAsync(document.Body, cancellation);
                }

                await Console.Error.WriteLineAsync($"{document.Name}, {document.MediaType}, SHA-256 {document.Sha256}");
                return 0;
            },
            cancellation));
        return command;
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static T? Word<T>(string? text, string option)
        where T : struct, Enum => text is null ? null : Words.TryParse<T>(text, out var word) ? word : throw new FormatException($"{option} is one of {string.Join(", ", Words.All<T>())}.");

    private static JsonObject Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new InvalidDataException("Expected a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("Expected a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static int Told(CaseRow row)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Number} {Words.Of(row.State)}, version {row.Version}"));
        return 0;
    }

    private static int Absent()
    {
        Console.Error.WriteLine("entente: there is no such case, or none for customs.");
        return 1;
    }

    private static int Refused(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"{(fault.At is null ? "" : $"{fault.At}: ")}{fault.Code}: {fault.Code.Title} {fault.Detail}".TrimEnd());
        }

        return 1;
    }
}
