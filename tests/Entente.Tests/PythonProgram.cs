using System.ComponentModel;
using System.Diagnostics;

namespace Entente.Tests;

/// <summary>The Python of Debian, for programs that check us and share nothing with us.</summary>
internal static class PythonProgram
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Skips the test where the modules are not there.</summary>
    /// <param name="modules">As Python imports them, for example <c>lxml.etree, cryptography</c>.</param>
    public static async Task NeedAsync(string modules) =>
        Assert.SkipUnless(await HasAsync(modules), $"{Python} cannot import {modules} (Debian packages: python3, python3-lxml, python3-cryptography, python3-yaml).");

    public static async Task<bool> HasAsync(string modules)
    {
        try
        {
            return (await RunAsync("-c", $"import {modules}")).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
