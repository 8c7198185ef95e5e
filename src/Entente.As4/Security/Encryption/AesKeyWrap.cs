using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Entente.As4.Security.Encryption;

/// <summary>AES key wrap (RFC 3394) with its default initial value.</summary>
internal static class AesKeyWrap
{
    private const int Block = 8;
    private const ulong Initial = 0xA6A6A6A6A6A6A6A6;

    public static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length % Block, 0);
        using var aes = Keyed(wrappingKey);
        var wrapped = new byte[key.Length + Block];
        key.CopyTo(wrapped.AsSpan(Block));
        var n = key.Length / Block;
        Span<byte> buffer = stackalloc byte[2 * Block];
        BinaryPrimitives.WriteUInt64BigEndian(buffer, Initial);
        for (var step = 1; step <= 6 * n; step++)
        {
            var register = wrapped.AsSpan(((step - 1) % n + 1) * Block, Block);
            register.CopyTo(buffer[Block..]);
            aes.EncryptEcb(buffer, buffer, PaddingMode.None);
            Mix(buffer, step);
            buffer[Block..].CopyTo(register);
        }

        buffer[..Block].CopyTo(wrapped);
        return wrapped;
    }

    /// <summary>The key, or <see langword="null"/> where the wrapping key is another or the octets were changed.</summary>
    public static byte[]? Unwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < 3 * Block || wrapped.Length % Block != 0)
        {
            return null;
        }

        using var aes = Keyed(wrappingKey);
        var key = wrapped[Block..].ToArray();
        var n = key.Length / Block;
        Span<byte> buffer = stackalloc byte[2 * Block];
        wrapped[..Block].CopyTo(buffer);
        for (var step = 6 * n; step >= 1; step--)
        {
            var register = key.AsSpan((step - 1) % n * Block, Block);
            Mix(buffer, step);
            register.CopyTo(buffer[Block..]);
            aes.DecryptEcb(buffer, buffer, PaddingMode.None);
            buffer[Block..].CopyTo(register);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(buffer) == Initial ? key : null;
    }

    private static void Mix(Span<byte> buffer, int step) =>
        BinaryPrimitives.WriteUInt64BigEndian(buffer, BinaryPrimitives.ReadUInt64BigEndian(buffer) ^ (ulong)step);

    private static Aes Keyed(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key);
        return aes;
    }
}
