using System.Security.Claims;
using Entente.Node.Console;
using Entente.Node.Evidence.Exports;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>What was done is on record, in the transaction that did it; and what leaves the node as a file leaves here.</summary>
internal static class EvidenceModule
{
    public const string ReadRecords = "records.read";
    public const string Export = "exports.use";
    public const string ApproveExports = "exports.approve";

    public static IServiceCollection AddEvidence(this IServiceCollection services, ExportOptions exports)
    {
        services.AddSingleton(exports);
        services.AddSingleton<ExportTables>();
        services.AddSingleton<AskExport>();
        services.AddSingleton<TakeExport>();
        services.AddSingleton<DecideExport>();
        services.AddExport<RecordExport>();
        services.AddPermission(ReadRecords, "Read what was done, by whom and why; not what was seen.", [Role.Auditor, Role.Supervisor], statesPurpose: false);
        services.AddPermission(
            Export, "Take tables that one sees out of the node as files: a few rows alone, more with a second officer's approval.",
            [Role.Officer, Role.Analyst, Role.AlertManager, Role.Supervisor, Role.Auditor]);
        services.AddPermission(ApproveExports, "Approve exports that others ask for, of rows that one sees oneself.", [Role.Supervisor, Role.Auditor]);
        services.AddNavigation(new(245, Text.Key("Data exports"), "/exports", "file-export", Export, 'x', CountWaitingAsync));
        return services.AddNavigation(new(250, Text.Key("Records"), "/records", "history", ReadRecords, 'e'));
    }

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/exports").ExcludeFromDescription();
        exports.MapPost("/file", (AskExport ask, HttpContext http) => ask.PostAsync(http)).Requires(Export);
        exports.MapPost("/{seq:long}/file", (long seq, TakeExport take, HttpContext http) => take.PostAsync(seq, http)).Requires(Export);
        exports.MapPost("/{seq:long}/decision", (long seq, DecideExport decide, HttpContext http) => decide.PostAsync(seq, http)).Requires(ApproveExports);
        return routes;
    }

    private static async ValueTask<long> CountWaitingAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation)
    {
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-services.GetRequiredService<ExportOptions>().RequestHours);
        var tables = services.GetRequiredService<ExportTables>();
        return officer.Roles.Any(role => role is Role.Supervisor or Role.Auditor)
            ? (await ExportRequest.WaitingAsync(services.GetRequiredService<Database>(), since, cancellation)).LongCount(one => tables.MayApprove(Standing.Of(officer), one))
            : 0;
    }
}
