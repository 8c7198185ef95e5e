using System.Diagnostics.Metrics;
using Entente.Node.Selectivity;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class LiveFiguresTests
{
    [Fact]
    public void Rates_are_the_mean_of_the_last_ten_whole_seconds_and_totals_stay()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new Clock();
        var figures = new LiveFigures(clock, services.GetRequiredService<IMeterFactory>());

        for (var second = 0; second < 20; second++)
        {
            clock.Second = second;
            figures.TookIn(subjects: 6, raised: second % 2);
        }

        clock.Second = 20;
        figures.PerSecond.ShouldBe(new LiveFigures.Rates(1, 6, 0.5, 0));
        clock.Second = 25;
        figures.PerSecond.Declarations.ShouldBe(0.5);
        clock.Second = 60;
        figures.PerSecond.ShouldBe(default);
        figures.SinceStart.ShouldBe(new LiveFigures.Totals(20, 120, 10, 0));
    }

    private sealed class Clock : TimeProvider
    {
        public int Second { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(Second);
    }
}
