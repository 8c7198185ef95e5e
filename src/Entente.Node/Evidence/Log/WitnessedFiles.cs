using System.Diagnostics.CodeAnalysis;
using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>The checkpoint of each log that this node has cosigned last, in a file beside the key of the witness and outside the store: a store that was set back does not make the witness forget what it has signed.</summary>
internal sealed class WitnessedFiles(NodeOptions node)
{
    private readonly string folder = Path.Combine(node.Directory, LogKeys.Folder);

    /// <returns>What was cosigned last of the log; <see langword="null"/> where no file says so.</returns>
    /// <exception cref="InvalidDataException">There is a file, and it is no checkpoint of that log. Nothing of the log MAY be cosigned then: nobody knows from where.</exception>
    public Seen? Read(string origin)
    {
        var path = PathOf(origin);
        if (!File.Exists(path))
        {
            return null;
        }

        return TryRead(File.ReadAllBytes(path), origin, out var seen) ? seen : throw new InvalidDataException($"{Path.GetFileName(path)} is no checkpoint of the log {origin}.");
    }

    /// <summary>Has it on the disk before it returns. A cosignature MUST NOT leave the node before. Called by the writer of the store alone, which is one for all replicas.</summary>
    public void Write(string origin, string note)
    {
        Directory.CreateDirectory(folder);
        KeptFile.Write(PathOf(origin), Encoding.UTF8.GetBytes(note));
    }

    private static bool TryRead(byte[] bytes, string origin, [NotNullWhen(true)] out Seen? seen)
    {
        seen = SignedNote.TryParse(bytes, out var note, out _) && Checkpoint.TryRead(note.Text, out var head, out _) && head.Origin == origin ? new(head, note.ToString()) : null;
        return seen is not null;
    }

    private string PathOf(string origin) => Path.Combine(folder, $"{Witness.NameOf(origin)}.seen");

    /// <param name="Note">The checkpoint with its signatures.</param>
    internal sealed record Seen(Checkpoint Head, string Note);
}
