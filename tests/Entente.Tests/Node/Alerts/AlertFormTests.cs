using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>The form over HTTP, filled in and sent back as a browser does it.</summary>
public sealed class AlertFormTests
{
    private const string Person =
        """
        {"name":"Marlowe","forenames":["Ida","Maria"],"maidenName":"van der Zee","formerSurnames":["Prins","Kok"],
        "aliases":[{"text":"Шмидт"},{"text":"The Pilot","weak":true},{"text":"The Pilot","weak":false}],"births":["1971-03-24","1970/1972"],"birthPlaces":["Breda","Ghent\nBelgium"],
        "nationalities":["NL","be"],"sex":"female",
        "papers":[{"kind":"taxCard","number":"778"},{"kind":"passport","number":"X 1234567","country":"NL","issuedAt":"The Hague","issuedOn":"2019-05"}],
        "addresses":[{"lines":"Quay 1\nRotterdam","country":"NL"},{"lines":"A house by the sea"}],"characteristics":["A scar on the left hand"],"transportRegistrations":["12-AB-CD"]}
        """;

    private const string Limited =
        """
        {"name":"Marlowe","forenames":["Ida","Maria"],"aliases":[{"text":"The Pilot","weak":true},{"text":"Schmidt"}],"births":["1971-03"],"birthPlaces":["Breda","Ghent"],
        "nationalities":["NL"],"sex":"other","addresses":[{"lines":"Quay 1\r\nRotterdam","country":"NL"},{"lines":"Somewhere [BE]"}]}
        """;

    private const string Objects =
        """
        [{"type":"firearm","serialNumber":"F 1","calibre":"9 mm","description":"black"},{"type":"container","number":"MSCU6639871","description":"blue"},
        {"type":"banknote","currency":"EUR","denomination":500,"firstNumber":"X1","lastNumber":"X9"}]
        """;

    public static MatrixTheoryData<string, string> Contents => new(
    Store.Kinds,
    [
        $$"""{"category":"commodities","warnings":["violent","armed"],"description":"Cigarettes\nwithout stamps","hsCodes":["2402","240220"],"origins":["cn","TR"],"objects":{{Objects}},"persons":[{{Person}},{"name":"Second"}]}""",
        $$"""{"category":"meansOfTransport","warnings":["escaping"],"means":{"type":"boat","name":"Heron","formerNames":[{"text":"Reiger","weak":true}],"imo":"9074729","callSign":"PDAB","mmsi":"244123456","hullNumber":"H-2","flag":"nl","owner":"Zeevalk","description":"Red hull"},"persons":[{{Person}}]}""",
        """{"category":"meansOfTransport","means":{"type":"trailer","plate":"OJ-12-AB","plateCountry":"NL","vin":"WDB9634031L738201","description":"White"}}""",
        """{"category":"meansOfTransport","means":{"type":"aircraft","tail":"EP-GOM","formerTails":["UR-1"],"serialNumber":"S-9","operator":"Somebody","description":"Cargo"}}""",
        """{"category":"meansOfTransport","means":{"type":"boatEngine","serialNumber":"E-77","description":"Outboard"}}""",
        $$"""{"category":"businesses","warnings":["violent"],"name":"Zeevalk  Overseas","otherNames":[{"text":"ZO","weak":true},{"text":"Zeevalk"}],"numbers":[{"kind":"iban","value":"NL91ABNA0417164300"},{"kind":"vat","value":"NL000099998B57","country":"NL"},{"kind":"vat","value":"BE0403019261","country":"BE"},{"kind":"registration","value":"123 45","country":"NL"}],"addresses":[{"lines":"Quay 1","country":"NL"}],"transport":{{Objects}},"persons":[{{Person}},{{Person}}]}""",
        $$"""{"category":"persons","warnings":["terrorism","armed"],"person":{{Person}}}""",
        """{"category":"fraudTrends","description":"Garlic\r\ndeclared as onions","hsCodes":["0703"],"route":["CN","NO","NL"]}""",
        """{"category":"expertise","name":"Marlowe","forename":"Ida Maria","expertise":"X-ray images\nof reefers"}""",
        $$"""{"category":"goodsDetained","description":"Cigarettes","hsCodes":["2402"],"quantity":"10 000 000 pieces","place":"Maasvlakte","detainedOn":"2026-02-28","objects":{{Objects}},"persons":[{{Limited}},{"name":"Second"}]}""",
        $$"""{"category":"cashDetained","amount":12500.505,"currency":"KWD","place":"Schiphol","detainedOn":"2026-02-28","objects":{{Objects}},"persons":[{{Limited}}]}""",
    ]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Review => $"{TimeProvider.System.GetUtcNow().AddMonths(3):yyyy-MM-dd}";

    [Theory, MemberData(nameof(Contents))]
    public async Task What_is_amended_in_the_form_without_a_change_says_the_same(string kind, string content)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await ManagerAsync(node);
        var address = await EnterAsync(manager, content);
        var before = await ShownAsync(manager, address);

        var form = Filled(await PageAsync(manager, $"{address["/api".Length..]}/amend"));
        var saved = await manager.PostAsync($"{address["/api".Length..]}/amend", Sent(form), Stop);

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
        var after = await ShownAsync(manager, address);
        after["version"]!.GetValue<int>().ShouldBe(2);
        after["alert"]!.ToJsonString().ShouldBe(before["alert"]!.ToJsonString());
        foreach (var member in new[] { "audience", "reviewBy", "owner", "everyAuthority", "state" })
        {
            after[member]?.ToJsonString().ShouldBe(before[member]?.ToJsonString(), member);
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_changed_line_loses_what_stood_behind_the_old_one_and_the_other_lines_keep_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await ManagerAsync(node);
        var address = await EnterAsync(manager, $$"""{"category":"persons","person":{{Person}}}""");
        var form = Filled(await PageAsync(manager, $"{address["/api".Length..]}/amend"));
        form["aliases"] = "Captain\r\nThe Pilot";
        form["addresses"] = "Quay 1 Rotterdam [NL]\r\nQuay 2, Antwerp [be]";
        form["paper2.kind"] = "Passport";
        form["paper2.number"] = "Y7654321";
        form["paper2.country"] = "be";

        await manager.PostAsync($"{address["/api".Length..]}/amend", Sent(form), Stop);

        var person = (await ShownAsync(manager, address))["alert"]!["content"]!["person"]!;
        person["aliases"]!.ToJsonString().ShouldBe("""[{"text":"Captain","weak":false},{"text":"The Pilot","weak":true}]""");
        person["addresses"]![0]!["lines"]!.GetValue<string>().ShouldBe("Quay 1\nRotterdam");
        person["addresses"]![1]!.ToJsonString().ShouldBe("""{"lines":"Quay 2, Antwerp","country":"BE"}""");
        person["papers"]!.AsArray().Count.ShouldBe(3);
        person["papers"]![2]!.ToJsonString().ShouldBe("""{"kind":"passport","number":"Y7654321","country":"BE"}""");
    }

    // Reg. (EC) 515/97 art. 25: eleven fields in (a) to (d), none in (e), two in (f), five in (g) and (h).
    [Theory]
    [OnBoth(AlertCategory.Commodities, "person0.", true)]
    [OnBoth(AlertCategory.MeansOfTransport, "person0.", true)]
    [OnBoth(AlertCategory.Businesses, "person0.", true)]
    [OnBoth(AlertCategory.Persons, "", true)]
    [OnBoth(AlertCategory.FraudTrends, null, false)]
    [OnBoth(AlertCategory.Expertise, null, false)]
    [OnBoth(AlertCategory.GoodsDetained, "person0.", false)]
    [OnBoth(AlertCategory.CashDetained, "person0.", false)]
    public async Task The_form_offers_the_fields_of_a_person_that_its_category_permits_and_no_other(string kind, AlertCategory category, string? at, bool all)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await ManagerAsync(node);

        var text = await PageAsync(manager, $"/alerts/new?category={category}");
        var page = new HtmlParser().ParseDocument(text);
        var form = Filled(text);

        string[] five = ["name", "forenames", "aliases", "births", "birthPlaces", "nationalities", "sex", "addresses"];
        string[] others = ["maidenName", "formerSurnames", "characteristics", "plates", "paper0.kind", "paper0.number", "paper0.country", "paper0.issuedAt", "paper0.issuedOn"];
        foreach (var field in five)
        {
            form.ContainsKey($"{at}{field}").ShouldBe(at is not null || (category == AlertCategory.Expertise && field == "name"), field);
        }

        foreach (var field in others)
        {
            form.ContainsKey($"{at}{field}").ShouldBe(all, field);
        }

        (page.QuerySelector("input[name=warnings]") is not null).ShouldBe(all);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Persons_are_entered_beside_detained_cash_and_what_is_wrong_with_one_is_said_at_its_field(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await ManagerAsync(node);
        const string page = "/alerts/new?category=CashDetained";
        var form = Filled(await PageAsync(manager, page));
        (form["amount"], form["currency"], form["reason"], form["case"], form["audience#*"]) = ("12 500,50", "eur", "Undeclared", "C-5", "*");
        (form["person0.name"], form["person0.nationalities"], form["person0.addresses"]) = ("Marlowe", "nl", "Quay 1 [NL]");

        form["add"] = "person";
        var more = await manager.PostAsync(page, Sent(form), Stop);
        form = Filled(await more.Content.ReadAsStringAsync(Stop));
        form.ContainsKey("person2.name").ShouldBeTrue("one more was asked for");
        (form["audience#*"], form["person1.name"], form["person1.births"]) = ("*", "Prins", "last year");

        var refused = await manager.PostAsync(page, Sent(form), Stop);
        var said = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync(Stop));
        said.QuerySelectorAll(".en-errors a").Select(link => link.GetAttribute("href")).ShouldBe(["#field-person1-births"]);
        said.QuerySelector("#field-person1-births")!.GetAttribute("value").ShouldBe("last year");

        form["person1.births"] = "1980";
        var saved = await manager.PostAsync(page, Sent(form), Stop);
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
        var content = (await ShownAsync(manager, $"/api{new Uri(manager.BaseAddress!, saved.Headers.Location!).AbsolutePath}"))["alert"]!["content"]!;
        content["amount"]!.GetValue<decimal>().ShouldBe(12500.50m);
        content["persons"]!.AsArray().Select(person => person!["name"]!.GetValue<string>()).ShouldBe(["Marlowe", "Prins"]);
        content["persons"]![0]!["nationalities"]!.ToJsonString().ShouldBe("""["NL"]""");
        content["persons"]![0]!["addresses"]!.ToJsonString().ShouldBe("""[{"lines":"Quay 1","country":"NL"}]""");
    }

    [Theory]
    [OnBoth("1,250", false)] // a thousand and a quarter, or one and a quarter
    [OnBoth("12.500,50", false)]
    [OnBoth("1e6", false)]
    [OnBoth("12500,5", true)]
    [OnBoth("12 500.50", true)]
    public async Task An_amount_that_can_be_read_in_two_ways_is_refused(string kind, string typed, bool taken)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await ManagerAsync(node);
        const string page = "/alerts/new?category=CashDetained";
        var form = Filled(await PageAsync(manager, page));
        (form["amount"], form["currency"], form["reason"], form["case"], form["audience#*"]) = (typed, "EUR", "Undeclared", "C-5", "*");

        var answer = await manager.PostAsync(page, Sent(form), Stop);

        answer.StatusCode.ShouldBe(taken ? HttpStatusCode.Redirect : HttpStatusCode.OK);
    }

    internal static async Task<HttpClient> ManagerAsync(TestNode node)
    {
        var client = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        return client;
    }

    private static async Task<string> EnterAsync(HttpClient client, string content)
    {
        var body =
            $$$"""
            {"alert":{"content":{{{content}}},"action":"inquiryCheck","reason":"Seen\nin a joint operation ","caseReference":"C-1 / 2","legalBasis":"Art. 27",
            "questions":["Who paid?","Where to?"],"handling":"h3","handlingNote":"Ask us\nfirst","source":"b","information":"corroborated"},
            "reviewBy":"{{{Review}}}","audience":["police"]}
            """;
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await client.PostAsync("/api/alerts", json, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        return answer.Headers.Location!.ToString();
    }

    internal static async Task<JsonNode> ShownAsync(HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(address, Stop))!;

    internal static async Task<string> PageAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    internal static FormUrlEncodedContent Sent(Dictionary<string, string> form) => new(form.Select(pair => KeyValuePair.Create(pair.Key.Split('#')[0], pair.Value)));

    /// <summary>What a browser would send: the fields of the form with their values, those of one line without line ends, those of several with CR and LF. A ticked box is <c>name#value</c>.</summary>
    internal static Dictionary<string, string> Filled(string page)
    {
        var form = new HtmlParser().ParseDocument(page).QuerySelectorAll("form").First(one => one.QuerySelector("input[name=reviewBy]") is not null);
        var sent = new Dictionary<string, string>();
        foreach (var field in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = field.GetAttribute("name")!;
            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked)
                    {
                        sent[$"{name}#{box.GetAttribute("value")}"] = box.GetAttribute("value")!;
                    }

                    break;
                case IHtmlInputElement input:
                    sent[name] = (input.GetAttribute("value") ?? "").Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
                    break;
                case IHtmlSelectElement select:
                    sent[name] = (select.QuerySelector("option[selected]") ?? select.QuerySelector("option"))!.GetAttribute("value")!;
                    break;
                default:
                    sent[name] = field.TextContent.ReplaceLineEndings("\r\n");
                    break;
            }
        }

        return sent;
    }
}
