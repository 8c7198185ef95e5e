using Entente.Protocol.Identifiers;
using Entente.Protocol.Reference;
using Entente.Simulation;

namespace Entente.Tests.Simulation;

public sealed class ChronicleTests(Chronicle chronicle) : IClassFixture<Chronicle>
{
    // A ship that was at sea on the first day was announced before it.
    private static readonly DateTimeOffset settled = new(2026, 11, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Events_come_in_the_order_of_time() => chronicle.Disorder.ShouldBe(0);

    [Fact]
    public void Every_reference_is_unique_and_marked_as_simulated() => chronicle.BadReferences.ShouldBeEmpty();

    [Fact]
    public void Numbers_have_the_right_check_digits()
    {
        chronicle.Containers.Count.ShouldBeGreaterThan(1_000);
        chronicle.Containers.Where(number => !ContainerNumber.TryParse(number, out _)).ShouldBeEmpty();
        chronicle.ImoNumbers.Where(number => !ImoNumber.TryParse(number, out _)).ShouldBeEmpty();
        chronicle.Eoris.Where(number => !Eori.TryParse(number, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void No_vessel_has_the_number_of_a_real_one() => chronicle.ImoNumbers.ShouldAllBe(number => number.StartsWith('3'));

    [Fact]
    public void Goods_pass_only_places_and_offices_that_the_tables_know()
    {
        chronicle.Places.Where(place => Ports.Find(place) is null).ShouldBeEmpty();
        chronicle.Offices.Where(office => Offices.Find(office) is null).ShouldBeEmpty();
    }

    [Fact]
    public void A_container_is_in_one_place_at_a_time()
    {
        var travelled = chronicle.Journeys.Values.Count(journeys => journeys.Count > 1);
        travelled.ShouldBeGreaterThan(200);
        foreach (var (container, journeys) in chronicle.Journeys)
        {
            var inOrder = journeys.OrderBy(journey => journey.From).ToList();
            for (var i = 1; i < inOrder.Count; i++)
            {
                inOrder[i].From.ShouldBeGreaterThan(inOrder[i - 1].To, $"{container}: {inOrder[i - 1]}, then {inOrder[i]}");
            }
        }
    }

    [Fact]
    public void A_clearance_cites_the_entry_summary_of_the_same_goods_in_the_same_containers()
    {
        var late = chronicle.Clearances.Where(clearance => clearance.At > settled).ToList();
        late.Count.ShouldBeGreaterThan(5_000);
        foreach (var clearance in late)
        {
            chronicle.EntrySummaries.ShouldContainKey(clearance.Cited.ShouldNotBeNull());
            chronicle.EntrySummaries[clearance.Cited].ShouldBe(clearance.Said);
        }
    }

    [Fact]
    public void A_cargo_report_tells_of_consignments_that_were_announced()
    {
        var announced = chronicle.EntrySummaries.Values.Select(summary => summary.Document).ToHashSet();
        chronicle.Reported.Where(report => report.At > settled && !announced.Contains(report.Document)).ShouldBeEmpty();
    }

    [Fact]
    public void Honest_traders_pay_what_they_always_pay()
    {
        var habits = chronicle.Prices.Where(price => price.Scheme is null).GroupBy(price => price.Habit).Where(prices => prices.Count() > 1).ToList();
        habits.Count.ShouldBeGreaterThan(300);
        var unstable = habits.Count(prices => prices.Max(price => price.EuroPerKilogram) > 1.16 * prices.Min(price => price.EuroPerKilogram));
        ((double)unstable / habits.Count).ShouldBeLessThan(0.03);         // two lanes of one pair can differ
    }

    [Fact]
    public void Under_valued_goods_cost_far_less_than_the_market()
    {
        var market = chronicle.Prices.Where(price => price.Scheme is null).GroupBy(price => price.Hs6).ToDictionary(prices => prices.Key, prices => prices.Average(price => price.EuroPerKilogram));
        var low = chronicle.Prices.Where(price => price.Scheme == SchemeKind.UnderValuation && market.ContainsKey(price.Hs6)).ToList();
        low.Count.ShouldBeGreaterThan(20);
        low.ShouldAllBe(price => price.EuroPerKilogram < 0.8 * market[price.Hs6]);
    }

    [Fact]
    public void The_share_of_schemes_is_what_was_configured() =>
        ((double)chronicle.ConsignmentsInSchemes / chronicle.EntrySummaries.Count).ShouldBe(new WorldOptions().SchemeShare, 0.005);

    [Fact]
    public void Every_kind_of_scheme_runs_and_can_be_explained_in_both_languages()
    {
        chronicle.Truths.Keys.ShouldBe(Enum.GetValues<SchemeKind>(), ignoreOrder: true);
        chronicle.SilentTruths.ShouldBe(0);
    }

    [Fact]
    public void The_seasons_show()
    {
        double Average(int month) => chronicle.PerDay.Where(day => day.Key.Month == month).Average(day => day.Value);
        Average(11).ShouldBeGreaterThan(1.05 * Average(1));
    }

    [Fact]
    public void Sundays_are_quiet() => chronicle.ImportsPerWeekday[DayOfWeek.Sunday].ShouldBeLessThan(chronicle.ImportsPerWeekday[DayOfWeek.Tuesday] / 2);

    [Fact]
    public void Every_container_on_the_watch_list_comes_by() =>
        chronicle.World.WatchList.Containers.Select(container => container.Number!).Where(number => !chronicle.Containers.Contains(number)).ShouldBeEmpty();

    [Fact]
    public void Every_vessel_on_the_watch_list_comes_by() =>
        chronicle.World.WatchList.Vessels.Select(vessel => vessel.Number!).Where(number => !chronicle.ImoNumbers.Contains(number)).ShouldBeEmpty();
}
