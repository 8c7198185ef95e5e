namespace Entente.Screening;

/// <summary>Somebody or something on a list: an alert, or an entry of a sanctions list, in the form that screening needs.</summary>
/// <param name="Id">The caller's number for it; answers carry it back.</param>
/// <param name="Kind">What it is; names are compared only between kinds that can be the same thing.</param>
/// <param name="ListVersion">The list and version that said so, for example <c>OFAC-SDN 2026-11-20</c>; named in every explanation.</param>
public sealed record ListedEntry(long Id, SubjectKind Kind, string ListVersion)
{
    /// <summary>All names in all scripts, the primary first.</summary>
    public IReadOnlyList<ListedName> Names { get; init; } = [];

    /// <summary>Documents, registrations and numbers.</summary>
    public IReadOnlyList<SubjectIdentifier> Identifiers { get; init; } = [];

    /// <summary>Dates of birth, each possibly partial; several where sources differ.</summary>
    public IReadOnlyList<PartialDate> Births { get; init; } = [];

    /// <summary>Nationality, flag or country of registration, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public Sex? Sex { get; init; }

    public IReadOnlyList<string> Addresses { get; init; } = [];
}

/// <summary>One name and how good it is.</summary>
public sealed record ListedName(string Text, NameQuality Quality = NameQuality.Strong);

/// <summary>Weak aliases (OFAC's term) identify nobody on their own: nicknames and common short forms.</summary>
public enum NameQuality { Primary, Strong, Weak }

public enum SubjectKind
{
    /// <summary>Could be anything, as what an officer types into a search box.</summary>
    Unknown,

    Person,
    Organisation,
    Vessel,
    Aircraft,
    Vehicle,
    Container,
    Commodity,

    /// <summary>A person or an organisation, where a declaration names a party and does not say which; never a ship of that name.</summary>
    Party,
}

public enum Sex { Female, Male, Other }

/// <summary>A number and its scheme.</summary>
public sealed record SubjectIdentifier(IdentifierKind Kind, string Value, string? Country = null)
{
    /// <summary>Of a listed run of numbers the last, where <see cref="Value"/> is the first (<see cref="NumberRun.IsRun"/>); those between are found as well.</summary>
    public string? Last { get; init; }
}

public enum IdentifierKind
{
    Any, ContainerNumber, ImoNumber, CallSign, Mmsi, AircraftRegistration, VehicleRegistration, VehicleIdentification, Passport, NationalId,
    TaxNumber, Vat, Eori, Lei, Iban, Bic, CompanyRegistration, CryptoAddress, TransportDocument, SealNumber, SerialNumber, Other,
}

/// <summary>A date of which only the year, or year and month, may be known, or a span of years.</summary>
/// <param name="Earliest">First day it can be.</param>
/// <param name="Latest">Last day it can be.</param>
public readonly record struct PartialDate(DateOnly Earliest, DateOnly Latest)
{
    /// <summary>Reads <c>yyyy</c>, <c>yyyy-MM</c>, <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        var parts = text?.Trim().Split('-') ?? [];
        if (parts.Length is 0 or > 3 || !int.TryParse(parts[0], System.Globalization.NumberStyles.None, null, out var year) || year is < 1 or > 9999)
        {
            return false;
        }

        int month = 0, day = 0;
        if (parts.Length > 1 && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out month) || month is < 1 or > 12))
        {
            return false;
        }

        if (parts.Length > 2 && (!int.TryParse(parts[2], System.Globalization.NumberStyles.None, null, out day) || day < 1 || day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        date = (month, day) switch
        {
            (0, _) => new(new(year, 1, 1), new(year, 12, 31)),
            (_, 0) => new(new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month))),
            _ => new(new(year, month, day), new(year, month, day)),
        };
        return true;
    }

    public bool Overlaps(PartialDate other) => Earliest <= other.Latest && other.Earliest <= Latest;
}
