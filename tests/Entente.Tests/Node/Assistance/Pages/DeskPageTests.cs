using AngleSharp.Dom;
using Entente.Assistance;
using Entente.Node.Assistance;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>What is open, by its deadline.</summary>
public sealed class DeskPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Open_requests_stand_by_deadline_and_their_pages_lead_there_and_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new Access.SetClock(Now));
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
        var desk = new Console(officer);
        (await desk.ReadAsync("/assistance")).QuerySelector("#assistance")!.TextContent.ShouldContain("No request is open");

        // 120 cases, due every fifth hour from five days ago on; every tenth is without a deadline, every eighth is the partner's turn, and one is over.
        await SeedAsync(node, 120);
        var first = await desk.ReadAsync("/assistance");
        Numbers(first).Count.ShouldBe(50);
        first.QuerySelector("#assistance-rows tr")!.TextContent.ShouldContain("5 days overdue");
        first.QuerySelector(".en-head")!.TextContent.ShouldContain("requests wait for you");
        List<long> seen = [.. Numbers(first)];
        var page = first;
        while (page.QuerySelector("a[rel=next]") is { } next)
        {
            page = await desk.ReadAsync(next.GetAttribute("href")!);
            seen.AddRange(Numbers(page));
        }

        var expected = Enumerable.Range(1, 120).Where(i => i != 7).OrderBy(i => i % 10 == 0 ? int.MaxValue : i).ThenBy(i => i).Select(i => (long)i);
        seen.ShouldBe(expected);
        var back = await desk.ReadAsync((await desk.ReadAsync(page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!)).QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Numbers(back).ShouldBe(Numbers(first));
        back.QuerySelector("a[rel=prev]").ShouldBeNull();
    }

    [Theory]
    [OnBoth("us=requesting", 5)]
    [OnBoth("us=requested", 34)]
    [OnBoth("turn=us", 34)]
    [OnBoth("turn=partner", 5)]
    [OnBoth("state=closed", 1)]
    [OnBoth("state=all", 40)]
    [OnBoth("partner=CA", 39)]
    [OnBoth("partner=SG", 0)]
    [OnBoth("type=information", 39)]
    [OnBoth("type=surveillance", 0)]
    [OnBoth("instrument=cmaa&due=overdue", 21)]
    public async Task The_address_narrows_the_list(string kind, string query, int count)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new Access.SetClock(Now));
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
        await SeedAsync(node, 40);

        Numbers(await new Console(officer).ReadAsync($"/assistance?{query}")).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(Side.Requesting, ListDesk.WaitingForRequesting)]
    [InlineData(Side.Requested, ListDesk.WaitingForRequested)]
    public void Whose_turn_it_is_in_the_store_is_whose_turn_it_is_in_the_table(Side side, string states) =>
        states.ShouldBe($"({string.Join(", ", Enum.GetValues<CaseState>().Where(state => CaseTable.TurnOf(state) == side).Select(state => $"'{state}'"))})");

    [Theory, MemberData(nameof(Stores))]
    public async Task Another_authority_sees_none_of_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new Access.SetClock(Now));
        using var police = await node.SignedInAs(Role.Officer, AuthorityKind.Police, Purpose.MutualAssistance, "T-1");
        await SeedAsync(node, 10);

        var page = await new Console(police).ReadAsync("/assistance");

        Numbers(page).ShouldBeEmpty();
        page.QuerySelector(".en-head")!.TextContent.ShouldContain("Nothing is open");
    }

    internal static Task SeedAsync(TestNode node, int count) => node.Database.WriteAsync(session =>
    {
        for (var i = 1; i <= count; i++)
        {
            var row = CaseBook.Open(session, new()
            {
                Id = $"{RequestId.New(Now.AddSeconds(i))}",
                Partner = "CA",
                Us = i % 8 == 0 ? Side.Requesting : Side.Requested,
                State = i == 7 ? CaseState.Closed : i % 8 == 0 ? CaseState.Acknowledged : CaseState.Admissible,
                Told = CaseState.Admissible,
                Version = 1,
                Authorities = "|customs|",
                Instrument = Entente.Agreements.Instrument.Cmaa,
                Assistance = Entente.Agreements.AssistanceType.Information,
                Matter = $"Matter {i}",
                Reference = $"A-2026-{i}",
                DueAt = i % 10 == 0 ? null : Now.AddDays(-5).AddHours(5 * (i - 1)),
            });
            CaseBook.AddText(session, row.Number, 1, new()
            {
                Instrument = "cmaa", Assistance = "information", Purpose = "customsEnforcement", Addressed = AuthorityKind.Customs, Approval = "officer", Matter = row.Matter,
            });
        }

        return count;
    });

    private static IReadOnlyList<long> Numbers(IDocument page) =>
        [.. page.QuerySelectorAll("#assistance-rows tr").Select(row => long.Parse(row.GetAttribute("data-href")!["/assistance/".Length..], System.Globalization.CultureInfo.InvariantCulture))];
}
