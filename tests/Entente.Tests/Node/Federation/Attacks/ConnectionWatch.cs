using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>Sees every connection that this process begins and every name that it asks for, whoever in it does so: the runtime itself tells.</summary>
internal sealed class ConnectionWatch : EventListener
{
    private readonly ConcurrentQueue<IPEndPoint> connections = new();
    private readonly ConcurrentQueue<string> names = new();

    public IReadOnlyList<IPEndPoint> Connections => [.. connections];

    /// <summary>Names that were asked for, but those of this machine.</summary>
    public IReadOnlyList<string> Names => [.. names.Where(name => name is not ("localhost" or "127.0.0.1" or "::1"))];

    /// <summary>Connections to anything that is not on this machine: no test begins one.</summary>
    public IEnumerable<IPEndPoint> Outward => connections.Where(end => !IPAddress.IsLoopback(end.Address));

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
        {
            EnableEvents(eventSource, EventLevel.LogAlways);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData)
        {
            case { EventName: "ConnectStart", Payload: [string address, ..] } when Read(address) is { } end:
                connections.Enqueue(end);
                break;
            case { EventName: "ResolutionStart", Payload: [string name, ..] }:
                names.Enqueue(name);
                break;
        }
    }

    /// <summary>An address as the runtime writes it: <c>InterNetwork:16:{0,80,127,0,0,1,…}</c>.</summary>
    private static IPEndPoint? Read(string address)
    {
        var open = address.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return null;
        }

        var bytes = address[(open + 1)..].TrimEnd('}').Split(',').Select(one => byte.Parse(one, CultureInfo.InvariantCulture)).ToArray();
        var port = (bytes[0] << 8) | bytes[1];
        return address.StartsWith(nameof(AddressFamily.InterNetworkV6), StringComparison.Ordinal)
            ? new(new IPAddress(bytes[6..22]) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : new IPAddress(bytes[6..22]), port)
            : new(new IPAddress(bytes[2..6]), port);
    }
}

/// <summary>Listens where nobody has any business, and counts who comes.</summary>
internal sealed class Canary : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
    private readonly Task counting;
    private int visits;

    public Canary()
    {
        listener.Start();
        counting = CountAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Visits => Volatile.Read(ref visits);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await counting;
    }

    private async Task CountAsync()
    {
        while (true)
        {
            try
            {
                using var visitor = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref visits);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
