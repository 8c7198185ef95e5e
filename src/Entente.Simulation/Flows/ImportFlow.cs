using Entente.Simulation.Documents;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Consignments that come in: entry summary, cargo report, then import or transit and its arrival.</summary>
internal abstract class ImportFlow(int number, WorldOptions options, Market market, ShipmentMaker maker) : Flow
{
    /// <summary>Consignments of one cargo report.</summary>
    protected const int BlockSize = 10;

    // Transit that strays arrives at most eight days after it left, and leaves at most four days after arrival of the ship.
    private const int DaysOfAfterlife = 16;

    protected int Number => number;

    protected WorldOptions Options => options;

    protected Market Market => market;

    protected ShipmentMaker Maker => maker;

    protected abstract Way Way { get; }

    /// <summary>Hours before loading (or, by road, before arrival) in which the entry summary is lodged.</summary>
    protected abstract (int Least, int Most) EntrySummaryHours { get; }

    protected abstract IEnumerable<Lot> LoadingOn(DateTime day);

    protected abstract IEnumerable<Lot> ArrivingOn(DateTime day);

    /// <summary>Whether a place in the lot is used and goes on this leg.</summary>
    protected virtual bool IsUsed(Lot lot, int slot) => true;

    /// <summary>The lane of a consignment, without making all of it.</summary>
    protected virtual Lane LaneOf(Lot lot, int slot)
    {
        var dice = Dice.For(options.Seed, 91, Key(lot, slot));
        return market.From(lot.Origin, Way).Draw(ref dice, lot.LoadsAt.Month, options.SchemeShare);
    }

    protected abstract Shipment Make(Lot lot, int slot);

    /// <summary>The lot that a lodgement's numbers name.</summary>
    protected abstract Lot LotOf(int route, int voyage, int leg);

    protected long Key(Lot lot, int slot) => Lodgement.ConsignmentKey(number, lot.Route, lot.Voyage, lot.Leg, slot);

    public override void Plan(DateTime day, List<Lodgement> plan)
    {
        for (var ahead = 0; ahead <= 2; ahead++)
        {
            foreach (var lot in LoadingOn(day.AddDays(ahead)))
            {
                PlanEntrySummaries(day, lot, plan);
            }
        }

        for (var ago = -1; ago <= DaysOfAfterlife; ago++)
        {
            foreach (var lot in ArrivingOn(day.AddDays(-ago)))
            {
                PlanArrivals(day, lot, plan);
            }
        }
    }

    private void PlanEntrySummaries(DateTime day, Lot lot, List<Lodgement> plan)
    {
        for (var slot = 0; slot < lot.Slots; slot++)
        {
            if (IsUsed(lot, slot))
            {
                Add(day, plan, EntrySummaryAt(lot, slot), Stage.EntrySummary, lot, slot);
            }
        }
    }

    private void PlanArrivals(DateTime day, Lot lot, List<Lodgement> plan)
    {
        for (var slot = 0; slot < lot.Slots; slot++)
        {
            if (!IsUsed(lot, slot))
            {
                continue;
            }

            var dice = Dice.For(options.Seed, 92, Key(lot, slot));
            if (slot % BlockSize == 0 && Way != Way.Road)
            {
                Add(day, plan, CargoReportAt(lot, ref dice), Stage.CargoReport, lot, slot);
            }

            var cleared = OfficeHours.After(lot.ArrivesAt.AddMinutes(dice.Between(90, Way is Way.Container or Way.Bulk ? 4_300 : 1_700)), ref dice);
            if (cleared.Date > day)
            {
                continue;
            }

            if (cleared.Date == day || cleared.Date >= day.AddDays(-9))
            {
                PlanClearance(day, plan, lot, slot, cleared, dice);
            }
        }
    }

    private void PlanClearance(DateTime day, List<Lodgement> plan, Lot lot, int slot, DateTime cleared, Dice dice)
    {
        var lane = LaneOf(lot, slot);
        if (lane.TransitTo is null)
        {
            Add(day, plan, cleared, Stage.Import, lot, slot);
            return;
        }

        Add(day, plan, cleared, Stage.Transit, lot, slot);
        var strays = lane.Scheme?.Kind == SchemeKind.TransitDiversion;
        if (!strays || dice.Chance(0.4))
        {
            Add(day, plan, cleared.AddMinutes(strays ? dice.Between(8_600, 11_500) : dice.Between(600, 4_000)), Stage.ArrivalNotice, lot, slot);
        }
    }

    private void Add(DateTime day, List<Lodgement> plan, DateTime at, Stage stage, Lot lot, int slot)
    {
        if (at.Date == day)
        {
            plan.Add(new Lodgement(at, stage, number, lot.Route, lot.Voyage, lot.Leg, slot));
        }
    }

    private DateTime EntrySummaryAt(Lot lot, int slot)
    {
        var dice = Dice.For(options.Seed, 93, Key(lot, slot));
        var (least, most) = EntrySummaryHours;
        return (Way == Way.Road ? lot.ArrivesAt : lot.LoadsAt).AddMinutes(-dice.Between(least * 60, most * 60));
    }

    private DateTime CargoReportAt(Lot lot, ref Dice dice) => lot.ArrivesAt.AddMinutes(-(Way == Way.Air ? dice.Between(60, 180) : dice.Between(300, 1_380)));

    public override (Declaration Declaration, IReadOnlyList<Truth> Truths) Write(Lodgement lodgement)
    {
        var lot = LotOf(lodgement.Route, lodgement.Voyage, lodgement.Leg);
        if (lodgement.Stage == Stage.CargoReport)
        {
            Shipment[] block = [.. Enumerable.Range(lodgement.Slot, BlockSize).Where(slot => slot < lot.Slots && IsUsed(lot, slot)).Select(slot => Make(lot, slot))];
            return (CargoReports.Write(market.Home, lodgement.At, block), [.. block.SelectMany(shipment => shipment.Truths)]);
        }

        var shipment = Make(lot, lodgement.Slot);
        var declaration = lodgement.Stage switch
        {
            Stage.EntrySummary => EntrySummaries.Write(market.Home, lodgement.At, shipment),
            Stage.Import => ImportDeclarations.Write(market.Home, lodgement.At, shipment),
            Stage.Transit => Transits.Write(market.Home, lodgement.At, shipment),
            Stage.ArrivalNotice => Transits.WriteArrival(market.Home, lodgement.At, shipment),
            var stage => throw new InvalidOperationException($"{stage} is not lodged for goods that come in."),
        };
        return (declaration, shipment.Truths);
    }
}
