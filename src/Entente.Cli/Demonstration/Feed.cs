using System.Net.Http.Headers;
using System.Text.Json;
using Entente.Simulation;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Cli.Demonstration;

/// <summary>Sends trade to the node as the administration's own systems would: over HTTP, in wire formats, with a feed's token.</summary>
internal sealed class Feed : IDisposable
{
    /// <summary>Sent at once: small enough to show life, large enough to share a flush.</summary>
    private const int LargestBatch = 200;

    private readonly HttpClient client;

    public Feed(Uri node, string token)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Sends the simulated world from a position on, until it is stopped.</summary>
    /// <param name="world">What is lodged.</param>
    /// <param name="from">Where to start.</param>
    /// <param name="rate">Declarations per second; 0 for as many as the node takes.</param>
    /// <param name="reached">Told the position up to which all is durable.</param>
    /// <param name="clock">The pace.</param>
    /// <param name="cancellation">Stops after the batch under way.</param>
    public async Task SimulateAsync(
        TradeWorld world, WorldPosition from, double rate, Action<WorldPosition> reached, TimeProvider clock, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var sent = 0L;
        foreach (var batch in world.Run(from).Chunk(rate is > 0 and < LargestBatch * 4 ? Math.Max(1, (int)(rate / 4)) : LargestBatch))
        {
            foreach (var (format, declarations) in batch.Select(one => one.Declaration).GroupBy(SimulatedFeed.FormatOf).Select(group => (group.Key, group)))
            {
                await SendAsync(declarations, format, cancellation);
            }

            reached(batch[^1].Next);
            sent += batch.Length;
            if (rate > 0 && TimeSpan.FromSeconds(sent / rate) - clock.GetElapsedTime(began) is { Ticks: > 0 } ahead)
            {
                await Task.Delay(ahead, clock, cancellation);
            }
        }
    }

    /// <summary>Sends a file of real declarations, telling how many are in after each.</summary>
    public async Task SendFileAsync(string file, string mapping, Action<long> taken, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        using var body = new StreamContent(content) { Headers = { ContentType = new("text/csv") } };
        await PostAsync($"declarations?mapping={Uri.EscapeDataString(mapping)}", body, taken, cancellation);
    }

    private async Task SendAsync(IEnumerable<Declaration> declarations, TradeFormat format, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        TradeWriter.WriteBatch(declarations, format, bytes);
        using var body = new ByteArrayContent(bytes.ToArray())
        {
            Headers = { ContentType = new(format == TradeFormat.Edifact ? "application/edifact" : "application/xml") },
        };
        await PostAsync("declarations", body, static _ => { }, cancellation);
    }

    /// <summary>Posts and reads the verdicts as they come; each stands for a declaration that is durable or refused.</summary>
    private async Task PostAsync(string path, HttpContent body, Action<long> taken, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var verdicts = await response.Content.ReadAsStreamAsync(cancellation);
        var count = 0L;
        await foreach (var _ in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(verdicts, cancellationToken: cancellation))
        {
            taken(++count);
        }
    }
}
