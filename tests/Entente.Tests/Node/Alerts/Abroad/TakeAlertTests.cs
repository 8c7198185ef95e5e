using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Node.Alerts.Abroad;

public sealed class TakeAlertTests
{
    [Theory]
    [InlineData(null, 0, "", 3, "a", "take")] // never heard of
    [InlineData("Shared", 2, "a", 3, "b", "take")]
    [InlineData("Shared", 2, "a", 9, "a", "take")] // versions between were not for us
    [InlineData("Shared", 3, "a", 3, "a", "known")] // once more
    [InlineData("Shared", 3, "a", 3, "b", "refuse")] // one version cannot say two things
    [InlineData("Shared", 3, "a", 2, "b", "refuse")] // overtaken
    [InlineData("Unshared", 3, "a", 2, "b", "refuse")]
    [InlineData("Unshared", 3, "a", 4, "b", "take")] // shared anew
    [InlineData("Ended", 3, "a", 3, "a", "known")]
    [InlineData("Ended", 3, "a", 2, "b", "refuse")]
    [InlineData("Ended", 3, "a", 4, "b", "refuse")] // what has ended stays so
    public void Versions_decide_and_not_the_order_of_arrival(string? state, long heard, string heardDigest, long version, string digest, string expected)
    {
        var known = state is null ? null : new ForeignAlert { Version = heard, State = Enum.Parse<ForeignState>(state), Digest = heardDigest };

        (TakeAlert.Decide(known, version, digest) switch { TakeAlert.Verdict.Take => "take", TakeAlert.Verdict.Known => "known", _ => "refuse" }).ShouldBe(expected);
    }

    [Theory]
    [InlineData("customs,police,borderGuard,financialIntelligenceUnit", "*")]
    [InlineData("police", ",police,")]
    [InlineData("police,customs", ",customs,police,")]
    [InlineData("financialIntelligenceUnit", null)] // there is none here
    public void The_authorities_that_the_owner_names_see_it(string kinds, string? audience)
    {
        Authority[] here = [Of("customs", AuthorityKind.Customs), Of("police", AuthorityKind.Police)];

        TakeAlert.AudienceOf(here, [.. kinds.Split(',').Select(kind => Enum.Parse<AuthorityKind>(kind, ignoreCase: true))])?.Column.ShouldBe(audience);
        (TakeAlert.AudienceOf(here, [.. kinds.Split(',').Select(kind => Enum.Parse<AuthorityKind>(kind, ignoreCase: true))]) is null).ShouldBe(audience is null);
    }

    [Theory]
    [InlineData(-2, "alert-review")] // lapsed
    [InlineData(-1, "")] // its owner's clock goes a day behind
    [InlineData(0, "")]
    [InlineData(366, "")] // its owner's clock goes a day ahead
    [InlineData(368, "alert-review")]
    public void The_review_date_may_differ_by_the_clocks_of_a_day(int days, string expected) =>
        (TakeAlert.Check(new AlertPublished
        {
            Conditions = Conditions.OfTheExchange("C-1", Given.Today), AlertId = AlertId.New(DateTimeOffset.UnixEpoch), Version = 1, ReviewBy = Given.Today.AddDays(days), Alert = Given.Smuggler,
        }, null, Given.Today).FirstOrDefault()?.Code.Id ?? "").ShouldBe(expected);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Messages_that_cross_end_in_the_same_state(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.AmendAsync(alert, Given.Smuggler with { Reason = "Seen again." });
        canada.Queued.Reverse();

        // The amendment comes first, is stored as what is in force, and the publication behind it says nothing new.
        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.amended/1", "alert.published/1 message-superseded"]);
        var there = await singapore.OnlyForeignAsync();
        (there.Version, there.Alert.Reason).ShouldBe((2, "Seen again."));

        await canada.AmendAsync(alert, Given.Smuggler with { Reason = "And again." });
        await canada.WithdrawAsync(alert);
        canada.Queued.Reverse();
        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.withdrawn/1", "alert.amended/1 message-superseded"]);
        (await singapore.OnlyForeignAsync()).State.ShouldBe(AlertState.Withdrawn);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_end_of_an_alert_that_never_came_is_remembered(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.WithdrawAsync(await canada.ShareAsync(Given.Smuggler, "SG"));
        canada.Queued.Reverse();

        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.withdrawn/1", "alert.published/1 message-superseded"]);
        (await singapore.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_same_message_twice_has_its_effect_once(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        canada.Queued.Add(canada.Queued[0]);

        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.published/1", "alert.published/1"]);

        var there = await singapore.OnlyForeignAsync();
        (await singapore.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert_version WHERE number = @Number", new { there.Number }))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_that_is_shared_no_longer_ends_there_and_may_begin_anew(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.AmendAsync(alert, Given.Smuggler, []);
        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.published/1", "alert.withdrawn/1"]);
        (await singapore.OnlyForeignAsync()).State.ShouldBe(AlertState.Withdrawn);

        await canada.AmendAsync(alert, Given.Smuggler, ["SG"]);

        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.published/1"]);
        var there = await singapore.OnlyForeignAsync();
        (there.State, there.Version).ShouldBe((AlertState.Active, 3));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Officers_here_change_no_alert_of_a_partner(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var there = await singapore.OnlyForeignAsync();

        (await singapore.AmendAsync(there, Given.Smuggler)).ShouldBeOfType<AlertOutcome.Refused>().Faults[0].Code.ShouldBe(FaultCode.AlertForeign);
        (await singapore.WithdrawAsync(there)).ShouldBeOfType<AlertOutcome.Refused>().Faults[0].Code.ShouldBe(FaultCode.AlertForeign);
        singapore.Queued.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_partner_touches_no_alert_but_its_own_whatever_id_it_names(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var own = await singapore.ShareAsync(Given.Heron);

        var published = new AlertPublished
        {
            Conditions = ConditionsFor(own), AlertId = own.AlertId, Version = 7, ReviewBy = own.ReviewBy, Alert = Given.Smuggler,
        };
        (await canada.TellAsync(singapore, MessageKind.AlertPublished, published)).ShouldBeNull();
        (await canada.TellAsync(singapore, MessageKind.AlertWithdrawn, new() { Conditions = published.Conditions, AlertId = own.AlertId, Version = 8, Cause = WithdrawalCause.Ended })).ShouldBeNull();

        var (mine, theirs) = (await singapore.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert WHERE number = @Number", new { own.Number })), await singapore.OnlyForeignAsync());
        (mine!.State, mine.Version, mine.Title).ShouldBe((AlertState.Active, 1, own.Title));
        (theirs.State, theirs.Id).ShouldNotBe((AlertState.Active, own.Id));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_cannot_be_stored_is_refused_with_its_place_and_leaves_nothing(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var alert = await canada.ShareAsync(Given.Smuggler);
        var published = new AlertPublished
        {
            Conditions = ConditionsFor(alert), AlertId = alert.AlertId, Version = 1, ReviewBy = alert.ReviewBy,
            Alert = Given.Smuggler with { Content = new PersonAlert { Person = new() { Name = "Marlowe", Nationalities = ["XX"] } } },
        };

        var fault = (await canada.TellAsync(singapore, MessageKind.AlertPublished, published)).ShouldNotBeNull();

        (fault.Code, fault.At).ShouldBe((FaultCode.AlertValue, "$.alert.content.person.nationalities"));
        (await singapore.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM foreign_alert"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_of_a_partner_is_screened_like_any_other(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        using var pulse = new Pulse(singapore.Database, TimeProvider.System);
        using var screening = new AlertScreening(singapore.Database, pulse, new(), NullLogger<AlertScreening>.Instance);
        await pulse.StartAsync(TestContext.Current.CancellationToken);
        await screening.StartAsync(TestContext.Current.CancellationToken);
        await screening.Ready;
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");

        await canada.DeliverAsync(singapore);
        await screening.FollowedAsync((await singapore.OnlyForeignAsync()).Changed, TestContext.Current.CancellationToken);
        screening.Screen(Given.Declared.Subject).ShouldNotBeEmpty();

        await canada.WithdrawAsync(alert);
        await canada.DeliverAsync(singapore);
        await screening.FollowedAsync((await singapore.OnlyForeignAsync()).Changed, TestContext.Current.CancellationToken);
        screening.Screen(Given.Declared.Subject).ShouldBeEmpty();
        await screening.StopAsync(TestContext.Current.CancellationToken);
        await pulse.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Conditions ConditionsFor(AlertRow row) => Conditions.OfTheExchange(row.CaseReference, row.ReviewBy);

    private static Authority Of(string id, AuthorityKind kind) => new() { Id = id, Kind = kind, NameEn = id, NameFr = id };
}
