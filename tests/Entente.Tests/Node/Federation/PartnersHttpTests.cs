using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp;
using AngleSharp.Dom;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Federation;
using Entente.Tests.Node.Access;

namespace Entente.Tests.Node.Federation;

public sealed class PartnersHttpTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_officers_let_a_partner_in_through_the_pages(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        using var administrator = await SignedInAs(node, Role.Administrator);
        using var supervisor = await SignedInAs(node, Role.Supervisor);
        var other = new OtherNode();
        var card = SignedCard.Read(other.File(), out _)!;

        using var proposed = await TestNode.PostFormAsync(administrator, "/partners/propose", ("_handler", "propose"), ("Card", card.ToString()));
        var page = proposed.Headers.Location!.ToString();

        // What the second officer must hear from the partner stands on no page, for neither of them.
        foreach (var officer in new[] { administrator, supervisor })
        {
            foreach (var address in new[] { page, "/partners", page.Replace("/partners", "/api/partners", StringComparison.Ordinal), "/api/partners" })
            {
                (await officer.GetStringAsync(address)).ShouldNotContain(card.Fingerprint[..8]);
            }
        }

        (await PageAsync(administrator, page)).QuerySelector("#field-Typed").ShouldBeNull();
        var form = await PageAsync(supervisor, page);
        form.QuerySelector("#field-Typed").ShouldNotBeNull();
        form.Body!.TextContent.ShouldContain("alert.published/1");
        using var mistyped = await TestNode.PostFormAsync(supervisor, page, ("_handler", "approve"), ("Typed", card.Fingerprint[..60]));
        mistyped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await mistyped.Content.ReadAsStringAsync()).ShouldContain("A fingerprint has 64 digits");
        using var sneaked = await TestNode.PostFormAsync(administrator, page, ("_handler", "approve"), ("Typed", card.Fingerprint));
        sneaked.StatusCode.ShouldBe(HttpStatusCode.BadRequest); // The page has no such form for who proposed

        using var approved = await TestNode.PostFormAsync(supervisor, page, ("_handler", "approve"), ("Typed", CardFingerprint.Grouped(card.Fingerprint)));
        approved.Headers.Location!.ToString().ShouldEndWith("/partners/CA");
        var partner = await PageAsync(supervisor, "/partners/CA");
        partner.Body!.TextContent.ShouldContain(CardFingerprint.Grouped(card.Fingerprint[..16]));
        partner.QuerySelectorAll("#keys-of-partner tbody tr").Length.ShouldBe(3);
        (await PageAsync(supervisor, "/partners")).QuerySelectorAll("#partners-rows tr").Length.ShouldBe(1);

        using var suspended = await TestNode.PostFormAsync(administrator, "/partners/CA/suspend", ("reason", "A server was stolen."));
        (await PageAsync(supervisor, "/partners/CA")).Body!.TextContent.ShouldContain("A server was stolen.");
        using var resumed = await TestNode.PostFormAsync(supervisor, "/partners/CA/resume");
        node.Directory().Active.Count.ShouldBe(1);
        using var revoked = await TestNode.PostFormAsync(administrator, "/partners/CA/revoke", ("key", CertifiedKey.IdOf(Certificate.TryParse(other.Tls.Certificate)!)), ("reason", "Stolen."));
        (await PageAsync(supervisor, "/partners/CA")).Body!.TextContent.ShouldContain("Revoked: Stolen.");
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Tls).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Programs_do_the_same_by_the_api(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        using var administrator = await SignedInAs(node, Role.Administrator);
        using var supervisor = await SignedInAs(node, Role.Supervisor);
        var other = new OtherNode();

        using var proposed = await administrator.PostAsync("/api/partners/proposals", new ByteArrayContent(other.File()));
        proposed.StatusCode.ShouldBe(HttpStatusCode.Created);
        var proposal = proposed.Headers.Location!.ToString();
        (await JsonAsync(supervisor, proposal))["isSignedByKnownKey"]!.GetValue<bool>().ShouldBeFalse();

        (await supervisor.PostAsJsonAsync(proposal + "/approval", new { fingerprint = new string('0', 64) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await supervisor.PostAsJsonAsync(proposal + "/approval", new { fingerprint = "", trusted = true })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await supervisor.PostAsJsonAsync(proposal + "/approval", new { fingerprint = SignedCard.Read(other.File(), out _)!.Fingerprint })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await supervisor.PostAsJsonAsync(proposal + "/approval", new { fingerprint = SignedCard.Read(other.File(), out _)!.Fingerprint })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await JsonAsync(supervisor, "/api/partners"))["partners"]![0]!["party"]!.GetValue<string>().ShouldBe("CA");

        using var newer = await administrator.PostAsync("/api/partners/proposals", new ByteArrayContent(other.File(other.Card with { Version = 2, Endpoint = "https://10.0.0.1/as4" })));
        var view = await JsonAsync(supervisor, newer.Headers.Location!.ToString());
        view["isSignedByKnownKey"]!.GetValue<bool>().ShouldBeTrue();
        view["isPrivateAddress"]!.GetValue<bool>().ShouldBeTrue();
        view["differences"]!.AsArray().Count.ShouldBe(1);
        view["differences"]![0]!["before"]!.GetValue<string>().ShouldBe("https://127.0.0.1:5999/as4");
        (await supervisor.PostAsJsonAsync(newer.Headers.Location + "/rejection", new { why = "They know of no such address." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JsonAsync(supervisor, "/api/partners/CA"))["endpoint"]!.GetValue<string>().ShouldBe("https://127.0.0.1:5999/as4");

        (await supervisor.PostAsJsonAsync("/api/partners/CA/suspension", new { why = "To be looked into." })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await supervisor.PostAsync("/api/partners/CA/resumption", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await administrator.PostAsync("/api/partners/CA/resumption", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await administrator.PostAsJsonAsync("/api/partners/XX/suspension", new { why = "?" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_card_is_uploaded_as_a_file_and_what_is_wrong_with_it_is_said(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        using var administrator = await SignedInAs(node, Role.Administrator);
        var token = (await PageAsync(administrator, "/partners/propose")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        (await UploadAsync(new OtherNode().File())).ShouldStartWith("/partners/proposals/");
        (await UploadAsync([1, 2, 3])).ShouldBe("/partners/propose");
        (await UploadAsync(new byte[500_000])).ShouldBe("/partners/propose");

        using var pasted = await TestNode.PostFormAsync(administrator, "/partners/propose", ("_handler", "propose"), ("Card", "What is this?"));
        pasted.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await pasted.Content.ReadAsStringAsync()).ShouldContain("two lines");
        using var tooLong = await administrator.PostAsync("/api/partners/proposals", new ByteArrayContent(new byte[5_000_000]));
        tooLong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        async Task<string> UploadAsync(byte[] file)
        {
            using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(file), "file", "card.txt" } };
            using var answer = await administrator.PostAsync("/partners/propose/file", form);
            return answer.Headers.Location!.ToString();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_card_says_is_shown_and_never_run(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        using var supervisor = await SignedInAs(node, Role.Supervisor);
        var other = new OtherNode();
        var proposal = await node.ProposedAsync(other.File(other.Card with { Name = "\"><script>alert(1)</script> <img src=x onerror=alert(1)>" }));

        foreach (var address in new[] { "/partners", $"/partners/proposals/{proposal:D}" })
        {
            var page = await PageAsync(supervisor, address);
            page.Body!.TextContent.ShouldContain("alert(1)");
            page.QuerySelectorAll("script").ShouldAllBe(script => script.HasAttribute("src"));
            page.QuerySelectorAll("[onerror]").ShouldBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Our_card_is_shown_with_its_fingerprint_and_handed_out_as_a_file(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, settings: [("Federation:Listen", "https://127.0.0.1:0"), ("Federation:Endpoint", "https://127.0.0.1:5443/as4")]);
        using var supervisor = await SignedInAs(node, Role.Supervisor);

        using var file = await supervisor.GetAsync("/partners/our-card/file");
        var card = SignedCard.Read(await file.Content.ReadAsByteArrayAsync(), out _)!;
        file.Content.Headers.ContentDisposition!.FileName.ShouldBe("NL-1.card.txt");
        var page = await PageAsync(supervisor, "/partners/our-card");
        page.Body!.TextContent.ShouldContain(CardFingerprint.Grouped(card.Fingerprint[..16]));
        page.QuerySelector("svg[role=img] path")!.GetAttribute("d")!.Length.ShouldBeGreaterThan(1000);
        page.QuerySelectorAll("#own-keys tbody tr").Length.ShouldBe(7);
        (await supervisor.GetByteArrayAsync("/api/partners/card")).ShouldBe(Encoding.UTF8.GetBytes(card.ToString()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_pages_speak_French(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        using var supervisor = await SignedInAs(node, Role.Supervisor);
        supervisor.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
        await node.ApprovedAsync(new OtherNode().File());

        (await PageAsync(supervisor, "/partners/CA")).Body!.TextContent.ShouldContain("Empreinte");
    }

    private static Task<HttpClient> SignedInAs(TestNode node, Role role) => node.SignedInAs(role, AuthorityKind.Customs, Purpose.Administration);

    private static async Task<IDocument> PageAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        var html = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(address))!;
}
