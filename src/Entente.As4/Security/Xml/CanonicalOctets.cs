using System.Text;

namespace Entente.As4.Security.Xml;

/// <summary>The octets of a canonical form as it is written, of which there are never more than allowed.</summary>
internal sealed class CanonicalOctets(int most)
{
    private byte[] octets = new byte[Math.Min(most, 1024)];
    private int count;

    /// <summary>Whether something did not fit any more. What stands here is then no canonical form.</summary>
    public bool IsOver { get; private set; }

    public ReadOnlyMemory<byte> Written => octets.AsMemory(0, count);

    public void Write(ReadOnlySpan<char> text)
    {
        var more = Encoding.UTF8.GetByteCount(text);
        if (IsOver || more > most - count)
        {
            IsOver = true;
            return;
        }

        if (more > octets.Length - count)
        {
            Array.Resize(ref octets, (int)Math.Min(most, Math.Max(2L * octets.Length, (long)count + more)));
        }

        count += Encoding.UTF8.GetBytes(text, octets.AsSpan(count));
    }
}
