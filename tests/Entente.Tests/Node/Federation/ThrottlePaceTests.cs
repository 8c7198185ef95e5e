using Entente.Node.Federation;

namespace Entente.Tests.Node.Federation;

public sealed class ThrottlePaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2, "", 0)] // nothing went
    [InlineData(2, "-10", 0)] // one place is left
    [InlineData(2, "-10 -5", 50)] // an hour after the first
    [InlineData(2, "-70 -60", 0)] // both an hour old
    [InlineData(1, "-10 -5", 55)] // slowed further since: an hour after the latest
    [InlineData(2, "-30 -20 -10", 40)] // more went than may
    [InlineData(1, "20", 0)] // by a clock that went wrong
    public void The_next_may_go_an_hour_after_the_one_that_is_so_many_before_it(int perHour, string wentMinutes, int minutes) =>
        ThrottlePace.NotBefore(perHour, Went(wentMinutes), Now).ShouldBe(Now.AddMinutes(minutes));

    [Theory]
    [InlineData(2, "", 0, 0)]
    [InlineData(2, "", 2, 0)] // both at once
    [InlineData(2, "", 3, 60)]
    [InlineData(2, "", 5, 120)]
    [InlineData(2, "-10 -5", 2, 55)]
    [InlineData(2, "-10 -5", 3, 110)]
    [InlineData(3, "-10", 4, 60)]
    public void What_waits_is_gone_when_the_last_of_it_may_go(int perHour, string wentMinutes, long waiting, int minutes) =>
        ThrottlePace.Through(perHour, Went(wentMinutes), waiting, Now).ShouldBe(Now.AddMinutes(minutes));

    [Fact]
    public void However_they_are_asked_for_no_hour_has_more_and_the_forecast_is_what_happens()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var (perHour, waiting) = (random.Next(1, 6), random.Next(1, 30));
            var went = Enumerable.Range(0, random.Next(0, perHour + 1)).Select(_ => Now.AddSeconds(-random.Next(0, 4000))).ToList();
            var forecast = ThrottlePace.Through(perHour, went, waiting, Now);

            var now = Now;
            for (var one = 0; one < waiting; one++)
            {
                var next = ThrottlePace.NotBefore(perHour, went, now);
                now = next > now ? next : now;
                went.Add(now);
            }

            went[^1].ShouldBe(forecast, $"round {round}");
            went.Where(at => at >= Now).Max(at => went.Count(other => other > at - ThrottlePace.Period && other <= at)).ShouldBeLessThanOrEqualTo(perHour, $"round {round}");
        }
    }

    private static IEnumerable<DateTimeOffset> Went(string minutes) =>
        minutes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Now.AddMinutes(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
}
