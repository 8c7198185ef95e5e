using AngleSharp.Html.Parser;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Protocol.Access;
using Documents = Entente.Tests.TradeData.Given;

namespace Entente.Tests.Node.Selectivity;

/// <summary>A seal that its document assigns to no container is a seal like any other: compared, found and shown.</summary>
public sealed class LooseSealTests
{
    public static TheoryData<string, string> Sealed => new()
    {
        { "entry summary", EntrySummary },
        { "WCO", Documents.Wco.Replace("<Consignment>", "<Consignment><Seal><SequenceNumeric>1</SequenceNumeric><ID>LOOSE-1</ID></Seal>", StringComparison.Ordinal) },
        { "cargo report", Documents.Cuscar.Replace("EQD+CN+CSQU3054383+45G1+++5'SEL+S77'CNI+1'", "CNI+1'SEL+LOOSE-1'", StringComparison.Ordinal).Replace("UNT+13", "UNT+12", StringComparison.Ordinal) },
    };

    public static TheoryData<string> Stores => Store.Both;

    private static string EntrySummary => Documents.EntrySummary.Replace(
        "<CUSOFFFENT730>", "<SEAID529><SeaIdSEAID530>LOOSE-1</SeaIdSEAID530></SEAID529><CUSOFFFENT730>", StringComparison.Ordinal);

    [Theory, MemberData(nameof(Sealed))]
    public async Task It_is_compared_with_the_alerts_and_searched_for(string format, string document)
    {
        var declaration = (await Documents.Accepted(document)).Declaration;

        var seal = DeclaredSubjects.Of(declaration).Single(subject => subject.Subject.Identifiers is [{ Value: "LOOSE-1" }]);
        (seal.Role, seal.At, seal.Subject.Identifiers[0].Kind).ShouldBe(("Seal", "$.consignments[0].seals[0]", Entente.Screening.IdentifierKind.SealNumber), format);
        SearchTerms.Of(declaration, DeclarationHead.Of(declaration)).ShouldContain(SearchTerms.Of(TermField.Seal, "loose 1")!.Value, format);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_declaration_shows_it_and_the_search_leads_there(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var id = (await IntakeTests.PostAsync(officer, EntrySummary))[0]["id"]!.GetValue<string>();

        (await PageAsync(officer, $"/declarations/{id}")).ShouldContain("LOOSE-1");
        (await PageAsync(officer, "/search?q=LOOSE-1")).ShouldContain("ENS-1");
    }

    private static async Task<string> PageAsync(HttpClient officer, string address)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync(address));
        foreach (var source in page.QuerySelectorAll("pre"))
        {
            source.Remove(); // the document as it came, which shows it anyhow
        }

        return page.QuerySelector("main")!.TextContent;
    }
}
