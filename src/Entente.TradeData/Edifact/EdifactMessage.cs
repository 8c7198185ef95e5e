using Entente.Protocol.Faults;
using Entente.TradeData.Model;
using Entente.TradeData.Values;

namespace Entente.TradeData.Edifact;

/// <summary>
/// Reads one CUSCAR, CUSDEC or CUSREP by the order of its segments: what stands before the first consignment or item belongs to the
/// declaration, CNI begins a consignment, GID and CST begin an item.
/// </summary>
internal sealed partial class EdifactMessage(Ledger ledger, IReadOnlyList<EdifactSegment> segments)
{
    private readonly List<ConsignmentDraft> consignments = [];
    private readonly ConsignmentDraft shared = new();
    private readonly List<PartyDraft> parties = [];
    private readonly List<OfficeReference> offices = [];
    private readonly List<DocumentReference> documents = [];
    private ConsignmentDraft? consignment;
    private GoodsDraft? goods;
    private PartyDraft? party;
    private EquipmentDraft? equipment;
    private EdifactValue? currency;
    private Money? invoice;
    private DateTimeOffset? lodged;
    private decimal? mass;
    private int? packages;
    private int? lines;
    private bool summary;

    public Declaration? Read(out Fault? fault)
    {
        var type = segments[0].Peek(1) ?? "";
        fault = null;
        if (type is not ("CUSCAR" or "CUSDEC" or "CUSREP"))
        {
            fault = new Fault(FaultCode.TradeUnknownDocument, $"The message type \"{type}\" is no trade document that this node reads.");
            return null;
        }

        var begin = segments.FirstOrDefault(segment => segment.Tag == "BGM");
        if (ledger.Text(begin?[1]) is not { } reference)
        {
            fault = new Fault(FaultCode.TradeMissingReference, "The message has no document number in BGM.");
            return null;
        }

        foreach (var segment in segments.Skip(1).SkipLast(1))
        {
            Take(segment);
        }

        var code = ledger.Text(begin![0]);
        var name = ledger.Text(begin[0, 3]);
        var version = ledger.Count(begin[1, 1]);
        return new Declaration
        {
            Kind = EdifactCodes.Kind(type, code, name),
            Function = EdifactCodes.Function(ledger.Text(begin[2])),
            Reference = reference,
            Version = version is > 0 ? version.Value : 1,
            Procedure = name,
            LodgedAt = lodged,
            Offices = offices,
            Parties = [.. parties.Select(draft => draft.Finish())],
            InvoiceTotal = invoice,
            GrossMass = mass,
            PackageCount = packages,
            Documents = documents,
            Consignments = Finish(),
        };
    }

    private void Take(EdifactSegment segment)
    {
        if (segment.Tag is not ("CTA" or "COM" or "NAD"))
        {
            party = null;
        }

        switch (segment.Tag)
        {
            case "CNI":
                consignment = new ConsignmentDraft();
                consignments.Add(consignment);
                (goods, equipment) = (null, null);
                ledger.Structural(segment[0]);
                if (ledger.Text(segment[1]) is { } number)
                {
                    consignment.Consignment = consignment.Consignment with { TransportDocument = new DocumentReference("", number) };
                }

                break;
            case "UNS":
                summary = segment.Peek(0) == "S";
                goods = summary ? null : goods;
                ledger.Structural(segment[0]);
                break;
            case "GID" or "CST":
                BeginGoods(segment);
                break;
            case "DTM":
                Date(segment);
                break;
            case "LOC":
                Place(segment);
                break;
            case "TDT":
                Transport(segment);
                break;
            case "NAD":
                Party(segment);
                break;
            case "CTA" or "COM" when party is not null:
                Contact(segment);
                break;
            case "RFF" or "DOC":
                Reference(segment);
                break;
            case "EQD" or "SEL" or "SGP":
                Equipment(segment);
                break;
            case "MOA":
                Amount(segment);
                break;
            case "CNT":
                Total(segment);
                break;
            case "TOD":
                Current.Consignment = Current.Consignment with { DeliveryTerms = Current.Consignment.DeliveryTerms ?? ledger.Text(segment[2]) };
                break;
            case "CPI":
                Current.Consignment = Current.Consignment with { FreightPayment = Current.Consignment.FreightPayment ?? ledger.Text(segment[2]) };
                break;
            default:
                TakeGoods(segment);
                break;
        }
    }

    /// <summary>The consignment that is being read, or what all of them share.</summary>
    private ConsignmentDraft Current => consignment ?? shared;

    private List<Consignment> Finish()
    {
        if (consignments.Count == 0)
        {
            var only = shared.Finish();
            return only.Goods.Count + only.Transport.Count + only.Route.Count + only.Equipment.Count + only.Parties.Count + only.Seals.Count > 0
                || only.DeliveryTerms is not null || only.FreightPayment is not null || only.TransportDocument is not null || only.UniqueReference is not null ? [only] : [];
        }

        // The vessel and its voyage are said once, above the consignments that it carries.
        foreach (var draft in consignments)
        {
            draft.Transport.InsertRange(0, shared.Transport);
            draft.Route.AddRange(shared.Route);
            if (lines is { } total && total != consignments.Count && ReferenceEquals(draft, consignments[0]))
            {
                ledger.Suspect("CNT", FaultCode.TradeTotalMismatch, $"The message counts {total} consignments and has {consignments.Count}.");
            }
        }

        foreach (var one in shared.Equipment)
        {
            var owner = consignments.FirstOrDefault(draft => draft.Goods.Any(item => item.Containers.Contains(one.Number))) ?? consignments[0];
            owner.Equipment.Add(one);
        }

        consignments[0].Seals.AddRange(shared.Seals);
        return Houses();
    }

    /// <summary>A house stands behind its master and names it.</summary>
    private List<Consignment> Houses()
    {
        var finished = new List<Consignment>();
        foreach (var draft in consignments)
        {
            var one = draft.Finish();
            var master = draft.Master is null ? -1 : finished.FindIndex(other => other.TransportDocument?.Number == draft.Master && other.Level is not ConsignmentLevel.House);
            if (master < 0)
            {
                finished.Add(draft.Master is null ? one : one with { Level = ConsignmentLevel.House });
                continue;
            }

            var houses = finished[master].Houses.Append(one with { Level = ConsignmentLevel.House, Transport = one.Transport.Skip(shared.Transport.Count).ToList(), Route = OwnRoute(draft) });
            finished[master] = finished[master] with { Level = ConsignmentLevel.Master, Houses = [.. houses] };
        }

        return finished;
    }

    private List<RoutePlace> OwnRoute(ConsignmentDraft draft) => [.. draft.Route.SkipLast(shared.Route.Count).OrderBy(place => place.Role)];
}
