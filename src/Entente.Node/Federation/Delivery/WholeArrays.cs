using System.Runtime.InteropServices;

namespace Entente.Node.Federation.Delivery;

/// <summary>The store takes arrays; most bytes of messages are one already, and large ones are not held twice.</summary>
internal static class WholeArrays
{
    extension(ReadOnlyMemory<byte> bytes)
    {
        /// <summary>The array behind the bytes where they are all of it, otherwise a copy. For reading only.</summary>
        public byte[] AsArray() =>
            MemoryMarshal.TryGetArray(bytes, out var segment) && segment is { Offset: 0, Array: { } array } && segment.Count == array.Length ? array : bytes.ToArray();
    }
}
