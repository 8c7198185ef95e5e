using System.Text.Json.Serialization;

namespace Entente.Node.Platform.Operations;

/// <summary>Whether the process lives, and whether it can take work: what a supervisor and a load balancer ask.</summary>
internal static class Health
{
    /// <summary>A check that does not answer is an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live\n"))
            .Public("Says only that the process answers.")
            .DisableRateLimiting()
            .WithTags("Operations")
            .WithSummary("Whether the process answers.");
        routes.MapGet("/health/ready", AnswerAsync)
            .Public("Names parts of the node and whether they are ready; no content.")
            .DisableRateLimiting()
            .WithTags("Operations")
            .WithSummary("Whether the node can take work: 200 when every part is ready, otherwise 503 with what is missing.")
            .Produces<Report>(StatusCodes.Status200OK)
            .Produces<Report>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> AnswerAsync(IServiceProvider services, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(services.GetServices<Readiness>().Select(async one => new Part(one.Name, await MissingAsync(one, services, cancellation), one.OnlyWarns)));
        var stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        var ready = !stopping && parts.All(part => part.Missing is null || part.OnlyWarns);
        return TypedResults.Json(
            new Report(stopping ? "stopping" : ready ? "ready" : "not ready", parts),
            HealthJson.Default.Report,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string?> MissingAsync(Readiness part, IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            return await part.Check(services, cancellation).WaitAsync(Patience, services.GetRequiredService<TimeProvider>(), cancellation);
        }
        catch (TimeoutException)
        {
            return $"No answer within {Patience.TotalSeconds:0} s.";
        }
#pragma warning disable CA1031 // A check that breaks for whatever reason is a part that is not ready; details go to the log, not to strangers.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return $"The check failed ({exception.GetType().Name}).";
        }
    }

    /// <param name="Status"><c>ready</c>, <c>not ready</c> or <c>stopping</c>.</param>
    /// <param name="Parts">Every part that was asked.</param>
    internal sealed record Report(string Status, IReadOnlyList<Part> Parts);

    /// <param name="Name">The part.</param>
    /// <param name="Missing">What is missing; absent when it is ready.</param>
    /// <param name="OnlyWarns">Whether the node takes work although it is missing; absent where it does not.</param>
    internal sealed record Part(string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Missing,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnlyWarns = false);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Health.Report))]
internal sealed partial class HealthJson : JsonSerializerContext;
