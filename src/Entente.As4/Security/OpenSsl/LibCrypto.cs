using System.Runtime.InteropServices;

namespace Entente.As4.Security.OpenSsl;

/// <summary>The few functions of OpenSSL 3 that the base class library does not offer: Ed25519, X25519, and OAEP with two digests.</summary>
/// <remarks>It is the library that .NET itself has loaded on Linux. Functions that return a pointer which the caller owns return a handle.</remarks>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    public const int EvpPkeyRsa = 6;
    public const int EvpPkeyX25519 = 1034;
    public const int EvpPkeyEd25519 = 1087;

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(IntPtr key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    public static partial KeyHandle NewRawPrivateKey(int type, IntPtr engine, ReadOnlySpan<byte> raw, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    public static partial KeyHandle NewRawPublicKey(int type, IntPtr engine, ReadOnlySpan<byte> raw, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    public static partial int RawPublicKey(KeyHandle key, Span<byte> raw, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_base_id")]
    public static partial int BaseId(KeyHandle key);

    [LibraryImport(Library, EntryPoint = "d2i_AutoPrivateKey")]
    public static unsafe partial KeyHandle ReadPrivateKey(IntPtr into, ref byte* der, nint length);

    [LibraryImport(Library, EntryPoint = "d2i_PUBKEY")]
    public static unsafe partial KeyHandle ReadPublicKey(IntPtr into, ref byte* der, nint length);

    [LibraryImport(Library, EntryPoint = "i2d_PUBKEY")]
    public static unsafe partial int WritePublicKey(KeyHandle key, byte** der);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY2PKCS8")]
    public static partial IntPtr ToPkcs8(KeyHandle key);

    [LibraryImport(Library, EntryPoint = "i2d_PKCS8_PRIV_KEY_INFO")]
    public static unsafe partial int WritePkcs8(IntPtr pkcs8, byte** der);

    [LibraryImport(Library, EntryPoint = "PKCS8_PRIV_KEY_INFO_free")]
    public static partial void FreePkcs8(IntPtr pkcs8);

    [LibraryImport(Library, EntryPoint = "EVP_sha256")]
    public static partial IntPtr Sha256();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    public static partial DigestHandle NewDigest();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    public static partial void FreeDigest(IntPtr context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    public static partial int DigestSignInit(DigestHandle context, IntPtr keyContext, IntPtr digest, IntPtr engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    public static partial int DigestSign(DigestHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    public static partial int DigestVerifyInit(DigestHandle context, IntPtr keyContext, IntPtr digest, IntPtr engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    public static partial int DigestVerify(DigestHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    public static partial OperationHandle NewOperation(KeyHandle key, IntPtr engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_id")]
    public static partial OperationHandle NewOperation(int type, IntPtr engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    public static partial void FreeOperation(IntPtr context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_ctrl_str", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Set(OperationHandle context, string name, string value);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_keygen_init")]
    public static partial int GenerateInit(OperationHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_keygen")]
    public static partial int Generate(OperationHandle context, out IntPtr key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_init")]
    public static partial int DeriveInit(OperationHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_set_peer")]
    public static partial int DeriveSetPeer(OperationHandle context, KeyHandle peer);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive")]
    public static partial int Derive(OperationHandle context, Span<byte> secret, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_encrypt_init")]
    public static partial int EncryptInit(OperationHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_encrypt")]
    public static partial int Encrypt(OperationHandle context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> input, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_decrypt_init")]
    public static partial int DecryptInit(OperationHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_decrypt")]
    public static partial int Decrypt(OperationHandle context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> input, nuint length);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();
}
