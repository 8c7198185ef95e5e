using Entente.Node.Federation;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation;

/// <summary>A replica that lacks the file of a new key, because the folder of keys was not shared but copied.</summary>
public sealed class MissingKeyFileTests
{
    private static readonly (string, string)[] On = [("Federation:Listen", "https://127.0.0.1:0"), ("Federation:Endpoint", "https://127.0.0.1:5443/as4")];

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task It_says_so_and_learns_of_suspensions_and_revocations_all_the_same(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, settings: On);
        var partner = new OtherNode("CA", TimeProvider.System.GetUtcNow());
        await node.ApprovedAsync(partner.File());
        var copied = CopyOf(store);
        try
        {
            await using var replica = await Given.StartAsync(store, settings: [.. On, ("Directory", copied)]);
            await replica.Directory().Ready;
            await node.Services.GetRequiredService<KeyChange>().RotateAsync(PartnerDesk.CommandLine, purpose: null, default);
            await UntilAsync(() => replica.Directory().Alarm is not null);

            (await node.Desk().SuspendAsync(await node.OfficerAsync(Role.Supervisor), "CA", "a stolen key")).ShouldBeOfType<PartnerOutcome.Done>();

            await UntilAsync(() => replica.Directory().Find("CA")?.State == PartnerState.Suspended);
            replica.Directory().Alarm.ShouldNotBeNull();

            // The files come, and with the next beat all is well.
            foreach (var file in System.IO.Directory.GetFiles(Path.Combine(store.Directory, "keys")))
            {
                File.Copy(file, Path.Combine(copied, "keys", Path.GetFileName(file)), overwrite: true);
            }

            await node.OfficerAsync(Role.Auditor);
            await UntilAsync(() => replica.Directory().Alarm is null);
            replica.Services.GetRequiredService<OwnKeys>().Current.Keys.Count.ShouldBe(14);
        }
        finally
        {
            System.IO.Directory.Delete(copied, recursive: true);
        }
    }

    /// <summary>Another folder with the same keys, over the same store.</summary>
    private static string CopyOf(Store store)
    {
        var copied = System.IO.Directory.CreateTempSubdirectory("entente-test-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(store.Directory, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(copied, Path.GetRelativePath(store.Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (Path.GetFileName(file) == "entente.db")
            {
                File.CreateSymbolicLink(place, file);
            }
            else if (!Path.GetFileName(file).StartsWith("entente.db", StringComparison.Ordinal))
            {
                File.Copy(file, place);
            }
        }

        return copied;
    }

    private static async Task UntilAsync(Func<bool> isSo) => await Delivery.NodePair.UntilAsync(() => Task.FromResult(isSo()), "it is so");
}
