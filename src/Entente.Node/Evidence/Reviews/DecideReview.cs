using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Reviews;

/// <summary>An auditor says of a search that was drawn whether it was lawful.</summary>
internal sealed class DecideReview(Database database)
{
    public const string VerdictField = "verdict";
    public const string ReasonField = "reason";

    private const int LongestReason = 500;
    private const int Most = 200;

    /// <param name="Verdict">What the auditor finds.</param>
    /// <param name="Reason">Why; needed where the search was not plainly lawful.</param>
    internal sealed record Command(ReviewVerdict Verdict, string? Reason = null);

    /// <param name="Draws">The newest draws.</param>
    /// <param name="Reviews">The searches that wait for a verdict first, then the newest.</param>
    internal sealed record Listing(IReadOnlyList<ReviewDrawing> Draws, IReadOnlyList<Review> Reviews);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/records/reviews").WithTags("Records");
        api.MapGet("", ListAsync).Requires(EvidenceModule.ReviewSearches).WithSummary("List the searches that were drawn for the review of their lawfulness, and the draws.");
        api.MapPost("/{record:long}", PostAsync).Requires(EvidenceModule.ReviewSearches).Refuses(FaultCode.NotFound, FaultCode.ReviewOwn, FaultCode.ReviewDecided, FaultCode.ReviewReason)
            .WithSummary("Record the verdict about one of them.");
        routes.MapPost("/records/reviews/{record:long}/verdict", SubmitAsync).Requires(EvidenceModule.ReviewSearches).ExcludeFromDescription();
    }

    /// <summary>What stands against a verdict.</summary>
    public static Fault? Decide(Review review, string auditor, Command command) =>
        review.Officer == auditor ? new(FaultCode.ReviewOwn, "Another auditor reviews it.")
        : review.Verdict is not null ? new(FaultCode.ReviewDecided, "Its verdict is on record.")
        : command.Verdict != ReviewVerdict.Lawful && string.IsNullOrWhiteSpace(command.Reason) ? new(FaultCode.ReviewReason, "Say why the search was not plainly lawful.", ReasonField)
        : command.Reason?.Length > LongestReason ? new(FaultCode.ReviewReason, $"A reason has at most {LongestReason} characters.", ReasonField)
        : null;

    public Task<Fault?> RunAsync(Actor auditor, long record, Command command, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (Review.Find(session, record) is not { } review)
            {
                return new Fault(FaultCode.NotFound, "");
            }

            var fault = Decide(review, auditor.Officer, command);
            if (fault is null)
            {
                review.Decide(session, auditor, command.Verdict, string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim());
            }

            return fault;
        },
        cancellation);

    /// <summary>What was drawn, which goes on record as seen.</summary>
    public static Task<Listing> ReadAsync(Database database, Actor auditor, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var listing = new Listing(ReviewDrawing.Newest(session, Most), Review.All(session, Most));
            RecordBook.Append(session, auditor, ReviewActs.Listed, "review", null, Reading.Detail(listing.Reviews.Select(review => $"{review.Record}"), null));
            return listing;
        },
        cancellation);

    private static async Task<JsonHttpResult<Listing>> ListAsync(Database database, HttpContext http) =>
        TypedResults.Json(await ReadAsync(database, http.Actor, http.RequestAborted), ReviewsJson.Default.Listing);

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(long record, DecideReview decide, HttpContext http)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, ReviewsJson.Default.ReviewCommand);
        return (malformed ?? await decide.RunAsync(http.Actor, record, command!, http.RequestAborted)) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> SubmitAsync(long record, DecideReview decide, HttpContext http, Text text)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (!Enum.TryParse<ReviewVerdict>(form[VerdictField], out var verdict) || !Enum.IsDefined(verdict))
        {
            return new Fault(FaultCode.Malformed, "Choose a verdict.", VerdictField).ToProblem();
        }

        if (await decide.RunAsync(http.Actor, record, new(verdict, form[ReasonField]), http.RequestAborted) is { } fault)
        {
            return fault.ToProblem();
        }

        http.Toast(text["The verdict is on record."]);
        return TypedResults.LocalRedirect("/records/reviews");
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(DecideReview.Listing))]
[JsonSerializable(typeof(DecideReview.Command), TypeInfoPropertyName = "ReviewCommand")]
internal sealed partial class ReviewsJson : JsonSerializerContext;
