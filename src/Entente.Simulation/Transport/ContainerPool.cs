using Entente.Protocol.Identifiers;
using Entente.TradeData.Model;

namespace Entente.Simulation.Transport;

/// <summary>
/// The containers of all services. A container belongs to a place in a lot: it is loaded there, travels, comes back, and is loaded there
/// again when its round is over. So it is in one place at a time, without anybody keeping a list.
/// </summary>
internal sealed class ContainerPool
{
    private const int BoxesOfSlot = 3;

    private readonly int[] ordinarySlots;
    private readonly int[] slotsAtMost;

    /// <param name="services">Whose containers they are.</param>
    /// <param name="perWeek">Consignments of all services in an average week.</param>
    public ContainerPool(IReadOnlyList<LinerRotation> services, double perWeek)
    {
        Services = services;
        var shares = services.Sum(service => service.Share);
        ordinarySlots = [.. services.Select(service => Math.Max(4, (int)(perWeek * service.Share / shares / service.Loads.Count)))];
        slotsAtMost = [.. ordinarySlots.Select(slots => slots * 13 / 10 + 1)];
        Watched = [.. Enumerable.Range(0, services.Count).Where(route => services[route] is { Weeks: <= 3, Mode: TransportMode.Sea })
            .SelectMany(route => Enumerable.Range(0, 6).Select(week => NumberOf(route, week, week % services[route].Loads.Count, week % 2, 0)))];
    }

    public IReadOnlyList<LinerRotation> Services { get; }

    /// <summary>Containers that the watch list names; they travel on the short services and so come round often.</summary>
    public IReadOnlyList<string> Watched { get; }

    /// <summary>Consignments that are loaded at one call in a month.</summary>
    public int Slots(int route, int month) => Season.Scale(ordinarySlots[route], month);

    public string NumberOf(int route, int voyage, int load, int slot, int box)
    {
        var service = Services[route];
        var serial = (((voyage % service.ContainerWeeks * service.Loads.Count) + load) * slotsAtMost[route] + slot) * BoxesOfSlot + box;
        if (serial >= 1_000_000)
        {
            throw new InvalidOperationException($"{service.Code} needs more containers than its prefix has numbers.");
        }

        var text = $"{service.Prefix}U{serial:D6}";
        return $"{text}{ContainerNumber.CheckDigit(text)}";
    }
}
