namespace Entente.TradeData.Model;

/// <summary>Goods that travel under one transport document; a master holds houses, as a groupage container holds its shippers' lots.</summary>
public sealed record Consignment
{
    /// <summary>Where it stands in the contract of carriage.</summary>
    public ConsignmentLevel Level { get; init; } = ConsignmentLevel.Straight;

    /// <summary>The transport document: bill of lading, air waybill, CMR; the number is what partners search for.</summary>
    public DocumentReference? TransportDocument { get; init; }

    /// <summary>Unique consignment reference.</summary>
    public string? UniqueReference { get; init; }

    /// <summary>Consignor, consignee, carrier, notify party and others at this level.</summary>
    public IReadOnlyList<Party> Parties { get; init; } = [];

    /// <summary>Means of transport with their parts: at departure, at the border, inland.</summary>
    public IReadOnlyList<TransportMeans> Transport { get; init; } = [];

    /// <summary>Containers and other transport equipment with seals.</summary>
    public IReadOnlyList<TransportEquipment> Equipment { get; init; } = [];

    /// <summary>Seals that the document does not assign to a piece of equipment.</summary>
    public IReadOnlyList<string> Seals { get; init; } = [];

    /// <summary>The places in the order of travel, each with what happens there.</summary>
    public IReadOnlyList<RoutePlace> Route { get; init; } = [];

    public IReadOnlyList<GoodsItem> Goods { get; init; } = [];

    /// <summary>House consignments of a master; empty otherwise.</summary>
    public IReadOnlyList<Consignment> Houses { get; init; } = [];

    /// <summary>Documents cited at this level.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>Gross mass of the whole in kilograms.</summary>
    public decimal? GrossMass { get; init; }

    /// <summary>Number of packages of the whole.</summary>
    public int? PackageCount { get; init; }

    /// <summary>Terms of delivery, for example <c>CIF</c>.</summary>
    public string? DeliveryTerms { get; init; }

    /// <summary>Freight payment method as declared.</summary>
    public string? FreightPayment { get; init; }
}

public enum ConsignmentLevel { Straight, Master, House }

/// <summary>One line of goods.</summary>
public sealed record GoodsItem
{
    /// <summary>The line's number, from 1.</summary>
    public required int Sequence { get; init; }

    public string? Description { get; init; }

    /// <summary>The commodity code as declared, digits only: HS heading of 4, subheading of 6, or national code of up to 10 (12 with additional codes).</summary>
    public string? CommodityCode { get; init; }

    /// <summary>The first six digits, where there are as many: the international part of the code.</summary>
    public string? Hs6 => CommodityCode is { Length: >= 6 } code ? code[..6] : null;

    /// <summary>Unique consignment reference of this line.</summary>
    public string? UniqueReference { get; init; }

    /// <summary>Country of origin, ISO 3166-1 alpha-2.</summary>
    public string? Origin { get; init; }

    /// <summary>Country of dispatch or export.</summary>
    public string? Dispatch { get; init; }

    /// <summary>Country of destination.</summary>
    public string? Destination { get; init; }

    /// <summary>Gross mass in kilograms.</summary>
    public decimal? GrossMass { get; init; }

    /// <summary>Net mass in kilograms.</summary>
    public decimal? NetMass { get; init; }

    /// <summary>Quantity in the supplementary unit of the tariff.</summary>
    public Quantity? SupplementaryQuantity { get; init; }

    /// <summary>The price of this line as invoiced.</summary>
    public Money? Value { get; init; }

    /// <summary>The statistical or customs value.</summary>
    public Money? CustomsValue { get; init; }

    /// <summary>Duty rate in per cent where declared.</summary>
    public decimal? DutyRate { get; init; }

    /// <summary>The duty regime, preference or tax type as declared.</summary>
    public string? DutyRegime { get; init; }

    /// <summary>How the duty is paid, as declared.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>How the origin is shown or proved, as declared.</summary>
    public string? OriginMark { get; init; }

    /// <summary>Procedure codes, requested and previous.</summary>
    public string? Procedure { get; init; }

    public IReadOnlyList<Packaging> Packaging { get; init; } = [];

    /// <summary>UN dangerous goods number.</summary>
    public string? DangerousGoods { get; init; }

    /// <summary>Numbers of the containers that hold this line.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    public IReadOnlyList<Party> Parties { get; init; } = [];

    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>Identifiers of single objects in the line: vehicle identification, serial or registration numbers.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
}

public sealed record Packaging(string? Kind, int? Count, string? Marks);

/// <summary>An amount with its currency, ISO 4217.</summary>
public readonly record struct Money(decimal Amount, string Currency);

/// <summary>A number with its UN/ECE Recommendation 20 unit.</summary>
public readonly record struct Quantity(decimal Amount, string Unit);
