using Entente.Protocol.Reference;
using Entente.Simulation.Traders;

namespace Entente.Simulation.Transport;

/// <summary>Small bulk vessels that go where there is cargo; every fifth of them is listed.</summary>
internal sealed class TrampFleet
{
    private readonly Vessel[] vessels;

    public TrampFleet(WorldOptions options, HomeGround home)
    {
        vessels = [.. Enumerable.Range(0, Math.Clamp(options.DeclarationsPerDay / 400, 6, 60)).Select(i => Vessel.Tramp(options.Casting, i))];
        var exporters = Goods.InOrder.Where(goods => goods.IsBulk).SelectMany(goods => goods.Origins).ToHashSet();
        Origins = [.. Ports.All.Where(port => port.Functions.HasFlag(PortFunctions.Sea) && port.Country != home.Country && exporters.Contains(port.Country))];
        Watched = [.. Enumerable.Range(0, vessels.Length).Where(IsWatched).Select(i => (vessels[i], i % 2 == 0 ? vessels[i].Name : Vessel.Tramp(options.Casting, 1_000 + i).Name))];
        for (var i = 0; i + 1 < vessels.Length; i += 20)
        {
            // Another ship that happens to have the name of a listed one.
            vessels[i + 1] = vessels[i + 1] with { Name = vessels[i].Name };
        }
    }

    public int Count => vessels.Length;

    public Vessel this[int vessel] => vessels[vessel];

    /// <summary>Ports where there is bulk cargo.</summary>
    public IReadOnlyList<Port> Origins { get; }

    /// <summary>Listed vessels, and the name they are listed under: half of them were renamed since.</summary>
    public IReadOnlyList<(Vessel Vessel, string ListedName)> Watched { get; }

    public static bool IsWatched(int vessel) => vessel % 5 == 0;
}
