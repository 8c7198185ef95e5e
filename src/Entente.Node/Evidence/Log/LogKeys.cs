using Entente.As4.Security;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>The keys by which the logs and the witness of this node sign. They sign nothing else, and nothing else signs for them.</summary>
internal sealed class LogKeys(KeyFiles files, MakeKey make)
{
    /// <summary>Where they lie below the folder of the node, apart from the keys of the exchange.</summary>
    public const string Folder = "log";

    /// <summary>Makes the check for a key; the primitive is OpenSSL's, as for messages.</summary>
    public static SignatureCheck? Open(VerifierKey key) => SubjectPublicKey.FromEd25519(key.PublicKey.Span).Verifies;

    /// <summary>Makes a key and has its file on the disk. It counts once <see cref="Insert"/> is committed.</summary>
    public Made Make(string name, NoteAlgorithm algorithm)
    {
        var secret = make(KeyAlgorithm.Ed25519);
        var key = VerifierKey.Of(name, algorithm, secret.PublicKey.Point.Span);
        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(algorithm.IsTimed ? "witness" : "log")}-ed25519-{key.Id:x8}");
        files.Write(id, secret);
        return new(id, new(key, secret.Sign));
    }

    public static void Insert(Session session, Made made) => session.Execute(
        "INSERT INTO log_key (id, public_key, created_at) VALUES (@Id, @key, @Now)", new { made.Id, key = made.Signer.Key.ToString(), session.Now });

    /// <summary>Takes back a key that another replica was faster with.</summary>
    public void Discard(Made made) => files.Delete(made.Id);

    /// <exception cref="FileNotFoundException">The store knows a key whose file is not here.</exception>
    public NoteSigner Read(string id, string publicKey)
    {
        var secret = files.Read(id);
        return VerifierKey.TryParse(publicKey, out var key) && key.PublicKey.Span.SequenceEqual(secret.PublicKey.Point.Span)
            ? new(key, secret.Sign)
            : throw new InvalidDataException($"The public key of {id} in the store is not that of its file.");
    }

    /// <param name="Id">The name of its file.</param>
    internal sealed record Made(string Id, NoteSigner Signer);
}
