using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity;

/// <summary>What was refused, as a file.</summary>
internal sealed class RefusalExport : ExportTable
{
    public override string Id => "refusals";

    public override string Title => Text.Key("Refused");

    public override string Address => "/refusals";

    public override string Permission => "declarations.read";

    public override IReadOnlyList<string> Filters { get; } = ["fault", "channel"];

    public override IReadOnlyList<string> Columns { get; } =
    [
        Text.Key("Number"), Text.Key("Refused at (UTC)"), Text.Key("Reason"), Text.Key("Fault"), Text.Key("Finding"), Text.Key("Place"), Text.Key("Reference"), Text.Key("Channel"), Text.Key("Item"),
    ];

    public override async Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place)
    {
        return ExportRows.Of(
            await ListRefusals.PageAsync(session, query["fault"], query["channel"], place), line => (line.Seq,
            [
                line.Seq.ToString(CultureInfo.InvariantCulture), Exporting.Instant(line.RefusedAt), query.Text[FaultCode.All.GetValueOrDefault(line.Fault)?.Title ?? line.Fault], line.Fault,
                query.Text.Told(line.Detail), query.Text.PlaceOf(line.Place), line.Reference, line.Channel, line.Ordinal.ToString(CultureInfo.InvariantCulture),
            ]));
    }
}
