using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Log;

/// <summary>Leads from a hash that somebody holds, of a leaf or of the bytes of a message, to the record.</summary>
internal static class FindByHash
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/records/by-hash", GetAsync).Requires(EvidenceModule.ReadRecords).Refuses(FaultCode.NotFound, FaultCode.Malformed).WithTags("Records")
            .WithSummary("Find the record of a leaf, or of the exact bytes of a message, by its hash (hash=, hexadecimal or Base64).");
        routes.MapGet("/records/by-hash", OpenAsync).Requires(EvidenceModule.ReadRecords).ExcludeFromDescription();
    }

    private static async Task<Results<JsonHttpResult<HashIndex.Found>, ProblemHttpResult>> GetAsync(string? hash, HashIndex index, Database database, HttpContext http)
    {
        if (HashIndex.Read(hash) is not { } bytes)
        {
            return new Fault(FaultCode.Malformed, "Expected the 32 bytes of a hash, as 64 hexadecimal digits or as Base64.", "hash").ToProblem();
        }

        return await FindAsync(bytes, index, database, http) is { } found ? TypedResults.Json(found, FoundJson.Default.Found) : new Fault(FaultCode.NotFound, "").ToProblem();
    }

    /// <summary>The form of the page of the log.</summary>
    private static async Task<RedirectHttpResult> OpenAsync(string? hash, HashIndex index, Database database, HttpContext http, Text text)
    {
        var found = HashIndex.Read(hash) is { } bytes ? await FindAsync(bytes, index, database, http) : null;
        if (found is null)
        {
            http.Toast(text["No record that you may see has this hash."]);
        }

        return TypedResults.LocalRedirect(found is null ? "/records/log" : $"/records/{found.Record}");
    }

    private static async Task<HashIndex.Found?> FindAsync(byte[] hash, HashIndex index, Database database, HttpContext http)
    {
        var found = await index.FindAsync(hash, Record.Within(http), http.RequestAborted);
        await Reading.RecordAsync(database, http.Actor, EvidenceActs.Sought, "record", null, found is null ? [] : [$"{found.Record}"], Convert.ToHexStringLower(hash));
        return found;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HashIndex.Found))]
internal sealed partial class FoundJson : JsonSerializerContext;
