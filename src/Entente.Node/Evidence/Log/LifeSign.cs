using System.Globalization;
using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>When this node was last known to keep its log, in a file beside the key: whoever restores a whole folder from a backup restores an old sign with it.</summary>
internal sealed class LifeSign(NodeOptions node, TimeProvider clock)
{
    /// <summary>A node that was away for longer may be one that was restored.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private (uint Key, DateTimeOffset At) written;

    public bool IsFresh(NoteSigner signer)
    {
        var path = PathOf(signer);
        return File.Exists(path) && DateTimeOffset.TryParseExact(File.ReadAllText(path).TrimEnd('\n'), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && (clock.GetUtcNow() - at).Duration() < Lasts;
    }

    /// <summary>Says that the node keeps this log now.</summary>
    public void Write(NoteSigner signer)
    {
        var now = clock.GetUtcNow();
        KeptFile.Write(PathOf(signer), Encoding.ASCII.GetBytes(now.ToString("O", CultureInfo.InvariantCulture) + "\n"));
        written = (signer.Key.Id, now);
    }

    /// <summary>The same, where the last time is a minute ago.</summary>
    public void Renew(NoteSigner signer)
    {
        if (written.Key == signer.Key.Id && (clock.GetUtcNow() - written.At).Duration() < Between)
        {
            return;
        }

        try
        {
            Write(signer);
        }
        catch (IOException)
        {
            // Another replica writes it in the same moment; and where the disk is full, a restart asks partners and the head says so louder.
        }
    }

    private string PathOf(NoteSigner signer) => Path.Combine(node.Directory, LogKeys.Folder, string.Create(CultureInfo.InvariantCulture, $"{signer.Key.Id:x8}.alive"));
}
