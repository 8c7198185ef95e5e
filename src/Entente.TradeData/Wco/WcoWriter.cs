using System.Globalization;
using System.Xml;
using Entente.TradeData.Model;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

/// <summary>Writes declarations as <c>MetaData/Declaration</c> of the WCO Data Model.</summary>
/// <remarks>Houses stand in <c>HouseConsignment</c> inside their master, and places that the model has no element for in <c>Itinerary</c> with a <c>RoleCode</c>.</remarks>
internal sealed class WcoWriter(XmlOut xml)
{
    private const string MetaNamespace = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";
    private const string Namespace = "urn:wco:datamodel:WCO:DEC-DMS:2";

    public static void Write(IEnumerable<Declaration> declarations, Stream output, bool envelope) => XmlOut.WriteAll(declarations, output, envelope, Write);

    private static void Write(XmlWriter writer, Declaration declaration)
    {
        var meta = new XmlOut(writer, MetaNamespace);
        writer.WriteStartElement("md", "MetaData", MetaNamespace);
        meta.Leaf("WCODataModelVersionCode", "3.6");
        meta.Leaf("WCOTypeName", "DEC");
        new WcoWriter(new XmlOut(writer, Namespace)).Write(declaration);
        writer.WriteEndElement();
    }

    private void Write(Declaration declaration)
    {
        xml.Begin("Declaration");
        xml.Leaf("FunctionCode", WcoCodes.Function(declaration.Function));
        var own = declaration.LocalReference is null;
        xml.Leaf("FunctionalReferenceID", own ? declaration.Reference : declaration.LocalReference);
        xml.Leaf("ID", own ? null : declaration.Reference);
        xml.Leaf("TypeCode", WcoCodes.Kind(declaration.Procedure) == declaration.Kind ? declaration.Procedure : WcoCodes.Bared(declaration.Kind));
        xml.Leaf("VersionID", declaration.Version == 1 ? null : declaration.Version);
        When("IssueDateTime", declaration.LodgedAt);
        xml.Leaf("InvoiceAmount", declaration.InvoiceTotal?.Amount, "currencyID", declaration.InvoiceTotal?.Currency);
        xml.Leaf("TotalGrossMassMeasure", declaration.GrossMass);
        xml.Leaf("TotalPackageQuantity", declaration.PackageCount);
        foreach (var office in declaration.Offices)
        {
            var element = Array.Find(WcoCodes.Offices, row => row.Role == office.Role).Element;
            if (element == "DeclarationOfficeID")
            {
                xml.Leaf(element, office.Code);
                continue;
            }

            xml.Begin(element);
            xml.Leaf("ID", office.Code);
            xml.End();
        }

        Documents(declaration.Documents);
        Parties(declaration.Parties);
        foreach (var consignment in declaration.Consignments)
        {
            xml.Begin("GoodsShipment");
            xml.Begin("Consignment");
            Consignment(consignment);
            xml.End();
            xml.End();
        }

        xml.End();
    }

    private void Consignment(Consignment consignment)
    {
        if (consignment.TransportDocument is { } contract)
        {
            xml.Begin("TransportContractDocument");
            xml.Leaf("ID", contract.Number);
            xml.Leaf("TypeCode", contract.Type);
            xml.End();
        }

        UniqueReference(consignment.UniqueReference);
        xml.Leaf("TotalGrossMassMeasure", consignment.GrossMass);
        xml.Leaf("TotalPackageQuantity", consignment.PackageCount);
        Documents(consignment.Documents);
        Parties(consignment.Parties);
        Nested("Freight", "PaymentMethodCode", consignment.FreightPayment);
        Nested("TradeTerms", "ConditionCode", consignment.DeliveryTerms);
        foreach (var means in consignment.Transport)
        {
            Means(means);
        }

        var number = 0;
        foreach (var equipment in consignment.Equipment)
        {
            xml.Begin("TransportEquipment");
            xml.Leaf("SequenceNumeric", ++number);
            xml.Leaf("ID", equipment.Number);
            xml.Leaf("CharacteristicCode", equipment.SizeType);
            xml.Leaf("FullnessCode", equipment.Full switch { true => "5", false => "4", null => null });
            Seals(equipment.Seals);
            xml.End();
        }

        Seals(consignment.Seals);
        foreach (var place in consignment.Route)
        {
            xml.Begin("Itinerary");
            xml.Leaf("RoleCode", place.Role.ToString());
            xml.Leaf("ID", place.Location);
            xml.Leaf("Name", place.Name);
            xml.Leaf("RoutingCountryCode", place.Country);
            When("ArrivalDateTime", place.At);
            xml.End();
        }

        foreach (var item in consignment.Goods)
        {
            Goods(item);
        }

        foreach (var house in consignment.Houses)
        {
            xml.Begin("HouseConsignment");
            Consignment(house);
            xml.End();
        }
    }

    private void Seals(IReadOnlyList<string> seals)
    {
        foreach (var seal in seals)
        {
            Nested("Seal", "ID", seal);
        }
    }

    private void Means(TransportMeans means)
    {
        xml.Begin(means.Leg switch
        {
            TransportLeg.Departure => "DepartureTransportMeans",
            TransportLeg.Border => "BorderTransportMeans",
            TransportLeg.Inland => "InlandTransportMeans",
            TransportLeg.Arrival => "ArrivalTransportMeans",
            _ => "OnCarriageTransportMeans",
        });
        xml.Leaf("Name", means.Name);
        xml.Leaf("ID", means.Identity);
        xml.Leaf("IdentificationTypeCode", means.IdentityKind is { } kind ? WcoCodes.Identity(kind) : null);
        xml.Leaf("RegistrationNationalityCode", means.Nationality);
        xml.Leaf("ModeCode", means.Mode is { } mode ? (int)mode : null);
        xml.Leaf("JourneyID", means.Journey);
        When("DepartureDateTime", means.DepartsAt);
        When("ArrivalDateTime", means.ArrivesAt);
        xml.End();
    }

    private void Goods(GoodsItem item)
    {
        xml.Begin("GovernmentAgencyGoodsItem");
        xml.Leaf("SequenceNumeric", item.Sequence);
        xml.Leaf("CustomsValueAmount", item.CustomsValue?.Amount, "currencyID", item.CustomsValue?.Currency);
        UniqueReference(item.UniqueReference);
        Documents(item.Documents);
        Parties(item.Parties);
        xml.Begin("Commodity");
        xml.Leaf("Description", item.Description);
        Classification(item.CommodityCode);
        Nested("DangerousGoods", "UNDGID", item.DangerousGoods);
        Duty(item);
        foreach (var identifier in item.Identifiers)
        {
            xml.Begin("Identification");
            xml.Leaf("ID", identifier.Value, "schemeID", identifier.Scheme.ToString());
            xml.End();
        }

        xml.Begin("GoodsMeasure");
        xml.Leaf("GrossMassMeasure", item.GrossMass);
        xml.Leaf("NetNetWeightMeasure", item.NetMass);
        xml.Leaf("TariffQuantity", item.SupplementaryQuantity?.Amount, "unitCode", item.SupplementaryQuantity?.Unit);
        xml.End();
        if (item.Value is { } value)
        {
            xml.Begin("InvoiceLine");
            xml.Leaf("ItemChargeAmount", value.Amount, "currencyID", value.Currency);
            xml.End();
        }

        foreach (var container in item.Containers)
        {
            Nested("TransportEquipment", "ID", container);
        }

        xml.End();
        Nested("ExportCountry", "ID", item.Dispatch);
        Nested("Destination", "CountryCode", item.Destination);
        foreach (var procedure in (item.Procedure ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Nested("GovernmentProcedure", "CurrentCode", procedure);
        }

        if (item.Origin is not null || item.OriginMark is not null)
        {
            xml.Begin("Origin");
            xml.Leaf("CountryCode", item.Origin);
            xml.Leaf("TypeCode", item.OriginMark);
            xml.End();
        }

        foreach (var packaging in item.Packaging)
        {
            xml.Begin("Packaging");
            xml.Leaf("MarksNumbersID", packaging.Marks);
            xml.Leaf("QuantityQuantity", packaging.Count);
            xml.Leaf("TypeCode", packaging.Kind);
            xml.End();
        }

        xml.End();
    }

    private void Classification(string? code)
    {
        for (var at = 0; code is not null && at < code.Length; at += 8)
        {
            xml.Begin("Classification");
            xml.Leaf("ID", at == 0 ? code[..Math.Min(8, code.Length)] : code[8..]);
            xml.Leaf("IdentificationTypeCode", at == 0 ? "TSP" : "TRC");
            xml.End();
            if (at > 0)
            {
                break;
            }
        }
    }

    private void Duty(GoodsItem item)
    {
        if (item.DutyRate is null && item.DutyRegime is null && item.PaymentMethod is null)
        {
            return;
        }

        xml.Begin("DutyTaxFee");
        xml.Leaf("DutyRegimeCode", item.DutyRegime);
        xml.Leaf("TaxRateNumeric", item.DutyRate);
        Nested("Payment", "MethodCode", item.PaymentMethod);
        xml.End();
    }

    private void UniqueReference(string? reference) => Nested("UCR", "TraderAssignedReferenceID", reference);

    private void Nested(string outer, string inner, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            xml.Begin(outer);
            xml.Leaf(inner, value);
            xml.End();
        }
    }

    private void When(string name, DateTimeOffset? instant)
    {
        if (instant is not null)
        {
            xml.Begin(name);
            xml.Leaf("DateTimeString", instant.Value.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture), "formatCode", "304");
            xml.End();
        }
    }

    private void Documents(IReadOnlyList<DocumentReference> documents)
    {
        foreach (var document in documents)
        {
            xml.Begin("AdditionalDocument");
            xml.Leaf("CategoryCode", document.Type.Length == 4 ? document.Type[..1] : null);
            xml.Leaf("ID", document.Number);
            if (document.IssuedOn is { } day)
            {
                xml.Begin("IssueDateTime");
                xml.Leaf("DateTimeString", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), "formatCode", "102");
                xml.End();
            }

            xml.Leaf("TypeCode", document.Type.Length == 4 ? document.Type[1..] : document.Type);
            xml.End();
        }
    }

    private void Parties(IReadOnlyList<Party> parties)
    {
        foreach (var party in parties)
        {
            xml.Begin(Array.Find(WcoParties.Roles, row => row.Role == party.Role).Element);
            xml.Leaf("Name", party.Name);
            foreach (var identifier in party.Identifiers)
            {
                xml.Leaf("ID", identifier.Value, "schemeID", WcoParties.SchemeOf(identifier.Value) == identifier.Scheme ? null : identifier.Scheme.ToString());
            }

            xml.Leaf(party.Role switch { PartyRole.Authorised => "CategoryCode", PartyRole.Representative => "FunctionCode", _ => "RoleCode" }, party.Capacity);
            xml.Leaf("PersonTypeCode", party.IsPerson switch { true => "1", false => "2", null => null });
            xml.Leaf("BirthDate", party.BirthDate);
            xml.Leaf("NationalityCode", party.Nationality);
            if (party.Address is { } address)
            {
                xml.Begin("Address");
                xml.Leaf("CityName", address.City);
                xml.Leaf("CountryCode", address.Country);
                xml.Leaf("CountrySubDivisionName", address.Region);
                xml.Leaf("Line", address.Street);
                xml.Leaf("PostcodeID", address.PostCode);
                xml.End();
            }

            Nested("Contact", "Name", party.Contact);
            xml.End();
        }
    }
}
