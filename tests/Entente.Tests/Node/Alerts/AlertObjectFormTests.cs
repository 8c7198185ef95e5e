using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>Objects in the form: each of the eighteen types with its fields, beside goods and cash, as what a business moves goods with, and as what an alert is about.</summary>
public sealed class AlertObjectFormTests
{
    /// <summary>What is typed for each type, and what it is then.</summary>
    private static readonly Dictionary<ObjectType, (string Typed, string Is)> Typed = new()
    {
        [ObjectType.MotorVehicle] = ("plate=OJ-12-AB&plateCountry=nl&vin=WDB9634031L738201", """{"type":"motorVehicle","plate":"OJ-12-AB","plateCountry":"NL","vin":"WDB9634031L738201","description":"Red"}"""),
        [ObjectType.Trailer] = ("plate=OJ-12-AB&plateCountry=NL", """{"type":"trailer","plate":"OJ-12-AB","plateCountry":"NL","description":"Red"}"""),
        [ObjectType.Caravan] = ("plate=OJ-12-AB", """{"type":"caravan","plate":"OJ-12-AB","description":"Red"}"""),
        [ObjectType.IndustrialEquipment] = ("serialNumber=IE 1", """{"type":"industrialEquipment","serialNumber":"IE 1","description":"Red"}"""),
        [ObjectType.Boat] = (
            "name=Heron&imo=9074729&callSign=PDAB&mmsi=244123456&hullNumber=H-2&flag=nl&owner=Zeevalk&formerNames=Reiger\r\nAigrette",
            """{"type":"boat","name":"Heron","formerNames":[{"text":"Reiger","weak":false},{"text":"Aigrette","weak":false}],"imo":"9074729","callSign":"PDAB","mmsi":"244123456","hullNumber":"H-2","flag":"NL","owner":"Zeevalk","description":"Red"}"""),
        [ObjectType.BoatEngine] = ("serialNumber=BE 1", """{"type":"boatEngine","serialNumber":"BE 1","description":"Red"}"""),
        [ObjectType.Container] = ("number=MSCU6639871", """{"type":"container","number":"MSCU6639871","description":"Red"}"""),
        [ObjectType.Aircraft] = (
            "tail=EP-GOM&serialNumber=S-9&operator=Somebody&formerTails=UR-1\r\nUR-2",
            """{"type":"aircraft","tail":"EP-GOM","formerTails":["UR-1","UR-2"],"serialNumber":"S-9","operator":"Somebody","description":"Red"}"""),
        [ObjectType.AircraftEngine] = ("serialNumber=AE 1", """{"type":"aircraftEngine","serialNumber":"AE 1","description":"Red"}"""),
        [ObjectType.Firearm] = ("serialNumber=F 1&calibre=9 mm", """{"type":"firearm","calibre":"9 mm","serialNumber":"F 1","description":"Red"}"""),
        [ObjectType.BlankOfficialDocument] = ("firstNumber=B100&lastNumber=B199&country=nl", """{"type":"blankOfficialDocument","firstNumber":"B100","lastNumber":"B199","country":"NL","description":"Red"}"""),
        [ObjectType.IdentityDocument] = ("kind=DrivingLicence&number=D 77&country=be", """{"type":"identityDocument","kind":"drivingLicence","number":"D 77","country":"BE","description":"Red"}"""),
        [ObjectType.RegistrationCertificateOrPlate] = ("number=12-AB-CD&country=nl", """{"type":"registrationCertificateOrPlate","number":"12-AB-CD","country":"NL","description":"Red"}"""),
        [ObjectType.Banknote] = ("currency=eur&denomination=500&firstNumber=X1&lastNumber=X9", """{"type":"banknote","currency":"EUR","denomination":500,"firstNumber":"X1","lastNumber":"X9","description":"Red"}"""),
        [ObjectType.InformationTechnology] = ("serialNumber=IT 1", """{"type":"informationTechnology","serialNumber":"IT 1","description":"Red"}"""),
        [ObjectType.VehicleComponent] = ("serialNumber=VC 1", """{"type":"vehicleComponent","serialNumber":"VC 1","description":"Red"}"""),
        [ObjectType.IndustrialComponent] = ("serialNumber=IC 1", """{"type":"industrialComponent","serialNumber":"IC 1","description":"Red"}"""),
        [ObjectType.HighValueObject] = ("serialNumber=HV 1", """{"type":"highValueObject","serialNumber":"HV 1","description":"Red"}"""),
    };

    private static readonly ObjectType[] Carrying =
    [
        ObjectType.Boat, ObjectType.Aircraft, ObjectType.Container, ObjectType.MotorVehicle, ObjectType.Trailer, ObjectType.Caravan, ObjectType.IndustrialEquipment,
        ObjectType.BoatEngine, ObjectType.AircraftEngine, ObjectType.VehicleComponent, ObjectType.RegistrationCertificateOrPlate,
    ];

    public static MatrixTheoryData<string, ObjectType> Types => new(Store.Kinds, Enum.GetValues<ObjectType>());

    public static MatrixTheoryData<string, ObjectType> MeansTypes => new(Store.Kinds, Carrying);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Types))]
    public async Task An_object_of_every_type_is_entered_shown_and_kept(string kind, ObjectType type)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        const string page = "/alerts/new?category=Commodities";
        var form = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, page));
        (form["description"], form["reason"], form["case"], form["audience#*"]) = ("Spare parts", "Seen twice", "C-5", "*");
        form = await WithAsync(manager, page, form, type);
        Fill(form, "object0.", type);

        var address = await SavedAsync(manager, page, form);
        var content = (await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!;
        content["objects"]!.AsArray().ShouldHaveSingleItem();
        Same(content["objects"]![0], type);

        var amended = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, $"{address}/amend"));
        (await manager.PostAsync($"{address}/amend", AlertFormTests.Sent(amended), Stop)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!.ToJsonString().ShouldBe(content.ToJsonString());
        var shown = new HtmlParser().ParseDocument(await AlertFormTests.PageAsync(manager, address)).QuerySelector("main")!.TextContent;
        foreach (var value in Typed[type].Typed.Split('&').Select(pair => pair.Split('=')).Where(pair => pair[0] is not ("kind" or "country" or "plateCountry" or "flag" or "currency")))
        {
            value[1].Split("\r\n").ShouldAllBe(line => shown.Contains(line, StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(MeansTypes))]
    public async Task A_means_of_transport_of_every_type_is_entered_and_kept(string kind, ObjectType type)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        const string page = "/alerts/new?category=MeansOfTransport";
        var form = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, page));
        (form["means.type"], form["reason"], form["case"], form["audience#*"], form["add"]) = ($"{type}", "Seen twice", "C-5", "*", "means");
        form = await PostedAsync(manager, page, form);
        form["audience#*"] = "*";
        Fill(form, "means.", type);

        var address = await SavedAsync(manager, page, form);
        Same((await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!["means"], type);
        var amended = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, $"{address}/amend"));
        (await manager.PostAsync($"{address}/amend", AlertFormTests.Sent(amended), Stop)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Same((await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!["means"], type);
    }

    [Theory]
    [OnBoth(AlertCategory.Commodities, 18)]
    [OnBoth(AlertCategory.Businesses, 11)] // what carries, and its parts
    [OnBoth(AlertCategory.GoodsDetained, 18)]
    [OnBoth(AlertCategory.CashDetained, 18)]
    [OnBoth(AlertCategory.Persons, 0)] // the plates of a person are a field of the person
    [OnBoth(AlertCategory.FraudTrends, 0)]
    [OnBoth(AlertCategory.Expertise, 0)]
    public async Task A_category_offers_the_types_that_its_objects_may_have(string kind, AlertCategory category, int types)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);

        var page = new HtmlParser().ParseDocument(await AlertFormTests.PageAsync(manager, $"/alerts/new?category={category}"));

        page.QuerySelectorAll("select[name=newObject] option").Length.ShouldBe(types);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Banknotes_beside_cash_are_faulted_at_their_field_and_one_that_is_emptied_goes(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        const string page = "/alerts/new?category=CashDetained";
        var form = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, page));
        (form["amount"], form["currency"], form["reason"], form["case"], form["audience#*"]) = ("500", "EUR", "Undeclared", "C-5", "*");
        form = await WithAsync(manager, page, form, ObjectType.Firearm);
        form = await WithAsync(manager, page, form, ObjectType.Banknote);
        (form["object1.currency"], form["object1.denomination"], form["containers"]) = ("EUR", "five hundred", "MSCU6639871\r\nMSCU6639866");

        var refused = new HtmlParser().ParseDocument(await (await manager.PostAsync(page, AlertFormTests.Sent(form), Stop)).Content.ReadAsStringAsync(Stop));
        refused.QuerySelectorAll(".en-errors a").Select(link => link.GetAttribute("href")).ShouldBe(["#field-object1-firstNumber", "#field-object1-denomination"]);

        (form["object1.firstNumber"], form["object1.denomination"]) = ("X1", "500");
        var address = await SavedAsync(manager, page, form);
        var objects = (await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!["objects"]!.AsArray();
        objects.Select(one => one!["type"]!.GetValue<string>()).ShouldBe(["banknote", "container", "container"], "the firearm of which nothing was said is none");

        var amended = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, $"{address}/amend"));
        amended["object1.number"] = "";
        await manager.PostAsync($"{address}/amend", AlertFormTests.Sent(amended), Stop);
        objects = (await AlertFormTests.ShownAsync(manager, $"/api{address}"))["alert"]!["content"]!["objects"]!.AsArray();
        objects.Select(one => one!["number"]?.GetValue<string>()).ShouldBe([null, "MSCU6639866"]);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_business_is_entered_with_all_its_numbers_and_what_it_moves_goods_with(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        const string page = "/alerts/new?category=Businesses";
        var form = AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, page));
        (form["name"], form["reason"], form["case"], form["audience#*"]) = ("Zeevalk Overseas", "Seen twice", "C-5", "*");
        (form["lei"], form["iban"], form["tax"], form["excise"], form["bic"], form["imoCompany"], form["otherNumber"]) =
            ("529900T8BM49AURSDO55", "NL91ABNA0417164300", "0001 [be]", "NL00000012345", "ABNANL2A", "5571322", "K 7");
        form = await WithAsync(manager, page, form, ObjectType.Trailer);
        Fill(form, "object0.", ObjectType.Trailer);

        var content = (await AlertFormTests.ShownAsync(manager, $"/api{await SavedAsync(manager, page, form)}"))["alert"]!["content"]!;

        content["numbers"]!.AsArray().Select(number => $"{number!["kind"]} {number["value"]} {number["country"]}".TrimEnd()).ShouldBe(
            ["tax 0001 BE", "excise NL00000012345", "lei 529900T8BM49AURSDO55", "iban NL91ABNA0417164300", "bic ABNANL2A", "imoCompany 5571322", "other K 7"]);
        Same(content["transport"]![0], ObjectType.Trailer);
    }

    /// <summary>The form with the fields of one object more.</summary>
    private static async Task<Dictionary<string, string>> WithAsync(HttpClient manager, string page, Dictionary<string, string> form, ObjectType type)
    {
        (form["newObject"], form["add"]) = ($"{type}", "object");
        var more = await PostedAsync(manager, page, form);
        more["audience#*"] = "*";
        return more;
    }

    private static async Task<Dictionary<string, string>> PostedAsync(HttpClient manager, string page, Dictionary<string, string> form)
    {
        var answer = await manager.PostAsync(page, AlertFormTests.Sent(form), Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return AlertFormTests.Filled(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static void Fill(Dictionary<string, string> form, string at, ObjectType type)
    {
        foreach (var pair in $"{Typed[type].Typed}&description=Red".Split('&').Select(pair => pair.Split('=')))
        {
            form.ContainsKey($"{at}{pair[0]}").ShouldBeTrue($"{type} has the field {pair[0]}");
            form[$"{at}{pair[0]}"] = pair[1];
        }
    }

    private static async Task<string> SavedAsync(HttpClient manager, string page, Dictionary<string, string> form)
    {
        var saved = await manager.PostAsync(page, AlertFormTests.Sent(form), Stop);
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
        return new Uri(manager.BaseAddress!, saved.Headers.Location!).AbsolutePath;
    }

    private static void Same(JsonNode? entered, ObjectType type) => JsonNode.DeepEquals(entered, JsonNode.Parse(Typed[type].Is)).ShouldBeTrue(entered?.ToJsonString());
}
