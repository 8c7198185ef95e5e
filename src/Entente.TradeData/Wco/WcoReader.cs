using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

/// <summary>Reads a declaration, amendment, cancellation or notification of the WCO Data Model, bare or inside the metadata and request elements around it.</summary>
internal sealed class WcoReader(Ledger ledger)
{
    private readonly WcoParties parties = new(ledger);

    /// <summary>Finds the declaration below a root that this reader knows; what surrounds it stays uncounted until the caller sweeps the whole document.</summary>
    public static Element? Find(Element root)
    {
        if (root.Name is "Declaration" or "Response")
        {
            return IsWco(root) ? root : null;
        }

        if (root.Name is "MetaData")
        {
            return IsWco(root) ? Find(root, 1) : null;
        }

        return root.Name is "submitDeclarationRequest" or "cancelDeclarationRequest" or "DeclarationFullResponse" ? Find(root, 4) : null;
    }

    public Declaration? Read(Element found, Element root, out string? reference)
    {
        foreach (var label in new[] { "WCODataModelVersionCode", "WCOTypeName" })
        {
            ledger.Structural(found.Parent?.Child(label));
        }

        return found.Name == "Response" ? Notification(found, out reference) : Declared(found, root, null, out reference);
    }

    private static bool IsWco(Element element) =>
        element.Namespace.Length == 0 || element.Namespace.StartsWith("urn:wco:datamodel:", StringComparison.Ordinal)
        || element.Namespace == "http://gov.uk/customs/FullDeclarationDataRetrievalService";

    private static Element? Find(Element outer, int depth) =>
        outer.Children().FirstOrDefault(child => child.Name is "Declaration" or "Response" && IsWco(child))
        ?? (depth == 0 ? null : outer.Children().Select(child => Find(child, depth - 1)).FirstOrDefault(found => found is not null));

    private Declaration? Notification(Element response, out string? reference)
    {
        reference = null;
        var declared = response.Child("Declaration");
        return declared is null ? null : Declared(declared, response, response, out reference);
    }

    private Declaration? Declared(Element element, Element root, Element? response, out string? reference)
    {
        var number = ledger.Text(element.Child("ID"));
        var local = ledger.Text(element.Child("FunctionalReferenceID"));
        reference = number ?? local;
        if (reference is null)
        {
            return null;
        }

        var type = ledger.Text(element.Child("TypeCode"));
        var function = response is not null || root.Name == "DeclarationFullResponse"
            ? DeclarationFunction.Notification
            : WcoCodes.Function(ledger.Text(element.Child("FunctionCode")), type);
        var kind = WcoCodes.Kind(type);
        if (kind is null)
        {
            kind = DeclarationKind.Other;
            ledger.Defaulted(element.At, "The document does not say what it is lodged for; it is read as \"other\".");
        }

        var version = ledger.Count(element.Child("VersionID"));
        var (consignments, shared) = Consignments(element);
        return new Declaration
        {
            Kind = kind.Value,
            Function = function,
            NotificationCode = ledger.Text(response?.Child("FunctionCode")),
            Reference = reference,
            LocalReference = number is null ? null : local,
            Version = version is > 0 ? version.Value : 1,
            Procedure = WcoCodes.IsBareKind(type) ? null : type,
            LodgedAt = When(response, "IssueDateTime") ?? When(element, "IssueDateTime") ?? When(element, "AcceptanceDateTime"),
            Offices = [.. Offices(element)],
            Parties = [.. parties.Of(element), .. shared],
            InvoiceTotal = Money(element.Child("InvoiceAmount")),
            GrossMass = ledger.Number(element.Child("TotalGrossMassMeasure")),
            PackageCount = ledger.Count(element.Child("TotalPackageQuantity")),
            Documents = [.. Documents(element)],
            Consignments = consignments,
        };
    }

    private (List<Consignment> Consignments, List<Party> Shared) Consignments(Element declaration)
    {
        var shared = new List<Party>();
        var shipments = declaration.Children("GoodsShipment").ToList();
        var cargo = declaration.Children("Consignment").ToList();
        var border = declaration.Child("BorderTransportMeans");
        var reader = new WcoConsignment(ledger, parties);
        if (shipments.Count == 0)
        {
            return (cargo.Count == 0 && border is not null
                ? [reader.Read(null, [], border, ConsignmentLevel.Straight)]
                : [.. cargo.Select(one => reader.Read(null, [one], border, ConsignmentLevel.Straight))], shared);
        }

        var read = new List<Consignment>(shipments.Count);
        foreach (var shipment in shipments)
        {
            // The carrier and the itinerary stand beside the first shipment, not in it.
            List<Element> parts = [.. shipment.Children("Consignment"), .. read.Count == 0 ? cargo : []];
            read.Add(reader.Read(shipment, parts, border, ConsignmentLevel.Straight));
            shared.AddRange(parties.SharedOf(shipment));
        }

        return (read, shared);
    }

    private IEnumerable<OfficeReference> Offices(Element declaration)
    {
        foreach (var (name, role) in WcoCodes.Offices)
        {
            foreach (var office in declaration.Children(name))
            {
                if (ledger.Text(office.First is null ? office : office.Child("ID")) is { } code)
                {
                    yield return new OfficeReference(role, code);
                }
            }
        }
    }

    private IEnumerable<DocumentReference> Documents(Element element) => WcoValues.Documents(ledger, element);

    private DateTimeOffset? When(Element? element, string name) => WcoValues.When(ledger, element?.Child(name));

    private Money? Money(Element? amount) => ledger.Money(amount, amount?.Attribute("currencyID"));
}
