using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Access;

public sealed class FeedTokenTests
{
    private static readonly Actor Administrator = Actor.Node("test", Purpose.Administration);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_new_token_makes_the_old_one_useless_and_a_revoked_feed_gets_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);
        (await FeedToken.RenewAsync(database, Administrator, "port")).ShouldBeNull();
        var first = (await FeedToken.CreateAsync(database, Administrator, "port", ["declarations.submit"]))!;

        var second = (await FeedToken.RenewAsync(database, Administrator, "port"))!;

        (await KnownAsync(first)).ShouldBeFalse();
        (await KnownAsync(second)).ShouldBeTrue();
        await FeedToken.RevokeAsync(database, Administrator, "port");
        (await FeedToken.RenewAsync(database, Administrator, "port")).ShouldBeNull();
        (await KnownAsync(second)).ShouldBeFalse();

        async Task<bool> KnownAsync(SecretToken token) => await FeedToken.FindAsync(database, token.Text, TestContext.Current.CancellationToken) is not null;
    }
}
