using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Custody;

/// <summary>How far the bytes of a thing are here, and the bytes themselves. Each look and each fetching is on record.</summary>
internal static class ShowContent
{
    /// <param name="ChunkBytes">Of all chunks but the last; the first is 1.</param>
    /// <param name="Here">The chunks that are here.</param>
    /// <param name="Whole">Whether all are, and match.</param>
    public sealed record Content(string Name, string MediaType, long Size, string? Sha256, int ChunkBytes, long Chunks, IReadOnlyList<Chunk> Here, bool Whole);

    public sealed record Chunk(long Number, string Sha256);

    public static async Task<Results<JsonHttpResult<Content>, ProblemHttpResult>> GetAsync(long number, HttpContext http, Database database, RefuseReading law)
    {
        var (content, chunks) = await database.ReadAsync(session => Task.FromResult(Find(session, number, http.Actor, law) is { } found ? ((CustodyContent?)found, CustodyContent.ChunksOf(session, number)) : (null, [])), http.RequestAborted);
        if (content is null)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        await Reading.RecordAsync(database, http.Actor, CustodyActs.Read, CustodyActs.Kind, $"{number}", [$"{number}"]);
        return TypedResults.Json(
            new Content(content.Name, content.MediaType, content.Size, content.Sha256, CustodyContent.ChunkBytes, content.Chunks, [.. chunks.Select(chunk => new Chunk(chunk.Ordinal, chunk.Sha256))], content.IsWhole),
            CustodyJson.Default.Content);
    }

    /// <summary>The whole file, or the ranges of it that are asked for.</summary>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(long number, HttpContext http, Database database, RefuseReading law)
    {
        var content = await database.ReadAsync(session => Task.FromResult(Find(session, number, http.Actor, law)), http.RequestAborted);
        if (content is not { IsWhole: true })
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        await Reading.RecordAsync(database, http.Actor, CustodyActs.Fetched, CustodyActs.Kind, $"{number}", [$"{number}"]);
        return TypedResults.File(new ContentStream(database, content), "application/octet-stream", content.Name, entityTag: new($"\"{content.Sha256}\""), enableRangeProcessing: true);
    }

    private static CustodyContent? Find(Session session, long number, Actor actor, RefuseReading law) =>
        CustodyItem.Find(session, number, actor) is { } item && item.Kept(session, actor, law) is null ? CustodyContent.Find(session, number) : null;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShowContent.Content))]
[JsonSerializable(typeof(TakeContent.Announced))]
[JsonSerializable(typeof(TakeContent.Ended))]
internal sealed partial class CustodyJson : JsonSerializerContext;
