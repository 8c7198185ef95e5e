using System.Text.Json.Serialization;

namespace Entente.Protocol.Alerts;

/// <summary>What an alert is about. A type per category, and no type has a place for a field that its category does not permit.</summary>
/// <remarks>
/// Personal data is a closed list (Reg. (EC) 515/97 art. 25): eleven fields in (a) to (d), none in (e), two in (f), five in (g) and (h).
/// Origin, opinions, belief, membership, genetics, health and orientation have no place anywhere.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "category", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(CommodityAlert), "commodities")]
[JsonDerivedType(typeof(TransportAlert), "meansOfTransport")]
[JsonDerivedType(typeof(BusinessAlert), "businesses")]
[JsonDerivedType(typeof(PersonAlert), "persons")]
[JsonDerivedType(typeof(FraudTrendAlert), "fraudTrends")]
[JsonDerivedType(typeof(ExpertiseAlert), "expertise")]
[JsonDerivedType(typeof(GoodsDetainedAlert), "goodsDetained")]
[JsonDerivedType(typeof(CashDetainedAlert), "cashDetained")]
public abstract record AlertContent
{
    private protected AlertContent()
    {
    }

    [JsonIgnore]
    public abstract AlertCategory Category { get; }

    /// <summary>What a line of a table calls it.</summary>
    [JsonIgnore]
    public abstract string Title { get; }
}

/// <summary>Categories (a) to (d): somebody or something that is looked for, with the dangers to be warned of.</summary>
public abstract record TargetAlert : AlertContent
{
    private protected TargetAlert()
    {
    }

    public IReadOnlyList<WarningCode> Warnings { get; init; } = [];
}

/// <summary>(a)</summary>
public sealed record CommodityAlert : TargetAlert
{
    public required string Description { get; init; }

    /// <summary>Harmonized System headings or codes, 2 to 10 digits.</summary>
    public IReadOnlyList<string> HsCodes { get; init; } = [];

    /// <summary>Countries of origin or dispatch, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public IReadOnlyList<ObjectFields> Objects { get; init; } = [];

    public IReadOnlyList<PersonFields> Persons { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.Commodities;

    [JsonIgnore]
    public override string Title => Description;
}

/// <summary>(b)</summary>
public sealed record TransportAlert : TargetAlert
{
    public required ObjectFields Means { get; init; }

    public IReadOnlyList<PersonFields> Persons { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.MeansOfTransport;

    [JsonIgnore]
    public override string Title => Means.Title;
}

/// <summary>(c)</summary>
public sealed record BusinessAlert : TargetAlert
{
    public required string Name { get; init; }

    public IReadOnlyList<OtherName> OtherNames { get; init; } = [];

    public IReadOnlyList<BusinessNumber> Numbers { get; init; } = [];

    public IReadOnlyList<Address> Addresses { get; init; } = [];

    public IReadOnlyList<ObjectFields> Transport { get; init; } = [];

    public IReadOnlyList<PersonFields> Persons { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.Businesses;

    [JsonIgnore]
    public override string Title => Name;
}

/// <summary>(d)</summary>
public sealed record PersonAlert : TargetAlert
{
    public required PersonFields Person { get; init; }

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.Persons;

    [JsonIgnore]
    public override string Title => Person.Title;
}

/// <summary>(e) No personal data.</summary>
public sealed record FraudTrendAlert : AlertContent
{
    public required string Description { get; init; }

    public IReadOnlyList<string> HsCodes { get; init; } = [];

    /// <summary>Countries on the route, in its order, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Route { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.FraudTrends;

    [JsonIgnore]
    public override string Title => Description;
}

/// <summary>(f) Who can help, with what.</summary>
public sealed record ExpertiseAlert : AlertContent
{
    public required string Name { get; init; }

    public required string Forename { get; init; }

    public required string Expertise { get; init; }

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.Expertise;

    [JsonIgnore]
    public override string Title => Expertise;
}

/// <summary>(g)</summary>
public sealed record GoodsDetainedAlert : AlertContent
{
    public required string Description { get; init; }

    public IReadOnlyList<string> HsCodes { get; init; } = [];

    public string? Quantity { get; init; }

    public string? Place { get; init; }

    public DateOnly? DetainedOn { get; init; }

    public IReadOnlyList<ObjectFields> Objects { get; init; } = [];

    public IReadOnlyList<LimitedPersonFields> Persons { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.GoodsDetained;

    [JsonIgnore]
    public override string Title => Description;
}

/// <summary>(h)</summary>
public sealed record CashDetainedAlert : AlertContent
{
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public string? Place { get; init; }

    public DateOnly? DetainedOn { get; init; }

    public IReadOnlyList<ObjectFields> Objects { get; init; } = [];

    public IReadOnlyList<LimitedPersonFields> Persons { get; init; } = [];

    [JsonIgnore]
    public override AlertCategory Category => AlertCategory.CashDetained;

    [JsonIgnore]
    public override string Title => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Amount:N2} {Currency}");
}
