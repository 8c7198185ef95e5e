using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Entente.Protocol;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Node.Platform;

/// <summary>Request bodies in the strict JSON of a module.</summary>
internal static class StrictBody
{
    private const int Longest = 1 << 20;

    private static readonly ConcurrentDictionary<JsonSerializerContext, JsonSerializerOptions> Forms = [];

    public static async Task<(T? Value, Fault? Fault)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength > Longest)
        {
            return (null, TooLarge());
        }

        // A body whose length is not stated is counted while it is read.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Longest;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, Strict(type), http.RequestAborted) is { } value
                ? (value, null)
                : (null, new(FaultCode.Malformed, "Expected a JSON object.", "$"));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }
        catch (JsonException exception)
        {
            return (null, new(FaultCode.Malformed, "The body does not follow the published form.", StrictJson.PathOf(exception)));
        }
        catch (NotSupportedException)
        {
            // What the serializer throws for an object that comes in several forms (an alert, for example) and does not say which it is.
            return (null, new(FaultCode.Malformed, "An object does not say of which kind it is: an alert names its category, and what it is about its type."));
        }
    }

    private static JsonTypeInfo<T> Strict<T>(JsonTypeInfo<T> type) =>
        (JsonTypeInfo<T>)Forms.GetOrAdd((JsonSerializerContext)type.OriginatingResolver!, StrictJson.Of).GetTypeInfo(typeof(T));

    private static Fault TooLarge() => new(FaultCode.TooLarge, $"At most {Longest} bytes are taken.");
}
