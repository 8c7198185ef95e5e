using System.Globalization;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Protocol.Assistance;

namespace Entente.Tests.Assistance;

public sealed class OpeningHoursTests
{
    private static readonly WorkingCalendar amsterdam =
        new("NL", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), [DayOfWeek.Saturday, DayOfWeek.Sunday], [new(2026, 12, 25)]);

    private static readonly OpenHours[] office =
    [
        .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
            .SelectMany(day => new OpenHours[] { new(day, new(13, 0), new(17, 0)), new(day, new(8, 30), new(12, 0)) }),
    ];

    [Theory]
    [InlineData("2026-11-23T07:30:00Z", "2026-11-23T07:30:00Z")] // half past eight there, in winter
    [InlineData("2026-07-20T06:30:00Z", "2026-07-20T06:30:00Z")] // and in summer
    [InlineData("2026-11-23T07:29:59Z", "2026-11-23T07:30:00Z")]
    [InlineData("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z")] // noon: closed until one
    [InlineData("2026-11-23T16:00:00Z", "2026-11-24T07:30:00Z")] // five: the next morning
    [InlineData("2026-11-27T16:00:00Z", "2026-11-30T07:30:00Z")] // Friday evening: Monday
    [InlineData("2026-12-25T10:00:00Z", "2026-12-28T07:30:00Z")] // Christmas, then a weekend
    public void An_authority_opens_by_its_hours_its_zone_and_its_working_days(string at, string opens)
    {
        var hours = new OpeningHours(office, amsterdam);

        hours.OpenFrom(Instant(at)).ShouldBe(Instant(opens));
        hours.IsOpen(Instant(at)).ShouldBe(at == opens);
    }

    [Fact]
    public void An_authority_without_hours_or_open_on_holidays_only_does_not_open()
    {
        new OpeningHours([], amsterdam).OpenFrom(Instant("2026-11-23T10:00:00Z")).ShouldBeNull();
        new OpeningHours([new(DayOfWeek.Sunday, new(8, 0), new(9, 0))], amsterdam).OpenFrom(Instant("2026-11-23T10:00:00Z")).ShouldBeNull();
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
