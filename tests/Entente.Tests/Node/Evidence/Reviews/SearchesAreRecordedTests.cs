using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Evidence.Reviews;

/// <summary>Whoever looks for somebody or for one thing has searched, whichever address it was done at: only then can it be drawn for review.</summary>
public sealed class SearchesAreRecordedTests
{
    public static TheoryData<string, string> Searches => new()
    {
        { "/api/declarations?name=Marlowe", "declaration.searched" },
        { "/api/declarations?trader=NL123456", "declaration.searched" },
        { "/api/declarations?container=MSCU6639870", "declaration.searched" },
        { "/api/declarations?document=BL4711", "declaration.searched" },
        { "/api/declarations?reference=000001&country=NL", "declaration.searched" },
        { "/declarations?name=Marlowe", "declaration.searched" },
        { "/declarations?reference=000001", "declaration.searched" },
        { "/search?q=Marlowe", "declaration.searched" },
        { "/api/alerts?case=C-7", "alert.searched" },
        { "/alerts?case=C-7", "alert.searched" },
        { "/api/hits?consignment=000001", "hit.searched" },
        { "/hits?consignment=000001", "hit.searched" },
    };

    public static TheoryData<string> Looks => ["/api/declarations", "/api/declarations?country=NL&hs=8471", "/declarations", "/api/alerts", "/api/alerts?case=", "/alerts", "/api/hits", "/hits"];

    [Theory, MemberData(nameof(Searches))]
    public async Task A_list_that_is_narrowed_to_somebody_or_something_is_a_search(string address, string act) => (await SearchedAsync(address)).ShouldContain(act);

    [Theory, MemberData(nameof(Looks))]
    public async Task A_list_that_is_only_looked_through_is_none(string address) => (await SearchedAsync(address)).ShouldBeEmpty();

    private static async Task<List<string>> SearchedAsync(string address)
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision, "C-1");
        (await officer.GetAsync(address)).EnsureSuccessStatusCode();
        return await node.Database.ReadAsync(async session => (await session.QueryAsync<string>("SELECT act FROM record ORDER BY seq")).Where(act => Act.All[act].IsSearch).ToList());
    }
}
