using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Assistance;

namespace Entente.Tests.Assistance;

public sealed class BurdenTests
{
    private static readonly RequestId first = RequestId.Parse("0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a01");

    private static readonly RequestId second = RequestId.Parse("0197a3d9-11c4-7b20-9a55-0c4f7e2d8b13");

    private static readonly RequestId third = RequestId.Parse("0197a3e0-7d02-7e61-b3c8-91f0a6d25c44");

    [Theory]
    [InlineData(null, 500, Load.Unknown)]
    [InlineData(40, 12, Load.Within)]
    [InlineData(40, 31, Load.Within)]
    [InlineData(40, 32, Load.Near)] // four fifths
    [InlineData(40, 40, Load.Above)]
    [InlineData(0, 0, Load.Above)] // nothing of the kind is dealt with
    public void The_load_is_told_from_what_is_published(int? capacity, int open, Load load) => Burden.LoadOf(capacity, open).ShouldBe(load);

    [Fact]
    public void A_small_verification_is_worth_its_effort_and_a_covert_measure_for_nothing_is_not()
    {
        Burden.Of(Given.Verification, AssistanceType.CertifiedDocuments, 40, 12).IsDoubtful.ShouldBeFalse();
        Burden.Of(Given.Verification with { UrgentBecause = null }, AssistanceType.Covert, 40, 12).IsDoubtful.ShouldBeTrue();
        Burden.Of(Given.Verification, AssistanceType.CertifiedDocuments, 10, 12).IsDoubtful.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(400, 3)]
    [InlineData(12_500, 5)]
    public void What_is_at_stake_counts_by_its_size(int amount, int points)
    {
        var without = Given.Verification with { Measure = null };

        (Burden.Of(without with { Measure = new() { Amount = amount } }, AssistanceType.Information, null, 0).Stake - Burden.Of(without, AssistanceType.Information, null, 0).Stake).ShouldBe(points);
    }

    [Fact]
    public void More_is_wanted_at_more_effort()
    {
        var more = Given.Verification with { Wanted = [.. Enumerable.Repeat(Given.Verification.Wanted[0], 30)] };

        Burden.Of(more, AssistanceType.Information, null, 0).Effort.ShouldBeGreaterThan(Burden.Of(Given.Verification, AssistanceType.Information, null, 0).Effort + 10);
    }

    [Fact]
    public void Urgent_requests_come_first_then_those_that_the_partner_puts_first_then_what_is_due()
    {
        var due = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        OpenRequest[] open = [new(first, false, due), new(second, false, due.AddDays(1)), new(third, true, null)];

        Burden.Order(open, []).ShouldBe([third, first, second]);
        Burden.Order(open, [second]).ShouldBe([third, second, first]);
        Burden.Order([new(first, false, null), new(second, false, due)], []).ShouldBe([second, first]);
    }
}
