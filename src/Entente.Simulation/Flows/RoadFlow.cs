using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Trucks from neighbours, one or two consignments in each.</summary>
internal sealed class RoadFlow : ImportFlow
{
    private static readonly (string From, int Hours, int Share)[] roads =
        [("TRIST", 82, 30), ("GBFXT", 13, 30), ("CHBSL", 11, 14), ("UAODS", 58, 8), ("NOOSL", 25, 9), ("MACAS", 70, 9)];

    private readonly (Port From, int Hours, int Share)[] open;
    private readonly double perDay;

    public RoadFlow(int number, WorldOptions options, Market market, ShipmentMaker maker, double perDay)
        : base(number, options, market, maker)
    {
        open = [.. roads.Select(road => (Ports.Find(road.From)!, road.Hours, road.Share)).Where(road => market.Home.IsInEurope && road.Item1.Country != market.Home.Country)];
        this.perDay = perDay;
    }

    protected override Way Way => Way.Road;

    protected override (int Least, int Most) EntrySummaryHours => (1, 6);

    // Entry by road is announced before arrival, whatever the day of departure was.
    protected override IEnumerable<Lot> LoadingOn(DateTime day) => ArrivingOn(day);

    protected override IEnumerable<Lot> ArrivingOn(DateTime day) => Enumerable.Range(0, open.Length).Select(route => LotOf(route, day.DayNumber, 0));

    protected override Lot LotOf(int route, int voyage, int leg)
    {
        var (from, hours, share) = open[route];
        var day = Instants.Epoch.AddDays(voyage);
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var slots = Season.Scale(Math.Max(1, (int)(perDay * share / 100)), day.Month);
        var arrives = day.AddHours(7 + route * 2);
        return new Lot(route, voyage, leg, weekend ? (slots + 3) / 4 : slots, from.Country, arrives.AddHours(-hours), arrives);
    }

    protected override Shipment Make(Lot lot, int slot)
    {
        var key = Key(lot, slot);
        var lane = LaneOf(lot, slot);
        var dice = Dice.For(Options.Seed, 97, Key(lot, slot / 2));
        var arrives = lot.ArrivesAt.AddMinutes(slot / 2 * 7 % 600);
        var document = $"CMR{key % 10_000_000_000:D10}";
        var cargo = Maker.Fill(key, lane, dice.Between(8, 26) / 20m, document, lot.LoadsAt);
        var (from, home) = (open[lot.Route].From, Market.Home.Railhead);
        return new Shipment
        {
            Key = key,
            Lane = lane,
            Document = new DocumentReference("N730", document, DateOnly.FromDateTime(lot.LoadsAt)),
            Consignor = cargo.Consignor,
            Consignee = cargo.Consignee,
            Notify = cargo.Notify,
            Manufacturer = cargo.Manufacturer,
            Carrier = new Party { Role = PartyRole.Carrier, Name = $"{from.Name} Road Transport", IsPerson = false, Address = new Address(null, from.Name, null, from.Country) },
            Means = new TransportMeans
            {
                Leg = TransportLeg.Border,
                Mode = TransportMode.Road,
                Identity = $"{dice.Between(10, 99)} {dice.Letters(2)} {dice.Digits(3)}",
                IdentityKind = TransportIdentity.Registration,
                Nationality = from.Country,
                DepartsAt = lot.LoadsAt.Utc,
                ArrivesAt = arrives.Utc,
            },
            Lines = cargo.Lines,
            Route =
            [
                new(RouteRole.Origin, from.Locode, from.Country, from.Name, lot.LoadsAt.AddHours(-8).Utc),
                new(RouteRole.Departure, from.Locode, from.Country, from.Name, lot.LoadsAt.Utc),
                new(RouteRole.Entry, home.Locode, home.Country, home.Name, arrives.Utc),
                Places.DestinationOf(lane, home, arrives),
            ],
            Loading = from,
            Discharge = home,
            LoadsAt = lot.LoadsAt,
            ArrivesAt = arrives,
            Hidden = decimal.Round(cargo.Hidden / 4),
            Truths = cargo.Truths,
        };
    }
}
