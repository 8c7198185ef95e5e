using Entente.Protocol.Reference;
using Entente.Simulation;
using Entente.TradeData.Model;

namespace Entente.Tests.Simulation;

public sealed class TradeWorldTests
{
    // Changes whenever the world changes; then nodes that stopped in the old world go on in the new one.
    private const string Told = "167ddca769592bc857be2c574b1472e14c3e80f547c9293ac4abd262388d1ca4";

    [Fact]
    public void The_same_seed_tells_the_same_story() => Given.HashOf(Given.World().Run().Take(2_000)).ShouldBe(Given.HashOf(Given.World().Run().Take(2_000)));

    [Fact]
    public void The_story_is_the_same_on_every_machine() => Given.HashOf(Given.World().Run().Take(2_000)).ShouldBe(Told);

    [Fact]
    public void Another_seed_tells_another_story() =>
        Given.HashOf(Given.World().Run().Take(50)).ShouldNotBe(Given.HashOf(Given.World(Given.Small with { Seed = 7 }).Run().Take(50)));

    [Theory]
    [InlineData(1)]
    [InlineData(333)]
    [InlineData(2_500)]                                                   // after the end of the first days
    public void A_world_that_is_resumed_goes_on_where_it_stopped(int seen)
    {
        var whole = Given.World().Run().Take(seen + 400).ToList();
        var stopped = WorldPosition.Parse(whole[seen - 1].Next.ToString(), null);
        Given.HashOf(Given.World().Run(stopped).Take(400)).ShouldBe(Given.HashOf(whole.Skip(seen)));
    }

    [Theory]
    [InlineData("2026-09-01+1234", true)]
    [InlineData("2026-09-01+0", true)]
    [InlineData("2026-09-01", false)]
    [InlineData("2026-09-01+-1", false)]
    [InlineData("2026-09-31+1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_position_is_a_day_and_a_number(string? text, bool valid)
    {
        WorldPosition.TryParse(text, null, out var position).ShouldBe(valid);
        position.ShouldBe(valid ? WorldPosition.Parse(position.ToString(), null) : default);
    }

    [Theory]
    [InlineData("FR")]
    [InlineData("KE")]                                                    // no office in the table: codes of the same form are made
    [InlineData("US")]
    public void Any_country_with_a_sea_port_can_be_the_administration(string country)
    {
        foreach (var simulated in Given.World(Given.Small with { Administration = country }).Run().Take(300))
        {
            simulated.Declaration.Offices.ShouldContain(office => office.Code.StartsWith(country, StringComparison.Ordinal) && office.Code.Length == 8);
            simulated.Declaration.Reference.ShouldStartWith($"SIM26{country}");
        }
    }

    [Theory]
    [InlineData("CA")]
    [InlineData("SG")]
    public void Worlds_of_one_cast_look_for_the_same_and_have_trade_of_their_own(string country)
    {
        var home = Given.World(Given.Small with { CastSeed = 5 });
        var abroad = Given.World(Given.Small with { Administration = country, Seed = 7, CastSeed = 5, ListedShare = 0.05 });

        abroad.WatchList.All.Select(subject => (subject.Id, subject.Name, subject.Number)).ShouldBe(home.WatchList.All.Select(subject => (subject.Id, subject.Name, subject.Number)));
        Given.HashOf(abroad.Run().Take(50)).ShouldNotBe(Given.HashOf(home.Run().Take(50)));
        var met = abroad.Run().Take(3_000).SelectMany(simulated => simulated.Truths).Select(truth => truth.Entry).OfType<string>().ToHashSet();
        home.WatchList.Persons.Concat(home.WatchList.Companies).Count(subject => met.Contains(subject.Id)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void No_truck_and_no_transit_inland_reaches_an_administration_outside_Europe() =>
        Given.World(Given.Small with { Administration = "CA" }).Run().Take(3_000).Select(simulated => simulated.Declaration)
            .ShouldAllBe(declaration => declaration.Kind != DeclarationKind.Transit && declaration.Consignments.All(one => one.Transport.All(means => means.Mode != TransportMode.Road)));

    [Fact]
    public void A_country_without_a_sea_port_cannot() => Should.Throw<ArgumentException>(() => Given.World(Given.Small with { Administration = "AT" }));

    [Theory]
    [InlineData(499, 0.02)]
    [InlineData(60_000, 0.02)]
    [InlineData(1_000, 0.6)]
    [InlineData(1_000, -0.1)]
    public void Options_outside_their_range_are_refused(int perDay, double share) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Given.World(new WorldOptions { DeclarationsPerDay = perDay, SchemeShare = share }));

    [Theory]
    [InlineData(600)]
    [InlineData(3_000)]
    public void The_volume_is_about_what_was_asked_for(int perDay)
    {
        const int days = 14;
        var world = Given.World(new WorldOptions { DeclarationsPerDay = perDay });
        var made = world.Run().TakeWhile(simulated => simulated.Next.Day < world.Beginning.Day.AddDays(days)).Count();
        ((double)made / days / perDay).ShouldBeInRange(0.7, 1.3);
    }

    [Fact]
    public void A_world_without_schemes_has_no_truths_but_of_listed_transport()
    {
        var honest = Given.World(Given.Small with { SchemeShare = 0, ListedShare = 0, NamesakeShare = 0 });
        honest.Run().Take(5_000).SelectMany(simulated => simulated.Truths).ShouldAllBe(truth => truth.Kind == SchemeKind.ListedTransport);
    }

    [Fact]
    public void Names_that_the_caller_lists_turn_up_in_trade_behind_variants()
    {
        ListedName[] listed = [new("OFAC-1", "Ottokar Brambilovski", true) { BirthDate = "1971-02-03", Country = "RS" }, new("OFAC-2", "Quillfeather Export Holding Ltd", false)];
        var world = Given.World(Given.Small with { ListedNames = listed, ListedShare = 0.05 });
        var truths = world.Run().Take(4_000).SelectMany(simulated => simulated.Truths).Where(truth => truth.Kind == SchemeKind.ListedParty).ToList();
        truths.Select(truth => truth.Entry).ShouldContain("OFAC-1");
        truths.Select(truth => truth.Entry).ShouldContain("OFAC-2");
        truths.Select(truth => truth.Entry).ShouldContain(entry => entry!.StartsWith("SIM-W-", StringComparison.Ordinal));
    }

    [Fact]
    public void Some_names_are_written_in_their_own_script() =>
        Given.World().Run().Take(3_000)
            .SelectMany(simulated => simulated.Declaration.Consignments.SelectMany(consignment => consignment.Parties))
            .Count(party => party.Name is { } name && name.Any(c => c > 0x370)).ShouldBeGreaterThan(50);

    [Fact]
    public void Travellers_declare_cash_with_who_they_are()
    {
        var cash = Given.World().Run().Select(simulated => simulated.Declaration).Where(declaration => declaration.Kind == DeclarationKind.TravellerCash).Take(30).ToList();
        foreach (var declaration in cash)
        {
            var traveller = declaration.Parties.ShouldHaveSingleItem();
            (traveller.Role, traveller.IsPerson).ShouldBe((PartyRole.Traveller, true));
            declaration.InvoiceTotal.ShouldNotBeNull().Currency.ShouldBe(Currencies.Find(declaration.InvoiceTotal.Value.Currency)!.Code);
            (declaration.InvoiceTotal.Value.Amount / Currencies.Find(declaration.InvoiceTotal.Value.Currency)!.PerEuro).ShouldBeGreaterThan(9_900);
        }
    }
}
