using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.Simulation.Transport;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Small vessels with one bulk cargo each, every four weeks from wherever there is some. A few of them are on the watch list.</summary>
internal sealed class TrampFlow(int number, WorldOptions options, Market market, ShipmentMaker maker, TrampFleet fleet) : ImportFlow(number, options, market, maker)
{
    private const int CycleDays = 28;

    protected override Way Way => Way.Bulk;

    protected override (int Least, int Most) EntrySummaryHours => (2, 20);

    protected override IEnumerable<Lot> LoadingOn(DateTime day) => Lots(day, lot => lot.LoadsAt, 0);

    protected override IEnumerable<Lot> ArrivingOn(DateTime day) => Lots(day, lot => lot.ArrivesAt, 25);

    private IEnumerable<Lot> Lots(DateTime day, Func<Lot, DateTime> time, int daysBack) =>
        from vessel in Enumerable.Range(0, fleet.Count)
        from cycle in new[] { (day.DayNumber - vessel) / CycleDays, (day.DayNumber - vessel - daysBack) / CycleDays }.Distinct()
        let lot = LotOf(vessel, cycle, 0)
        where time(lot).Date == day
        select lot;

    protected override Lot LotOf(int route, int voyage, int leg)
    {
        var dice = Dice.For(Options.Seed, 98, route, voyage);
        var loads = Instants.Epoch.AddDays(voyage * CycleDays + route).AddMinutes(dice.Between(240, 1_200));
        return new Lot(route, voyage, leg, 1, OriginOf(route, voyage).Country, loads, loads.AddMinutes(dice.Between(9 * 1_440, 18 * 1_440)));
    }

    private Port OriginOf(int route, int voyage)
    {
        var dice = Dice.For(Options.Seed, 99, route, voyage);
        return dice.Pick(fleet.Origins);
    }

    protected override Shipment Make(Lot lot, int slot)
    {
        var key = Key(lot, slot);
        var lane = LaneOf(lot, slot);
        var dice = Dice.For(Options.Seed, 100, key);
        var vessel = fleet[lot.Route];
        var document = $"QTRMP{key % 10_000_000_000:D10}";
        var cargo = Maker.Fill(key, lane, dice.Between(80, 420), document, lot.LoadsAt);
        var from = cargo.TrueLoading ?? OriginOf(lot.Route, lot.Voyage);
        var home = dice.Pick(Market.Home.SeaPorts);
        return new Shipment
        {
            Key = key,
            Lane = lane,
            Document = new DocumentReference("N705", document, DateOnly.FromDateTime(lot.LoadsAt)),
            Consignor = cargo.Consignor,
            Consignee = cargo.Consignee,
            Notify = cargo.Notify,
            Manufacturer = cargo.Manufacturer,
            Carrier = new Party { Role = PartyRole.Carrier, Name = $"Owners of MV {vessel.Name}", IsPerson = false },
            Means = new TransportMeans
            {
                Leg = TransportLeg.Border,
                Mode = TransportMode.Sea,
                Identity = vessel.Imo,
                IdentityKind = TransportIdentity.ImoNumber,
                Name = vessel.Name,
                Nationality = vessel.Flag,
                Journey = $"T{lot.Voyage:D4}",
                DepartsAt = lot.LoadsAt.Utc,
                ArrivesAt = lot.ArrivesAt.Utc,
            },
            Lines = cargo.Lines,
            Route = Places.Direct(lane, from, lot.LoadsAt.AddDays(-3), lot.LoadsAt, home, lot.ArrivesAt),
            Loading = from,
            Discharge = home,
            LoadsAt = lot.LoadsAt,
            ArrivesAt = lot.ArrivesAt,
            Hidden = cargo.Hidden,
            Truths = TrampFleet.IsWatched(lot.Route)
                ? [.. cargo.Truths, new Truth($"LT-{vessel.Imo}", SchemeKind.ListedTransport, document, $"{vessel.Name} (IMO {vessel.Imo}) is on the watch list.", $"{vessel.Name} (OMI {vessel.Imo}) est signalé.", vessel.Imo)]
                : cargo.Truths,
        };
    }
}
