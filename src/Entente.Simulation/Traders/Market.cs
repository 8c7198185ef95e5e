using System.Collections.Frozen;
using Entente.Protocol.Reference;

namespace Entente.Simulation.Traders;

/// <summary>All traders and their lanes, by the way that goods come.</summary>
internal sealed class Market
{
    private static readonly string[] inland = ["DEDUI", "DEFRA", "DELEJ", "DECGN", "DEMUC", "FRLYS", "ATVIE", "CZPRG", "HUBUD", "PLWAW", "BEBRU", "CHBSL", "ITMXP", "ESMAD", "NLVEN"];

    // What a country sends where the goods table knows nothing particular of it.
    private static readonly string[] anySea = ["210690", "392690", "440729", "940360"];
    private static readonly string[] anyAir = ["330499", "420221", "851762", "901890"];
    private static readonly string[] exports = ["040690", "020714", "190531", "210690", "220830", "300490", "330499", "390120", "390110", "848180", "843149", "870899", "901890", "481910", "490199"];

    private readonly FrozenDictionary<(string Country, Way Way), Lanes> byOrigin;
    private readonly FrozenDictionary<string, Lane[]> exportsTo;

    public Market(WorldOptions options, HomeGround home)
    {
        Home = home;
        Seed = options.Seed;
        var importers = Math.Clamp(options.DeclarationsPerDay / 20, 120, 1_500);
        Importers = [.. Enumerable.Range(0, importers).Select(i => Trader.Create(Seed, 1_000_000 + i, home.Country, home.Cities, inUnion: true))];
        Brokers = [.. Enumerable.Range(0, 24).Select(i => Trader.Create(Seed, 2_000_000 + i, home.Country, home.Cities, inUnion: true))];
        InlandOffices = home.IsInEurope ? [.. inland.Where(code => !code.StartsWith(home.Country, StringComparison.Ordinal)).SelectMany(Offices.At)] : [];
        InlandImporters = InlandOffices.ToFrozenDictionary(office => office.Code, office => Enumerable.Range(0, 30)
            .Select(i => Trader.Create(Seed, 3_000_000 + (HomeGround.Key(office.Code) % 1_000_000 * 100) + i, office.Country, [Ports.Find(office.Locode)!.Name], inUnion: true)).ToArray());
        byOrigin = Ways(home).ToFrozenDictionary(way => way, way => Create(way.Country, way.Way));
        string[] markets = [.. Ports.All.Select(port => port.Country).Where(country => country != home.Country).Distinct()];
        exportsTo = markets.Select((country, i) => (country, i)).ToFrozenDictionary(pair => pair.country, pair => Enumerable.Range(0, 12).Select(number => CreateExport(pair.country, pair.i * 100 + number)).ToArray());
    }

    public HomeGround Home { get; }

    public ulong Seed { get; }

    public IReadOnlyList<Trader> Importers { get; }

    public IReadOnlyList<Trader> Brokers { get; }

    public IReadOnlyList<Office> InlandOffices { get; }

    private FrozenDictionary<string, Trader[]> InlandImporters { get; }

    /// <summary>Lanes of home exporters to a country; the supplier is at home and the importer abroad.</summary>
    public IReadOnlyList<Lane> ExportsTo(string country) => exportsTo[country];

    public Lanes From(string country, Way way) => byOrigin[(country, way)];

    private static IEnumerable<(string Country, Way Way)> Ways(HomeGround home) =>
        Ports.All.Where(port => port.Country != home.Country).Select(port => port.Country).Distinct()
            .SelectMany(country => Enum.GetValues<Way>().Select(way => (country, way)));

    private Lanes Create(string country, Way way)
    {
        var goods = Goods.InOrder.Where(goods => goods.Origins.Contains(country)).Where(goods => way switch
        {
            Way.Air => goods.Flies,
            Way.Bulk => goods.IsBulk,
            Way.Road => goods.EuroPerKilogram is > 0.5m and < 150,
            _ => goods.Sails,
        }).ToArray();
        if (goods.Length == 0)
        {
            goods = [.. (way == Way.Air ? anyAir : anySea).Select(hs6 => Goods.All[hs6])];
        }

        var key = HomeGround.Key(country) * 10 + (int)way;
        var suppliers = Enumerable.Range(0, Math.Clamp(goods.Length * 3, 6, 90))
            .Select(i => Trader.Create(Seed, 10_000_000 + key * 1_000 + i, country, Cities(country), Countries.Find(country)!.IsEuropeanUnion)).ToArray();
        var clean = Enumerable.Range(0, Math.Clamp(goods.Length * 8, 12, 400)).Select(i => CreateLane(key, i, country, goods, suppliers)).ToArray();
        var dirty = Enumerable.Range(0, Math.Max(3, clean.Length / 25)).Select(i => Corrupt(key, i, clean, way)).ToArray();
        return new Lanes(clean, dirty);
    }

    private Lane CreateLane(long key, int number, string country, Goods[] goods, Trader[] suppliers)
    {
        var dice = Dice.For(Seed, 12, key, number);
        var office = dice.Chance(0.28) && InlandOffices.Count > 0 ? dice.Pick(InlandOffices) : null;
        var main = goods[number % goods.Length];
        return new Lane
        {
            Number = (int)(key * 1_000 + number),
            Importer = office is null ? dice.PickFront(Importers) : dice.Pick(InlandImporters[office.Code]),
            Supplier = dice.Pick(suppliers),
            Broker = dice.PickFront(Brokers),
            Goods = main,
            SideGoods = dice.Chance(0.5) ? main : dice.Pick(goods),
            PriceLevel = decimal.Round((decimal)(1 + 0.16 * dice.Spread()), 3),
            LoadPercent = dice.Between(62, 97),
            Currency = CurrencyOf(ref dice, country),
            Terms = dice.Pick(["FOB", "FOB", "CIF", "CIF", "FCA", "EXW", "DAP"]),
            TransitTo = office,
        };
    }

    private Lane CreateExport(string country, int number)
    {
        var dice = Dice.For(Seed, 13, number);
        var goods = Goods.All[dice.Pick(exports)];
        return new Lane
        {
            Number = 900_000_000 + number,
            Importer = Trader.Create(Seed, 20_000_000 + number, country, Cities(country), inUnion: false),
            Supplier = dice.PickFront(Importers),
            Broker = dice.PickFront(Brokers),
            Goods = goods,
            SideGoods = goods,
            PriceLevel = decimal.Round((decimal)(1 + 0.16 * dice.Spread()), 3),
            LoadPercent = dice.Between(62, 97),
            Currency = "EUR",
            Terms = dice.Pick(["FOB", "CIF", "FCA"]),
            IsExport = true,
        };
    }

    /// <summary>A lane that looks like an honest one and hides a scheme.</summary>
    private Lane Corrupt(long key, int number, Lane[] clean, Way way)
    {
        var dice = Dice.For(Seed, 14, key, number);
        SchemeKind[] kinds = way == Way.Bulk
            ? [SchemeKind.UnderValuation, SchemeKind.OriginByTranshipment]
            : [SchemeKind.UnderValuation, SchemeKind.Misclassification, SchemeKind.OriginByTranshipment, SchemeKind.TransitDiversion, SchemeKind.Concealment, SchemeKind.FrontCompany];
        var kind = kinds[(number + (int)(key % kinds.Length)) % kinds.Length];
        var country = clean[0].Supplier.Country;
        var lane = dice.Pick(clean);
        if (kind == SchemeKind.Misclassification)
        {
            var disguised = clean.Where(candidate => candidate.Goods.Disguise is not null).ToArray();
            (lane, kind) = disguised.Length > 0 ? (dice.Pick(disguised), kind) : (lane, SchemeKind.UnderValuation);
        }
        else if (kind == SchemeKind.OriginByTranshipment && country is not ("VN" or "MY" or "TH" or "TR" or "KR" or "TW" or "SG" or "LK" or "ID" or "KH" or "AE" or "BD" or "IN"))
        {
            kind = SchemeKind.Concealment;
        }
        else if (kind == SchemeKind.TransitDiversion && InlandOffices.Count == 0)
        {
            kind = SchemeKind.Concealment;
        }

        return lane with
        {
            Number = lane.Number + 500,
            Supplier = Trader.Create(Seed, 30_000_000 + key * 1_000 + number, country, Cities(country), Countries.Find(country)!.IsEuropeanUnion),
            TransitTo = kind switch
            {
                SchemeKind.TransitDiversion => lane.TransitTo ?? dice.Pick(InlandOffices),
                SchemeKind.UnderValuation or SchemeKind.Misclassification or SchemeKind.FrontCompany => null,
                _ => lane.TransitTo,
            },
            Importer = kind switch
            {
                SchemeKind.FrontCompany => Trader.Create(Seed, 40_000_000 + key * 1_000 + number, Home.Country, Home.Cities, inUnion: true),
                SchemeKind.UnderValuation or SchemeKind.Misclassification when lane.TransitTo is not null => dice.Pick(Importers),
                _ => lane.Importer,
            },
            Scheme = new Scheme($"{Initials(kind)}-{(key % 10_000) * 100 + number:D6}", kind)
            {
                TrueLoading = kind == SchemeKind.OriginByTranshipment ? Ports.Find(dice.Pick(["CNNBO", "CNQIN", "CNSGH", "CNNSA", "CNXAM"])) : null,
            },
        };
    }

    private static string Initials(SchemeKind kind) => kind switch
    {
        SchemeKind.UnderValuation => "UV",
        SchemeKind.Misclassification => "MC",
        SchemeKind.OriginByTranshipment => "OT",
        SchemeKind.TransitDiversion => "TD",
        SchemeKind.Concealment => "CO",
        _ => "FC",
    };

    private static string CurrencyOf(ref Dice dice, string country) => country switch
    {
        "GB" => dice.Chance(0.6) ? "GBP" : "EUR",
        "JP" => dice.Chance(0.4) ? "JPY" : "USD",
        "CN" => dice.Chance(0.12) ? "CNY" : "USD",
        "NO" or "CH" or "TR" or "MA" or "UA" => "EUR",
        _ => dice.Chance(0.2) ? "EUR" : "USD",
    };

    private static string[] Cities(string country) => [.. Ports.All.Where(port => port.Country == country).Select(port => port.Name)];
}

/// <summary>The ways into the country that differ in what travels on them.</summary>
internal enum Way { Container, Air, Road, Bulk }

/// <summary>The lanes from one country by one way: the honest, and those that hide a scheme.</summary>
internal sealed record Lanes(IReadOnlyList<Lane> Clean, IReadOnlyList<Lane> Dirty)
{
    /// <summary>Draws a lane; goods out of season are drawn less often.</summary>
    public Lane Draw(ref Dice dice, int month, double schemeShare)
    {
        if (dice.Chance(schemeShare))
        {
            return dice.Pick(Dirty);
        }

        var lane = dice.PickFront(Clean);
        for (var attempt = 0; attempt < 4 && !dice.Chance(lane.Goods.Demand(month)); attempt++)
        {
            lane = dice.PickFront(Clean);
        }

        return lane;
    }
}
