using Entente.Node.Evidence;
using Entente.Node.Selectivity;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class ReferenceImportTests
{
    private const string Header = "\"uri\",\"label\",\"labelWithDiacritics\",\"unlcdv:functions\",\"unlcdv:countrySubdivision\",\"unlcdv:countryCode\",\"geo:lat\",\"geo:long\",\"value\"\n";
    private const string Rotterdam = "\"u\",\"Rotterdam\",,\"unlcdf:1, unlcdf:2\",,\"unlcdc:NL\",\"51.9\",\"4.5\",\"NLRTM\"\n";
    private const string Shanghai = "\"u\",\"Shanghai\",\"Shànghǎi\",\"unlcdf:1\",,\"unlcdc:CN\",\"31.2\",\"121.5\",\"CNSHK\"\n";

    private static readonly DateOnly First = new(2025, 1, 1);
    private static readonly DateOnly Second = new(2026, 1, 1);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_newer_list_closes_what_vanished_and_the_book_knows_it_at_once(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var book = node.Services.GetRequiredService<ReferenceBook>();
        book.Check(Given.Import).ShouldBeEmpty(); // no list, no unknown code

        (await ImportAsync(node, First, Header + Rotterdam + Shanghai)).ShouldBeOfType<ReferenceImport.Outcome.Imported>().List.Opened.ShouldBe(2);
        book.FindPlace("CNSHK")!.Name.ShouldBe("Shànghǎi");
        book.Check(Given.Import).ShouldBeEmpty();

        var imported = (await ImportAsync(node, Second, Header + Rotterdam)).ShouldBeOfType<ReferenceImport.Outcome.Imported>().List;
        (imported.Opened, imported.Closed, imported.Entries).ShouldBe((0, 1, 1));

        // Lodged on 2026-11-20, after Shanghai was closed; a declaration of the year before was right.
        book.Check(Given.Import).ShouldHaveSingleItem().Detail.ShouldContain("closed on 2026-01-01");
        book.Check(Given.Import with { LodgedAt = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero) }).ShouldBeEmpty();
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'reference.imported'"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_list_again_changes_nothing_and_an_older_one_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await ImportAsync(node, Second, Header + Rotterdam);

        (await ImportAsync(node, Second, Header + Rotterdam)).ShouldBeOfType<ReferenceImport.Outcome.AlreadyInForce>();
        (await ImportAsync(node, Second, Header + Shanghai)).ShouldBeOfType<ReferenceImport.Outcome.Refused>().Fault.Code.Id.ShouldBe("reference-not-newer");
        (await ImportAsync(node, First, Header + Shanghai)).ShouldBeOfType<ReferenceImport.Outcome.Refused>().Fault.Code.Id.ShouldBe("reference-not-newer");
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM reference_code"))).ShouldBe(1);
    }

    [Theory]
    [OnBoth("", null)]
    [OnBoth("value,label\nNLRTM,Rotterdam\n", "line 1")] // columns missing
    [OnBoth(Header + Rotterdam + "\"u\",\"X\",,,,,,,\"TOOLONG\"\n", "line 3")]
    [OnBoth(Header + "\"u\",\"never closed\n", "after line 1")]
    [OnBoth(Header, null)] // no row
    public async Task A_list_that_cannot_be_read_is_refused_whole_with_its_place(string kind, string list, string? at)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);

        var fault = (await ImportAsync(node, First, list)).ShouldBeOfType<ReferenceImport.Outcome.Refused>().Fault;

        (fault.Code.Id, fault.At).ShouldBe(("reference-malformed", at));
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM reference_code"))).ShouldBe(0);
    }

    [Theory]
    [OnBoth(1, "reference/un-locode.csv", 115_000)]
    [OnBoth(2, "reference/harmonized-system.csv", 6_900)]
    public async Task The_published_lists_are_read_whole(string kind, int number, string file, int least)
    {
        var path = PublicData.Need(file);
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await using var list = File.OpenRead(path);

        var outcome = await node.Services.GetRequiredService<ReferenceImport>().RunAsync((ReferenceKind)number, list, First, Actor.Node("test"));

        outcome.ShouldBeOfType<ReferenceImport.Outcome.Imported>().List.Entries.ShouldBeGreaterThan(least);
        var book = node.Services.GetRequiredService<ReferenceBook>();
        (number == 1 ? book.FindPlace("KEMBA")?.Name : book.FindCommodity("0101299000", "en")).ShouldNotBeNullOrEmpty();
    }

    private static Task<ReferenceImport.Outcome> ImportAsync(TestNode node, DateOnly version, string list) =>
        node.Services.GetRequiredService<ReferenceImport>().RunAsync(ReferenceKind.Locode, IntakeTests.Stream(list), version, Actor.Node("test"));
}
