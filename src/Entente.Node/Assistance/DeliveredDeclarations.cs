using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Platform;
using Entente.Node.Selectivity;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Words = Entente.Agreements.Words;

namespace Entente.Node.Assistance;

/// <summary>The records of a delivery, made of the node's own declarations: the fields of the set, and nothing else of them.</summary>
internal static class DeliveredDeclarations
{
    /// <summary>More than this is for a narrower selection or a shorter period.</summary>
    public const int Most = 10_000;

    /// <summary>One JSON object a line, in the order in which the declarations came.</summary>
    public static async Task<(byte[]? Records, Fault? Fault)> WriteAsync(Session session, DeclarationSource source, string partner, WordSet<DataField> set, DateOnly from, DateOnly until)
    {
        var lines = await DeclaredTrade.OfAsync(session, source.Ask(PartyId.CountryOf(partner), from, until), Most);
        if (lines.Count > Most)
        {
            return (null, new(FaultCode.AssistanceSubscription, $"A delivery has at most {Most} records: deliver a shorter period, or select fewer."));
        }

        var needsWhole = set.Overlaps([DataField.DeclarationsValue, DataField.DeclarationsOrigin, DataField.DeclarationsDocuments]);
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            Write(buffer, line, needsWhole ? await DeclaredTrade.WholeAsync(session, line) : null, set);
            buffer.Write("\n"u8);
        }

        return (buffer.WrittenSpan.ToArray(), null);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, DeclaredTrade.Line line, DeclaredTrade.Whole? whole, WordSet<DataField> set)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString(DeliveryLines.Category, Words.Of(DataCategory.Declarations));
        foreach (var named in set)
        {
            Write(json, named, line, whole);
        }

        json.WriteEndObject();
    }

    // A field of which the declaration says nothing is left out.
    private static void Write(Utf8JsonWriter json, DataField named, DeclaredTrade.Line line, DeclaredTrade.Whole? whole)
    {
        switch (named)
        {
            case DataField.DeclarationsReference:
                WriteObject(json, named,
                    ("number", line.Reference), ("kind", Words.Of(line.Kind)), ("lodgedOn", (line.LodgedAt ?? line.ReceivedAt).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
                break;
            case DataField.DeclarationsParties:
                WriteObject(json, named, ("declarant", line.Declarant), ("sender", line.Sender), ("receiver", line.Receiver));
                break;
            case DataField.DeclarationsGoods:
                WriteObject(json, named,
                    ("hs", line.Hs), ("description", line.Goods), ("lines", line.GoodsLines.ToString(CultureInfo.InvariantCulture)), ("grossMassKilograms", line.GrossMass?.ToString(CultureInfo.InvariantCulture)));
                break;
            case DataField.DeclarationsValue when whole?.InvoiceTotal is { } total:
                WriteObject(json, named, ("amount", total.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", total.Currency));
                break;
            case DataField.DeclarationsOrigin when whole is { Origins: [_, ..] origins }:
                WriteObject(json, named, ("countries", string.Join(' ', origins)));
                break;
            case DataField.DeclarationsRoute:
                WriteObject(json, named, ("from", line.Origin), ("to", line.Destination), ("transport", line.TransportMode is { } mode ? JsonNamingPolicy.CamelCase.ConvertName(mode) : null));
                break;
            case DataField.DeclarationsDocuments when whole is { Documents: [_, ..] documents }:
                WriteObject(json, named, ("cited", string.Join(", ", documents.Select(document => $"{document.Type} {document.Number}"))));
                break;
            default:
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, DataField named, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var begun = false;
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                if (!begun)
                {
                    json.WriteStartObject(named.Word);
                    begun = true;
                }

                json.WriteString(name, value);
            }
        }

        if (begun)
        {
            json.WriteEndObject();
        }
    }
}
