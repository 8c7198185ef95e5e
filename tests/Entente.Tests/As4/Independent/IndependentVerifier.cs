using System.Text.Json;
using Entente.As4.Security;
using Entente.Tests.Architecture;

namespace Entente.Tests.As4.Independent;

/// <summary>A program in another language, with other libraries, that verifies messages and receipts.</summary>
internal static class IndependentVerifier
{
    private const string Modules = "lxml.etree, cryptography";

    /// <summary>Skips the test where the program cannot run.</summary>
    public static Task NeedAsync() => PythonProgram.NeedAsync(Modules);

    public static Task<bool> IsThereAsync() => PythonProgram.HasAsync(Modules);

    /// <param name="key">What the message may be encrypted for; a receipt is not encrypted.</param>
    public static async Task<JsonElement> JudgeAsync(string contentType, byte[] body, Certificate signer, PrivateKey? key = null)
    {
        var folder = Directory.CreateTempSubdirectory("entente-as4-").FullName;
        try
        {
            var (message, certificate, secret) = (Path.Combine(folder, "message"), Path.Combine(folder, "signer.der"), Path.Combine(folder, "key.der"));
            await File.WriteAllBytesAsync(message, body);
            await File.WriteAllBytesAsync(certificate, signer.Raw.ToArray());
            if (key is not null)
            {
                await File.WriteAllBytesAsync(secret, key.ToPkcs8());
            }

            var (code, output, errors) = await PythonProgram.RunAsync([Repository.PathOf("tests/Entente.Tests/As4/Independent/as4_verify.py"), message, contentType, certificate, .. key is null ? Array.Empty<string>() : [secret]]);
            code.ShouldBe(0, errors);
            using var verdict = JsonDocument.Parse(output);
            return verdict.RootElement.Clone();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
