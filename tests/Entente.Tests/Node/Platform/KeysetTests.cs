using Entente.Node.Platform;

namespace Entente.Tests.Node.Platform;

public sealed class KeysetTests
{
    [Theory]
    [OnBoth(null, null, "9 8 7", null, "7")] // the first page
    [OnBoth(null, "7", "6 5 4", "6", "4")] // in the middle
    [OnBoth(null, "4", "3 2 1", "3", null)] // the last, which is full
    [OnBoth(null, "3", "2 1", "2", null)] // the last, which is not
    [OnBoth("3", null, "6 5 4", "6", "4")] // back
    [OnBoth("6", null, "9 8 7", null, "7")] // back to the first
    [OnBoth("7", null, "9 8", null, "8")] // back to a first that is not full
    [OnBoth("3", "2", "6 5 4", "6", "4")] // both: back
    [OnBoth(null, "1", "", null, null)] // below the oldest
    [OnBoth("9", null, "", null, null)] // above the newest
    [OnBoth("x", "-4", "9 8 7", null, "7")] // no keys
    public async Task A_page_knows_what_comes_before_and_after_it(string kind, string? newer, string? older, string shown, string? before, string? after)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);

        var page = await database.ReadAsync(session => session.PageAsync<long>(
            new("WITH RECURSIVE row(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < 9) SELECT number FROM row WHERE 1 = 1"),
            "number", Keyset.Read(newer, older, 3), number => number));

        string.Join(' ', page.Rows).ShouldBe(shown);
        (page.Newer, page.Older).ShouldBe((before, after));
    }
}
