using Entente.Simulation.Flows;
using Entente.Simulation.Traders;
using Entente.Simulation.Transport;
using Entente.Simulation.Watch;

namespace Entente.Simulation;

/// <summary>A world of trade that follows from a seed: the same options tell the same story, from any day on.</summary>
/// <remarks>Immutable; any number of threads may run it. Days do not depend on the days before them, so a start in the middle costs no more than a day's plan.</remarks>
public sealed class TradeWorld
{
    // Consignments for each declaration of an average day. One by sea, rail or air makes some 2.4 declarations: its entry summary, a tenth
    // of a cargo report, its import or transit and some notices of arrival.
    private const double ContainersPerWeek = 1.75;
    private const double AirPerDay = 0.095;
    private const double RoadPerDay = 0.03;
    private const double CashPerDay = 0.015;

    private readonly WorldOptions options;
    private readonly Flow[] flows;

    private TradeWorld(WorldOptions options)
    {
        this.options = options;
        var home = new HomeGround(options.Administration);
        var market = new Market(options, home);
        var services = LinerRotation.All(home, options.Seed);
        var tramps = new TrampFleet(options, home);
        var boxes = new ContainerPool(services, options.DeclarationsPerDay * ContainersPerWeek);
        WatchList = new SimulatedWatchList(options.Casting, tramps.Watched, boxes.Watched);
        var cast = new Cast(options, WatchList);
        var maker = new ShipmentMaker(options.Seed, cast);
        var containers = new ContainerFlow(0, options, market, maker, boxes);
        flows =
        [
            containers,
            new ExportFlow(1, options, market, maker, containers, boxes),
            new AirFlow(2, options, market, maker, options.DeclarationsPerDay * AirPerDay),
            new RoadFlow(3, options, market, maker, options.DeclarationsPerDay * RoadPerDay),
            new TrampFlow(4, options, market, maker, tramps),
            new CashFlow(5, options, home, cast, options.DeclarationsPerDay * CashPerDay),
        ];
    }

    /// <summary>Invented listed persons, companies, vessels and containers that turn up in this world.</summary>
    public SimulatedWatchList WatchList { get; }

    /// <summary>The position of the first event on the start date.</summary>
    public WorldPosition Beginning => new(options.Start, 0);

    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    /// <exception cref="ArgumentException">The administration's country has no sea port in the port table.</exception>
    public static TradeWorld Create(WorldOptions options)
    {
        options.Check();
        return new TradeWorld(options);
    }

    /// <summary>What is lodged from the start date on, in the order of time, without end.</summary>
    public IEnumerable<SimulatedEvent> Run() => Run(Beginning);

    /// <summary>What is lodged from a position on, in the order of time, without end.</summary>
    /// <param name="from">The <see cref="SimulatedEvent.Next"/> of the last event that was seen.</param>
    public IEnumerable<SimulatedEvent> Run(WorldPosition from)
    {
        for (var day = from.Day; ; day = day.AddDays(1))
        {
            var plan = PlanOf(day);
            for (var i = day == from.Day ? from.Index : 0; i < plan.Count; i++)
            {
                var (declaration, truths) = flows[plan[i].Flow].Write(plan[i]);
                yield return new SimulatedEvent(plan[i].At.Utc, declaration, truths, i + 1 < plan.Count ? new(day, i + 1) : new(day.AddDays(1), 0));
            }
        }
    }

    private List<Lodgement> PlanOf(DateOnly date)
    {
        List<Lodgement> plan = [];
        var day = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        foreach (var flow in flows)
        {
            flow.Plan(day, plan);
        }

        for (var i = 0; i < plan.Count; i++)
        {
            // Flows plan to the minute; the second keeps what is lodged from coming in bursts.
            plan[i] = plan[i] with { At = plan[i].At.AddSeconds(plan[i].Key % 59) };
        }

        plan.Sort();
        return plan;
    }
}
