using System.Text.Json;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Protocol.Faults;
using Entente.TradeData;
using Entente.TradeData.Model;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity;

/// <summary>One declaration whole: what was read, what of the document was not, what it came from. That it was shown is on record.</summary>
internal static class ShowDeclaration
{
    /// <returns>The declaration, or <see langword="null"/> where there is none.</returns>
    public static async Task<View?> RunAsync(Database database, Actor actor, DeclarationId id, CancellationToken cancellation)
    {
        var view = await database.ReadAsync(session => FindAsync(session, actor, id), cancellation);
        if (view is not null)
        {
            await Evidence.Reading.RecordAsync(database, actor, SelectivityActs.Read, SelectivityActs.Kind, id.ToString(), [id.ToString()]);
        }

        return view;
    }

    public static async Task<IResult> GetAsync(DeclarationId id, Actor actor, Database database, CancellationToken cancellation) =>
        await RunAsync(database, actor, id, cancellation) is { } view
            ? TypedResults.Bytes(Json(view), "application/json")
            : new Fault(FaultCode.NotFound, "").ToProblem();

    /// <summary>The document as it came, byte for byte; as a file, so that no browser runs what a sender wrote.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetSourceAsync(DeclarationId id, Actor actor, Database database, CancellationToken cancellation) =>
        await RunAsync(database, actor, id, cancellation) is { } view
            ? TypedResults.File(view.Source, "application/octet-stream", $"{id}.txt")
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private static async Task<View?> FindAsync(Session session, Actor actor, DeclarationId id)
    {
        if (await session.FindAsync<long?>("SELECT seq FROM declaration WHERE id = @id", new { id = id.Value }) is not { } seq)
        {
            return null;
        }

        var sight = Sight.Of(session, actor);
        var line = (await DeclarationQueries.LinesAsync(session, [seq], sight))[0];
        var content = (await session.FindAsync<Content>("SELECT source, parsed, loss FROM declaration_content WHERE seq = @seq", new { seq }))!;
        var record = await Record.FirstAsync(session, SelectivityActs.Kind, id.ToString());
        var hits = await DeclaredHits.OfAsync(session, id.Value, sight);
        return new(
            line,
            DeclarationJson.Read(Packed.Unpack(content.Parsed)),
            DeclarationJson.ReadLoss(Packed.Unpack(content.Loss)),
            Packed.Unpack(content.Source),
            record!,
            hits);
    }

    private static byte[] Json(View view)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", view.Line.Id);
            json.WriteString("receivedAt", view.Line.ReceivedAt);
            json.WriteString("channel", view.Line.Channel);
            json.WriteNumber("record", view.Record.Seq);
            json.WriteBoolean("simulated", view.Line.Simulated);
            json.WritePropertyName("declaration");
            json.WriteRawValue(DeclarationJson.Write(view.Declaration), skipInputValidation: true);
            json.WritePropertyName("loss");
            json.WriteRawValue(DeclarationJson.Write(view.Loss), skipInputValidation: true);
            json.WriteStartArray("hits");
            foreach (var hit in view.Hits)
            {
                json.WriteStringValue(hit.Id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <param name="Source">The document as it came.</param>
    /// <param name="Record">The record of its intake.</param>
    /// <param name="Hits">Those that the reader may see, likeliest first.</param>
    internal sealed record View(
        DeclarationLine Line, Declaration Declaration, LossReport Loss, byte[] Source, Record Record, IReadOnlyList<DeclaredHits.Line> Hits);

    private sealed record Content
    {
        public byte[] Source { get; init; } = [];

        public byte[] Parsed { get; init; } = [];

        public byte[] Loss { get; init; } = [];
    }
}
