using System.Diagnostics;

namespace Entente.Benchmarks;

/// <summary>One officer who looks: the queue of hits open and live, and one page a second.</summary>
internal sealed class OpenConsole(HttpClient officer)
{
    private static readonly string[] Pages = ["hits", "", "declarations", "alerts"];

    private readonly List<double> pages = [];
    private int events;

    public FormattableString Summary => $"{events:N0} live events; {pages.Count} pages, p50 {At(50):N0} ms, p95 {At(95):N0} ms";

    public async Task LookAsync(CancellationToken cancellation) => await Task.WhenAll(FollowAsync(cancellation), TurnAsync(cancellation));

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/hits/stream") { Headers = { Accept = { new("text/event-stream") } } };
        using var answer = await officer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                // As the open page does: it fetches its own view again.
                events++;
                using var renewed = new HttpRequestMessage(HttpMethod.Get, "hits") { Headers = { { "HX-Trigger", "hits-now" }, { "HX-Request", "true" } } };
                using var view = await officer.SendAsync(renewed, cancellation);
                view.EnsureSuccessStatusCode();
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellation)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var page = 0; await second.WaitForNextTickAsync(cancellation); page++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await officer.GetAsync(Pages[page % Pages.Length], cancellation);
            answer.EnsureSuccessStatusCode();
            pages.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private double At(int percent) => pages.Count == 0 ? 0 : pages.Order().ElementAt(Math.Min(pages.Count - 1, pages.Count * percent / 100));
}
