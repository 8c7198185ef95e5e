using System.Security.Cryptography;

namespace Entente.EvidenceFiles;

/// <summary>The public key of a security key as WebAuthn registers it: a COSE_Key (RFC 9052, RFC 9053, RFC 8230) of the kinds that a registration takes, ECDSA and RSA.</summary>
internal static class CoseKey
{
    private const long Kind = 1;
    private const long Algorithm = 3;
    private const int LongestModulus = 1024;

    /// <summary>Whether the key has made the signature. Never throws, whatever the bytes are.</summary>
    public static bool Verifies(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var (numbers, values) = (new Dictionary<long, long>(), new Dictionary<long, byte[]>());
        if (!TryRead(key, numbers, values) || HashOf(numbers.GetValueOrDefault(Algorithm)) is not { } hash)
        {
            return false;
        }

        var (kind, algorithm) = (numbers.GetValueOrDefault(Kind), numbers.GetValueOrDefault(Algorithm));
        var (first, second, third) = (values.GetValueOrDefault(-1), values.GetValueOrDefault(-2), values.GetValueOrDefault(-3));
        try
        {
            return (kind, algorithm) switch
            {
                (2, -7 or -35 or -36) when second is not null && third is not null && CurveOf(algorithm, numbers.GetValueOrDefault(-1)) is { } curve => ByCurve(curve, second, third, message, signature, hash),
                (3, <= -257 and >= -259) when IsRsa(first, second) => ByRsa(first!, second!, message, signature, hash, RSASignaturePadding.Pkcs1),
                (3, <= -37 and >= -39) when IsRsa(first, second) => ByRsa(first!, second!, message, signature, hash, RSASignaturePadding.Pss),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A point that is not on the curve, or a modulus that is none.
            return false;
        }
    }

    private static HashAlgorithmName? HashOf(long algorithm) => algorithm switch
    {
        -7 or -37 or -257 => HashAlgorithmName.SHA256,
        -35 or -38 or -258 => HashAlgorithmName.SHA384,
        -36 or -39 or -259 => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static ECCurve? CurveOf(long algorithm, long curve) => (algorithm, curve) switch
    {
        (-7, 1) => ECCurve.NamedCurves.nistP256,
        (-35, 2) => ECCurve.NamedCurves.nistP384,
        (-36, 3) => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static bool IsRsa(byte[]? modulus, byte[]? exponent) => modulus is { Length: <= LongestModulus } && exponent is { Length: <= 8 };

    private static bool ByCurve(ECCurve curve, byte[] x, byte[] y, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = x, Y = y } });
        return key.VerifyData(message, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool ByRsa(byte[] modulus, byte[] exponent, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        using var key = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return key.VerifyData(message, signature, hash, padding);
    }

    // A map from small numbers to numbers and bytes, of definite length, and nothing behind it.
    private static bool TryRead(ReadOnlySpan<byte> cbor, Dictionary<long, long> numbers, Dictionary<long, byte[]> values)
    {
        if (!TryHead(ref cbor, out var major, out var pairs) || major != 5)
        {
            return false;
        }

        for (; pairs > 0; pairs--)
        {
            if (!TryHead(ref cbor, out major, out var value) || major > 1)
            {
                return false;
            }

            var label = Signed(major, value);
            if (!TryHead(ref cbor, out major, out value) || major > 2 || (major == 2 && value > cbor.Length))
            {
                return false;
            }

            if (major == 2 ? !values.TryAdd(label, cbor[..(int)value].ToArray()) : !numbers.TryAdd(label, Signed(major, value)))
            {
                return false;
            }

            cbor = major == 2 ? cbor[(int)value..] : cbor;
        }

        return cbor.IsEmpty;
    }

    private static long Signed(int major, long value) => major == 0 ? value : -1 - value;

    private static bool TryHead(ref ReadOnlySpan<byte> cbor, out int major, out long value)
    {
        (major, value) = (0, 0);
        var info = cbor.IsEmpty ? 31 : cbor[0] & 31;
        var more = info switch { < 24 => 0, 24 => 1, 25 => 2, 26 => 4, _ => -1 };
        if (more < 0 || cbor.Length < 1 + more)
        {
            return false;
        }

        (major, value) = (cbor[0] >> 5, more == 0 ? info : 0);
        foreach (var part in cbor[1..(1 + more)])
        {
            value = (value << 8) | part;
        }

        cbor = cbor[(1 + more)..];
        return true;
    }
}
