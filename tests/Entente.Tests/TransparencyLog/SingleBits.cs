namespace Entente.Tests.TransparencyLog;

/// <summary>Every bit of every byte changed in turn, and every byte left out, doubled, or the last one of the file.</summary>
internal static class SingleBits
{
    /// <param name="accepted">Whether the bytes are accepted: true of the original only.</param>
    public static void RefusedEverywhere(byte[] original, Func<byte[], bool> accepted)
    {
        accepted(original).ShouldBeTrue();
        for (var at = 0; at < original.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = original.ToArray();
                changed[at] ^= (byte)(1 << bit);
                accepted(changed).ShouldBeFalse($"bit {bit} of byte {at}");
            }

            accepted([.. original[..at], .. original[(at + 1)..]]).ShouldBeFalse($"without byte {at}");
            accepted([.. original[..at], original[at], .. original[at..]]).ShouldBeFalse($"byte {at} twice");
            accepted(original[..at]).ShouldBeFalse($"the first {at} bytes");
        }
    }
}
