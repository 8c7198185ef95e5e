using Entente.Protocol.Identifiers;
using Entente.Simulation;
using Entente.Simulation.Watch;

namespace Entente.Tests.Simulation;

public sealed class SimulatedWatchListTests
{
    private static readonly SimulatedWatchList list = Given.World().WatchList;

    [Fact]
    public void Every_entry_says_who_and_why_in_both_languages()
    {
        list.All.Select(subject => subject.Id).ShouldBeUnique();
        foreach (var subject in list.All)
        {
            subject.Name.ShouldNotBeNullOrWhiteSpace();
            subject.English.ShouldNotBe(subject.French);
            ((int)subject.Action).ShouldBeGreaterThan(0);
            ((int)subject.Category).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void It_names_persons_companies_vessels_and_containers() =>
        (list.Persons.Count, list.Companies.Count, list.Vessels.Count > 0, list.Containers.Count).ShouldBe((24, 18, true, 18));

    [Fact]
    public void Its_numbers_are_valid()
    {
        list.Vessels.Where(vessel => !ImoNumber.TryParse(vessel.Number, out _)).ShouldBeEmpty();
        list.Containers.Where(container => !ContainerNumber.TryParse(container.Number, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void Some_names_come_with_their_own_script() => list.All.Count(subject => subject.OriginalName is not null).ShouldBeGreaterThan(10);

    [Fact]
    public void It_stays_the_same_for_the_same_world() => Given.World().WatchList.All.Select(subject => (subject.Id, subject.Name, subject.Number))
        .ShouldBe(list.All.Select(subject => (subject.Id, subject.Name, subject.Number)));

    [Fact]
    public void About_one_declaration_in_some_hundreds_has_a_listed_party()
    {
        const int told = 30_000;
        var listed = TradeWorld.Create(new WorldOptions()).Run().Take(told).Count(simulated => simulated.Truths.Any(truth => truth.Entry is not null));
        ((double)told / listed).ShouldBeInRange(180, 400);
    }
}
