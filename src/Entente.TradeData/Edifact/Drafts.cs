using Entente.TradeData.Model;

namespace Entente.TradeData.Edifact;

/// <summary>A party while its segments arrive one after another.</summary>
internal sealed class PartyDraft
{
    public PartyRole Role { get; init; }

    public string? Capacity { get; init; }

    public string? Name { get; set; }

    public Address? Address { get; set; }

    public List<Identifier> Identifiers { get; } = [];

    public List<string> Contact { get; } = [];

    public Party Finish() => new()
    {
        Role = Role,
        Capacity = Capacity,
        Name = Name,
        Address = Address,
        Identifiers = Identifiers,
        Contact = Contact.Count == 0 ? null : string.Join(", ", Contact),
    };
}

internal sealed class GoodsDraft
{
    public int? Number { get; set; }

    public GoodsItem Item { get; set; } = new() { Sequence = 0 };

    public List<PartyDraft> Parties { get; } = [];

    public List<Packaging> Packaging { get; } = [];

    public List<string> Containers { get; } = [];

    public List<DocumentReference> Documents { get; } = [];

    public List<string> Procedures { get; } = [];

    public GoodsItem Finish(int place) => Item with
    {
        Sequence = Number ?? place,
        Parties = [.. Parties.Select(party => party.Finish())],
        Packaging = Packaging,
        Containers = Containers,
        Documents = Documents,
        Procedure = Procedures.Count == 0 ? null : string.Join(' ', Procedures),
    };
}

internal sealed class ConsignmentDraft
{
    public Consignment Consignment { get; set; } = new();

    /// <summary>The master's number, where this is a house.</summary>
    public string? Master { get; set; }

    public List<PartyDraft> Parties { get; } = [];

    public List<TransportMeans> Transport { get; } = [];

    public List<RoutePlace> Route { get; } = [];

    public List<DocumentReference> Documents { get; } = [];

    public List<GoodsDraft> Goods { get; } = [];

    public List<EquipmentDraft> Equipment { get; } = [];

    public List<string> Seals { get; } = [];

    public Consignment Finish() => Consignment with
    {
        Parties = [.. Parties.Select(party => party.Finish())],
        Transport = Transport,
        Route = [.. Route.OrderBy(place => place.Role)],
        Documents = Documents,
        Goods = [.. Goods.Select((goods, index) => goods.Finish(index + 1))],
        Equipment = [.. Equipment.Select(equipment => equipment.Finish())],
        Seals = Seals,
    };
}

internal sealed record EquipmentDraft(string Number, string? SizeType, bool? Full)
{
    public List<string> Seals { get; } = [];

    public TransportEquipment Finish() => new(Number, SizeType, Full, Seals);
}
