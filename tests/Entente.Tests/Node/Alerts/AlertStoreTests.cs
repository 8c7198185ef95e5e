using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Node.Alerts;

public sealed class AlertStoreTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_alert_said_before_is_kept_and_every_act_is_on_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var entered = await database.EnteredAsync(Given.Smuggler, "customs");

        var amended = Given.Smuggler with { Action = RequestedAction.DiscreetCheck };
        await database.WriteAsync(session => AmendAlert.Execute(session, PartnerPost.None, Given.Manager, entered.AlertId, new(1, amended, entered.ReviewBy, ["customs", "police"])).ShouldBeOfType<AlertOutcome.Stored>());
        await database.WriteAsync(session => WithdrawAlert.Execute(session, PartnerPost.None, Given.Manager, entered.AlertId, new(2, "Cleared")).ShouldBeOfType<AlertOutcome.Stored>());

        var view = (await ShowAlert.RunAsync(database, PartnerPost.None, Given.Police, entered.AlertId, default))!;
        view.State.ShouldBe(AlertState.Withdrawn);
        view.Earlier.Select(version => (version.Version, version.Alert.Action)).ShouldBe([(2, RequestedAction.DiscreetCheck), (1, RequestedAction.SpecificCheck)]);
        (await database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM record ORDER BY seq")))
            .ShouldBe(["alert.created", "alert.amended", "alert.withdrawn", "alert.shown"]);
        await Should.ThrowAsync<System.Data.Common.DbException>(database.WriteAsync(session => session.Execute("DELETE FROM alert_version")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_alert_outside_the_audience_is_answered_like_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var entered = await database.EnteredAsync(Given.Smuggler, "customs");

        (await ShowAlert.RunAsync(database, PartnerPost.None, Given.Police, entered.AlertId, default)).ShouldBeNull();
        (await ListAlerts.RunAsync(database, Given.Police, new(), default)).Alerts.ShouldBeEmpty();
        (await ListAlerts.RunAsync(database, Given.Officer, new(), default)).Alerts.Count.ShouldBe(1);
        var refused = await database.WriteAsync(session => WithdrawAlert.Execute(session, PartnerPost.None, Given.Police, entered.AlertId, new(1, "x")));
        refused.ShouldBeOfType<AlertOutcome.Refused>().Faults.ShouldHaveSingleItem().Code.ShouldBe(FaultCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Pages_follow_each_other_in_both_directions_without_gap(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        for (var i = 0; i < 120; i++)
        {
            await database.EnteredAsync(Given.Smuggler with { CaseReference = $"C-{i}" });
        }

        var first = await ListAlerts.RunAsync(database, Given.Officer, new(), default);
        var second = await ListAlerts.RunAsync(database, Given.Officer, new() { Older = first.Older }, default);
        var third = await ListAlerts.RunAsync(database, Given.Officer, new() { Older = second.Older }, default);

        first.Newer.ShouldBeNull();
        third.Older.ShouldBeNull();
        first.Alerts.Concat(second.Alerts).Concat(third.Alerts).Select(line => line.Number).ShouldBe(Enumerable.Range(1, 120).Reverse().Select(n => (long)n));
        var back = await ListAlerts.RunAsync(database, Given.Officer, new() { Newer = third.Newer }, default);
        back.Alerts.Select(line => line.Number).ShouldBe(second.Alerts.Select(line => line.Number));
        (await ListAlerts.RunAsync(database, Given.Officer, new() { Case = "C-7" }, default)).Alerts.ShouldHaveSingleItem().CaseReference.ShouldBe("C-7");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_index_follows_changes_of_this_and_of_another_process(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var here = await store.StartedAsync();
        await using var elsewhere = await store.StartedAsync();
        await here.EnteredAsync(Given.Smuggler);
        using var pulse = new Pulse(here, TimeProvider.System);
        using var screening = new AlertScreening(here, pulse, new(), NullLogger<AlertScreening>.Instance);
        Should.Throw<InvalidOperationException>(() => screening.Screen(Given.Declared.Subject));
        await pulse.StartAsync(default);
        await screening.StartAsync(default);
        await screening.Ready;
        screening.Count.ShouldBe(1);

        var heron = await elsewhere.EnteredAsync(Given.Heron);
        await screening.FollowedAsync(heron.Changed, TestContext.Current.CancellationToken);
        screening.Count.ShouldBe(2);

        var withdrawn = (AlertOutcome.Stored)await elsewhere.WriteAsync(session => WithdrawAlert.Execute(session, PartnerPost.None, Given.Manager, heron.AlertId, new(1, "Scrapped")));
        await screening.FollowedAsync(withdrawn.Record, TestContext.Current.CancellationToken);
        screening.Count.ShouldBe(1);

        await screening.StopAsync(default);
        await pulse.StopAsync(default);
    }

    [Fact]
    public void An_alert_on_a_business_lists_the_people_and_vehicles_it_names_as_well()
    {
        var alert = Given.Smuggler with
        {
            Content = new BusinessAlert
            {
                Name = "Harbour Trading",
                Transport = [new MotorVehicle { Plate = "AB-123-C" }],
                Persons = [((PersonAlert)Given.Smuggler.Content).Person],
            },
        };

        var entries = Listed.Entries(7, alert, "customs v1");

        entries.Select(entry => entry.Kind.ToString()).ShouldBe(["Organisation", "Vehicle", "Person"]);
        entries.Select(entry => Listed.AlertNumber(entry.Id)).ShouldAllBe(number => number == 7);
        entries.Select(entry => entry.Id).ShouldBeUnique();
        entries[2].Births.ShouldHaveSingleItem().Earliest.ShouldBe(new DateOnly(1971, 4, 1));
    }
}
