using Entente.Simulation.Documents;
using Entente.Simulation.Traders;
using Entente.Simulation.Transport;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Exports in containers that came two weeks before and go back where they came from.</summary>
internal sealed class ExportFlow : Flow
{
    private const int WeeksInland = 2;

    private readonly int number;
    private readonly WorldOptions options;
    private readonly ContainerFlow imports;
    private readonly IReadOnlyList<LinerRotation> services;
    private readonly ShipmentMaker maker;
    private readonly HomeGround home;
    private readonly Market market;

    public ExportFlow(int number, WorldOptions options, Market market, ShipmentMaker maker, ContainerFlow imports, ContainerPool pool)
    {
        (this.number, this.options, this.market, this.maker, this.imports, this.services) = (number, options, market, maker, imports, pool.Services);
        home = market.Home;
    }

    public override void Plan(DateTime day, List<Lodgement> plan)
    {
        for (var ahead = 1; ahead <= 5; ahead++)
        {
            for (var route = 0; route < services.Count; route++)
            {
                for (var call = 0; call < services[route].HomeCalls; call++)
                {
                    var voyage = services[route].VoyageArriving(day.AddDays(ahead), call);
                    if (voyage >= WeeksInland)
                    {
                        PlanVoyage(day, route, voyage, call, plan);
                    }
                }
            }
        }
    }

    private void PlanVoyage(DateTime day, int route, int voyage, int call, List<Lodgement> plan)
    {
        var sails = services[route].HomeDeparture(voyage, call);
        foreach (var (lot, slot) in imports.OwnContainersOf(route, voyage - WeeksInland, call))
        {
            var dice = Dice.For(options.Seed, 101, route, voyage, lot.Leg, slot);
            if (dice.Chance(0.5))
            {
                var at = sails.AddMinutes(-dice.Between(1_700, 5_600));
                at = at.Hour is < 6 or > 18 ? at.Date.AddMinutes(dice.Between(420, 1_020)) : at;
                if (at.Date == day)
                {
                    plan.Add(new Lodgement(at, Stage.Export, number, route, voyage, lot.Leg, slot));
                }
            }
        }
    }

    public override (Declaration Declaration, IReadOnlyList<Truth> Truths) Write(Lodgement lodgement)
    {
        var shipment = Make(lodgement);
        return (ExportDeclarations.Write(home, lodgement.At, shipment), shipment.Truths);
    }

    private Shipment Make(Lodgement lodgement)
    {
        var (route, voyage, leg, slot) = (lodgement.Route, lodgement.Voyage, lodgement.Leg, lodgement.Slot);
        var service = services[route];
        var dice = Dice.For(options.Seed, 102, lodgement.Key);
        var (from, to) = (service.HomePort(leg % 2), service.LoadPort(leg / 2));
        var (sails, arrives) = (service.HomeDeparture(voyage, leg % 2), service.LoadArrival(voyage + service.Weeks, leg / 2));
        var lane = dice.PickFront(market.ExportsTo(to.Country));
        var document = $"{service.Prefix}X{lodgement.Key % 1_000_000_000_000:D12}";
        var cargo = maker.Fill(lodgement.Key, lane, 2, document, sails);
        return new Shipment
        {
            Key = lodgement.Key,
            Lane = lane,
            Document = new DocumentReference("N705", document, DateOnly.FromDateTime(sails)),
            Consignor = cargo.Consignor,
            Consignee = cargo.Consignee,
            Notify = cargo.Notify,
            Carrier = new Party { Role = PartyRole.Carrier, Name = service.Carrier, IsPerson = false },
            Means = service.Means(voyage, $"{service.Code}{voyage % 1000:D3}E", sails, arrives),
            Lines = cargo.Lines,
            Equipment = [imports.ContainerOf(imports.LotAt(route, voyage - WeeksInland, leg), slot) with { Seals = [$"{service.Prefix}{dice.Digits(7)}"] }],
            Route =
            [
                new(RouteRole.Origin, from.Locode, from.Country, lane.Supplier.Address.City, sails.AddDays(-3).Utc),
                new(RouteRole.Loading, from.Locode, from.Country, from.Name, sails.Utc),
                new(RouteRole.Discharge, to.Locode, to.Country, to.Name, arrives.Utc),
                new(RouteRole.Destination, to.Locode, to.Country, lane.Importer.Address.City, arrives.AddDays(3).Utc),
            ],
            Loading = from,
            Discharge = to,
            LoadsAt = sails,
            ArrivesAt = arrives,
            Truths = cargo.Truths,
        };
    }
}
