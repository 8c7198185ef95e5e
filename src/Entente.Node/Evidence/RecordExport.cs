using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>The book of records as a file: an auditor's of all authorities, a supervisor's of the own one.</summary>
internal sealed class RecordExport : ExportTable
{
    public override string Id => "records";

    public override string Title => Text.Key("Records");

    public override string Address => "/records";

    public override string Permission => EvidenceModule.ReadRecords;

    public override IReadOnlyList<string> Filters { get; } = ["act", "officer", "kind", "subject", "purpose", "from", "to"];

    public override IReadOnlyList<string> Columns { get; } =
    [
        Text.Key("Number"), Text.Key("Time (UTC)"), Text.Key("Act"), Text.Key("Officer"), Text.Key("Officer's number"), Text.Key("Authority"), Text.Key("Purpose"),
        Text.Key("Case reference"), Text.Key("Kind of subject"), Text.Key("Subject's number"), Text.Key("Detail"),
    ];

    public override string ScopeOf(Standing officer) => officer.Roles.Contains(Role.Auditor) ? EveryAuthority : officer.AuthorityId;

    public override async Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place)
    {
        var text = query.Text;
        return ExportRows.Of(
            await Record.ReadAsync(session, Record.Filter.Of(query.Filter), query.Scope == EveryAuthority ? null : query.Scope, place), record => (record.Seq,
            [
                record.Seq.ToString(CultureInfo.InvariantCulture), Exporting.Instant(record.At), text.ActOf(record), text.OfficerOf(record.Officer, query.Names.Officers), record.Officer,
                query.Names.Authorities.GetValueOrDefault(record.AuthorityId, record.AuthorityId), text[PurposeWords.Of(record.Purpose)], record.CaseReference,
                text.KindOf(record.SubjectKind), record.SubjectId, record.Detail,
            ]));
    }
}
