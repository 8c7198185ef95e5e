using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Access;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class AgreementPagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_lawyer_reads_the_register_an_agreement_and_its_exact_file(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        await Given.HoldLibraryAsync(node);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Police);

        var register = await PageAsync(officer, "/agreements");
        register.QuerySelectorAll("#with-CA tbody tr").Length.ShouldBe(AgreementLibrary.Simulated.Count(agreement => agreement.PartyOf("NL") is not null && agreement.PartyOf("CA") is not null));
        register.QuerySelectorAll("#with-SG tbody tr").Length.ShouldBeGreaterThan(3);
        register.QuerySelectorAll("#with-NL").ShouldBeEmpty();
        var link = register.QuerySelector("#with-CA a.en-row-link[href$='NL-CA-CMAA/1']")!.GetAttribute("href")!;

        var page = await PageAsync(officer, link);
        page.QuerySelectorAll("article.en-article").Select(article => article.Id).ShouldBe(Given.Cmaa.Articles.Select(article => $"article-{article.Number}"));
        var four = page.QuerySelector("#article-4")!.TextContent;
        four.ShouldContain("There are reasonable grounds");
        four.ShouldContain("Assessment of duties and taxes");
        four.ShouldContain("Persons (name, identity papers, address)");
        four.ShouldContain("Acknowledge: 5 working days");
        page.QuerySelector("#article-17")!.TextContent.ShouldContain("Not between, because of a reservation:");
        page.QuerySelector("#article-2")!.TextContent.ShouldContain("Forbids: any exchange");
        page.Body!.TextContent.ShouldContain(Given.Cmaa.Digest);

        var file = await officer.GetByteArrayAsync(page.QuerySelector("a[href$='/text']")!.GetAttribute("href"));
        Convert.ToHexStringLower(SHA256.HashData(file)).ShouldBe(Given.Cmaa.Digest);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_asks_follows_a_remedy_and_is_told_the_clause(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        await Given.HoldLibraryAsync(node);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var empty = await PageAsync(officer, "/agreements/may?partner=CA");
        empty.QuerySelector("#answer").ShouldBeNull();
        empty.QuerySelector("select[name=partner] option[selected]")!.GetAttribute("value").ShouldBe("CA");

        var refused = await PageAsync(officer, "/agreements/may?partner=CA&exchange=reply&assistance=information&purpose=dutyAssessment&data=declarations.value&data=intelligence");
        var answer = refused.QuerySelector("#answer")!;
        answer.TextContent.ShouldContain("It is permitted on conditions, and not all of them hold.");
        answer.TextContent.ShouldContain("There are reasonable grounds");
        var remedy = answer.QuerySelector("ol.en-remedies a[href*='may?']")!.GetAttribute("href")!;

        var permitted = (await PageAsync(officer, remedy)).QuerySelector("#answer")!;
        permitted.TextContent.ShouldContain("Yes, but not all of it");
        permitted.QuerySelector("a[href='/agreements/NL-CA-CMAA/1#article-4']").ShouldNotBeNull();
        permitted.QuerySelector(".en-clause .en-pop-card a[href='/agreements/NL-CA-CMAA/1#article-4']").ShouldNotBeNull();
        permitted.TextContent.ShouldContain("2031-11-22"); // Five years
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_question_that_lacks_something_says_so_at_its_field_and_keeps_the_rest(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        await Given.HoldLibraryAsync(node);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var page = await PageAsync(officer, "/agreements/may?partner=SG&exchange=reply&purpose=dutyAssessment&data=persons.birth&when=urgent&on=22-11-2026");

        page.QuerySelectorAll(".en-errors a").Select(link => link.GetAttribute("href")).ShouldBe(["#field-on", "#field-assistance"]);
        page.QuerySelector("#field-assistance").ShouldNotBeNull();
        page.QuerySelector("#field-on")!.GetAttribute("value").ShouldBe("22-11-2026");
        page.QuerySelector("input[name=data][value='persons.birth']")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("input[name=when][value=urgent]")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("#answer").ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_address_says_is_shown_and_never_run(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        foreach (var address in new[] { "/agreements/may?exchange=%3Cscript%3Ealert(1)%3C/script%3E&partner=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "/agreements/advise?aim=%3Cscript%3Ealert(1)%3C/script%3E" })
        {
            var page = await PageAsync(officer, address);
            page.Body!.TextContent.ShouldContain("alert(1)");
            page.QuerySelectorAll("script").ShouldAllBe(script => script.HasAttribute("src"));
            page.QuerySelectorAll("[onerror]").ShouldBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_new_version_is_announced_compared_and_takes_over(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Now);
        await using var node = await TestNode.StartAsync(store, clock);
        await Given.HoldLibraryAsync(node);
        await Given.HoldAsync(node, Encoding.UTF8.GetBytes(Given.CmaaAmended));
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        (await PageAsync(officer, "/agreements")).QuerySelector("#with-CA")!.TextContent.ShouldContain("Version 2 from 2027-01-01");
        var compared = await PageAsync(officer, "/agreements/NL-CA-CMAA/compare?from=1&to=2");
        compared.Body!.TextContent.ShouldContain("What starts");
        compared.Body!.TextContent.ShouldContain("Now only if: The requesting side first checked what it could by itself");
        compared.QuerySelectorAll(".en-diff mark").Length.ShouldBeGreaterThan(0);
        compared.QuerySelectorAll(".en-permit").Length.ShouldBeLessThan(20);

        clock.Now = new(2027, 1, 2, 10, 0, 0, TimeSpan.Zero);
        using var later = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var earlier = await PageAsync(later, "/agreements/NL-CA-CMAA/1");
        earlier.Body!.TextContent.ShouldContain("Replaced by a later version");
        earlier.QuerySelector("a[href='/agreements/NL-CA-CMAA/2']").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Which_instrument_shows_the_ways_in_order_and_the_way_to_evidence(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        await Given.HoldLibraryAsync(node);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var page = await PageAsync(
            officer, "/agreements/advise?aim=assistance&partner=CA&purpose=customsEnforcement&assistance=information&told=declarations.reference&wanted=declarations&when=reasonableGrounds");

        var ways = page.QuerySelectorAll(".en-advice > li");
        ways.Length.ShouldBeGreaterThan(1);
        ways[0].TextContent.ShouldContain("Customs mutual assistance agreement (CMAA)");
        ways[0].TextContent.ShouldContain("It informs an investigation only.");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_without_agreements_says_what_would_be_there_and_an_absent_one_is_absent(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Now));
        using var officer = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);

        (await PageAsync(officer, "/agreements")).Body!.TextContent.ShouldContain("No agreement and no partner yet");
        foreach (var address in new[] { "/agreements/NL-CA-CMAA/1", "/agreements/NL-CA-CMAA/compare" })
        {
            using var absent = await officer.GetAsync(address);
            absent.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }

    private static async Task<IDocument> PageAsync(HttpClient officer, string address)
    {
        using var answer = await officer.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(async request => request.Content(await answer.Content.ReadAsStringAsync()));
    }
}
