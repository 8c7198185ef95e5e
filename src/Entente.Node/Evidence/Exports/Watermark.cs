using Entente.Node.Console;

namespace Entente.Node.Evidence.Exports;

/// <summary>What every row of a file says of the file: its number, who got it, when, for which purpose, and what was asked.</summary>
internal static class Watermark
{
    /// <remarks>Without the case: its reference may tell a reader of the file what is being investigated. The record with this number has it.</remarks>
    public static string Of(ExportQuery query, ExportRequest request, long number, DateTimeOffset at)
    {
        var text = query.Text;
        var sentence = text[
            "Export {0}, {1}: {2}, {3}, for {4}; filter: {5}",
            number,
            Exporting.Instant(at),
            query.Names.Officers.GetValueOrDefault(request.Officer, request.Officer),
            query.Names.Authorities.GetValueOrDefault(request.AuthorityId, request.AuthorityId),
            text[PurposeWords.Of(request.Purpose)],
            request.Filter.Length == 0 ? text["none"] : request.Filter[1..]];
        return request.DecidedBy is { } approver ? $"{sentence}; {text["approved by {0}", query.Names.Officers.GetValueOrDefault(approver, approver)]}" : sentence;
    }
}
