using System.Text;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Log;

/// <summary>The log as everybody may read it (C2SP tlog-tiles): hashes and signatures, and nothing of what was recorded.</summary>
internal static class LogRoutes
{
    /// <summary>A note and the hashes before it.</summary>
    private const int LongestRequest = SignedNote.LongestNote + 4096;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/log").WithTags("Log");
        log.MapGet("/checkpoint", CheckpointAsync).Public("Hashes and signatures. A log that only its keeper can read proves nothing.").WithSummary("The newest checkpoint with its signatures.");
        log.MapGet("/tile/{**place}", TileAsync).Public("Hashes and signatures. A log that only its keeper can read proves nothing.").WithSummary("A tile of hashes, or a bundle of leaves.");
        log.MapGet("/{number:long}/checkpoint", CheckpointOfAsync).Public("Hashes and signatures. A log that only its keeper can read proves nothing.").WithSummary("The newest checkpoint of one of the logs that this node has kept, by its number.");
        log.MapGet("/{number:long}/tile/{**place}", TileOfAsync).Public("Hashes and signatures. A log that only its keeper can read proves nothing.").WithSummary("A tile or bundle of that log.");
        log.MapGet("/{number:long}/key", KeyOfAsync).Public("Public keys.").WithSummary("The key that signed that log.");
        log.MapPost("/add-checkpoint", AddAsync).Public("Partners only: the listener for them alone leads here.").ExcludeFromDescription();
        log.MapGet("/witness/{name}/checkpoint", WitnessedAsync).Public("Hashes and signatures. A log that only its keeper can read proves nothing.").WithSummary("How far this node's witness has followed the log of a partner.");
        log.MapGet("/key", KeyAsync).Public("Public keys.").WithSummary("The keys that the log and the witness of this node sign with, one a line.");
        var records = routes.MapGroup("/api/records").WithTags("Records");
        records.MapGet("/{seq:long}/proof", ProofAsync).Requires(EvidenceModule.ReadRecords).WithSummary("The proof that a record is in the log.");
        records.MapGet("/{seq:long}/evidence", EvidenceAsync).Requires(EvidenceModule.ReadRecords).WithSummary("A record with what opens its leaf, and the proof; verified by entente log check.");
        routes.MapGet("/api/proofs/{seq:long}", CommitmentAsync).WithTags("Records").Requires(EvidenceModule.ReadProofs).WithSummary("The proof that the leaf of a record is in the log, for those who may see what it is about.");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> CheckpointAsync(NodeLog log, HttpContext http, CancellationToken cancellation) =>
        Checkpoint(await log.PublishedAsync(cancellation), http);

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> CheckpointOfAsync(long number, NodeLog log, HttpContext http, CancellationToken cancellation) =>
        Checkpoint((await log.PublishedAsync(number, cancellation))?.Checkpoint, http);

    private static Results<ContentHttpResult, ProblemHttpResult> Checkpoint(CheckpointRow? newest, HttpContext http)
    {
        if (newest is null)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(newest.Note, "text/plain", Encoding.UTF8);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TileAsync(string place, NodeLog log, Database database, HttpContext http, CancellationToken cancellation) =>
        // After a log was begun anew, the same address says what the new one has.
        await ServeAsync(place, (await database.ReadAsync(session => Task.FromResult(LogStore.Newest(session)), cancellation))?.Number ?? 0, "no-cache", log, database, http, cancellation);

    // What such an address says never changes.
    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> TileOfAsync(long number, string place, NodeLog log, Database database, HttpContext http, CancellationToken cancellation) =>
        ServeAsync(place, number, "public, max-age=31536000, immutable", log, database, http, cancellation);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ServeAsync(
        string place, long number, string caching, NodeLog log, Database database, HttpContext http, CancellationToken cancellation)
    {
        var bytes = TileAddress.TryParse($"tile/{place}", out var address) && await log.PublishedAsync(number, cancellation) is (var row, var newest) && address.IsIn(newest.Size)
            ? await database.ReadAsync(session => Task.FromResult(LogStore.Bytes(session, row, address)), cancellation)
            : null;
        if (bytes is null)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        http.Response.Headers.CacheControl = caching;
        return TypedResults.File(bytes, "application/octet-stream");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> AddAsync(Witness witness, HttpContext http)
    {
        if (http.Request.ContentLength is not <= LongestRequest)
        {
            return new Fault(FaultCode.TooLarge, "").ToProblem();
        }

        var body = new byte[(int)http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
        var reply = await witness.TakeAsync(body, http.RequestAborted);
        return TypedResults.Text(reply.Body, reply.Type, Encoding.UTF8, reply.Status);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> WitnessedAsync(string name, Database database, HttpContext http, CancellationToken cancellation)
    {
        if ((await database.ReadAsync(session => Task.FromResult(Witness.All(session)), cancellation)).Find(row => Witness.NameOf(row.Origin) == name) is not { } row)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(row.Note, "text/plain", Encoding.UTF8);
    }

    private static async Task<ContentHttpResult> KeyAsync(NodeLog log, CancellationToken cancellation)
    {
        var open = await log.OpenAsync(cancellation);
        return TypedResults.Text($"{open.Signer.Key}\n{open.Witness.Key}\n", "text/plain", Encoding.UTF8);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> KeyOfAsync(long number, Database database, CancellationToken cancellation) =>
        await database.ReadAsync(session => Task.FromResult(LogStore.Numbered(session, number)), cancellation) is { } row
            ? TypedResults.Text($"{row.PublicKey}\n", "text/plain", Encoding.UTF8)
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ProofAsync(long seq, RecordProofs proofs, HttpContext http, CancellationToken cancellation) =>
        await proofs.FindAsync(seq, Record.Within(http), cancellation) switch
        {
            null => new Fault(FaultCode.NotFound, "").ToProblem(),
            { Proof: { } proof } => await FileAsync(proof.ToBytes(), "text/plain; charset=utf-8", $"record-{seq}.tlog-proof", seq, http, proofs),
            _ => new Fault(FaultCode.LogUnsealed, "").ToProblem(),
        };

    /// <summary>Every officer may: the tiles of the log, of which everybody makes the same proof, are open, and a leaf says nothing of its record.</summary>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CommitmentAsync(long seq, RecordProofs proofs, HttpContext http, CancellationToken cancellation) =>
        await proofs.CommitmentAsync(seq, cancellation) switch
        {
            null => new Fault(FaultCode.NotFound, "").ToProblem(),
            { Proof: { } proof } => await FileAsync(proof.ToBytes(), "text/plain; charset=utf-8", $"record-{seq}.tlog-proof", seq, http, proofs),
            _ => new Fault(FaultCode.LogUnsealed, "").ToProblem(),
        };

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> EvidenceAsync(long seq, RecordProofs proofs, HttpContext http, CancellationToken cancellation) =>
        await proofs.FindAsync(seq, Record.Within(http), cancellation) switch
        {
            null => new Fault(FaultCode.NotFound, "").ToProblem(),
            { Evidence: { } evidence } => await FileAsync(evidence.Write(), "application/json", $"record-{seq}.evidence.json", seq, http, proofs),
            { Record.IsErased: true } => new Fault(FaultCode.LogErased, "").ToProblem(),
            _ => new Fault(FaultCode.LogUnsealed, "").ToProblem(),
        };

    private static async Task<FileContentHttpResult> FileAsync(byte[] bytes, string type, string name, long seq, HttpContext http, RecordProofs proofs)
    {
        await proofs.TakenAsync(http.Actor, seq);
        return TypedResults.File(bytes, type, name);
    }
}
