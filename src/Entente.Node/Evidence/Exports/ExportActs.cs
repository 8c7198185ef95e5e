using System.Text.Json.Nodes;

namespace Entente.Node.Evidence.Exports;

/// <summary>What exports put on record.</summary>
internal static class ExportActs
{
    public const string Kind = "export";

    public static readonly Act Listed = new("export.listed", "Listed exports");
    public static readonly Act Read = new("export.read", "Looked at an export");
    public static readonly Act Taken = new("export.taken", "Took a table out of the node as a file");
    public static readonly Act Asked = new("export.asked", "Asked for an export");
    public static readonly Act Approved = new("export.approved", "Approved an export");
    public static readonly Act Refused = new("export.refused", "Refused an export");

    /// <summary>What is exported: the table, its filter and how many rows; never content.</summary>
    public static string Detail(ExportRequest request, long rows, string? reason = null)
    {
        var detail = new JsonObject
        {
            ["table"] = request.TableId,
            ["asked"] = request.Filter,
            ["rows"] = rows,
            ["upTo"] = request.Top,
            ["digest"] = request.Digest,
        };
        if (request.DecidedBy is not null)
        {
            detail["approvedBy"] = request.DecidedBy;
        }

        if (reason is not null)
        {
            detail["reason"] = reason;
        }

        return detail.ToJsonString();
    }
}
