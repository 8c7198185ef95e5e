using Entente.Simulation.Traders;
using Entente.Simulation.Transport;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Air freight. In each block of ten consignments four have their own air waybill and six are houses under one master.</summary>
internal sealed class AirFlow : ImportFlow
{
    private const int FirstHouse = 4;

    private readonly IReadOnlyList<Flight> flights;
    private readonly double perDay;
    private readonly int shares;

    public AirFlow(int number, WorldOptions options, Market market, ShipmentMaker maker, double perDay)
        : base(number, options, market, maker)
    {
        flights = Flight.All(market.Home);
        this.perDay = perDay;
        shares = flights.Sum(flight => flight.Share);
    }

    protected override Way Way => Way.Air;

    protected override (int Least, int Most) EntrySummaryHours => (1, 9);

    protected override IEnumerable<Lot> LoadingOn(DateTime day) => Enumerable.Range(0, flights.Count).Select(route => LotOf(route, day.DayNumber, 0));

    // A flight of the evening before may land on this day.
    protected override IEnumerable<Lot> ArrivingOn(DateTime day) =>
        from route in Enumerable.Range(0, flights.Count)
        from ago in (int[])[0, 1]
        let lot = LotOf(route, day.DayNumber - ago, 0)
        where lot.ArrivesAt.Date == day
        select lot;

    protected override Lot LotOf(int route, int voyage, int leg)
    {
        var flight = flights[route];
        var day = Instants.Epoch.AddDays(voyage);
        return new Lot(route, voyage, leg, Season.Scale(Math.Max(1, (int)(perDay * flight.Share / shares)), day.Month), flight.From.Country, flight.Departure(day), flight.Arrival(day));
    }

    protected override Shipment Make(Lot lot, int slot)
    {
        var flight = flights[lot.Route];
        var key = Key(lot, slot);
        var lane = LaneOf(lot, slot);
        var isHouse = slot % BlockSize >= FirstHouse;
        var dice = Dice.For(Options.Seed, 96, key);
        var document = isHouse ? $"{flight.Code}H{key % 1_000_000_000:D9}" : $"{flight.Number:D3}-{key % 100_000_000:D8}";
        var cargo = Maker.Fill(key, lane, dice.Between(1, 14) / 100m, document, lot.LoadsAt);
        var (from, home) = (flight.From, Market.Home.Airport);
        return new Shipment
        {
            Key = key,
            Lane = lane,
            Document = new DocumentReference(isHouse ? "N703" : "N740", document, DateOnly.FromDateTime(lot.LoadsAt)),
            Master = isHouse ? new DocumentReference("N741", $"{flight.Number:D3}-{Key(lot, slot - slot % BlockSize + FirstHouse) % 100_000_000:D8}", DateOnly.FromDateTime(lot.LoadsAt)) : null,
            Consignor = cargo.Consignor,
            Consignee = cargo.Consignee,
            Notify = cargo.Notify,
            Manufacturer = cargo.Manufacturer,
            Carrier = new Party { Role = PartyRole.Carrier, Name = flight.Airline, IsPerson = false },
            Means = new TransportMeans
            {
                Leg = TransportLeg.Border,
                Mode = TransportMode.Air,
                Identity = flight.Designator,
                IdentityKind = TransportIdentity.FlightNumber,
                Name = flight.Registration(lot.Voyage),
                Nationality = from.Country,
                Journey = flight.Designator,
                DepartsAt = lot.LoadsAt.Utc,
                ArrivesAt = lot.ArrivesAt.Utc,
            },
            Lines = cargo.Lines,
            Route = Places.Direct(lane, from, lot.LoadsAt.AddHours(-20), lot.LoadsAt, home, lot.ArrivesAt),
            Loading = from,
            Discharge = home,
            LoadsAt = lot.LoadsAt,
            ArrivesAt = lot.ArrivesAt,
            Hidden = decimal.Round(cargo.Hidden / 20),
            Truths = cargo.Truths,
        };
    }
}
