using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Takes over a published list whose files an officer or a program hands in, with the import of the command line.</summary>
internal static class HandInList
{
    public const string VersionField = "version";

    public const string ForceField = "force";

    /// <summary>The files of a list, in the order of the importer; each comes as the field of that name.</summary>
    public static IReadOnlyList<string> FilesOf(ListKind kind) => kind == ListKind.OfacSdn ? ["sdn.csv", "alt.csv", "add.csv"] : ["consolidated.xml"];

    /// <summary>How addresses name a list.</summary>
    public static string NameOf(ListKind kind) => kind == ListKind.OfacSdn ? "ofac" : "un";

    /// <summary>Whether the files say themselves of which day they are.</summary>
    public static bool StatesVersion(ListKind kind) => kind == ListKind.UnConsolidated;

    /// <param name="here">The fields of the files that were handed in and are not empty.</param>
    /// <param name="version">The day of publication as it was typed; nothing for a list that states it, or for one of today.</param>
    public static (DateOnly? Version, IReadOnlyList<Fault> Faults) Decide(ListKind kind, IReadOnlySet<string> here, string? version, DateOnly today)
    {
        var faults = FilesOf(kind).Where(file => !here.Contains(file)).Select(file => new Fault(FaultCode.Malformed, $"The file {file} is missing.", file)).ToList();
        if (string.IsNullOrWhiteSpace(version) || StatesVersion(kind))
        {
            return (null, faults);
        }

        if (!DateOnly.TryParseExact(version.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            faults.Add(new(FaultCode.Malformed, "Expected yyyy-MM-dd.", VersionField));
        }
        else if (day > today)
        {
            // It would keep out every list of the days between.
            faults.Add(new(FaultCode.Malformed, "The day of publication lies ahead.", VersionField));
        }

        return (day, faults);
    }

    public static async Task<(ListOutcome.Imported? Imported, IReadOnlyList<Fault> Faults)> RunAsync(ListKind kind, IFormCollection form, Actor actor, ListImport import, TimeProvider clock, CancellationToken cancellation)
    {
        var files = FilesOf(kind).Select(form.Files.GetFile).OfType<IFormFile>().Where(file => file.Length > 0).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var (version, faults) = Decide(kind, files.Keys.ToHashSet(StringComparer.Ordinal), form[VersionField], DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        var streams = FilesOf(kind).Select(file => files[file].OpenReadStream()).ToList();
        using var list = new ListFiles(streams[0], streams.ElementAtOrDefault(1), streams.ElementAtOrDefault(2), version);
        return await import.RunAsync(kind, list, form[ForceField] == "yes", progress: null, actor, cancellation) switch
        {
            ListOutcome.Imported imported => (imported, []),
            ListOutcome.Refused refused => (null, [refused.Fault]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static async Task<Results<JsonHttpResult<ListOutcome.Imported>, ProblemHttpResult>> PostAsync(
        string list, HttpContext http, ListImport import, TimeProvider clock, CancellationToken cancellation)
    {
        var wanted = Enum.GetValues<ListKind>().FirstOrDefault(kind => NameOf(kind) == list);
        if (wanted == default)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancellation) : FormCollection.Empty;
        var (imported, faults) = await RunAsync(wanted, form, http.Actor, import, clock, cancellation);
        return imported is null ? faults[0].ToProblem() : TypedResults.Json(imported, AlertsJson.Default.Imported);
    }
}
