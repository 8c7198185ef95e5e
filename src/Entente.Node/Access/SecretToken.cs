using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Node.Access;

/// <summary>A random secret of 256 bits that its holder shows and the store knows by its hash only.</summary>
internal sealed record SecretToken(string Text)
{
    public string Hash { get; } = HashOf(Text);

    public static SecretToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // The compiler's own text of a record would show the secret.
    public override string ToString() => "(secret)";
}
