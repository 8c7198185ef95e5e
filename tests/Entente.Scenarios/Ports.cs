using System.Net;
using System.Net.Sockets;

namespace Entente.Scenarios;

/// <summary>Ports of this machine for servers that have to be told theirs, and keep it when they start again.</summary>
/// <remarks>
/// Below the ports that systems give to outgoing connections (32768 and up, IANA 49152 and up): a free one of those may be the near end of
/// somebody's connection by the time the server listens.
/// </remarks>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Processes that test side by side begin apart.
    private static int next = unchecked(Environment.ProcessId * 61) & int.MaxValue;

    /// <summary>A port that nobody listens on, and that this process has not been given before.</summary>
    public static int Free() => Free(1);

    /// <summary>The first of so many such ports in a row, for programs that count on from the one they are told.</summary>
    public static int Free(int inRow)
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((unchecked(Interlocked.Add(ref next, inRow) - inRow + 1) & int.MaxValue) % Count);
            if (port + inRow <= First + Count && Enumerable.Range(port, inRow).All(IsFree))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No {inRow} ports in a row from {First} to {First + Count - 1} are free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
