using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

/// <summary>Reads the consignment out of a goods shipment and the consignment elements in and beside it.</summary>
internal sealed class WcoConsignment(Ledger ledger, WcoParties parties)
{
    private static readonly (string Element, TransportLeg Leg)[] Legs =
    [
        ("DepartureTransportMeans", TransportLeg.Departure), ("BorderTransportMeans", TransportLeg.Border), ("InlandTransportMeans", TransportLeg.Inland),
        ("ArrivalTransportMeans", TransportLeg.Arrival), ("OnCarriageTransportMeans", TransportLeg.Onward),
    ];

    private static readonly (string Element, RouteRole Role)[] Places =
    [
        ("ExportCountry", RouteRole.Departure), ("LoadingLocation", RouteRole.Loading), ("Itinerary", RouteRole.Transit), ("TransitLocation", RouteRole.Transit),
        ("UnloadingLocation", RouteRole.Discharge), ("GoodsLocation", RouteRole.Presentation), ("Destination", RouteRole.Destination),
    ];

    /// <param name="shipment">The trade side, if the document has one.</param>
    /// <param name="parts">The transport side; several where the schema splits it.</param>
    /// <param name="border">The means of transport at the border, which stands at the declaration.</param>
    public Consignment Read(Element? shipment, IReadOnlyList<Element> parts, Element? border, ConsignmentLevel otherwise)
    {
        IReadOnlyList<Element> all = shipment is null ? parts : [shipment, .. parts];
        var houses = parts.SelectMany(part => part.Children("HouseConsignment")).Select(house => Read(null, [house], null, ConsignmentLevel.House)).ToList();
        var documents = all.SelectMany(part => WcoValues.Documents(ledger, part)).ToList();
        var contract = First(parts, part => WcoValues.TransportContract(ledger, part.Child("TransportContractDocument")));
        if (contract is null && documents.Find(document => document.Number.Length > 0 && WcoCodes.IsTransportDocument(document.Type)) is { } cited)
        {
            contract = cited;
            documents.Remove(cited);
        }

        return new Consignment
        {
            Level = houses.Count > 0 ? ConsignmentLevel.Master : otherwise,
            TransportDocument = contract,
            UniqueReference = First(all, part => ledger.Text(part.Child("UCR", "TraderAssignedReferenceID") ?? part.Child("UCR", "ID"))),
            Parties = [.. shipment is null ? [] : parties.OwnOf(shipment), .. parts.SelectMany(parties.Of)],
            Transport = [.. parts.SelectMany(Transport), .. border is null ? [] : (TransportMeans[])[Means(border, TransportLeg.Border)]],
            Equipment = [.. parts.SelectMany(part => part.Children("TransportEquipment")).Select(Equipment).OfType<TransportEquipment>()],
            Seals = [.. parts.SelectMany(part => part.Children("Seal")).Select(seal => ledger.Text(seal.Child("ID"))).OfType<string>()],
            Route = [.. all.SelectMany(Route).Concat(Delivery(shipment)).OrderBy(place => place.Role)],
            Goods = [.. all.SelectMany(part => part.Children().Where(child => child.Name is "GovernmentAgencyGoodsItem" or "ConsignmentItem")).Select(new WcoGoods(ledger, parties).Read)],
            Houses = houses,
            Documents = documents,
            GrossMass = First(all, part => ledger.Number(part.Child("TotalGrossMassMeasure"))),
            PackageCount = First(all, part => ledger.Count(part.Child("TotalPackageQuantity"))),
            DeliveryTerms = ledger.Text(shipment?.Child("TradeTerms", "ConditionCode")) ?? First(parts, part => ledger.Text(part.Child("TradeTerms", "ConditionCode"))),
            FreightPayment = First(all, part => ledger.Text(part.Child("Freight", "PaymentMethodCode"))),
        };
    }

    private static string? First(IReadOnlyList<Element> parts, Func<Element, string?> read) => parts.Select(read).FirstOrDefault(value => value is not null);

    private static T? First<T>(IReadOnlyList<Element> parts, Func<Element, T?> read) where T : struct =>
        parts.Select(read).FirstOrDefault(value => value is not null);

    private static DocumentReference? First(IReadOnlyList<Element> parts, Func<Element, DocumentReference?> read) =>
        parts.Select(read).FirstOrDefault(value => value is not null);

    private IEnumerable<TransportMeans> Transport(Element part) =>
        from child in part.Children()
        let row = Array.FindIndex(Legs, leg => leg.Element == child.Name)
        where row >= 0
        select Means(child, Legs[row].Leg);

    private TransportMeans Means(Element element, TransportLeg leg)
    {
        var identity = ledger.Text(element.Child("ID"));
        var kind = ledger.Text(element.Child("IdentificationTypeCode"));
        var means = new TransportMeans
        {
            Leg = leg,
            Mode = ledger.Mode(element.Child("ModeCode")),
            Identity = identity,
            IdentityKind = kind is null ? null : WcoCodes.Identity(kind),
            Name = ledger.Text(element.Child("Name")),
            Nationality = ledger.Country(element.Child("RegistrationNationalityCode")),
            Journey = ledger.Text(element.Child("JourneyID")),
            DepartsAt = WcoValues.When(ledger, element.Child("DepartureDateTime")),
            ArrivesAt = WcoValues.When(ledger, element.Child("ArrivalDateTime")),
        };
        CheckDigits.Transport(ledger, element.Child("ID"), means);
        return means;
    }

    private TransportEquipment? Equipment(Element element)
    {
        ledger.Structural(element.Child("SequenceNumeric"));
        if (ledger.Container(element.Child("ID")) is not { } number)
        {
            return null;
        }

        var seals = new List<string>();
        foreach (var seal in element.Children("Seal"))
        {
            if (ledger.Text(seal.Child("ID")) is { } id)
            {
                ledger.Structural(seal.Child("SequenceNumeric"));
                seals.Add(id);
            }
        }

        var fullness = ledger.Text(element.Child("FullnessCode"));
        return new TransportEquipment(number, ledger.Text(element.Child("CharacteristicCode")), fullness switch { "5" => true, "4" => false, _ => null }, seals);
    }

    private IEnumerable<RoutePlace> Route(Element part)
    {
        foreach (var child in part.Children())
        {
            var row = Array.FindIndex(Places, place => place.Element == child.Name);
            if (row < 0)
            {
                continue;
            }

            // The export country is the one element whose number is a country.
            var id = child.Child("ID");
            var isCountry = child.Name == "ExportCountry";
            ledger.Structural(child.Child("SequenceNumeric"));
            var role = child.Name == "Itinerary" && Enum.TryParse<RouteRole>(ledger.Text(child.Child("RoleCode")), out var said) ? said : Places[row].Role;
            var country = ledger.Country(isCountry ? id : child.Child("RoutingCountryCode") ?? child.Child("CountryCode") ?? child.Child("Address", "CountryCode"));
            var place = new RoutePlace(
                role,
                isCountry ? null : role is RouteRole.Presentation ? ledger.Text(id) : ledger.UnLocode(id),
                country,
                ledger.Text(child.Child("Name")),
                WcoValues.When(ledger, child.Child("ArrivalDateTime")));
            if (place != new RoutePlace(role, null, null))
            {
                yield return place;
            }
        }
    }

    private IEnumerable<RoutePlace> Delivery(Element? shipment)
    {
        var terms = shipment?.Child("TradeTerms");
        var place = new RoutePlace(RouteRole.Delivery, ledger.UnLocode(terms?.Child("LocationID")), null, ledger.Text(terms?.Child("LocationName")));
        return place == new RoutePlace(RouteRole.Delivery, null, null) ? [] : [place];
    }
}
