namespace Entente.Protocol.Alerts;

/// <summary>What may be entered of a person in the categories (a) to (d).</summary>
/// <remarks>Warning code, reason and requested action, which complete the list of eleven, stand in the alert itself.</remarks>
public sealed record PersonFields
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Forenames { get; init; } = [];

    public string? MaidenName { get; init; }

    public IReadOnlyList<string> FormerSurnames { get; init; } = [];

    public IReadOnlyList<OtherName> Aliases { get; init; } = [];

    /// <summary>Each <c>yyyy</c>, <c>yyyy-MM</c>, <c>yyyy-MM-dd</c> or a span of years <c>yyyy/yyyy</c>; several where sources differ.</summary>
    public IReadOnlyList<string> Births { get; init; } = [];

    public IReadOnlyList<string> BirthPlaces { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Nationalities { get; init; } = [];

    public PersonSex? Sex { get; init; }

    public IReadOnlyList<IdentityPaper> Papers { get; init; } = [];

    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>Objective and permanent, such as a scar.</summary>
    public IReadOnlyList<string> Characteristics { get; init; } = [];

    /// <summary>Registration numbers of means of transport.</summary>
    public IReadOnlyList<string> TransportRegistrations { get; init; } = [];

    internal string Title => Forenames.Count == 0 ? Name : $"{Name}, {string.Join(' ', Forenames)}";
}

/// <summary>What may be entered of a person in the categories (g) and (h).</summary>
public sealed record LimitedPersonFields
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Forenames { get; init; } = [];

    public IReadOnlyList<OtherName> Aliases { get; init; } = [];

    public IReadOnlyList<string> Births { get; init; } = [];

    public IReadOnlyList<string> BirthPlaces { get; init; } = [];

    public IReadOnlyList<string> Nationalities { get; init; } = [];

    public PersonSex? Sex { get; init; }

    public IReadOnlyList<Address> Addresses { get; init; } = [];
}

public enum PersonSex { Female = 1, Male, Other }

/// <summary>Another name, in any script.</summary>
/// <param name="Text">As written.</param>
/// <param name="Weak">A nickname or short form that identifies nobody on its own.</param>
public sealed record OtherName(string Text, bool Weak = false);

/// <param name="Kind">What paper it is.</param>
/// <param name="Number">As printed.</param>
/// <param name="Country">The issuing country, ISO 3166-1 alpha-2.</param>
/// <param name="IssuedAt">The place.</param>
/// <param name="IssuedOn">The date, possibly partial.</param>
public sealed record IdentityPaper(PaperKind Kind, string Number, string? Country = null, string? IssuedAt = null, string? IssuedOn = null);

public enum PaperKind { Passport = 1, NationalIdentity, TaxCard, DrivingLicence, ResidencePermit, Other }

/// <param name="Lines">Street and place, as known.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record Address(string Lines, string? Country = null);

/// <param name="Kind">What register gave it.</param>
/// <param name="Value">As printed.</param>
/// <param name="Country">The register's country, ISO 3166-1 alpha-2.</param>
public sealed record BusinessNumber(BusinessNumberKind Kind, string Value, string? Country = null);

public enum BusinessNumberKind { Vat = 1, Eori, Excise, Registration, Tax, Lei, Bic, Iban, ImoCompany, Other }
