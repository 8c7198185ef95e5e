using Entente.Node.Evidence;
using Entente.Node.Selectivity;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class WcoSamplesTests
{
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Every_sample_file_gets_a_verdict(string kind)
    {
        var folder = PublicData.Need("messages/wco-dm/samples");
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order().Select(path => new FileInfo(path)).ToList();
        var refusals = new List<string>();

        var count = await node.Services.GetRequiredService<ImportDeclarations>().RunAsync(
            files, mapping: null, Actor.Node("test"), refused: (file, refusal) => refusals.Add($"{file.Name}: {refusal.Fault.Code} {refusal.Fault.Detail}"));

        TestContext.Current.TestOutputHelper?.WriteLine($"{count}");
        refusals.ForEach(line => TestContext.Current.TestOutputHelper?.WriteLine(line));
        count.Files.ShouldBe(files.Count);
        (count.Accepted + count.Duplicates + count.Refused).ShouldBeGreaterThanOrEqualTo(files.Count);
        count.Accepted.ShouldBeGreaterThan(files.Count / 2);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM declaration"))).ShouldBe(count.Accepted);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM refusal"))).ShouldBe(count.Refused);
    }
}
