using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>One consignment with everything that any of its declarations says, and what is really going on.</summary>
internal sealed record Shipment
{
    public required long Key { get; init; }

    public required Lane Lane { get; init; }

    /// <summary>Bill of lading, air waybill or consignment note.</summary>
    public required DocumentReference Document { get; init; }

    /// <summary>The carrier's document over several house consignments.</summary>
    public DocumentReference? Master { get; init; }

    public required Party Consignor { get; init; }

    public required Party Consignee { get; init; }

    public Party? Notify { get; init; }

    public Party? Manufacturer { get; init; }

    public required Party Carrier { get; init; }

    public required TransportMeans Means { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    public IReadOnlyList<TransportEquipment> Equipment { get; init; } = [];

    /// <summary>From where the goods set out to where they go.</summary>
    public required IReadOnlyList<RoutePlace> Route { get; init; }

    public required Port Loading { get; init; }

    public required Port Discharge { get; init; }

    public required DateTime LoadsAt { get; init; }

    public required DateTime ArrivesAt { get; init; }

    /// <summary>What weighs in the container beyond what is declared, in kilograms.</summary>
    public decimal Hidden { get; init; }

    public IReadOnlyList<Truth> Truths { get; init; } = [];

    public decimal GrossMass => Lines.Sum(line => line.GrossMass);

    public int Packages => Lines.Sum(line => line.Packages);
}

/// <summary>One line of goods as it is declared.</summary>
/// <param name="Code">Ten digits.</param>
internal sealed record Line(
    int Number, string Code, string Description, string Origin, decimal NetMass, decimal GrossMass, int Packages, string PackageKind, Money Value, Quantity? Supplementary);
