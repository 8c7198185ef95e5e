using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Entente.Scenarios.Browser;

/// <summary>Hostile strings typed into whatever field for words a page shows, stored, and shown again: the forms themselves say which fields there are.</summary>
public sealed partial class HostileFormTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    /// <summary>What fields take that take no words: numbers of a form, codes and days.</summary>
    private static readonly Dictionary<string, string> Formal = new(StringComparer.Ordinal)
    {
        ["amount"] = "12500.50",
        ["bic"] = "ABNANL2A",
        ["births"] = "1971-02-03",
        ["containers"] = "CSQU3054383",
        ["country"] = "NL",
        ["currency"] = "EUR",
        ["denomination"] = "500",
        ["detainedOn"] = "2026-01-05",
        ["eori"] = "NL123456789",
        ["excise"] = "NL00000012345",
        ["flag"] = "NL",
        ["hsCodes"] = "852712",
        ["iban"] = "NL91ABNA0417164300",
        ["imo"] = "9074729",
        ["imoCompany"] = "5571322",
        ["lastNumber"] = "",
        ["lei"] = "529900T8BM49AURSDO55",
        ["mmsi"] = "244123456",
        ["nationalities"] = "NL",
        ["origins"] = "CN",
        ["reviewBy"] = TimeProvider.System.GetUtcNow().AddMonths(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["plateCountry"] = "NL",
        ["route"] = "CN NL",
        ["vat"] = "NL000099998B57",
        ["vin"] = "WVWZZZ1JZXW000001",
    };

    private const string Means = "means.type";
    private const string NewObject = "newObject";

    public static TheoryData<string, string, string> Categories
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var category in Enum.GetNames<Entente.Protocol.Alerts.AlertCategory>())
            {
                data.Add(category, "own", "sqlite");
                data.Add(category, "published", "postgres");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Categories))]
    public async Task Hostile_strings_in_every_field_of_an_alert_are_stored_and_shown_and_run_nothing(string category, string source, string store)
    {
        site = await site.OverAsync(store);
        var texts = Texts(source);
        await using var window = await site.OpenAsync();
        var (fields, stored) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var turn = 0;
        foreach (var kind in await KindsAsync(window, category))
        {
            var (form, formal) = await OpenAsync(window, category, kind);
            var typed = await form.FillAsync(texts, turn += 40);
            fields.UnionWith(typed.Keys.Where(field => !formal.ContainsKey(field) && !formal.ContainsKey(field.Split('.')[^1])));
            (await form.SendAsync()).ShouldBeLessThan(500, site.Log);

            // Refused for what must be a number or a code: all of it is there again as it was typed.
            if (!AlertPage().IsMatch(window.Page.Url))
            {
                (await FilledForm.ShownAsync(window.Page, typed.Values)).ShouldBe(typed.Values, ignoreOrder: true, category);
                form = (await FilledForm.OnAsync(window.Page))[0];
                typed = await form.FillAsync(texts, turn += 40, formal);
                (await form.SendAsync()).ShouldBeLessThan(500, site.Log);
            }

            AlertPage().IsMatch(window.Page.Url).ShouldBeTrue($"{category} {kind} was not stored: {await window.Page.Locator("main").InnerTextAsync()}");
            var address = window.Page.Url;
            var shown = await FilledForm.ShownAsync(window.Page, typed.Values);
            stored.UnionWith(typed.Where(field => shown.Contains(field.Value)).Select(field => field.Key));
            (await window.GoAsync(address + "/amend")).ShouldBe(200);
            (await FilledForm.ShownAsync(window.Page, shown)).ShouldBe(shown, ignoreOrder: true, $"{category} {kind}: what is stored can be amended");
            await WithdrawAsync(window, address, texts, turn += 40);
            window.Complaints.ShouldBeEmpty();
        }

        output.WriteLine($"{category}: {stored.Count} fields stored and shown: {string.Join(", ", stored.Order())}");
        stored.Any(field => field.StartsWith("object", StringComparison.Ordinal)).ShouldBe(category is "Businesses" or "Commodities" or "GoodsDetained" or "CashDetained");
        fields.Except(stored).ShouldBeEmpty("a field for words is stored, and shown on the page of the alert");
    }

    [Theory, MemberData(nameof(HostileText.Sources), MemberType = typeof(HostileText))]
    public async Task Hostile_strings_in_every_form_of_every_page_are_shown_again_and_run_nothing(string source, string store)
    {
        site = await site.OverAsync(store);
        var texts = Texts(source);
        await using var window = await site.OpenAsync();
        await site.AlertAsync($"Klipper Vorm {source}");
        await site.DeclareAsync($"Klipper Vorm {source}");
        var pages = await WithFormsAsync(window);

        // A hit that is judged can be reported.
        pages.AddRange(pages.Where(address => address.StartsWith("/hits/", StringComparison.Ordinal)).ToList());
        var (tried, lost) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var (turn, isSecond) = (0, false);
        for (var next = 0; next < pages.Count; next++)
        {
            var address = pages[next];
            await window.GoAsync(address);
            var count = (await FilledForm.OnAsync(window.Page)).Count;
            for (var i = 0; i < count; i++)
            {
                await window.GoAsync(address);
                if ((await FilledForm.OnAsync(window.Page)).ElementAtOrDefault(i) is not { } form)
                {
                    break;
                }

                var action = Id().Replace(await form.ActionAsync(), "/*");
                var typed = await form.FillAsync(texts, turn += 40, new Dictionary<string, string> { ["purpose"] = "Investigation", ["Purpose"] = "Investigation" });
                (await form.SendAsync()).ShouldBeLessThan(500, $"{address} {action} {site.Log}");
                tried.Add(action);
                var missing = typed.Values.Except(await FilledForm.ShownAsync(window.Page, typed.Values)).ToList();
                missing = missing.Count == 0 ? missing : await MissingAsync(window, address, missing);
                lost.UnionWith(typed.Where(field => missing.Contains(field.Value)).Select(field => $"{action} {field.Key}"));
                window.Complaints.Where(complaint => !Refusal().IsMatch(complaint)).ShouldBeEmpty($"{address} {action}");
            }

            // What the forms made has pages as well, some with forms; who works for another purpose may see less, and does so last.
            if (next == pages.Count - 1 && !isSecond)
            {
                isSecond = true;
                pages.AddRange((await WithFormsAsync(window)).Except(pages).Append("/session/purpose").ToList());
            }
        }

        foreach (var address in pages)
        {
            (await window.GoAsync(address)).ShouldBeLessThan(500, $"{address} {site.Log}");
        }

        output.WriteLine($"{tried.Count} forms on {pages.Count} pages: {string.Join(", ", tried)}");
        window.Complaints.Where(complaint => !Refusal().IsMatch(complaint)).ShouldBeEmpty();
        lost.ShouldBeEmpty("what was typed is shown again: stored, on record, or in its field with what is wrong with it");
        string[] known = ["/officers", "/feeds", "/session/purpose", "/hits/*/judge", "/hits/*/report"];
        known.Except(tried).ShouldBeEmpty("these have fields for words, or this test has stopped to see them");
    }

    /// <summary>The pages that may have forms, but for those of alerts, the samples of components, and the one that changes what is seen.</summary>
    private static async Task<List<string>> WithFormsAsync(Window window) =>
        [.. (await ConsoleTests.PagesAsync(window)).Where(address => !address.StartsWith("/alerts", StringComparison.Ordinal) && !address.StartsWith("/console", StringComparison.Ordinal) && address != "/session/purpose")];

    private static async Task WithdrawAsync(Window window, string address, List<string> texts, int turn)
    {
        await window.GoAsync(address);
        foreach (var form in await FilledForm.OnAsync(window.Page))
        {
            if ((await form.ActionAsync()).EndsWith("/withdraw", StringComparison.Ordinal))
            {
                var typed = await form.FillAsync(texts, turn);
                (await form.SendAsync()).ShouldBeLessThan(400);
                (await MissingAsync(window, address, [.. typed.Values])).ShouldBeEmpty("why it was withdrawn is on record");
                return;
            }
        }

        throw new InvalidOperationException($"{address} cannot be withdrawn.");
    }

    /// <summary>What neither the page nor one of the newest records shows.</summary>
    private static async Task<List<string>> MissingAsync(Window window, string address, List<string> marks)
    {
        await window.GoAsync(address);
        marks = [.. marks.Except(await FilledForm.ShownAsync(window.Page, marks))];
        if (marks.Count > 0)
        {
            await window.GoAsync("/records");
            foreach (var record in await window.RowsAsync(12))
            {
                await window.GoAsync(record);
                marks = [.. marks.Except(await FilledForm.ShownAsync(window.Page, marks))];
            }
        }

        return marks;
    }

    /// <summary>The kinds of object that an alert of the category can be about; one without a name where it is about something else.</summary>
    private static async Task<IReadOnlyList<string>> KindsAsync(Window window, string category)
    {
        (await window.GoAsync($"/alerts/new?category={category}")).ShouldBe(200);
        var kinds = await OptionsAsync(window, Means);
        kinds.Length.ShouldBeInRange(category == "MeansOfTransport" ? 5 : 0, category == "MeansOfTransport" ? 100 : 0);
        return kinds.Length == 0 ? [""] : kinds;
    }

    private static Task<string[]> OptionsAsync(Window window, string select) => window.Page.EvaluateAsync<string[]>(
        "select => [...document.querySelectorAll(`main select[name='${select}'] option`)].map(option => option.value).filter(value => value)", select);

    /// <summary>Opens the form of a category with the fields of a kind of object, or with those of one object of each kind.</summary>
    /// <returns>The form, and what those of its fields take that take no words.</returns>
    private static async Task<(FilledForm Form, Dictionary<string, string> Formal)> OpenAsync(Window window, string category, string kind)
    {
        (await window.GoAsync($"/alerts/new?category={category}")).ShouldBe(200);
        var form = (await FilledForm.OnAsync(window.Page)).ShouldHaveSingleItem();
        var formal = new Dictionary<string, string>(Formal, StringComparer.Ordinal);
        if (kind.Length > 0)
        {
            await form.ChooseAsync(Means, kind);
            (await form.SendAsync(add: "means")).ShouldBe(200);
            Contain(formal, kind, "means.number");
        }

        foreach (var (i, type) in (await OptionsAsync(window, NewObject)).Index())
        {
            await form.ChooseAsync(NewObject, type);
            (await form.SendAsync(add: "object")).ShouldBe(200);
            Contain(formal, type, $"object{i}.number");
        }

        return ((await FilledForm.OnAsync(window.Page)).ShouldHaveSingleItem(), formal);

        static void Contain(Dictionary<string, string> formal, string type, string field)
        {
            if (type == "Container")
            {
                formal[field] = "CSQU3054383";
            }
        }
    }

    private List<string> Texts(string source) =>
        [.. HostileText.Read(site, source).Where(text => HostileText.IsSuspicious(text) && text.All(letter => XmlConvert.IsXmlChar(letter)))];

    [GeneratedRegex("/alerts/[0-9a-f-]{36}$")]
    private static partial Regex AlertPage();

    [GeneratedRegex("/(?=[^/]*[0-9])[0-9A-Za-z._-]+(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex("status of (400|404|409|422)")]
    private static partial Regex Refusal();
}
