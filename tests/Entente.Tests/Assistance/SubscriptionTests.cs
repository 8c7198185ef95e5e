using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Messages;

namespace Entente.Tests.Assistance;

public sealed class SubscriptionTests
{
    private static readonly Subscription running = Proposed(weProposed: true, weGive: true) with { State = SubscriptionState.Running };

    public static TheoryData<SubscriptionState, SubscriptionStep, bool, bool, bool> Everything =>
    [
        .. from state in Enum.GetValues<SubscriptionState>()
           from step in Enum.GetValues<SubscriptionStep>()
           from proposed in new[] { true, false }
           from give in new[] { true, false }
           from ours in new[] { true, false }
           select new TheoryDataRow<SubscriptionState, SubscriptionStep, bool, bool, bool>(state, step, proposed, give, ours),
    ];

    [Fact]
    public void The_table_of_the_page_is_the_table_of_the_code() => Subscription.Rows
        .Select(row => string.Join(" | ", Words.Of(row.Step), Words.Of(row.By), $"{row.From}", row.To is { } to ? Words.Of(to) : "(same)"))
        .ShouldBe(File.ReadLines(Entente.Tests.Architecture.Repository.PathOf("docs/spec/assistance.md"))
            .Where(line => line.Contains("| automatic.", StringComparison.Ordinal))
            .Select(line => line.Replace("`", "", StringComparison.Ordinal).Trim('|').Split('|', StringSplitOptions.TrimEntries)[..4])
            .Select(row => string.Join(" | ", row[0], row[1],
                $"{new WordSet<SubscriptionState>().Or([.. SpecTables.Words(row[2]).Select(word => Words.TryParse<SubscriptionState>(word, out var state) ? state : throw new InvalidOperationException(word))])}", row[3])));

    [Theory, MemberData(nameof(Everything))]
    public void A_step_is_taken_from_where_the_table_has_it_by_whom_it_names(SubscriptionState state, SubscriptionStep step, bool weProposed, bool weGive, bool ours)
    {
        var row = Subscription.Rows[(int)step - 1];
        var may = row.By switch { SubscriptionRole.Other => weProposed != ours, SubscriptionRole.Giver => weGive == ours, _ => true };

        var after = (Proposed(weProposed, weGive) with { State = state }).After(step, ours, out var fault);

        (after is not null).ShouldBe(may && row.From.Contains(state));
        (fault is null).ShouldBe(after is not null);
        after?.State.ShouldBe(row.To ?? state);
    }

    [Theory]
    [InlineData(1, "2026-12-01", "2026-12-07", null)]
    [InlineData(2, "2026-12-01", "2026-12-07", "Delivery 1 is next; this is 2.")] // one is missing
    [InlineData(0, "2026-12-01", "2026-12-07", "Delivery 1 is next; this is 0.")]
    [InlineData(1, "2026-11-30", "2026-12-07", "goes from")]
    [InlineData(1, "2027-11-29", "2027-12-05", "goes from")]
    public void A_delivery_is_the_next_and_within_the_time_of_the_set(long number, string from, string until, string? words)
    {
        var after = running.AfterDelivery(number, Day(from), Day(until), [DataField.SeizuresContent], ours: true, out var fault);

        (after is not null).ShouldBe(words is null);
        (fault?.Detail ?? "").ShouldContain(words ?? "");
        if (after is not null)
        {
            (after.Delivered, after.DeliveredUntil).ShouldBe((number, Day(until)));
        }
    }

    [Fact]
    public void No_day_is_delivered_twice_and_no_delivery_either()
    {
        var first = running.AfterDelivery(1, Day("2026-12-01"), Day("2026-12-07"), [], ours: true, out _)!;

        first.AfterDelivery(1, Day("2026-12-08"), Day("2026-12-14"), [], ours: true, out var again).ShouldBeNull();
        again!.Code.Id.ShouldBe("assistance-subscription");
        first.AfterDelivery(2, Day("2026-12-07"), Day("2026-12-14"), [], ours: true, out var overlapping).ShouldBeNull();
        overlapping!.Detail.ShouldContain("2026-12-07");
        first.AfterDelivery(2, Day("2026-12-08"), Day("2026-12-14"), [], ours: true, out _).ShouldNotBeNull();
    }

    [Fact]
    public void A_field_that_the_set_does_not_have_is_named()
    {
        running.AfterDelivery(1, Day("2026-12-01"), Day("2026-12-07"), [DataField.SeizuresContent, DataField.PersonsName], ours: true, out var fault).ShouldBeNull();

        fault!.Detail.ShouldBe("The set does not have persons.name.");
    }

    [Fact]
    public void Only_the_giver_delivers()
    {
        running.AfterDelivery(1, Day("2026-12-01"), Day("2026-12-07"), [], ours: false, out var fault).ShouldBeNull();
        fault!.Detail.ShouldBe("That is for the other side to do.");
    }

    private static Subscription Proposed(bool weProposed, bool weGive)
    {
        SubscribedSet.TryRead(Given.Read(MessageKind.AutomaticProposed).Set, out var set, out _).ShouldBeTrue();
        return new(weProposed, weGive, set!) { State = SubscriptionState.Proposed };
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
