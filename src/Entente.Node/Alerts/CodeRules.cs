using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Identifiers;
using Entente.Protocol.Reference;

namespace Entente.Node.Alerts;

/// <summary>The codes and numbers of an alert, each judged by its scheme: one that cannot exist would find nothing, and look as if it could.</summary>
internal static class CodeRules
{
    /// <summary>What the scheme of an object's number says of it; <see langword="null"/> where no scheme is judged.</summary>
    public static IdentifierVerdict? Judge(ObjectNumber number) => number.Kind switch
    {
        ObjectNumberKind.Container => ContainerNumber.Check(number.Value),
        ObjectNumberKind.Imo => ImoNumber.Check(number.Value),
        ObjectNumberKind.Vin => VehicleIdentification.Check(number.Value),
        _ => null,
    };

    /// <summary>The codes of countries and currencies beside an object's numbers.</summary>
    public static IEnumerable<Fault> Codes(ObjectFields one, string at) => one switch
    {
        Boat boat => Country(boat.Flag, $"{at}.flag"),
        RoadVehicle vehicle => Country(vehicle.PlateCountry, $"{at}.plateCountry"),
        BlankDocument document => Country(document.Country, $"{at}.country"),
        IssuedDocument document => Country(document.Country, $"{at}.country"),
        RegistrationPlate plate => Country(plate.Country, $"{at}.country"),
        Banknotes notes when Currencies.Find(notes.Currency) is null => [new(FaultCode.AlertValue, "Expected a currency code of ISO 4217, such as EUR.", $"{at}.currency")],
        _ => [],
    };

    public static IEnumerable<Fault> Addresses(IReadOnlyList<Address> addresses, string at) => addresses.SelectMany(address => Country(address.Country, $"{at}.addresses"));

    public static IEnumerable<Fault> Papers(IReadOnlyList<IdentityPaper> papers, string at) => papers.SelectMany((paper, i) => Country(paper.Country, $"{at}.papers[{i}].country"));

    /// <summary>Numbers of businesses are taken from registers, not from what is painted on a box: a wrong check digit is refused as well.</summary>
    public static IEnumerable<Fault> Numbers(IReadOnlyList<BusinessNumber> numbers) => numbers.SelectMany((number, i) => Number(number, $"$.alert.content.numbers[{i}]"));

    private static IEnumerable<Fault> Number(BusinessNumber number, string at)
    {
        foreach (var fault in Country(number.Country, $"{at}.country"))
        {
            yield return fault;
        }

        if (Judge(number)?.ToFault($"{at}.value") is { } wrong)
        {
            yield return wrong;
        }
    }

    private static IdentifierVerdict? Judge(BusinessNumber number) => number.Kind switch
    {
        BusinessNumberKind.Vat => Vat(number),
        BusinessNumberKind.Eori => Eori.Check(number.Value),
        BusinessNumberKind.Lei => Lei.Check(number.Value),
        BusinessNumberKind.Bic => Bic.Check(number.Value),
        BusinessNumberKind.Iban => Iban.Check(number.Value),
        BusinessNumberKind.ImoCompany => ImoCompanyNumber.Check(number.Value),
        _ => null,
    };

    /// <summary>
    /// Judged where the country is one whose form of VAT numbers is known: by the prefix, or by the country that is said beside a number without one. What
    /// other countries issue is taken as it is.
    /// </summary>
    private static IdentifierVerdict? Vat(BusinessNumber number)
    {
        var country = number.Country switch { "GR" => "EL", var other => other };
        var prefix = number.Value.TrimStart() is { Length: >= 2 } text ? text[..2].ToUpperInvariant() : "";
        return VatNumber.IsJudged(prefix) && (country is null || country == prefix || prefix == "XI") ? VatNumber.Check(number.Value)
            : country is not null && VatNumber.IsJudged(country) ? VatNumber.Check($"{country}{number.Value}")
            : null;
    }

    /// <summary>Beside ISO 3166-1 also what travel documents and customs use, such as <c>UN</c> and <c>XK</c>.</summary>
    private static IEnumerable<Fault> Country(string? code, string at)
    {
        if (!string.IsNullOrEmpty(code) && Countries.Find(code) is null && CountryCode.Check(code).Normalised != code)
        {
            yield return new(FaultCode.AlertValue, $"'{code}' is no country code of ISO 3166-1.", at);
        }
    }
}
