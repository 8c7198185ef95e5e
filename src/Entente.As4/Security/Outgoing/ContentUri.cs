using System.Text;
using Entente.As4.Mime;

namespace Entente.As4.Security.Outgoing;

/// <summary>The cid: URI of a part (RFC 2392).</summary>
internal static class ContentUri
{
    private const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";

    public static string Of(MimePart part)
    {
        var uri = new StringBuilder("cid:");
        foreach (var rune in part.ContentId.EnumerateRunes())
        {
            var text = rune.ToString();
            uri.Append(rune.IsAscii && Allowed.Contains(text, StringComparison.Ordinal) ? text : Uri.EscapeDataString(text));
        }

        return uri.ToString();
    }
}
