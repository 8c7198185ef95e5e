using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>Where new private keys come from.</summary>
/// <param name="algorithm">What the key is for.</param>
/// <param name="rsaBits">How long one of RSA is.</param>
internal delegate PrivateKey MakeKey(KeyAlgorithm algorithm, int rsaBits = PrivateKey.RsaBits);

/// <summary>The private keys of this node: one file each, readable by the node alone. Replicas share the folder.</summary>
internal sealed partial class KeyFiles(NodeOptions node, ILogger<KeyFiles> log, string name = "keys")
{
    private const string Label = "PRIVATE KEY";
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string folder = Path.Combine(node.Directory, name);

    /// <summary>Writes a key so that it is on the disk before anything refers to it.</summary>
    public void Write(string id, PrivateKey key)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Keys are kept by the rights of Unix files.");
        }

        Directory.CreateDirectory(folder, OwnFolder);
        var pkcs8 = key.ToPkcs8();
        try
        {
            using var file = new FileStream(PathOf(id), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnFile });
            file.Write(System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, pkcs8)));
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <exception cref="FileNotFoundException">The store knows a key whose file is not here.</exception>
    public PrivateKey Read(string id)
    {
        var path = PathOf(id);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The private key {id} is not in {Path.GetFullPath(folder)}. Replicas of a node share this folder; a restored store needs the folder restored with it.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            OpenToOthers(log, id);
        }

        var pem = File.ReadAllText(path);
        var fields = PemEncoding.Find(pem);
        var pkcs8 = Convert.FromBase64String(pem[fields.Base64Data]);
        try
        {
            return PrivateKey.FromPkcs8(pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    public void Delete(string id) => File.Delete(PathOf(id));

    private string PathOf(string id) => Path.Combine(folder, $"{id}.pem");

    [LoggerMessage(1200, LogLevel.Warning, "The file of the private key {Id} can be read by others than the node; take the right away.")]
    private static partial void OpenToOthers(ILogger log, string id);
}
