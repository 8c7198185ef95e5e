using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>The table of alerts as a file: those of which the officer's authority is in the audience and, of partners, those that their law lets the officer read. The clause, the handling code and the last day stand in each row.</summary>
internal sealed class AlertExport : ExportTable
{
    public override string Id => "alerts";

    public override string Title => Text.Key("Alerts");

    public override string Address => "/alerts";

    public override string Permission => "alerts.read";

    public override IReadOnlyList<string> Filters { get; } = ["category", "action", "state", "owner", "list", "case", "sort"];

    public override IReadOnlyList<string> Columns { get; } =
    [
        Text.Key("Alert"), Text.Key("Number"), Text.Key("Category"), Text.Key("Requested action"), Text.Key("What to do"), Text.Key("Case"), Text.Key("Owner"), Text.Key("List"),
        Text.Key("Reference"), Text.Key("Review by"), Text.Key("State"), Text.Key("Changed (UTC)"),
        Text.Key("Given under"),
    ];

    public override async Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place)
    {
        var (t, sight) = (query.Text, Sight.Of(session, query.Actor));
        return ExportRows.Of(
            await ListAlerts.LinesAsync(session, sight, ListAlerts.FilterOf(query.Filter), place), line => (line.Number,
            [
                line.Title, line.Id.ToString(), t.Of(line.Category), t.Of(line.Action), t.Of(line.Action.Directive), line.CaseReference,
                query.Names.Authorities.GetValueOrDefault(line.Owner, line.Owner), line.List, line.Reference, line.ReviewBy.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                t.Of(line.State), Exporting.Instant(line.ChangedAt), sight.MarkOf(line.Law, line.LawUntil),
            ]));
    }
}
