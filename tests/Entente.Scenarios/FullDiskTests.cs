using System.Diagnostics;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios.Kill;

namespace Entente.Scenarios;

/// <summary>The disk fills up while declarations come in.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task On_a_full_disk_what_was_acknowledged_stays_and_what_is_refused_is_told()
    {
        var directory = Directory.CreateTempSubdirectory("entente-full-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", directory), "A small file system cannot be mounted here.");
        try
        {
            await using var place = await Place.CreateAsync("sqlite", Path.Combine(directory, "node"));
            Directory.CreateDirectory(place.Directory);
            var cookie = await place.OfficerAsync(AuthorityKind.Customs, Role.Supervisor);
            var port = Ports.Free();
            using var sender = new Sender(new($"http://localhost:{port}"), cookie);
            await using var node = await NodeProcess.StartAsync(place, port, ("TMPDIR", Path.GetTempPath()), ("DOTNET_EnableDiagnostics", "0"));

            // Ends by itself, when every connection has met a refusal.
            await sender.SendAsync(TestContext.Current.CancellationToken);

            output.WriteLine($"{sender.Acknowledged.Count} acknowledged before the disk was full, {sender.Unacknowledged.Count()} refused");
            node.HasExited.ShouldBeFalse(node.Output);
            sender.Acknowledged.Count.ShouldBeGreaterThan(0);
            sender.Unacknowledged.ShouldNotBeEmpty();
            (await StoredDeclarations.ViolationsAsync(place, sender.Acknowledged)).ShouldBeEmpty();

            (await RunAsync("mount", "-o", "remount,size=64m", directory)).ShouldBeTrue();
            await sender.FinishAsync();
            await node.StopAsync();
            (await StoredDeclarations.ViolationsAsync(place, sender.Acknowledged)).ShouldBeEmpty();
            sender.Acknowledged.Count.ShouldBe(sender.Made);
            var (signed, recorded) = await StoredDeclarations.SignedAsync(place);
            signed.ShouldBe(recorded, "With room on the disk the log goes on.");
        }
        finally
        {
            await RunAsync("umount", directory);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        await process!.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
