using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.Simulation.Transport;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Containers by sea and rail. In each block of ten consignments six have containers of their own and four share one.</summary>
internal sealed class ContainerFlow : ImportFlow
{
    private const int FirstShared = 6;

    private readonly ContainerPool pool;
    private readonly IReadOnlyList<LinerRotation> services;
    private readonly HashSet<string> watched;

    public ContainerFlow(int number, WorldOptions options, Market market, ShipmentMaker maker, ContainerPool pool)
        : base(number, options, market, maker)
    {
        this.pool = pool;
        services = pool.Services;
        watched = [.. pool.Watched];
    }

    protected override Way Way => Way.Container;

    protected override (int Least, int Most) EntrySummaryHours => (24, 40);

    // Every third block goes on to the second home call, where there is one.
    protected override bool IsUsed(Lot lot, int slot) => HomeCallOf(services[lot.Route], slot) == lot.Leg % 2;

    private static int HomeCallOf(LinerRotation service, int slot) => service.HomeCalls > 1 && slot / BlockSize % 3 == 2 ? 1 : 0;

    protected override IEnumerable<Lot> LoadingOn(DateTime day)
    {
        for (var route = 0; route < services.Count; route++)
        {
            for (var load = 0; load < services[route].Loads.Count; load++)
            {
                var voyage = services[route].VoyageLoading(day, load);
                for (var call = 0; voyage >= 0 && call < services[route].HomeCalls; call++)
                {
                    yield return LotOf(route, voyage, load * 2 + call);
                }
            }
        }
    }

    protected override IEnumerable<Lot> ArrivingOn(DateTime day)
    {
        for (var route = 0; route < services.Count; route++)
        {
            for (var call = 0; call < services[route].HomeCalls; call++)
            {
                var voyage = services[route].VoyageArriving(day, call);
                for (var load = 0; voyage >= 0 && load < services[route].Loads.Count; load++)
                {
                    yield return LotOf(route, voyage, load * 2 + call);
                }
            }
        }
    }

    protected override Lot LotOf(int route, int voyage, int leg)
    {
        var service = services[route];
        var loads = service.LoadDeparture(voyage, leg / 2);
        return new Lot(route, voyage, leg, pool.Slots(route, loads.Month), service.LoadPort(leg / 2).Country, loads, service.HomeArrival(voyage, leg % 2));
    }

    /// <summary>The feeder that brings a block of consignments to the ocean vessel: every fifth block, where feeders end at that port.</summary>
    private static Feeder? FeederOf(LinerRotation service, int load, int slot) =>
        service.Feeders[load] is { Count: > 0 } feeders && slot / BlockSize % 5 == 4 ? feeders[slot / BlockSize / 5 % feeders.Count] : null;

    protected override Lane LaneOf(Lot lot, int slot) =>
        base.LaneOf(FeederOf(services[lot.Route], lot.Leg / 2, slot) is { } feeder ? lot with { Origin = feeder.From.Country } : lot, slot);

    protected override Shipment Make(Lot lot, int slot)
    {
        var service = services[lot.Route];
        var load = lot.Leg / 2;
        var key = Key(lot, slot);
        var lane = LaneOf(lot, slot);
        var dice = Dice.For(Options.Seed, 94, key);
        var isShared = slot % BlockSize >= FirstShared;
        var containers = isShared ? 1 : dice.Below(10) switch { < 7 => 1, < 9 => 2, _ => 3 };
        var document = $"{service.Prefix}{(isShared ? "H" : "")}{key % 1_000_000_000_000:D12}";
        var cargo = Maker.Fill(key, lane, isShared ? dice.Between(2, 9) / 20m : containers * 2, document, lot.LoadsAt);
        var equipment = Equipment(lot, slot, isShared, containers, cargo.Hidden > 0);
        var feeder = FeederOf(service, load, slot);
        return new Shipment
        {
            Key = key,
            Lane = lane,
            Document = new DocumentReference(service.Mode == TransportMode.Rail ? "N720" : isShared ? "N714" : "N705", document, DateOnly.FromDateTime(lot.LoadsAt)),
            Master = isShared ? new DocumentReference("N704", $"{service.Prefix}M{Key(lot, slot - slot % BlockSize) % 1_000_000_000_000:D12}", DateOnly.FromDateTime(lot.LoadsAt)) : null,
            Consignor = cargo.Consignor,
            Consignee = cargo.Consignee,
            Notify = cargo.Notify,
            Manufacturer = cargo.Manufacturer,
            Carrier = new Party { Role = PartyRole.Carrier, Name = service.Carrier, IsPerson = false },
            Means = service.Means(lot.Voyage, service.JourneyOf(lot.Voyage), lot.LoadsAt, lot.ArrivesAt),
            Lines = cargo.Lines,
            Equipment = equipment,
            Route = Route(service, lot, lane, cargo.TrueLoading, isShared, feeder),
            Loading = (isShared ? null : cargo.TrueLoading) ?? feeder?.From ?? service.LoadPort(load),
            Discharge = service.HomePort(lot.Leg % 2),
            LoadsAt = lot.LoadsAt,
            ArrivesAt = lot.ArrivesAt,
            Hidden = cargo.Hidden,
            Truths = [.. cargo.Truths, .. equipment.Where(box => watched.Contains(box.Number)).Select(box => WatchedBox(box.Number, document))],
        };
    }

    private static Truth WatchedBox(string number, string document) => new(
        $"LT-{number}", SchemeKind.ListedTransport, document, $"Container {number} is on the watch list and is back in trade.", $"Le conteneur {number} est signalé et de nouveau en circulation.", number);

    private TransportEquipment[] Equipment(Lot lot, int slot, bool isShared, int containers, bool hasSecondSeal)
    {
        var first = isShared ? slot - slot % BlockSize + FirstShared : slot;
        var dice = Dice.For(Options.Seed, 95, Key(lot, first));
        var boxes = new TransportEquipment[containers];
        for (var i = 0; i < containers; i++)
        {
            var sizeType = dice.Pick(["45G1", "45G1", "42G1", "22G1", "45R1"]);
            var seal = $"{services[lot.Route].Prefix}{dice.Digits(7)}";
            boxes[i] = new TransportEquipment(pool.NumberOf(lot.Route, lot.Voyage, lot.Leg / 2, first, i), sizeType, true, hasSecondSeal ? [seal, $"X{dice.Digits(6)}"] : [seal]);
        }

        return boxes;
    }

    private static List<RoutePlace> Route(LinerRotation service, Lot lot, Lane lane, Port? trueLoading, bool isShared, Feeder? feeder)
    {
        var (load, call) = (lot.Leg / 2, lot.Leg % 2);
        var ocean = service.LoadPort(load);

        // Goods of false origin come in a container of their own from China, or are put into a shared one where they change ships.
        var ownFromChina = isShared ? null : trueLoading;
        var first = ownFromChina ?? feeder?.From ?? ocean;
        var origin = trueLoading ?? first;
        var days = ownFromChina is not null ? 9 : feeder?.Days ?? 0;
        List<RoutePlace> route =
        [
            new(RouteRole.Origin, origin.Locode, origin.Country, origin.Name, lot.LoadsAt.AddDays(-days - (origin == first ? 3 : 12)).Utc),
            new(RouteRole.Loading, first.Locode, first.Country, first.Name, lot.LoadsAt.AddDays(-days).Utc),
        ];
        if (first != ocean)
        {
            route.Add(new(RouteRole.Transhipment, ocean.Locode, ocean.Country, ocean.Name, service.LoadArrival(lot.Voyage, load).Utc));
        }

        route.AddRange(service.Between(lot.Voyage, load, call).Where(stop => stop.Port != first).Select(stop => new RoutePlace(RouteRole.Call, stop.Port.Locode, stop.Port.Country, stop.Port.Name, stop.At.Utc)));
        var home = service.HomePort(call);
        route.Add(new(RouteRole.Discharge, home.Locode, home.Country, home.Name, lot.ArrivesAt.Utc));
        route.Add(Places.DestinationOf(lane, home, lot.ArrivesAt));
        return route;
    }

    /// <summary>The consignments of own containers that a home call discharged, for the cargo that takes the containers back.</summary>
    internal IEnumerable<(Lot Lot, int Slot)> OwnContainersOf(int route, int voyage, int homeCall)
    {
        for (var load = 0; load < services[route].Loads.Count; load++)
        {
            var lot = LotOf(route, voyage, load * 2 + homeCall);
            for (var slot = 0; slot < lot.Slots; slot++)
            {
                if (slot % BlockSize < FirstShared && IsUsed(lot, slot))
                {
                    yield return (lot, slot);
                }
            }
        }
    }

    internal TransportEquipment ContainerOf(Lot lot, int slot) => Equipment(lot, slot, false, 1, false)[0];

    internal Lot LotAt(int route, int voyage, int leg) => LotOf(route, voyage, leg);
}
