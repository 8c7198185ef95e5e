using System.Text.Json;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.TradeData;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Node.Selectivity;

/// <summary><c>POST /declarations</c>: a document or a batch in, a verdict for each declaration out, as each becomes durable.</summary>
internal static class SubmitDeclarations
{
    private const int FlushAt = 16 << 10;

    // Before the console's page of the same address, which forms are never posted to.
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/declarations", HandleAsync)
        .Requires("declarations.submit")
        .DisableAntiforgery()
        .WithOrder(-1)
        .WithSummary("Send declarations")
        .WithDescription("Takes WCO Data Model XML, IE315 and NCTS XML, EDIFACT CUSCAR, CUSDEC and CUSREP, or CSV with ?mapping=name. Answers an array of verdicts in the order of the input.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task HandleAsync(HttpContext context, Actor actor, Intake intake, CsvMappings mappings, SelectivityOptions options, string? mapping = null)
    {
        var request = context.Request;
        if (request.ContentLength > options.MaxRequestBytes)
        {
            await TooLarge(options).ToProblem().ExecuteAsync(context);
            return;
        }

        if (Format(request.ContentType) is not { } format)
        {
            await new Fault(FaultCode.UnsupportedMedia, $"'{request.ContentType}' is none of application/xml, application/edifact, text/csv, application/octet-stream.", "Content-Type")
                .ToProblem().ExecuteAsync(context);
            return;
        }

        CsvMapping? columns = null;
        if (mapping is not null)
        {
            (columns, var fault) = mappings.Find(mapping);
            if (fault is not null)
            {
                await fault.ToProblem().ExecuteAsync(context);
                return;
            }
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.MaxRequestBytes;
        }

        // Whatever purpose the sender works for otherwise, what it sends is taken in to be controlled at the border.
        var submission = new Submission(actor with { Purpose = Purpose.BorderControl, CaseReference = null }, actor.Officer);
        await AnswerAsync(context, intake.ReceiveAsync(request.Body, columns is null ? format : TradeFormat.Csv, columns, submission, context.RequestAborted), options);
    }

    private static async Task AnswerAsync(HttpContext context, IAsyncEnumerable<IntakeVerdict> verdicts, SelectivityOptions options)
    {
        await using var verdict = verdicts.GetAsyncEnumerator(context.RequestAborted);
        var body = context.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(body);
        var any = false;
        try
        {
            for (var next = verdict.MoveNextAsync(); ; next = verdict.MoveNextAsync())
            {
                if (any && (!next.IsCompleted || json.BytesPending > FlushAt))
                {
                    // The sender sees what is durable while the next is still on its way.
                    await json.FlushAsync(context.RequestAborted);
                }

                if (!await next)
                {
                    break;
                }

                if (!any)
                {
                    context.Response.ContentType = "application/json; charset=utf-8";
                    json.WriteStartArray();
                    any = true;
                }

                IntakeJson.Write(json, verdict.Current);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            if (!any)
            {
                await TooLarge(options).ToProblem().ExecuteAsync(context);
                return;
            }

            IntakeJson.Write(json, new IntakeVerdict.Refused(0, null, TooLarge(options)));
        }

        if (!any)
        {
            await new Fault(FaultCode.IntakeEmpty, "The body was empty, or held nothing but envelopes.").ToProblem().ExecuteAsync(context);
            return;
        }

        json.WriteEndArray();
        await json.FlushAsync(context.RequestAborted);
    }

    private static TradeFormat? Format(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/xml" or "text/xml" or "application/octet-stream" => TradeFormat.Detect,
        "application/edifact" => TradeFormat.Edifact,
        "text/csv" => TradeFormat.Csv,
        _ => null,
    };

    private static Fault TooLarge(SelectivityOptions options) => new(FaultCode.TooLarge, $"At most {options.MaxRequestBytes} bytes are taken in one request.");
}
