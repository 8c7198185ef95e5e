using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Entente.Scenarios.Faults;

/// <summary>
/// A line between two nodes that breaks as a plan says: it sits on the loopback, passes bytes on to one port, and counts what it did to them, so that a
/// test can show that its fault took place. It reads nothing: both ends speak TLS through it.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<Socket, byte> open = [];
    private readonly ConcurrentBag<Task> running = [];
    private Socket? listener;
    private int passages;

    /// <param name="target">Where bytes are passed on to; may be set later.</param>
    public FaultProxy(int target = 0)
    {
        Target = target;
        Listen();
    }

    public int Target { get; set; }

    public int Port { get; private set; }

    /// <summary>As a card names it.</summary>
    public string Address => $"https://127.0.0.1:{Port}/as4";

    /// <summary>What happens to a connection, asked for each, one after the other.</summary>
    public Func<Passage, Mishap> Plan { get; set; } = static _ => Mishap.None;

    public Tally Tally { get; } = new();

    /// <summary>From now on connections pass. Those that froze stay frozen: nobody tells either end.</summary>
    public void Heal()
    {
        Plan = static _ => Mishap.None;
        if (listener is null)
        {
            Listen();
        }
    }

    /// <summary>Nobody listens any more: connections are refused by the system.</summary>
    public void Close()
    {
        listener?.Dispose();
        listener = null;
    }

    /// <summary>Resets whatever is open.</summary>
    public void Break()
    {
        foreach (var socket in open.Keys)
        {
            Reset(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        Close();
        foreach (var socket in open.Keys)
        {
            socket.Dispose();
        }

        await Task.WhenAll(running);
        ended.Dispose();
    }

    private void Listen()
    {
        var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        made.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        made.Listen(1024);
        (listener, Port) = (made, ((IPEndPoint)made.LocalEndPoint!).Port);
        running.Add(AcceptAsync(made));
    }

    private async Task AcceptAsync(Socket from)
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await from.AcceptAsync(ended.Token);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var mishap = Plan(new(Interlocked.Increment(ref passages), open.Count));
            if (mishap.Refused)
            {
                Tally.Count(Happened.Refused);
                Reset(near);
                continue;
            }

            open.TryAdd(near, 0);
            running.Add(PassAsync(near, mishap));
        }
    }

    private async Task PassAsync(Socket near, Mishap mishap)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (mishap.Silent)
        {
            Tally.Count(Happened.Silent);
            return;
        }

        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        open.TryAdd(far, 0);
        Socket? twin = null;
        try
        {
            // Who ends the line may have ended this one already.
            near.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, Target, ended.Token);
            if (mishap.Doubled)
            {
                Tally.Count(Happened.Doubled);
                twin = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await twin.ConnectAsync(IPAddress.Loopback, Target, ended.Token);
            }

            var line = new Line(mishap, Tally, ended.Token);
            await Task.WhenAll(line.CarryAsync(Way.There, near, far, twin), line.CarryAsync(Way.Back, far, near, null));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset(near);
            Reset(far);
        }
        finally
        {
            twin?.Dispose();
            open.TryRemove(far, out _);
            open.TryRemove(near, out _);
            near.Dispose();
        }
    }

    /// <summary>Ends a connection with RST, not FIN.</summary>
    internal static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new(enable: true, seconds: 0);
            socket.Dispose();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other end was faster.
        }
    }
}
