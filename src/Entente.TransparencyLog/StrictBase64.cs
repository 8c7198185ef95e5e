namespace Entente.TransparencyLog;

/// <summary>Base64 of which there is exactly one text for the same bytes: padded, without white space, unused bits zero.</summary>
internal static class StrictBase64
{
    public static byte[]? TryDecode(string? text)
    {
        if (text is null || text.Length % 4 != 0)
        {
            return null;
        }

        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        Array.Resize(ref bytes, length);
        return Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}
