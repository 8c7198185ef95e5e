namespace Entente.TradeData.Model;

/// <summary>A person or company and the part it plays.</summary>
public sealed record Party
{
    public required PartyRole Role { get; init; }

    /// <summary>The name as declared, in its own script.</summary>
    public string? Name { get; init; }

    public Address? Address { get; init; }

    /// <summary>Trader numbers and documents: EORI, VAT, passport.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Whether the document says that this is a natural person; <see langword="null"/> where it does not say.</summary>
    public bool? IsPerson { get; init; }

    /// <summary>Date of birth where declared (travellers): <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Nationality of a person, ISO 3166-1 alpha-2.</summary>
    public string? Nationality { get; init; }

    /// <summary>The format's own code for the part it plays, where that says more than <see cref="Role"/>: an authorisation's type, <c>FR1</c> for a fiscal representative.</summary>
    public string? Capacity { get; init; }

    /// <summary>The person to talk to, and telephone or e-mail, as declared.</summary>
    public string? Contact { get; init; }
}

public enum PartyRole
{
    Declarant, Representative, Importer, Exporter, Consignor, Consignee, Carrier, NotifyParty, Buyer, Seller, Manufacturer,
    FreightForwarder, Warehouse, HolderOfProcedure, Guarantor, Traveller, Payer, Consolidator, Courier, Authorised, Other,
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record Address(string? Street, string? City, string? PostCode, string? Country, string? Region = null)
{
    public override string ToString() =>
        string.Join(", ", new[] { Street, string.Join(' ', new[] { PostCode, City }.OfType<string>()), Region, Country }.Where(part => !string.IsNullOrWhiteSpace(part)));
}

/// <summary>A number and the scheme it belongs to.</summary>
public sealed record Identifier(IdentifierScheme Scheme, string Value);

/// <summary>The schemes that declarations carry; check digits are judged by <c>Entente.Protocol.Identifiers</c>.</summary>
public enum IdentifierScheme { Eori, Vat, TaxNumber, NationalId, Passport, Lei, Iban, Duns, Aeo, VehicleIdentification, SerialNumber, Licence, Other }
