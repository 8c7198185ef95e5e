using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Wco;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Transit;

internal sealed class TransitParties(Ledger ledger)
{
    private static readonly (string Element, PartyRole Role)[] Roles =
    [
        ("HolderOfTheTransitProcedure", PartyRole.HolderOfProcedure), ("Representative", PartyRole.Representative), ("Carrier", PartyRole.Carrier),
        ("Consignor", PartyRole.Consignor), ("Consignee", PartyRole.Consignee), ("Guarantor", PartyRole.Guarantor),
        ("AdditionalSupplyChainActor", PartyRole.Other), ("TraderAtDestination", PartyRole.Other), ("ConsigneeActual", PartyRole.Consignee),
    ];

    private static readonly string[] ContactFields = ["name", "phoneNumber", "eMailAddress"];

    public IEnumerable<Party> Of(Element element)
    {
        foreach (var child in element.Children())
        {
            var row = Array.FindIndex(Roles, role => role.Element == child.Name);
            if (row >= 0 && Read(child, Roles[row].Role) is { } party)
            {
                yield return party;
            }
        }
    }

    private Party? Read(Element element, PartyRole role)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        var numbers = new[] { element.Child("identificationNumber"), element.Child("TIRHolderIdentificationNumber") }.Select(ledger.Text).OfType<string>();
        var contact = element.Child("ContactPerson");
        var talk = string.Join(", ", ContactFields.Select(name => ledger.Text(contact?.Child(name))).OfType<string>());
        var where = element.Child("Address");
        var address = new Address(
            ledger.Text(where?.Child("streetAndNumber")), ledger.Text(where?.Child("city")), ledger.Text(where?.Child("postcode")), ledger.Country(where?.Child("country")));
        var party = new Party
        {
            Role = role,
            Capacity = ledger.Text(element.Child("role") ?? element.Child("status")) ?? (element.Name == "TraderAtDestination" ? element.Name : null),
            Name = ledger.Text(element.Child("name")),
            Address = address == new Address(null, null, null, null) ? null : address,
            Identifiers = [.. numbers.Select(number => new Identifier(WcoParties.SchemeOf(number), number))],
            Contact = talk.Length == 0 ? null : talk,
        };
        return party is { Name: null, Address: null, Identifiers.Count: 0, Contact: null, Capacity: null } ? null : party;
    }
}
