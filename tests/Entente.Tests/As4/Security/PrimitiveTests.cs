using System.Security.Cryptography;
using System.Text.Json;
using Entente.As4.Security;
using Entente.As4.Security.Encryption;

namespace Entente.Tests.As4.Security;

/// <summary>The primitives against what their standards print.</summary>
public sealed class PrimitiveTests
{
    private const string Ed25519Pkcs8 = "302e020100300506032b657004220420";
    private const string Ed25519Spki = "302a300506032b6570032100";
    private const string X25519Pkcs8 = "302e020100300506032b656e04220420";
    private const string X25519Spki = "302a300506032b656e032100";

    [Theory] // RFC 8032, 7.1
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Ed25519_signs_as_its_standard_prints(string secret, string point, string message, string signature)
    {
        using var key = PrivateKey.FromPkcs8(Convert.FromHexString(Ed25519Pkcs8 + secret));

        Convert.ToHexStringLower(key.PublicKey.Raw.Span).ShouldBe(Ed25519Spki + point);
        Convert.ToHexStringLower(key.Sign(Convert.FromHexString(message))).ShouldBe(signature);
        key.PublicKey.Verifies(Convert.FromHexString(message), Convert.FromHexString(signature)).ShouldBeTrue();
        key.PublicKey.Verifies(Convert.FromHexString(message + "00"), Convert.FromHexString(signature)).ShouldBeFalse();
    }

    [Fact]
    public void Ed25519_accepts_and_refuses_what_the_public_vectors_say()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(PublicData.Need("transparency-log/ed25519-wycheproof.json")));
        var judged = 0;
        foreach (var group in vectors.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var key = SubjectPublicKey.TryParse(Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!)).ShouldNotBeNull();
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var valid = key.Verifies(Convert.FromHexString(test.GetProperty("msg").GetString()!), Convert.FromHexString(test.GetProperty("sig").GetString()!));
                valid.ShouldBe(test.GetProperty("result").GetString() == "valid", test.GetProperty("comment").GetString());
                judged++;
            }
        }

        judged.ShouldBeGreaterThan(100);
    }

    [Fact] // RFC 7748, 6.1: the second party, from its own secret and the first one's point
    public void X25519_agrees_as_its_standard_prints()
    {
        using var own = PrivateKey.FromPkcs8(Convert.FromHexString(X25519Pkcs8 + "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        var other = SubjectPublicKey.TryParse(Convert.FromHexString(X25519Spki + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));

        Convert.ToHexStringLower(own.PublicKey.Raw.Span).ShouldBe(X25519Spki + "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        Convert.ToHexStringLower(own.Agree(other!)!).ShouldBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    }

    [Fact]
    public void The_wrapping_key_is_HKDF_of_the_agreed_secret()
    {
        using var own = PrivateKey.FromPkcs8(Convert.FromHexString(X25519Pkcs8 + "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        var other = SubjectPublicKey.TryParse(Convert.FromHexString(X25519Spki + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))!;
        byte[] salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

        // Extract and expand as RFC 5869 (2.2, 2.3) writes them: one block is enough for 16 octets.
        var extracted = HMACSHA256.HashData(salt, own.Agree(other)!);
        KeyAgreement.Derive(own, other, salt, [7]).ShouldBe(HMACSHA256.HashData(extracted, (byte[])[7, 1])[..16]);
    }

    [Fact] // Galois/Counter Mode of Operation (McGrew, Viega), test case 3
    public void AES_GCM_opens_what_its_authors_print()
    {
        var written = Convert.FromHexString(
            "cafebabefacedbaddecaf888" +
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985" +
            "4d5c2af327cd64a62cf35abd2ba6fab4");

        Convert.ToHexStringLower(ContentCipher.Decrypt(Convert.FromHexString("feffe9928665731c6d6a8f9467308308"), written)!).ShouldBe(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255");
    }

    [Theory] // RFC 3394: 4.1 wraps 128 bits with 128, 4.3 with 256, 4.6 wraps 256 bits with 256
    [InlineData("000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00112233445566778899aabbccddeeff", "64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f",
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21")]
    public void Key_wrap_is_what_its_standard_prints(string wrapping, string key, string wrapped)
    {
        Convert.ToHexStringLower(AesKeyWrap.Wrap(Convert.FromHexString(wrapping), Convert.FromHexString(key))).ShouldBe(wrapped);
        Convert.ToHexStringLower(AesKeyWrap.Unwrap(Convert.FromHexString(wrapping), Convert.FromHexString(wrapped))!).ShouldBe(key);
        AesKeyWrap.Unwrap(Convert.FromHexString(key).AsSpan(0, 16), Convert.FromHexString(wrapped)).ShouldBeNull();
        AesKeyWrap.Unwrap(Convert.FromHexString(wrapping), Convert.FromHexString(wrapped).AsSpan(8)).ShouldBeNull();
    }
}
