using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>The queue of hits as a file: those on alerts that the officer may see.</summary>
internal sealed class HitExport : ExportTable
{
    public override string Id => "hits";

    public override string Title => Text.Key("Hits");

    public override string Address => "/hits";

    public override string Permission => "hits.read";

    public override IReadOnlyList<string> Filters { get; } = ["state", "directive", "category", "consignment", "pair", "sort"];

    public override IReadOnlyList<(string Name, string Value)> Otherwise { get; } = [("state", nameof(HitState.Open))];

    public override IReadOnlyList<string> Columns { get; } =
    [
        Text.Key("What to do"), Text.Key("Requested action"), Text.Key("Declared"), Text.Key("Role"), Text.Key("Listed"), Text.Key("Category"), Text.Key("Score"), Text.Key("Source"),
        Text.Key("Consignment"), Text.Key("Simulated"), Text.Key("Since (UTC)"), Text.Key("State"), Text.Key("Number"),
        Text.Key("Given under"),
    ];

    public override async Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place)
    {
        var (t, sight) = (query.Text, Sight.Of(session, query.Actor));

        // A file has each hit, also where the page shows them by pair.
        var filter = ListHits.FilterOf(query.Filter) with { Pairs = false };
        return ExportRows.Of(
            await ListHits.LinesAsync(session, sight, query.Actor.Officer, filter, place), line =>
            {
                var (name, version) = t.SourceOf(line.ListVersion, query.Names.Authorities);
                return (line.Number,
                [
                    t.Of(line.Directive), t.Of(line.Action), line.DeclaredTitle, t[line.Role], line.ListedTitle, t.Of(line.Category),
                    line.Score.ToString("0.00", CultureInfo.InvariantCulture), $"{name} {version}".Trim(), line.ConsignmentReference,
                    line.Simulated ? t["SIMULATED"] : null, Exporting.Instant(line.RaisedAt), t.Of(line.State),
                    line.Id.ToString(), sight.MarkOf(line.Law, line.LawUntil),
                ]);
            });
    }
}
