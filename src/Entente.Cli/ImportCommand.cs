using System.CommandLine;
using System.Globalization;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Entente.Cli;

/// <summary><c>entente import</c>: lists, declarations and code lists.</summary>
internal static class ImportCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.DataQuality);

    public static Command Create() => new("import", "Take over lists of alerts, declarations, code lists, or what assistance refers to.")
    {
        List("ofac", ListKind.OfacSdn, "The folder that holds sdn.csv, alt.csv and add.csv of the US OFAC list."),
        List("un", ListKind.UnConsolidated, "The consolidated list of the UN Security Council, XML."),
        Declarations(),
        Reference("locode", ReferenceKind.Locode, "UN/LOCODE, CSV."),
        Reference("hs", ReferenceKind.Hs, "The Harmonized System, CSV."),
        DirectoryImport.Authorities(),
        DirectoryImport.Holidays(),
    };

    private static Command List(string name, ListKind kind, string expects)
    {
        var path = new Argument<string>("path") { Description = expects };
        var version = new Option<DateOnly?>("--version-date") { Description = "The day of publication, for a list that does not state it (yyyy-MM-dd)." };
        var force = new Option<bool>("--force") { Description = "Take over an older version, or one that withdraws more than half of the list in force." };
        var command = new Command(name, expects) { path, version, force, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                using var files = ListFiles.Open(kind, parsed.GetValue(path)!);
                var stated = parsed.GetValue(version) is { } day ? files with { Version = day } : files;
                var outcome = await AnsiConsole.Progress().StartAsync(async progress =>
                {
                    var bar = progress.AddTask(name);
                    return await services.GetRequiredService<ListImport>().RunAsync(
                        kind, stated, parsed.GetValue(force), new Bar<ImportProgress>(bar, at => (at.Done, at.Total)), Operator, cancellation);
                });
                switch (outcome)
                {
                    case ListOutcome.Imported imported:
                        Say($"{imported.List} {imported.Version:yyyy-MM-dd}: {imported.Entries} entries, {imported.Added} added, {imported.Amended} amended, {imported.Withdrawn} withdrawn; record {imported.Record}.");
                        return 0;
                    case ListOutcome.Refused refused:
                        return Refuse(refused.Fault);
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            },
            cancellation));
        return command;
    }

    private static Command Declarations()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Trade documents: WCO Data Model XML, IE315, NCTS, EDIFACT, or CSV with --mapping.", Arity = ArgumentArity.OneOrMore };
        var mapping = new Option<string?>("--mapping") { Description = "The column mapping of CSV files: the name of one that comes with the node or of one in its folder of mappings." };
        var command = new Command("declarations", "Take in trade documents, with a verdict for each.") { files, mapping, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (columns, fault) = parsed.GetValue(mapping) is { } name ? services.GetRequiredService<CsvMappings>().Find(name) : default;
                if (fault is not null)
                {
                    return Refuse(fault);
                }

                var all = parsed.GetValue(files)!;
                var refusals = new List<(FileInfo File, IntakeVerdict.Refused Refusal)>();
                var count = await AnsiConsole.Progress().StartAsync(async progress =>
                {
                    var bar = progress.AddTask("declarations");
                    var total = all.Sum(file => file.Length);
                    return await services.GetRequiredService<ImportDeclarations>().RunAsync(
                        all,
                        columns,
                        Operator with { Purpose = Purpose.BorderControl },
                        new Bar<ImportDeclarations.Count>(bar, at => (at.Bytes, total)),
                        (file, refusal) => refusals.Add((file, refusal)),
                        cancellation);
                });
                foreach (var (file, refusal) in refusals)
                {
                    Say($"{file.Name} item {refusal.Ordinal}: {refusal.Fault.Code} at {refusal.Fault.At ?? "the whole"}: {refusal.Fault.Detail}");
                }

                Say($"{count.Files} files: {count.Accepted} taken in with {count.Hits} hits, {count.Duplicates} known already, {count.Refused} refused.");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Reference(string name, ReferenceKind kind, string expects)
    {
        var file = new Argument<FileInfo>("file") { Description = expects };
        var version = new Option<DateOnly?>("--version-date") { Description = "The date of the list (yyyy-MM-dd); the day the file was last written where it is not given." };
        var command = new Command(name, expects) { file, version, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var list = parsed.GetValue(file)!;
                var day = parsed.GetValue(version) ?? DateOnly.FromDateTime(list.LastWriteTimeUtc);
                await using var content = list.OpenRead();
                switch (await services.GetRequiredService<ReferenceImport>().RunAsync(kind, content, day, Operator, cancellation: cancellation))
                {
                    case ReferenceImport.Outcome.Imported imported:
                        Say($"{kind} of {day:yyyy-MM-dd}: {imported.List.Entries} codes, {imported.List.Opened} opened, {imported.List.Closed} closed.");
                        return 0;
                    case ReferenceImport.Outcome.AlreadyInForce:
                        Say($"{kind} of {day:yyyy-MM-dd} is in force already.");
                        return 0;
                    case ReferenceImport.Outcome.Refused refused:
                        return Refuse(refused.Fault);
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            },
            cancellation));
        return command;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static int Refuse(Fault fault)
    {
        Console.Error.WriteLine($"entente: {fault.Code.Title} {fault.Detail}{(fault.At is { } at ? $" ({at})" : "")} [{fault.Code}; docs/faults/{fault.Code}.md]");
        return 1;
    }

    private sealed class Bar<T>(ProgressTask task, Func<T, (long Done, long Total)> read) : IProgress<T>
    {
        public void Report(T value)
        {
            var (done, total) = read(value);
            task.MaxValue = Math.Max(1, total);
            task.Value = done;
        }
    }
}
