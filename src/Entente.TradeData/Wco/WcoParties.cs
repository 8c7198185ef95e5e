using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

/// <summary>Reads parties: their elements are alike, and the element's name is the part that they play.</summary>
internal sealed class WcoParties(Ledger ledger)
{
    public static readonly (string Element, PartyRole Role)[] Roles =
    [
        ("Declarant", PartyRole.Declarant), ("Agent", PartyRole.Representative), ("Importer", PartyRole.Importer), ("Exporter", PartyRole.Exporter),
        ("Consignor", PartyRole.Consignor), ("Consignee", PartyRole.Consignee), ("Carrier", PartyRole.Carrier), ("NotifyParty", PartyRole.NotifyParty),
        ("Buyer", PartyRole.Buyer), ("Seller", PartyRole.Seller), ("Manufacturer", PartyRole.Manufacturer), ("FreightForwarder", PartyRole.FreightForwarder),
        ("Warehouse", PartyRole.Warehouse), ("TransitPrincipal", PartyRole.HolderOfProcedure), ("Surety", PartyRole.Guarantor),
        ("Traveller", PartyRole.Traveller), ("Payer", PartyRole.Payer), ("Consolidator", PartyRole.Consolidator), ("Courier", PartyRole.Courier),
        ("AuthorisationHolder", PartyRole.Authorised), ("Party", PartyRole.Other), ("Submitter", PartyRole.Other),
        ("DomesticDutyTaxParty", PartyRole.Other), ("AEOMutualRecognitionParty", PartyRole.Other),
    ];

    /// <summary>Parties to the declaration as a whole that the schema puts below the shipment.</summary>
    private static bool IsShared(PartyRole role) => role is PartyRole.Importer or PartyRole.Exporter or PartyRole.Payer or PartyRole.Guarantor;

    public IEnumerable<Party> Of(Element element) => Of(element, _ => true);

    public IEnumerable<Party> SharedOf(Element shipment) => Of(shipment, IsShared);

    public IEnumerable<Party> OwnOf(Element shipment) => Of(shipment, role => !IsShared(role));

    private IEnumerable<Party> Of(Element element, Predicate<PartyRole> wanted)
    {
        foreach (var child in element.Children())
        {
            var row = Array.FindIndex(Roles, role => role.Element == child.Name);
            if (row >= 0 && child.First is not null && wanted(Roles[row].Role) && Read(child, Roles[row].Role) is { } party)
            {
                yield return party;
            }
        }
    }

    private Party? Read(Element element, PartyRole role)
    {
        var capacity = ledger.Text(element.Child("CategoryCode") ?? element.Child("RoleCode") ?? element.Child("FunctionCode") ?? element.Child("TypeCode"));
        var party = new Party
        {
            Role = role,
            Capacity = capacity ?? (role is PartyRole.Other && element.Name is not "Party" ? element.Name : null),
            Name = ledger.Text(element.Child("Name")),
            Address = Address(element.Child("Address")),
            Identifiers = [.. element.Children("ID").Select(Identifier).OfType<Identifier>()],
            IsPerson = ledger.Text(element.Child("PersonTypeCode")) switch { "1" => true, "2" => false, _ => null },
            BirthDate = ledger.Text(element.Child("BirthDate")),
            Nationality = ledger.Country(element.Child("NationalityCode")),
            Contact = Contact(element),
        };

        return party is { Name: null, Address: null, Identifiers.Count: 0, Capacity: null, Contact: null, IsPerson: null, BirthDate: null, Nationality: null } ? null : party;
    }

    private Address? Address(Element? element)
    {
        if (element is null)
        {
            return null;
        }

        var lines = string.Join(", ", element.Children("Line").Select(ledger.Text).OfType<string>());
        var region = ledger.Text(element.Child("CountrySubDivisionName")) ?? ledger.Text(element.Child("CountrySubDivisionCode"));
        var address = new Address(
            lines.Length == 0 ? null : lines,
            ledger.Text(element.Child("CityName")),
            ledger.Text(element.Child("PostcodeID")),
            ledger.Country(element.Child("CountryCode")),
            region);
        return address == new Address(null, null, null, null) ? null : address;
    }

    private Identifier? Identifier(Element element)
    {
        if (ledger.Text(element) is not { } text)
        {
            return null;
        }

        var scheme = ledger.Text(element.Attribute("schemeID"));
        var identifier = new Identifier(Enum.TryParse<IdentifierScheme>(scheme, true, out var known) && !char.IsAsciiDigit(scheme![0]) ? known : SchemeOf(text), text);
        CheckDigits.Party(ledger, element, identifier.Scheme, text);
        return identifier;
    }

    /// <summary>A country and up to fifteen letters or digits has the form of an EORI or of a third country's trader number.</summary>
    public static IdentifierScheme SchemeOf(string text) =>
        text.Length is >= 3 and <= 17 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && text.All(char.IsAsciiLetterOrDigit)
            && CodeLists.IsCountry(text[..2])
            ? IdentifierScheme.Eori
            : IdentifierScheme.Other;

    private string? Contact(Element element)
    {
        var contact = element.Child("Contact");
        var parts = new[] { contact?.Child("Name") }
            .Concat(element.Children("Communication").Select(one => one.Child("ID")))
            .Concat(contact?.Children("Communication").Select(one => one.Child("ID")) ?? [])
            .Select(ledger.Text).OfType<string>();
        var text = string.Join(", ", parts);
        return text.Length == 0 ? null : text;
    }
}
