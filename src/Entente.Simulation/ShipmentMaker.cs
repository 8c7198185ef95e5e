using System.Globalization;
using Entente.Simulation.Names;
using Entente.Simulation.Traders;
using Entente.Simulation.Watch;
using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>Fills what a lane sends into one consignment, and lets its scheme do its work.</summary>
internal sealed class ShipmentMaker(ulong seed, Cast cast)
{
    private static readonly string[] packages = ["CT", "CT", "CT", "PX", "BX", "BG", "RO"];

    /// <param name="key">The consignment's number.</param>
    /// <param name="lane">The habit it follows.</param>
    /// <param name="teu">Room in twenty-foot units; a part for small lots.</param>
    /// <param name="document">The transport document's number.</param>
    public Cargo Fill(long key, Lane lane, decimal teu, string document, DateTime loadsAt)
    {
        var dice = Dice.For(seed, 81, key);
        List<Truth> truths = [];
        var original = lane.Supplier.DeclaresOriginal && dice.Chance(0.5);
        var cargo = new Cargo
        {
            Consignor = lane.Supplier.As(PartyRole.Consignor, original),
            Consignee = lane.Importer.As(PartyRole.Consignee),
            Notify = dice.Chance(0.3) ? lane.Broker.As(PartyRole.NotifyParty) : null,
            Manufacturer = lane.Supplier.Name.Original is not null && dice.Chance(0.15) ? lane.Supplier.As(PartyRole.Manufacturer, original: true) : null,
            Lines = Lines(ref dice, lane, teu),
        };
        cargo = lane.Scheme is { } scheme ? Corrupt(ref dice, cargo, lane, scheme, document, loadsAt, truths) : cargo;
        if (cast.Appear(ref dice, persons: false) is { } appearance)
        {
            truths.AddRange(appearance.Truths(document));
            cargo = Place(appearance.Party, cargo, lane);
        }

        return cargo with { Truths = truths };
    }

    /// <summary>A company stands where its country suits, else mostly at the foreign end; a person is whom the carrier is to notify, known by name and address only.</summary>
    private static Cargo Place(Party party, Cargo cargo, Lane lane)
    {
        var country = party.Address?.Country;
        var foreignEnd = lane.Number % 3 > 0;
        return party.IsPerson == true ? cargo with { Notify = party with { Role = PartyRole.NotifyParty, BirthDate = null, Identifiers = [] } }
            : country == lane.Importer.Country || (lane.IsExport && foreignEnd) ? cargo with { Consignee = party with { Role = PartyRole.Consignee } }
            : country == lane.Supplier.Country || (!lane.IsExport && foreignEnd) ? cargo with { Consignor = party with { Role = PartyRole.Consignor } }
            : cargo with { Notify = party with { Role = PartyRole.NotifyParty } };
    }

    private static Line[] Lines(ref Dice dice, Lane lane, decimal teu)
    {
        var count = dice.Below(10) switch { < 6 => 1, < 9 => 2, _ => 3 };
        var lines = new Line[count];
        for (var i = 0; i < count; i++)
        {
            var goods = i == 0 ? lane.Goods : lane.SideGoods;
            var net = decimal.Round(goods.KilogramsPerTeu * teu * lane.LoadPercent / 100 / count * (decimal)(0.95 + 0.05 * dice.Spread()), goods.EuroPerKilogram > 200 ? 2 : 0);
            net = Math.Max(net, goods.EuroPerKilogram > 200 ? 0.2m : 5);
            lines[i] = Make(ref dice, i + 1, lane, goods, goods, net, lane.PriceLevel);
        }

        return lines;
    }

    private static Line Make(ref Dice dice, int number, Lane lane, Goods goods, Goods declared, decimal net, decimal level)
    {
        var rate = Entente.Protocol.Reference.Currencies.Find(lane.Currency)!.PerEuro;
        var price = goods.EuroPerKilogram * level * (decimal)(1 + 0.03 * dice.Spread());
        var count = Math.Max(1, (int)(net / (goods.EuroPerKilogram > 100 ? 6 : 18)));
        return new Line(
            number, $"{declared.Hs6}{(lane.Number % 5) * 10:D2}{dice.Below(2) * 10:D2}", declared.Commodity.English, lane.Supplier.Country, net,
            decimal.Round(net * 1.07m + count * 0.05m, goods.EuroPerKilogram > 200 ? 2 : 0), count, goods.IsBulk ? "VR" : dice.Pick(packages),
            new Money(decimal.Round(net * price * rate, rate > 1_000 ? 0 : 2), lane.Currency),
            declared.Commodity.SupplementaryUnit is { } unit ? new Quantity(Math.Max(1, decimal.Round(net / UnitMass(unit, goods), 0)), unit) : null);
    }

    private static decimal UnitMass(string unit, Goods goods) => unit switch
    {
        "LTR" or "LPA" => 1,
        "MIL" => 1,
        "MTQ" => 600,
        "MTK" => goods.EuroPerKilogram < 1 ? 18 : 0.3m,
        _ => goods.EuroPerKilogram switch { < 1 => 0.4m, < 6 => 8, < 12 => 2, < 40 => 0.8m, _ => 0.4m },
    };

    private Cargo Corrupt(ref Dice dice, Cargo cargo, Lane lane, Scheme scheme, string document, DateTime at, List<Truth> truths)
    {
        Truth Tell(string english, string french) => new(scheme.Id, scheme.Kind, document, english, french);
        switch (scheme.Kind)
        {
            case SchemeKind.UnderValuation:
                var share = 0.22m + lane.Number % 20 / 100m;
                truths.Add(Tell(
                    string.Create(CultureInfo.InvariantCulture, $"The goods are invoiced at {share:P0} of what {lane.Importer.Name.Latin} pays elsewhere."),
                    string.Create(CultureInfo.InvariantCulture, $"Les marchandises sont facturées à {share:P0} de ce que {lane.Importer.Name.Latin} paie ailleurs.")));
                return cargo with { Lines = [.. cargo.Lines.Select(line => line with { Value = line.Value with { Amount = decimal.Round(line.Value.Amount * share, 2) } })] };

            case SchemeKind.Misclassification when lane.Goods.Disguise is { } disguise:
                var declared = Goods.All[disguise];
                truths.Add(Tell(
                    $"The goods are {lane.Goods.Commodity.English} ({lane.Goods.Hs6}), declared under {disguise} for less duty or control.",
                    $"Les marchandises sont : {lane.Goods.Commodity.French} ({lane.Goods.Hs6}), déclarées sous {disguise} pour moins de droits ou de contrôles."));
                return cargo with { Lines = [Make(ref dice, 1, lane, lane.Goods, declared, cargo.Lines.Sum(line => line.NetMass), lane.PriceLevel)] };

            case SchemeKind.OriginByTranshipment:
                truths.Add(Tell(
                    $"The goods were made in China and only changed ships in {lane.Supplier.Country}, which is declared as their origin.",
                    $"Les marchandises ont été fabriquées en Chine et n'ont fait que changer de navire en {lane.Supplier.Country}, déclaré comme origine."));
                return cargo with { TrueLoading = scheme.TrueLoading };

            case SchemeKind.TransitDiversion:
                truths.Add(Tell(
                    "The goods leave the transit on the way and are sold untaxed; the office of destination never sees them, or sees a changed seal.",
                    "Les marchandises quittent le transit en route et sont vendues sans taxe ; le bureau de destination ne les voit jamais, ou voit un scellé changé."));
                return cargo;

            case SchemeKind.Concealment:
                var hidden = dice.Between(240, 1_400);
                truths.Add(Tell(
                    $"Some {hidden} kg of undeclared goods lie in front of the honest cargo, behind a second seal.",
                    $"Environ {hidden} kg de marchandises non déclarées se trouvent devant la cargaison honnête, derrière un second scellé."));
                return cargo with { Hidden = hidden };

            default:
                var period = (int)((at - DateTime.UnixEpoch).TotalDays + lane.Number % 90) / 90;
                var renamed = Dice.For(seed, 31, lane.Importer.Number, period);
                var name = NameBook.Company(ref renamed, lane.Importer.Country);
                truths.Add(Tell(
                    $"{name.Latin} is a front: the company at this address and telephone takes a new name every 90 days.",
                    $"{name.Latin} est une société écran : l'entreprise à cette adresse et ce téléphone prend un nouveau nom tous les 90 jours."));
                var front = lane.Importer with { Name = name, Eori = Trader.EoriOf(ref renamed, lane.Importer.Country) };
                return cargo with { Consignee = front.As(PartyRole.Consignee) };
        }
    }
}

/// <summary>What is in a consignment and between whom it goes, whatever carries it.</summary>
internal sealed record Cargo
{
    public required Party Consignor { get; init; }

    public required Party Consignee { get; init; }

    public Party? Notify { get; init; }

    public Party? Manufacturer { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    public decimal Hidden { get; init; }

    public Entente.Protocol.Reference.Port? TrueLoading { get; init; }

    public IReadOnlyList<Truth> Truths { get; init; } = [];
}
