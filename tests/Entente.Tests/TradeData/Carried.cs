using System.Globalization;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

/// <summary>Declarations made of nothing but what a format carries, in the order in which its reader gives them back.</summary>
internal sealed class Carried(TradeFormat format, int seed)
{
    private static readonly string[] Words = ["Ouagadougou", "Zażółć", "مرفأ بيروت", "青岛 港", "O'Reilly & Co", "50% + \"x\"", "a:b?c"];
    private readonly Random random = new(seed);

    private bool Wco => format is TradeFormat.WcoXml;

    private bool Ens => format is TradeFormat.EntrySummaryXml;

    private bool Edi => format is TradeFormat.Edifact;

    private bool Csv => format is TradeFormat.Csv;

    public Declaration Declaration()
    {
        var kind = Ens ? DeclarationKind.EntrySummary : Edi ? DeclarationKind.CargoReport : Pick(DeclarationKind.Import, DeclarationKind.Transit, DeclarationKind.TravellerCash);
        return new Declaration
        {
            Kind = kind,
            Function = Pick(DeclarationFunction.Original, DeclarationFunction.Amendment),
            Reference = "R" + random.Next(),
            LocalReference = Ens || Edi ? null : Maybe("L1"),
            Version = Ens ? 1 : random.Next(1, 4),
            Procedure = Ens ? Maybe("A") : Edi ? Maybe("MAN") : kind is DeclarationKind.Import ? Maybe("IMA") : null,
            LodgedAt = Instant(),
            Offices = [.. Some(new OfficeReference(OfficeRole.Lodgement, "KE001")), .. Some(new OfficeReference(OfficeRole.FirstEntry, "NL000510"))],
            Parties = Parties(PartyRole.Declarant, PartyRole.Representative, Wco || Csv ? PartyRole.Importer : PartyRole.Carrier),
            GrossMass = Maybe(1200.25m),
            PackageCount = Maybe(12),
            InvoiceTotal = Wco || Csv ? Maybe(new Money(99.5m, "EUR")) : null,
            Documents = Wco || Edi ? Some(new DocumentReference("N380", "INV 7")) : [],
            Consignments = Wco || Edi ? [.. Enumerable.Range(1, random.Next(1, 4)).Select(Consignment)] : [Consignment(1)],
        }.InReadingOrder(format);
    }

    private Consignment Consignment(int number)
    {
        var goods = Enumerable.Range(1, random.Next(1, 4)).Select(Goods).ToList();
        var houses = (Wco || Edi) && random.Next(3) == 0 ? [House("H1-" + number), House("H2-" + number)] : new List<Consignment>();
        var containers = goods.SelectMany(item => item.Containers).Distinct().ToList();
        return new Consignment
        {
            Level = houses.Count > 0 ? ConsignmentLevel.Master : ConsignmentLevel.Straight,
            TransportDocument = Ens ? null : houses.Count > 0 ? new DocumentReference("N704", "M" + number) : Maybe(new DocumentReference("N705", "BL" + number)),
            UniqueReference = Maybe("UCR" + number),
            GrossMass = Ens ? null : Maybe(7.5m),
            PackageCount = Wco || Csv ? Maybe(3) : null,
            DeliveryTerms = Ens ? null : Maybe("CIF"),
            FreightPayment = Maybe("A"),
            Parties = Parties(PartyRole.Consignor, PartyRole.Consignee, PartyRole.NotifyParty),
            Transport = Some(Vessel()),
            Equipment = [.. containers.Select(container => new TransportEquipment(container, Ens ? null : Maybe("45G1"), Ens ? null : Maybe(true), Ens ? [] : Some("S 1".Replace(' ', '-'))))],
            Route = Route(),
            Goods = goods,
            Houses = houses,
        };
    }

    private Consignment House(string number) => new()
    {
        Level = ConsignmentLevel.House,
        TransportDocument = new DocumentReference("N714", number),
        Parties = Parties(PartyRole.Consignor, PartyRole.Consignee),
        Goods = [Goods(1)],
    };

    private List<RoutePlace> Route() => Ens
        ? [new RoutePlace(RouteRole.Loading, "CNSHA", null), .. Some(new RoutePlace(RouteRole.Transit, null, "SG")), .. Some(new RoutePlace(RouteRole.Discharge, null, null, "Quay 7"))]
        : [.. Some(new RoutePlace(RouteRole.Loading, "CNSHA", "CN", Maybe("Shanghai"))), .. Some(new RoutePlace(RouteRole.Transhipment, "SGSIN", null)),
            .. Some(new RoutePlace(RouteRole.Discharge, "KEMBA", null, null, Edi ? null : Instant())), .. Some(new RoutePlace(RouteRole.Destination, null, "UG"))];

    private TransportMeans Vessel() => new()
    {
        Leg = TransportLeg.Border,
        Mode = TransportMode.Sea,
        Identity = "9074729",
        IdentityKind = TransportIdentity.ImoNumber,
        Name = Ens ? null : Maybe("EMMA"),
        Nationality = Maybe("DK"),
        Journey = Maybe("017W"),
        DepartsAt = Ens ? null : Instant(),
        ArrivesAt = Ens ? null : Instant(),
    };

    private GoodsItem Goods(int number) => new()
    {
        Sequence = number,
        Description = Word(),
        CommodityCode = Maybe(Pick("090710", "09071000", "0907100010")),
        UniqueReference = Maybe("LINE"),
        Origin = Ens ? null : Maybe("TZ"),
        Dispatch = Ens ? null : Maybe("KE"),
        Destination = Ens ? null : Maybe("NL"),
        GrossMass = Maybe(120.50m),
        NetMass = Ens ? null : Maybe(100m),
        SupplementaryQuantity = Ens ? null : Maybe(new Quantity(5, "NAR")),
        Value = Ens ? null : Maybe(new Money(900.10m, "USD")),
        CustomsValue = Ens ? null : Maybe(new Money(1000, "EUR")),
        DutyRate = Ens ? null : Maybe(7.2m),
        DutyRegime = Ens ? null : Maybe("100"),
        PaymentMethod = Wco || Csv ? Maybe("E") : null,
        OriginMark = Wco || Csv ? Maybe("1") : null,
        Procedure = Wco || Csv ? Maybe("4000 C07") : null,
        Packaging = Some(new Packaging("CT", random.Next(1, 9), Maybe(Word()))),
        DangerousGoods = Maybe("1950"),
        Containers = Some("CSQU3054383"),
        Parties = Csv ? [] : Parties(PartyRole.Consignor),
        Documents = Csv ? [] : Some(new DocumentReference("N380", "I" + number)),
        Identifiers = Wco ? Some(new Identifier(IdentifierScheme.VehicleIdentification, "1M8GDM9AXKP042788")) : [],
    };

    private List<Party> Parties(params PartyRole[] roles) =>
        [.. roles.SelectMany(role => Some(new Party
        {
            Role = role,
            Name = Word(),
            Address = Maybe(new Address(Word(), "Mombasa", "80100", "KE", Ens ? null : Maybe("Coast"))),
            Identifiers = Some(new Identifier(IdentifierScheme.Eori, "KE123456789")),
            Contact = Ens ? null : Maybe("+254 700 000 000"),
            Capacity = Wco && role is PartyRole.Representative ? Maybe("2") : null,
            IsPerson = Wco ? Maybe(true) : null,
            BirthDate = Wco ? Maybe("1970-05") : null,
        }))];

    private DateTimeOffset? Instant() => random.Next(2) == 0 ? null : DateTimeOffset.Parse(
        Ens ? "2026-03-01T10:15:00+00:00" : Pick("2026-03-01T10:15:30+00:00", "2026-03-01T10:15:30+05:30", "2026-03-01T23:59:59-11:00"), CultureInfo.InvariantCulture);

    private string Word() => Words[random.Next(Words.Length)];

    private T Pick<T>(params T[] values) => values[random.Next(values.Length)];

    private string? Maybe(string value) => random.Next(2) == 0 ? null : value;

    private DocumentReference? Maybe(DocumentReference value) => random.Next(2) == 0 ? null : value;

    private Address? Maybe(Address value) => random.Next(2) == 0 ? null : value;

    private T? Maybe<T>(T value) where T : struct => random.Next(2) == 0 ? null : value;

    private List<T> Some<T>(T value) => random.Next(2) == 0 ? [] : [value];
}

internal static class ReadingOrder
{
    /// <summary>A manifest's reader gives equipment to the first consignment whose goods are in it, and a CSV row joins an item with a container by place.</summary>
    public static Declaration InReadingOrder(this Declaration declaration, TradeFormat format) => format is TradeFormat.Csv && declaration.Function is not DeclarationFunction.Original
        ? declaration with { Version = 2 }
        : declaration;
}
