using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>The few values of a declaration that lists and maps show.</summary>
internal sealed record DeclarationHead
{
    private const int LongestGoods = 120;

    public string? Office { get; private init; }

    public string? Declarant { get; private init; }

    /// <summary>Exporter, else consignor, else seller.</summary>
    public string? Sender { get; private init; }

    /// <summary>Importer, else consignee, else buyer, else traveller.</summary>
    public string? Receiver { get; private init; }

    /// <summary>Where the journey starts: UN/LOCODE, or the country where no place is given.</summary>
    public string? Origin { get; private init; }

    public string? Destination { get; private init; }

    public string? OriginCountry => Origin?[..2];

    public string? DestinationCountry => Destination?[..2];

    public TransportMode? Mode { get; private init; }

    public string? Goods { get; private init; }

    public string? Hs { get; private init; }

    public int GoodsLines { get; private init; }

    public int Containers { get; private init; }

    public decimal? GrossMass { get; private init; }

    public static DeclarationHead Of(Declaration declaration)
    {
        List<Consignment> consignments = [.. declaration.Consignments.SelectMany(Whole)];
        List<GoodsItem> goods = [.. consignments.SelectMany(consignment => consignment.Goods)];
        List<Party> parties = [.. declaration.Parties, .. consignments.SelectMany(consignment => consignment.Parties), .. goods.SelectMany(item => item.Parties)];
        List<RoutePlace> route = [.. consignments.SelectMany(consignment => consignment.Route)];
        var first = goods.FirstOrDefault();
        return new()
        {
            Office = FirstOf(declaration.Offices, office => office.Role, OfficeRole.Lodgement, OfficeRole.FirstEntry, OfficeRole.Departure, OfficeRole.Destination, OfficeRole.Exit)?.Code
                ?? (declaration.Offices is [var office, ..] ? office.Code : null),
            Declarant = NameOf(FirstOf(parties, party => party.Role, PartyRole.Declarant, PartyRole.Representative, PartyRole.HolderOfProcedure)),
            Sender = NameOf(FirstOf(parties, party => party.Role, PartyRole.Exporter, PartyRole.Consignor, PartyRole.Seller)),
            Receiver = NameOf(FirstOf(parties, party => party.Role, PartyRole.Importer, PartyRole.Consignee, PartyRole.Buyer, PartyRole.Traveller)),
            Origin = PlaceOf(FirstOf(route, place => place.Role, RouteRole.Loading, RouteRole.Departure, RouteRole.Acceptance, RouteRole.Origin))
                ?? CountryOf(first?.Dispatch) ?? CountryOf(first?.Origin),
            Destination = PlaceOf(FirstOf(route, place => place.Role, RouteRole.Discharge, RouteRole.Delivery, RouteRole.Destination, RouteRole.Entry))
                ?? CountryOf(first?.Destination),
            Mode = consignments.SelectMany(consignment => consignment.Transport).OrderByDescending(means => means.Leg == TransportLeg.Border)
                .Select(means => means.Mode).FirstOrDefault(mode => mode is not null),
            Goods = first?.Description is { Length: > LongestGoods } description ? string.Concat(description.AsSpan(0, LongestGoods), "…") : first?.Description,
            Hs = goods.FirstOrDefault(item => item.CommodityCode is not null)?.CommodityCode,
            GoodsLines = goods.Count,
            Containers = consignments.SelectMany(consignment => consignment.Equipment.Select(equipment => equipment.Number))
                .Concat(goods.SelectMany(item => item.Containers)).Distinct().Count(),
            GrossMass = MassOf(declaration, goods),
        };
    }

    /// <summary>The same of the one consignment that a path leads into, with the places and parties of those around it; of the whole for what stands outside.</summary>
    public static DeclarationHead At(Declaration declaration, string path) => Journey.Around(declaration, path) switch
    {
        [] => Of(declaration),
        var chain => Of(declaration with { Consignments = [chain[^1], .. chain.Reverse().Skip(1).Select(outer => outer with { Houses = [], Goods = [] })] }),
    };

    private static IEnumerable<Consignment> Whole(Consignment consignment) => consignment.Houses.SelectMany(Whole).Prepend(consignment);

    private static T? FirstOf<T, TRole>(IReadOnlyList<T> among, Func<T, TRole> role, params ReadOnlySpan<TRole> inOrder)
        where T : class
    {
        foreach (var wanted in inOrder)
        {
            if (among.FirstOrDefault(one => EqualityComparer<TRole>.Default.Equals(role(one), wanted)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? NameOf(Party? party) => party?.Name ?? (party is { Identifiers: [var number, ..] } ? number.Value : null);

    private static string? PlaceOf(RoutePlace? place) => place?.Location is { Length: 5 } location ? location : CountryOf(place?.Country);

    private static string? CountryOf(string? country) => country is { Length: 2 } ? country : null;

    private static decimal? MassOf(Declaration declaration, List<GoodsItem> goods)
    {
        var lines = goods.Where(item => item.GrossMass is not null).Sum(item => item.GrossMass);
        return declaration.GrossMass
            ?? (lines > 0 ? lines : declaration.Consignments.Where(consignment => consignment.GrossMass is not null).Sum(consignment => consignment.GrossMass));
    }
}
