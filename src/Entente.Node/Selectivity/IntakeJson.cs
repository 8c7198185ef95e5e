using System.Text;
using System.Text.Json;
using Entente.Node.Selectivity.Declarations;
using Entente.Protocol.Faults;
using Entente.TradeData;

namespace Entente.Node.Selectivity;

/// <summary>The JSON that intake writes: verdicts for senders, details for the record.</summary>
internal static class IntakeJson
{
    /// <summary>References rather than content: who may read records may not read declarations.</summary>
    public static string Received(PreparedDeclaration prepared, string channel, int hits) => Text(json =>
    {
        json.WriteString("reference", prepared.Declaration.Reference);
        json.WriteString("channel", channel);
        json.WriteString("sha256", prepared.ContentHash);
        json.WriteNumber("subjects", prepared.Subjects.Count);
        json.WriteNumber("hits", hits);
        WriteLoss(json, prepared.Loss);
    });

    public static string Refused(Fault fault, string channel) => Text(json =>
    {
        json.WriteString("fault", fault.Code.Id);
        json.WriteString("channel", channel);
    });

    public static string Imported(ListVersion list) => Text(json =>
    {
        json.WriteString("sha256", list.Sha256);
        json.WriteNumber("entries", list.Entries);
        json.WriteNumber("opened", list.Opened);
        json.WriteNumber("closed", list.Closed);
    });

    public static void Write(Utf8JsonWriter json, IntakeVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal", verdict.Ordinal);
        json.WriteString("outcome", verdict switch
        {
            IntakeVerdict.Accepted => "accepted",
            IntakeVerdict.Duplicate => "duplicate",
            _ => "refused",
        });
        if (verdict.Reference is { } reference)
        {
            json.WriteString("reference", reference);
        }

        switch (verdict)
        {
            case IntakeVerdict.Accepted accepted:
                json.WriteString("id", accepted.Id.Value);
                json.WriteNumber("hits", accepted.Hits);
                WriteLoss(json, accepted.Loss);
                break;
            case IntakeVerdict.Duplicate duplicate:
                json.WriteString("id", duplicate.Id.Value);
                break;
            case IntakeVerdict.Refused { Fault: var fault }:
                json.WriteStartObject("fault");
                json.WriteString("code", fault.Code.Id);
                json.WriteString("title", fault.Code.Title);
                json.WriteString("detail", fault.Detail);
                if (fault.At is { } at)
                {
                    json.WriteString("at", at);
                }

                json.WriteString("type", $"/docs/faults/{fault.Code.Id}");
                json.WriteBoolean("mayRetry", fault.Code.MayRetry);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteLoss(Utf8JsonWriter json, LossReport loss)
    {
        json.WriteStartObject("loss");
        json.WriteNumber("mapped", loss.Mapped);
        json.WriteNumber("defaulted", loss.Count(RemarkKind.Defaulted));
        json.WriteNumber("notCarried", loss.Count(RemarkKind.NotCarried));
        json.WriteNumber("suspect", loss.Count(RemarkKind.Suspect));
        if (loss.Count(RemarkKind.CutShort) is > 0 and var cutShort)
        {
            json.WriteNumber("cutShort", cutShort);
        }

        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
