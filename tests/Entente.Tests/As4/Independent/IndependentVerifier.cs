using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Entente.As4.Security;

namespace Entente.Tests.As4.Independent;

/// <summary>A program in another language, with other libraries, that verifies messages and receipts.</summary>
internal static class IndependentVerifier
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Skips the test where the program cannot run.</summary>
    public static async Task NeedAsync() =>
        Assert.SkipUnless(await IsThereAsync(), "python3 has no lxml or no cryptography (Debian packages: python3, python3-lxml, python3-cryptography).");

    public static async Task<bool> IsThereAsync()
    {
        try
        {
            var (code, _, _) = await RunAsync(["-c", "import lxml.etree, cryptography"]);
            return code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

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

            var (code, output, errors) = await RunAsync([Script(), message, contentType, certificate, .. key is null ? Array.Empty<string>() : [secret]]);
            code.ShouldBe(0, errors);
            using var verdict = JsonDocument.Parse(output);
            return verdict.RootElement.Clone();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository."), "tests/Entente.Tests/As4/Independent/as4_verify.py");
    }
}
