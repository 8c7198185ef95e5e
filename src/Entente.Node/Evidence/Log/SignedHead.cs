using System.Diagnostics.CodeAnalysis;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>The checkpoint that was signed last, in a file beside the key and outside the store: a store that was set back to an older state is recognised by it.</summary>
internal sealed class SignedHead(NodeOptions node)
{
    /// <returns>What this key signed last; <see langword="null"/> where that is not known.</returns>
    public Checkpoint? Read(NoteSigner signer)
    {
        var path = PathOf(signer);
        return File.Exists(path) && TryRead(File.ReadAllBytes(path), signer, out var head) ? head : null;
    }

    /// <summary>Has it on the disk before it returns. A checkpoint MUST NOT leave the node before.</summary>
    public void Write(NoteSigner signer, SignedNote note) => KeptFile.Write(PathOf(signer), note.ToBytes());

    /// <summary>Takes back the head of a log that another replica was faster with.</summary>
    public void Delete(NoteSigner signer) => File.Delete(PathOf(signer));

    private static bool TryRead(byte[] bytes, NoteSigner signer, [NotNullWhen(true)] out Checkpoint? head)
    {
        head = null;
        return SignedNote.TryParse(bytes, out var note, out _)
            && note.TryVerify([new(signer.Key, LogKeys.Open(signer.Key)!)], out _, out _)
            && Checkpoint.TryRead(note.Text, out head, out _);
    }

    private string PathOf(NoteSigner signer) => Path.Combine(node.Directory, LogKeys.Folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{signer.Key.Id:x8}.head"));
}
