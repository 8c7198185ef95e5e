using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.EvidenceFiles;

namespace Entente.Tests.Node.Access;

/// <summary>A security key in software with the browser around it: answers what the node asks, as WebAuthn says, or wrongly where a test wants it.</summary>
internal sealed class SoftKey : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte HasCredential = 0x40;

    private readonly int algorithm;
    private readonly AsymmetricAlgorithm pair;
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string userHandle = "";

    /// <param name="algorithm">As COSE numbers it; ES256 unless a test wants another.</param>
    public SoftKey(int algorithm = -7)
    {
        this.algorithm = algorithm;
        pair = algorithm switch
        {
            -7 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            -35 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            -36 => ECDsa.Create(ECCurve.NamedCurves.nistP521),
            _ => RSA.Create(2048),
        };
    }

    /// <summary>Whether the key asks for a PIN or a finger.</summary>
    public bool VerifiesUser { get; set; } = true;

    /// <summary>The site the browser says it is on; the node's own unless a test sets another.</summary>
    public string? Origin { get; init; }

    public uint Counter { get; set; } = 1;

    public async Task<HttpResponseMessage> RegisterAsync(HttpClient client, string challenge, string answer, string? token = null, string? name = null)
    {
        var asked = await AskAsync(client, challenge, new { token = token ?? "", name });
        return asked.IsSuccessStatusCode ? await SendAsync(client, answer, Create(await asked.Content.ReadFromJsonAsync<JsonElement>(), OriginOf(client))) : asked;
    }

    public async Task<HttpResponseMessage> SignInAsync(HttpClient client, string? to = null)
    {
        var asked = await AskAsync(client, "/sign-in/key", new { });
        return asked.IsSuccessStatusCode ? await SendAsync(client, "/sign-in/key/answer", Get(await asked.Content.ReadFromJsonAsync<JsonElement>(), OriginOf(client)), to) : asked;
    }

    public static async Task<HttpResponseMessage> AskAsync(HttpClient client, string address, object body) => await SendAsync(client, address, JsonContent.Create(body));

    public static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string credential, string? to = null) =>
        SendAsync(client, address, JsonContent.Create(new { credential, to }));

    public string OriginOf(HttpClient client) => Origin ?? client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public string Create(JsonElement options, string origin)
    {
        userHandle = options.GetProperty("user").GetProperty("id").GetString()!;
        byte[] credential = [.. new byte[16], 0, (byte)id.Length, .. id, .. Cose()];
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Facts(options.GetProperty("rp").GetProperty("id").GetString()!, HasCredential), .. credential]);
        attestation.WriteEndMap();
        return Credential(new
        {
            clientDataJSON = Text(ClientFacts("webauthn.create", options, origin)),
            attestationObject = Text(attestation.Encode()),
            transports = new[] { "usb" },
        });
    }

    public string Get(JsonElement options, string origin)
    {
        var facts = Facts(options.GetProperty("rpId").GetString()!, 0);
        var client = ClientFacts("webauthn.get", options, origin);
        return Credential(new { clientDataJSON = Text(client), authenticatorData = Text(facts), signature = Text(SignatureOf([.. facts, .. SHA256.HashData(client)])), userHandle });
    }

    /// <summary>The public key as it is registered.</summary>
    public byte[] Cose()
    {
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        var curve = (pair as ECDsa)?.ExportParameters(includePrivateParameters: false);
        var modulus = (pair as RSA)?.ExportParameters(includePrivateParameters: false);
        cose.WriteStartMap(curve is null ? 4 : 5);
        cose.WriteInt32(1);
        cose.WriteInt32(curve is null ? 3 : 2);
        cose.WriteInt32(3);
        cose.WriteInt32(algorithm);
        cose.WriteInt32(-1);
        if (curve is { Q: var point })
        {
            cose.WriteInt32(algorithm switch { -7 => 1, -35 => 2, _ => 3 });
            cose.WriteInt32(-2);
            cose.WriteByteString(point.X!);
            cose.WriteInt32(-3);
            cose.WriteByteString(point.Y!);
        }
        else
        {
            cose.WriteByteString(modulus!.Value.Modulus!);
            cose.WriteInt32(-2);
            cose.WriteByteString(modulus.Value.Exponent!);
        }

        cose.WriteEndMap();
        return cose.Encode();
    }

    /// <summary>Signs a statement, as the node asks for it by a step of custody.</summary>
    /// <param name="origin">The site the browser is on.</param>
    /// <param name="site">The site that the key is asked for.</param>
    /// <param name="type">What the browser says that it does.</param>
    public StepSignature Sign(string statement, long registered, string origin = "https://node.example", string site = "node.example", string type = "webauthn.get")
    {
        var challenge = JsonSerializer.SerializeToElement(new { challenge = Text(SHA256.HashData(Encoding.UTF8.GetBytes(statement))) });
        var (facts, client) = (Facts(site, 0), ClientFacts(type, challenge, origin));
        return new(statement, Text(id), Cose(), facts, client, SignatureOf([.. facts, .. SHA256.HashData(client)]), registered);
    }

    private byte[] SignatureOf(byte[] message)
    {
        var hash = algorithm switch { -7 or -37 or -257 => HashAlgorithmName.SHA256, -35 or -38 or -258 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        return pair is ECDsa curve ? curve.SignData(message, hash, DSASignatureFormat.Rfc3279DerSequence) : ((RSA)pair).SignData(message, hash, algorithm < -256 ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
    }

    public void Dispose() => pair.Dispose();

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string address, JsonContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await client.SendAsync(request);
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[] ClientFacts(string type, JsonElement options, string origin) => Encoding.UTF8.GetBytes(
        $$"""{"type":"{{type}}","challenge":"{{options.GetProperty("challenge").GetString()}}","origin":"{{origin}}","crossOrigin":false}""");

    private string Credential(object response) => JsonSerializer.Serialize(new
    {
        id = Text(id),
        rawId = Text(id),
        type = "public-key",
        authenticatorAttachment = "cross-platform",
        clientExtensionResults = new { },
        response,
    });

    private byte[] Facts(string site, byte more)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter++);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(UserPresent | (VerifiesUser ? UserVerified : 0) | more), .. counter];
    }
}
