using Entente.Node.Platform;

namespace Entente.Node.Evidence.Files;

/// <summary>What evidence files put on record.</summary>
internal static class HandoutActs
{
    public const string Kind = "evidence-file";

    public static readonly Act Listed = new("evidence-file.listed", "Listed evidence files");
    public static readonly Act Read = new("evidence-file.read", "Looked at a request for an evidence file");
    public static readonly Act Asked = new("evidence-file.asked", "Asked for an evidence file");
    public static readonly Act Approved = new("evidence-file.approved", "Approved an evidence file");
    public static readonly Act Refused = new("evidence-file.refused", "Refused an evidence file");
    public static readonly Act Taken = new("evidence-file.taken", "Took an evidence file out of the node");

    /// <summary>What is handed out, to whom and by whose decision; never content.</summary>
    public static string Detail(EvidenceRequest request, string? reason = null) => JsonDetail.Of(
        ("kind", request.Kind), ("subject", request.Subject), ("recipient", request.Recipient), ("digest", request.Digest), ("approvedBy", request.DecidedBy), ("reason", reason));

    /// <summary>The records of asking for it and of approving it: they go along, so that the file itself proves them.</summary>
    public static List<long> RecordsOf(Session session, EvidenceRequest request) => session.Query<long>(
        "SELECT seq FROM record WHERE subject_kind = @Kind AND subject_id = @Number AND act IN (@asked, @approved) ORDER BY seq", new { Kind, request.Number, asked = Asked.Id, approved = Approved.Id });
}
