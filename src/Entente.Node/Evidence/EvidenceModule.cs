using System.Security.Claims;
using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Node.Console;
using Entente.Node.Evidence.Custody;
using Entente.Node.Evidence.Exports;
using Entente.Node.Evidence.Files;
using Entente.Node.Evidence.Log;
using Entente.Node.Evidence.Reviews;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>What was done is on record, in the transaction that did it; and what leaves the node as a file leaves here.</summary>
internal static class EvidenceModule
{
    public const string ReadRecords = "records.read";
    public const string Export = Grants.Export;
    public const string ReadProofs = Grants.ReadProofs;
    public const string ApproveExports = "exports.approve";
    public const string ReviewSearches = "reviews.decide";
    public const string Custody = "custody.use";
    public const string AskEvidence = "evidence.ask";
    public const string ApproveEvidence = "evidence.approve";

    public static IServiceCollection AddEvidence(this IServiceCollection services, ExportOptions exports, LogOptions log, CustodyOptions custody)
    {
        AddLog(services, log);
        services.AddSingleton(exports);
        services.AddSingleton<ExportTables>();
        services.AddSingleton<AskExport>();
        services.AddSingleton<TakeExport>();
        services.AddSingleton<DecideExport>();
        services.AddExport<RecordExport>();
        services.AddSingleton<EvidenceMaking>();
        services.AddSingleton<EvidenceDesk>();
        services.AddSingleton(custody);
        services.AddSingleton<CustodyDesk>();
        services.AddSingleton<StepSigning>();
        services.AddSingleton<TakeContent>();
        services.AddPermission(Custody, "Take things into custody that are evidence, and say who holds them.", [Role.Officer, Role.Supervisor, Role.Legal]);
        services.AddNavigation(new(248, Text.Key("Custody"), "/custody", "packages", Custody, 'y'));
        services.AddPermission(ReadRecords, "Read what was done, by whom and why; not what was seen.", [Role.Auditor, Role.Supervisor], statesPurpose: false);
        services.AddPermission(ReadProofs, "See how well it is proven that something is on record, and take the proof; not the record.", Enum.GetValues<Role>(), statesPurpose: false);
        services.AddPermission(
            Export, "Take tables that one sees out of the node as files: a few rows alone, more with a second officer's approval.",
            [Role.Officer, Role.Analyst, Role.AlertManager, Role.Supervisor, Role.Auditor]);
        services.AddPermission(ApproveExports, "Approve exports that others ask for, of rows that one sees oneself.", [Role.Supervisor, Role.Auditor]);
        services.AddPermission(
            AskEvidence, "Ask for evidence files of cases and messages that one sees, for a court or another authority; they leave with a second officer's approval.",
            [Role.Officer, Role.AlertManager, Role.Supervisor, Role.Legal]);
        services.AddPermission(ApproveEvidence, "Approve evidence files that others ask for, of what one sees oneself.", [Role.Supervisor, Role.Legal]);
        services.AddNavigation(new(247, Text.Key("Evidence files"), "/evidence", "certificate", AskEvidence, 'v', CountEvidenceWaitingAsync));
        services.AddPermission(ReviewSearches, "Review whether the searches of a sample were lawful; not what they found.", [Role.Auditor], statesPurpose: false);
        services.AddNavigation(new(255, Text.Key("Review of searches"), "/records/reviews", "scale", ReviewSearches, null, static async (provider, _, cancellation) =>
            await provider.GetRequiredService<Database>().ReadAsync(session => Task.FromResult(Review.Waiting(session)), cancellation)));
        services.AddNavigation(new(245, Text.Key("Data exports"), "/exports", "file-export", Export, 'x', CountWaitingAsync));
        return services.AddNavigation(new(250, Text.Key("Records"), "/records", "history", ReadRecords, 'e'));
    }

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        LogRoutes.Map(routes);
        FindByHash.Map(routes);
        DecideReview.Map(routes);
        var exports = routes.MapGroup("/exports").ExcludeFromDescription();
        exports.MapPost("/file", (AskExport ask, HttpContext http) => ask.PostAsync(http)).Requires(Export);
        exports.MapPost("/{seq:long}/file", (long seq, TakeExport take, HttpContext http) => take.PostAsync(seq, http)).Requires(Export);
        exports.MapPost("/{seq:long}/decision", (long seq, DecideExport decide, HttpContext http) => decide.PostAsync(seq, http)).Requires(ApproveExports);
        var custody = routes.MapGroup("/custody").ExcludeFromDescription();
        custody.MapPost("/items", (CustodyDesk desk, HttpContext http) => desk.AddAsync(http)).Requires(Custody);
        custody.MapPost("/{number:long}/steps", (long number, CustodyDesk desk, HttpContext http) => desk.StepAsync(number, http)).Requires(Custody);
        custody.MapGet("/{number:long}/content", ShowContent.GetAsync).Requires(Custody);
        custody.MapPost("/{number:long}/content", (long number, TakeContent take, HttpContext http) => take.BeginAsync(number, http)).Requires(Custody);
        custody.MapPut("/{number:long}/content/{chunk:long}", (long number, long chunk, string? sha256, TakeContent take, HttpContext http) => take.PutAsync(number, chunk, sha256, http)).Requires(Custody);
        custody.MapPost("/{number:long}/content/end", (long number, TakeContent take, HttpContext http) => take.EndAsync(number, http)).Requires(Custody);
        custody.MapPost("/{number:long}/content/discard", (long number, TakeContent take, HttpContext http) => take.DiscardAsync(number, http)).Requires(Custody);
        custody.MapGet("/{number:long}/file", ShowContent.DownloadAsync).Requires(Custody);
        custody.MapPost("/{number:long}/file", (long number, TakeContent take, HttpContext http) => take.FileAsync(number, http)).Requires(Custody);
        var evidence = routes.MapGroup("/evidence").ExcludeFromDescription();
        evidence.MapPost("/requests", (EvidenceDesk desk, HttpContext http) => desk.AskAsync(http)).Requires(AskEvidence);
        evidence.MapPost("/{seq:long}/decision", (long seq, EvidenceDesk desk, HttpContext http) => desk.DecideAsync(seq, http)).Requires(ApproveEvidence);
        evidence.MapPost("/{seq:long}/file", (long seq, EvidenceDesk desk, HttpContext http) => desk.TakeAsync(seq, http)).Requires(AskEvidence);
        EvidenceApi.Map(routes);
        return routes;
    }

    private static void AddLog(IServiceCollection services, LogOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<KeyFiles>();
        services.AddSingleton<MakeKey>(static (algorithm, rsaBits) =>
        {
            using var random = RandomNumberGenerator.Create();
            return algorithm == KeyAlgorithm.Rsa ? PrivateKey.GenerateRsa(rsaBits) : PrivateKey.Generate(algorithm, random);
        });
        services.AddSingleton(static provider => new LogKeys(
            new(provider.GetRequiredService<NodeOptions>(), provider.GetRequiredService<ILogger<KeyFiles>>(), LogKeys.Folder), provider.GetRequiredService<MakeKey>()));
        services.AddSingleton<SignedHead>();
        services.AddSingleton<WitnessedFiles>();
        services.AddSingleton<LifeSign>();
        services.AddSingleton<NodeLog>();
        services.AddSingleton<PublicLogKeys>(static provider => async cancellation =>
            await provider.GetRequiredService<NodeLog>().OpenAsync(cancellation) is var open ? ($"{open.Signer.Key}", $"{open.Witness.Key}") : default);
        services.AddSingleton<RecordProofs>();
        services.AddSingleton<MarkedProofs>();
        services.AddSingleton<FindProofs>(static provider => provider.GetRequiredService<MarkedProofs>().FindAsync);
        services.AddSingleton<EraseRecord>();
        services.AddSingleton<WitnessPolicy>();
        services.AddSingleton<Witness>();
        services.AddSingleton<Cosigning>();
        services.AddSingleton<StartCheck>();
        services.AddSingleton<Following>();
        services.AddSingleton<KeptProofs>();
        services.AddSingleton<Seeking>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<Rereading>();
        services.AddSingleton<OwnAudit>();
        services.AddSingleton<LogFigures>();
        services.AddSingleton<HashIndex>();
        services.AddSingleton<ReviewDraw>();
        services.AddSingleton<DecideReview>();
        services.AddServing<LogUpkeep>();
        services.AddServing<Sealing>();
        services.AddServing<WitnessRounds>();
        services.AddServing<RereadingRounds>();
        services.AddWarning("witnesses", static async (provider, cancellation) =>
            (await AlarmsAsync(provider, cancellation)).FindAll(static alarm => alarm.Partner != LogAlarm.Own) is { Count: > 0 } partners
                ? string.Join(" ", partners.Select(alarm => $"{alarm.Partner}: {alarm.Detail}"))
                : null);
        services.AddWarning("proofs", UnwitnessedAsync);
        services.AddWarning("log", static async (provider, cancellation) =>
            string.Join(" ", [
                .. new[] { provider.GetRequiredService<NodeLog>().Alarm }.OfType<string>(),
                .. (await AlarmsAsync(provider, cancellation)).Where(static alarm => alarm.Partner == LogAlarm.Own).Select(alarm => $"{alarm.Origin}: {alarm.Detail}"),
            ]) is { Length: > 0 } said ? said : null);
    }

    private static Task<List<LogAlarm>> AlarmsAsync(IServiceProvider provider, CancellationToken cancellation) =>
        provider.GetRequiredService<Database>().ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), cancellation);

    /// <summary>What no quorum has witnessed for longer than the grace. Where no partner keeps a witness and no policy asks for one, nothing is waited for.</summary>
    private static async Task<string?> UnwitnessedAsync(IServiceProvider provider, CancellationToken cancellation)
    {
        var options = provider.GetRequiredService<LogOptions>();
        var oldest = await provider.GetRequiredService<Database>().ReadAsync(session => Task.FromResult(MessageProof.Oldest(session)), cancellation);
        return provider.GetRequiredService<TimeProvider>().GetUtcNow() - oldest > options.Grace && (options.Policy.Length > 0 || (await provider.GetRequiredService<LogPeers>()(cancellation)).Count > 0)
            ? $"Too few witnesses have seen the records of messages since {oldest:u}; the grace of {options.GraceMinutes} minutes is over."
            : null;
    }

    private static async ValueTask<long> CountWaitingAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation)
    {
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-services.GetRequiredService<ExportOptions>().RequestHours);
        var tables = services.GetRequiredService<ExportTables>();
        return officer.Roles.Any(role => role is Role.Supervisor or Role.Auditor)
            ? (await ExportRequest.WaitingAsync(services.GetRequiredService<Database>(), since, cancellation)).LongCount(one => tables.MayApprove(Standing.Of(officer), one))
            : 0;
    }

    private static async ValueTask<long> CountEvidenceWaitingAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation)
    {
        var (desk, standing) = (services.GetRequiredService<EvidenceDesk>(), Standing.Of(officer));
        return await services.GetRequiredService<Database>().ReadAsync(session => Task.FromResult<long>(desk.WaitingFor(session, standing).Count), cancellation);
    }
}
