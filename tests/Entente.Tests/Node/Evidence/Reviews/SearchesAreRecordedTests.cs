using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Evidence.Reviews;

/// <summary>Whoever looks for somebody or for one thing has searched, whichever address it was done at: only then can it be drawn for review.</summary>
public sealed class SearchesAreRecordedTests
{
    [Theory]
    [OnBoth("/api/declarations?name=Marlowe", "declaration.searched")]
    [OnBoth("/api/declarations?trader=NL123456", "declaration.searched")]
    [OnBoth("/api/declarations?container=MSCU6639870", "declaration.searched")]
    [OnBoth("/api/declarations?document=BL4711", "declaration.searched")]
    [OnBoth("/api/declarations?reference=000001&country=NL", "declaration.searched")]
    [OnBoth("/declarations?name=Marlowe", "declaration.searched")]
    [OnBoth("/declarations?reference=000001", "declaration.searched")]
    [OnBoth("/search?q=Marlowe", "declaration.searched")]
    [OnBoth("/api/alerts?case=C-7", "alert.searched")]
    [OnBoth("/alerts?case=C-7", "alert.searched")]
    [OnBoth("/api/hits?consignment=000001", "hit.searched")]
    [OnBoth("/hits?consignment=000001", "hit.searched")]
    public async Task A_list_that_is_narrowed_to_somebody_or_something_is_a_search(string kind, string address, string act) => (await SearchedAsync(kind, address)).ShouldContain(act);

    [Theory]
    [OnBoth("/api/declarations")]
    [OnBoth("/api/declarations?country=NL&hs=8471")]
    [OnBoth("/declarations")]
    [OnBoth("/api/alerts")]
    [OnBoth("/api/alerts?case=")]
    [OnBoth("/alerts")]
    [OnBoth("/api/hits")]
    [OnBoth("/hits")]
    public async Task A_list_that_is_only_looked_through_is_none(string kind, string address) => (await SearchedAsync(kind, address)).ShouldBeEmpty();

    private static async Task<List<string>> SearchedAsync(string kind, string address)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision, "C-1");
        (await officer.GetAsync(address)).EnsureSuccessStatusCode();
        return await node.Database.ReadAsync(async session => (await session.QueryAsync<string>("SELECT act FROM record ORDER BY seq")).Where(act => Act.All[act].IsSearch).ToList());
    }
}
