using System.Globalization;
using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Transit;

/// <summary>Reads messages of the new computerised transit system: what traders lodge, and what offices tell them about a movement.</summary>
internal sealed class TransitReader(Ledger ledger)
{
    private static readonly (string Element, OfficeRole Role)[] Offices =
    [
        ("CustomsOfficeOfDeparture", OfficeRole.Departure), ("CustomsOfficeOfTransitDeclared", OfficeRole.Transit), ("CustomsOfficeOfTransitActual", OfficeRole.Transit),
        ("CustomsOfficeOfExitForTransitDeclared", OfficeRole.Exit), ("CustomsOfficeOfDestinationDeclared", OfficeRole.Destination),
        ("CustomsOfficeOfDestinationActual", OfficeRole.Destination), ("CustomsOfficeOfDestination", OfficeRole.Destination),
    ];

    private readonly TransitParties parties = new(ledger);

    public static bool IsMessage(Element root) =>
        root.Name is ['C', 'C', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', 'C'] && root.Namespace is "" or "http://ncts.dgtaxud.ec" && root.Child("messageType") is not null;

    public Declaration? Read(Element root, out string? reference)
    {
        var operation = root.Child("TransitOperation") ?? root.Child("ExportOperation");
        var number = ledger.Text(operation?.Child("MRN"));
        var local = ledger.Text(operation?.Child("LRN"));
        reference = number ?? local;
        if (reference is null)
        {
            return null;
        }

        ledger.Structural(root.Child("messageType"));
        var function = root.Name switch
        {
            "CC015C" or "CC007C" or "CC044C" => DeclarationFunction.Original,
            "CC013C" or "CC170C" => DeclarationFunction.Amendment,
            "CC014C" => DeclarationFunction.Cancellation,
            _ => DeclarationFunction.Notification,
        };
        return new Declaration
        {
            Kind = root.Name is "CC007C" or "CC044C" ? DeclarationKind.ArrivalNotice : DeclarationKind.Transit,
            Function = function,
            NotificationCode = function is DeclarationFunction.Notification ? root.Name[2..5] : null,
            Reference = reference,
            LocalReference = number is null ? null : local,
            Procedure = ledger.Text(operation!.Child("declarationType")),
            LodgedAt = ledger.Instant(operation.Child("arrivalNotificationDateAndTime") ?? operation.Child("declarationAcceptanceDate") ?? root.Child("preparationDateAndTime")),
            Offices = [.. from row in Offices from office in root.Children(row.Element) let code = Numbered(office) where code is not null select new OfficeReference(row.Role, code)],
            Parties = [.. parties.Of(root)],
            Documents = [.. root.Children("Authorisation").Select(Document).OfType<DocumentReference>()],
            Consignments = [.. root.Children("Consignment").Select(consignment => Consignment(consignment, ConsignmentLevel.Straight))],
        };
    }

    private string? Numbered(Element office)
    {
        ledger.Structural(office.Child("sequenceNumber"));
        return ledger.Text(office.Child("referenceNumber"));
    }

    private DocumentReference? Document(Element element)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        var type = ledger.Text(element.Child("type"));
        var number = ledger.Text(element.Child("referenceNumber"));
        return type is null && number is null ? null : new DocumentReference(type ?? "", number ?? "");
    }

    private Consignment Consignment(Element element, ConsignmentLevel otherwise)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        var houses = element.Children("HouseConsignment").Select(house => Consignment(house, ConsignmentLevel.House)).ToList();
        var contracts = element.Children("TransportDocument").Select(Document).OfType<DocumentReference>().ToList();
        return new Consignment
        {
            Level = houses.Count > 0 ? ConsignmentLevel.Master : otherwise,
            TransportDocument = contracts.FirstOrDefault(),
            UniqueReference = ledger.Text(element.Child("referenceNumberUCR")),
            GrossMass = ledger.Number(element.Child("grossMass")),
            FreightPayment = ledger.Text(element.Child("TransportCharges", "methodOfPayment")),
            Parties = [.. parties.Of(element)],
            Transport = [.. Transport(element)],
            Equipment = [.. element.Children("TransportEquipment").Select(Equipment).OfType<TransportEquipment>()],
            Route = [.. Route(element).OrderBy(place => place.Role)],
            Goods = [.. element.Children("ConsignmentItem").Select(Goods)],
            Houses = houses,
            Documents = [.. contracts.Skip(1), .. Documents(element)],
        };
    }

    private IEnumerable<DocumentReference> Documents(Element element) =>
        element.Children().Where(child => child.Name is "PreviousDocument" or "SupportingDocument" or "AdditionalReference").Select(Document).OfType<DocumentReference>();

    private IEnumerable<TransportMeans> Transport(Element consignment)
    {
        foreach (var child in consignment.Children("DepartureTransportMeans"))
        {
            yield return Means(child, TransportLeg.Departure, null);
        }

        if (ledger.Mode(consignment.Child("inlandModeOfTransport")) is { } inland)
        {
            yield return new TransportMeans { Leg = TransportLeg.Inland, Mode = inland };
        }

        var mode = ledger.Mode(consignment.Child("modeOfTransportAtTheBorder"));
        var crossings = consignment.Children("ActiveBorderTransportMeans").Select(child => Means(child, TransportLeg.Border, mode)).ToList();
        foreach (var crossing in crossings)
        {
            yield return crossing;
        }

        if (crossings.Count == 0 && mode is not null)
        {
            yield return new TransportMeans { Leg = TransportLeg.Border, Mode = mode };
        }
    }

    private TransportMeans Means(Element element, TransportLeg leg, TransportMode? mode)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        var kind = ledger.Text(element.Child("typeOfIdentification"));
        var means = new TransportMeans
        {
            Leg = leg,
            Mode = mode,
            Identity = ledger.Text(element.Child("identificationNumber")),
            IdentityKind = kind is null ? null : Wco.WcoCodes.Identity(kind),
            Nationality = ledger.Country(element.Child("nationality")),
            Journey = ledger.Text(element.Child("conveyanceReferenceNumber")),
        };
        CheckDigits.Transport(ledger, element.Child("identificationNumber"), means);
        return means;
    }

    private TransportEquipment? Equipment(Element element)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        if (ledger.Container(element.Child("containerIdentificationNumber")) is not { } number)
        {
            return null;
        }

        var seals = new List<string>();
        foreach (var seal in element.Children("Seal"))
        {
            ledger.Structural(seal.Child("sequenceNumber"));
            if (ledger.Text(seal.Child("identifier")) is { } text)
            {
                seals.Add(text);
            }
        }

        if (element.Child("numberOfSeals")?.Text.Trim() == seals.Count.ToString(CultureInfo.InvariantCulture))
        {
            ledger.Structural(element.Child("numberOfSeals"));
        }

        return new TransportEquipment(number, null, null, seals);
    }

    private IEnumerable<RoutePlace> Route(Element element)
    {
        if (ledger.Country(element.Child("countryOfDispatch")) is { } from)
        {
            yield return new RoutePlace(RouteRole.Departure, null, from);
        }

        if (ledger.Country(element.Child("countryOfDestination")) is { } to)
        {
            yield return new RoutePlace(RouteRole.Destination, null, to);
        }

        foreach (var child in element.Children("CountryOfRoutingOfConsignment"))
        {
            ledger.Structural(child.Child("sequenceNumber"));
            if (ledger.Country(child.Child("country")) is { } code)
            {
                yield return new RoutePlace(RouteRole.Transit, null, code);
            }
        }

        foreach (var (name, role) in new[] { ("PlaceOfLoading", RouteRole.Loading), ("PlaceOfUnloading", RouteRole.Discharge), ("LocationOfGoods", RouteRole.Presentation) })
        {
            if (element.Child(name) is not { } place)
            {
                continue;
            }

            var read = new RoutePlace(
                role,
                ledger.UnLocode(place.Child("UNLocode")),
                ledger.Country(place.Child("country") ?? place.Child("Address", "country") ?? place.Child("PostcodeAddress", "country")),
                ledger.Text(place.Child("location") ?? place.Child("authorisationNumber") ?? place.Child("Address", "city")));
            if (read != new RoutePlace(role, null, null))
            {
                yield return read;
            }
        }
    }

    private GoodsItem Goods(Element item, int index)
    {
        var commodity = item.Child("Commodity");
        var overall = ledger.Count(item.Child("declarationGoodsItemNumber"));
        var within = item.Child("goodsItemNumber");
        var code = ledger.Text(commodity?.Child("CommodityCode", "harmonizedSystemSubHeadingCode"));
        ledger.Structural(overall is null ? null : within);
        return new GoodsItem
        {
            Sequence = overall ?? ledger.Count(within) ?? index + 1,
            Description = ledger.Text(commodity?.Child("descriptionOfGoods")),
            CommodityCode = code is null ? null : code + ledger.Text(commodity!.Child("CommodityCode", "combinedNomenclatureCode")),
            UniqueReference = ledger.Text(item.Child("referenceNumberUCR")),
            Procedure = ledger.Text(item.Child("declarationType")),
            Dispatch = ledger.Country(item.Child("countryOfDispatch")),
            Destination = ledger.Country(item.Child("countryOfDestination")),
            GrossMass = ledger.Number(commodity?.Child("GoodsMeasure", "grossMass")),
            NetMass = ledger.Number(commodity?.Child("GoodsMeasure", "netMass")),
            DangerousGoods = Dangerous(commodity),
            Packaging = [.. item.Children("Packaging").Select(Package).OfType<Packaging>()],
            Parties = [.. parties.Of(item)],
            Documents = [.. Documents(item)],
        };
    }

    private string? Dangerous(Element? commodity)
    {
        var first = commodity?.Child("DangerousGoods");
        ledger.Structural(first?.Child("sequenceNumber"));
        return ledger.Text(first?.Child("UNNumber"));
    }

    private Packaging? Package(Element element)
    {
        ledger.Structural(element.Child("sequenceNumber"));
        var packaging = new Packaging(ledger.Text(element.Child("typeOfPackages")), ledger.Count(element.Child("numberOfPackages")), ledger.Text(element.Child("shippingMarks")));
        return packaging == new Packaging(null, null, null) ? null : packaging;
    }
}
