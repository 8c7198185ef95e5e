namespace Entente.TradeData.Input;

/// <summary>Tells the family of a format from the first bytes.</summary>
internal static class Detection
{
    public enum Family { Xml, Edifact, Text, Unknown }

    public static Family Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return head.Length >= 4 && (head[2] == '<' && head[3] == 0 || head[2] == 0 && head[3] == '<') ? Family.Xml : Family.Unknown;
        }

        if (head.StartsWith("<\0"u8) || head.StartsWith("\0<"u8))
        {
            return Family.Xml;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            head = head[3..];
        }

        var text = head.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return Family.Xml;
        }

        if (text.StartsWith("UNA"u8) || text.StartsWith("UNB"u8))
        {
            return Family.Edifact;
        }

        return text.IsEmpty || text.ContainsAnyInRange((byte)0, (byte)8) ? Family.Unknown : Family.Text;
    }
}
