using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Entente.EvidenceFiles;
using Entente.Tests.Architecture;

namespace Entente.Tests.EvidenceFiles.Independent;

/// <summary>Evidence files of ours, read by a program in another language that shares nothing with us.</summary>
public sealed class IndependentEvidenceVerifierTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-evidence-").FullName;

    public async ValueTask InitializeAsync() => await PythonProgram.NeedAsync("lxml.etree, cryptography");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_of_ours_is_verified_by_an_independent_program_and_one_of_a_stranger_refused()
    {
        var file = await WrittenAsync(Given.File(Given.Contents(messages: 3, withItem: true)));

        var good = await JudgeAsync(file, Given.Netherlands.Fingerprint);
        good.GetProperty("good").GetBoolean().ShouldBeTrue(good.ToString());
        good.GetProperty("messages").GetInt32().ShouldBe(3);
        good.GetProperty("records").GetInt32().ShouldBe(8);
        good.GetProperty("bound").GetInt32().ShouldBe(3);
        good.GetProperty("pending").GetInt32().ShouldBe(0);
        (await JudgeAsync(file, Given.Canada.Fingerprint)).GetProperty("why").GetString().ShouldEndWith("nobody whom you trust has made it");
    }

    [Fact]
    public async Task Changed_bytes_are_refused_by_the_independent_program_as_they_are_by_us()
    {
        var verdict = await JudgeAsync("--flips", await WrittenAsync(Given.File(Given.Contents())), "53");
        verdict.GetProperty("good").GetBoolean().ShouldBeTrue();
        verdict.GetProperty("tried").GetInt32().ShouldBeGreaterThan(200);
        verdict.GetProperty("passed").GetArrayLength().ShouldBe(0, verdict.ToString());
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(-36)]
    [InlineData(-37)]
    [InlineData(-257)]
    public async Task What_officers_have_signed_is_verified_by_the_independent_program(int algorithm)
    {
        using var steps = new SignedSteps(algorithm);
        var good = await JudgeAsync(await WrittenAsync(Given.File(Given.Contents(signed: steps.Write))), Given.Netherlands.Fingerprint);

        good.GetProperty("good").GetBoolean().ShouldBeTrue(good.ToString());
        good.GetProperty("signed").GetInt32().ShouldBe(2);
    }

    [Theory, MemberData(nameof(StepSignatureTests.Lies), MemberType = typeof(StepSignatureTests))]
    public async Task What_an_officer_has_not_signed_so_is_refused_by_the_independent_program_as_well(string how, string why)
    {
        using var steps = StepSignatureTests.Lying(how);
        var verdict = await JudgeAsync(await WrittenAsync(Given.File(Given.Contents(signed: steps.Write))));

        verdict.GetProperty("good").GetBoolean().ShouldBeFalse(why);
    }

    [Theory]
    [InlineData("messages/1/message.mime")]
    [InlineData("messages/1/receipt.mime")]
    [InlineData("messages/1/signed/1.bin")]
    [InlineData("messages/1/content/1.json")]
    [InlineData("messages/1/content/2.png")]
    [InlineData("agreements/1.yaml")]
    [InlineData("cards/CA-1.card")]
    [InlineData("records/1.txt")]
    [InlineData("records/2.salt")]
    [InlineData("records/3.tlog-proof")]
    public async Task What_its_maker_has_changed_and_signed_anew_is_refused_by_both(string name)
    {
        var changed = Forged.SignedAnew(Given.File(Given.Contents()), files => files.Select(file => file.Name == name ? file with { Content = Flipped(file.Content) } : file));

        EvidenceFile.Verify(changed, EvidenceTrust.None).Holds.ShouldBeFalse();
        (await JudgeAsync(await WrittenAsync(changed))).GetProperty("good").GetBoolean().ShouldBeFalse();
    }

    /// <summary>What any program for signed documents checks of the container.</summary>
    [Fact]
    public async Task The_program_of_OpenSSL_verifies_the_signature_of_a_container()
    {
        StoredZip.TryRead(Given.File(Given.Contents()), out var files, out _).ShouldBeTrue();
        var (manifest, signature) = (Path.Combine(folder, "manifest"), Path.Combine(folder, "signature"));
        await File.WriteAllBytesAsync(manifest, files![^2].Content.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(signature, files[^1].Content.ToArray(), TestContext.Current.CancellationToken);

        (await OpenSslAsync(manifest, signature)).ShouldBe(0);
        await File.AppendAllTextAsync(manifest, " ", TestContext.Current.CancellationToken);
        (await OpenSslAsync(manifest, signature)).ShouldNotBe(0);
    }

    private static async Task<int> OpenSslAsync(string manifest, string signature)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", manifest, "-noverify", "-out", "/dev/null"]) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            Assert.Skip("openssl is not there (Debian package: openssl).");
            throw;
        }
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> content)
    {
        var bytes = content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        return bytes;
    }

    private async Task<string> WrittenAsync(byte[] bytes)
    {
        var file = Path.Combine(folder, "evidence.asice");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        return file;
    }

    private static async Task<JsonElement> JudgeAsync(params string[] words)
    {
        var (code, output, errors) = await PythonProgram.RunAsync([Repository.PathOf("tests/Entente.Tests/EvidenceFiles/Independent/evidence_verify.py"), .. words]);
        code.ShouldBe(0, errors);
        using var verdict = JsonDocument.Parse(output);
        return verdict.RootElement.Clone();
    }
}
