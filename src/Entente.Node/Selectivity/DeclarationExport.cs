using System.Globalization;
using Entente.Node.Alerts;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity;

/// <summary>Declarations as a file. How many hits each has counts those that the officer may see.</summary>
internal sealed class DeclarationExport(Database database) : ExportTable
{
    public override string Id => "declarations";

    public override string Title => Text.Key("Declarations");

    public override string Address => "/declarations";

    public override string Permission => "declarations.read";

    public override IReadOnlyList<string> Filters { get; } =
    [
        "kind", "reference", "name", "trader", "container", "document", "hs", "country", "office", "from", "to", "port", "since", "until", "hits", "suspect", "simulated", "sort",
    ];

    public override IReadOnlyList<string> Columns { get; } =
    [
        Text.Key("Received (UTC)"), Text.Key("Reference"), Text.Key("Version"), Text.Key("Kind"), Text.Key("Simulated"), Text.Key("Origin"), Text.Key("Destination"), Text.Key("Office"),
        Text.Key("Declarant"), Text.Key("Sender"), Text.Key("Receiver"), Text.Key("HS code"), Text.Key("Goods"), Text.Key("Goods lines"), Text.Key("Containers"), Text.Key("Mass, kg"),
        Text.Key("Hits"), Text.Key("Suspect values"), Text.Key("Channel"), Text.Key("Number"),
    ];

    public override Fault? Decide(IQueryCollection filter) => DeclarationFilter.Read(filter).Decide().Fault;

    public override async Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place)
    {
        var (asked, _) = (DeclarationFilter.Read(query.Filter) with { Newer = null, Older = place.Older?.ToString(CultureInfo.InvariantCulture) }).Decide();
        var page = await DeclarationQueries.PageAsync(session, database.Dialect, asked! with { Top = place.Top }, Sight.Of(session, query.Actor), place.Size);
        return new([.. page.Rows.Select(line => (line.Seq, (IReadOnlyList<string?>)Cells(line, query.Text)))], page.Older is null ? null : long.Parse(page.Older, CultureInfo.InvariantCulture));
    }

    private static string?[] Cells(DeclarationLine line, Text t) =>
    [
        Exporting.Instant(line.ReceivedAt), line.Reference, Figure(line.Version), t[Words.Of(line.Kind)], line.Simulated ? t["SIMULATED"] : null, line.Origin, line.Destination, line.Office,
        line.Declarant, line.Sender, line.Receiver, line.Hs, line.Goods, Figure(line.GoodsLines), Figure(line.Containers), line.GrossMass?.ToString(CultureInfo.InvariantCulture),
        Figure(line.Hits), Figure(line.Suspect), line.Channel, line.Id.ToString("D"),
    ];

    private static string Figure(long number) => number.ToString(CultureInfo.InvariantCulture);
}
