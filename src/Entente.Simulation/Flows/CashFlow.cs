using Entente.Protocol.Reference;
using Entente.Simulation.Documents;
using Entente.Simulation.Names;
using Entente.Simulation.Traders;
using Entente.Simulation.Watch;
using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>Travellers who declare cash of 10,000 euro or more. Some of them come again and again.</summary>
internal sealed class CashFlow(int number, WorldOptions options, HomeGround home, Cast cast, double perDay) : Flow
{
    private const int Regulars = 1_500;

    // Few travellers declare, and couriers do: a list meets them more often than trade does.
    private const double ListedWeight = 6;

    private static readonly string[] nationalities =
        ["NL", "TR", "MA", "CN", "NG", "GH", "SR", "IN", "PK", "AE", "LB", "EG", "RU", "UA", "GB", "US", "BR", "CO", "VN", "KR", "DE", "FR", "PL", "BG", "GR", "ID", "KE", "IT"];

    private static readonly string[] airports = ["TRIST", "AEDXB", "MACAS", "NGLOS", "GHTEM", "HKHKG", "CNSGH", "INDEL", "PKKHI", "EGALY", "LBBEY", "USJFK", "BRGRU", "COBOG", "KRINC", "SRPBM", "GBLHR", "SGSIN"];

    public override void Plan(DateTime day, List<Lodgement> plan)
    {
        var travellers = Season.Scale((int)perDay, day.Month is 7 or 8 ? 10 : day.Month);
        for (var slot = 0; slot < travellers; slot++)
        {
            var dice = Dice.For(options.Seed, 111, day.DayNumber, slot);
            plan.Add(new Lodgement(day.AddMinutes(dice.Between(300, 1_400)), Stage.Cash, number, 0, day.DayNumber, 0, slot));
        }
    }

    public override (Declaration Declaration, IReadOnlyList<Truth> Truths) Write(Lodgement lodgement)
    {
        var dice = Dice.For(options.Seed, 112, lodgement.Key);
        var reference = References.Of(Stage.Cash, lodgement.Key, home, lodgement.At);
        var appearance = cast.Appear(ref dice, persons: true, ListedWeight);
        var traveller = appearance?.Party ?? Regular(ref dice);
        var abroad = Ports.Find(dice.Pick(airports))!;
        var arriving = dice.Chance(0.55);
        var (from, to) = arriving ? (abroad, home.Airport) : (home.Airport, abroad);
        var currency = dice.Pick(["EUR", "EUR", "EUR", "USD", "USD", "GBP", "CHF"]);
        var euros = 10_000 + dice.Between(0, 90) * 500 * (dice.Chance(0.1) ? 4 : 1);
        var amount = new Money(decimal.Round(euros * Currencies.Find(currency)!.PerEuro / 100) * 100, currency);
        var flight = $"{dice.Pick(["QK", "QD", "QB", "QE", "QP"])}{dice.Between(600, 999)}";
        var declaration = new Declaration
        {
            Kind = DeclarationKind.TravellerCash,
            Reference = reference,
            LodgedAt = lodgement.At.Utc,
            Offices = [new(OfficeRole.Lodgement, HomeGround.OfficeAt(home.Airport.Locode, 2))],
            Parties = [traveller with { Role = PartyRole.Traveller }],
            InvoiceTotal = amount,
            Consignments =
            [
                new Consignment
                {
                    Transport =
                    [
                        new TransportMeans
                        {
                            Leg = TransportLeg.Border, Mode = TransportMode.Air, Identity = flight, IdentityKind = TransportIdentity.FlightNumber, Journey = flight,
                            ArrivesAt = arriving ? lodgement.At.Utc : null, DepartsAt = arriving ? null : lodgement.At.Utc,
                        },
                    ],
                    Route =
                    [
                        new(RouteRole.Departure, from.Locode, from.Country, from.Name, arriving ? lodgement.At.AddHours(-7).Utc : lodgement.At.Utc),
                        new(RouteRole.Destination, to.Locode, to.Country, to.Name, arriving ? lodgement.At.Utc : lodgement.At.AddHours(7).Utc),
                    ],
                    Goods = [new GoodsItem { Sequence = 1, Description = dice.Pick(["Banknotes", "Banknotes", "Banknotes", "Bearer cheques", "Gold coins"]), Value = amount }],
                },
            ],
            Simulated = true,
        };
        return (declaration, appearance?.Truths(reference) ?? []);
    }

    private Party Regular(ref Dice dice)
    {
        var person = Dice.For(options.Seed, 113, dice.Chance(0.5) ? (long)(dice.Fraction() * dice.Fraction() * Regulars) : dice.Below(1_000_000_000L));
        var nationality = person.Pick(nationalities);
        var name = NameBook.Person(ref person, nationality);
        var resident = person.Chance(0.4) ? home.Country : nationality;
        return new Party
        {
            Role = PartyRole.Traveller,
            Name = name.Latin,
            IsPerson = true,
            Nationality = nationality,
            BirthDate = $"{person.Between(1950, 2004)}-{person.Between(1, 12):D2}-{person.Between(1, 28):D2}",
            Identifiers = [new Identifier(IdentifierScheme.Passport, SimulatedWatchList.Passport(ref person))],
            Address = Trader.AddressIn(ref person, resident, resident == home.Country ? home.Cities : [Countries.Find(resident)!.English]),
        };
    }
}
