using System.Net;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Tests.Node.Federation.Delivery;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>An officer at the console: reads pages, and sends their forms as a browser does, with what stands in them.</summary>
internal sealed class Console(HttpClient client)
{
    public HttpClient Client => client;

    public async Task<IDocument> ReadAsync(string address)
    {
        for (var i = 0; i < 6; i++)
        {
            var answer = await client.GetAsync(address);
            if (answer.Headers.Location is { } next)
            {
                address = next.OriginalString;
                continue;
            }

            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(text).Address(new Uri(client.BaseAddress!, address)));
        }

        throw new InvalidOperationException($"{address} leads on and on.");
    }

    /// <summary>Waits until a page says something.</summary>
    public async Task<IDocument> UntilAsync(string address, string words)
    {
        IDocument page = null!;
        await NodePair.UntilAsync(
            async () =>
            {
                var answer = await client.GetAsync(address);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    return false;
                }

                page = await ReadAsync(address);
                return page.QuerySelector(".en-head")!.TextContent.Contains(words, StringComparison.Ordinal);
            },
            $"{address} says: {words}");
        return page;
    }

    /// <summary>Sends the first form that the selector finds, and reads the page that it leads to.</summary>
    public async Task<IDocument> SendAsync(IDocument page, string form, params (string Name, string Value)[] typed)
    {
        var found = page.QuerySelector(form) ?? throw new InvalidOperationException($"No {form} on the page: {page.QuerySelector("main")?.TextContent}");
        var body = string.Join('&', FieldsOf(found, typed).Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        using var content = new StringContent(body, null, "application/x-www-form-urlencoded");
        return await FollowAsync(await client.PostAsync(found.GetAttribute("action") ?? Local(page), content), page);
    }

    /// <summary>Sends the first form that the selector finds with a file, as a browser sends a form that has a place for one.</summary>
    public async Task<IDocument> SendWithFileAsync(IDocument page, string form, (string Name, string Content) file, params (string Name, string Value)[] typed)
    {
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in FieldsOf(page.QuerySelector(form)!, typed))
        {
            parts.Add(new StringContent(value), name);
        }

        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file.Content)) { Headers = { ContentType = new("application/pdf") } }, "file", file.Name);
        return await FollowAsync(await client.PostAsync(page.QuerySelector(form)!.GetAttribute("action") ?? Local(page), parts), page);
    }

    /// <summary>Sends a file with the form that has a place for it.</summary>
    public async Task<IDocument> UploadAsync(IDocument page, string name, string content)
    {
        var form = page.QuerySelector("form[enctype='multipart/form-data']")!;
        using var parts = new MultipartFormDataContent();
        foreach (var field in form.QuerySelectorAll("input[type=hidden]"))
        {
            parts.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);
        }

        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)) { Headers = { ContentType = new("application/pdf") } }, "file", name);
        return await FollowAsync(await client.PostAsync(form.GetAttribute("action")!, parts), page);
    }

    private static IEnumerable<(string Name, string Value)> FieldsOf(IElement form, (string Name, string Value)[] typed) =>
        (from field in form.QuerySelectorAll("input, textarea, select")
         let name = field.GetAttribute("name")
         where name is not null && typed.All(one => one.Name != name)
         where field.GetAttribute("type") is not ("checkbox" or "radio") || field.HasAttribute("checked")
         where field.GetAttribute("type") is not "file"
         select (Name: name, Value: field.LocalName switch
         {
             "textarea" => field.TextContent,
             "select" => (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))?.GetAttribute("value") ?? "",
             _ => field.GetAttribute("value") ?? "",
         })).Concat(typed);

    /// <summary>The step's form on the page of a case.</summary>
    public static string Step(string step) => $"#step-{step} form";

    private async Task<IDocument> FollowAsync(HttpResponseMessage answer, IDocument page)
    {
        if (answer.Headers.Location is { } next)
        {
            return await ReadAsync(next.OriginalString);
        }

        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBeLessThan(500, text);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(text).Address(page.Url));
    }

    private static string Local(IDocument page) => new Uri(page.Url).PathAndQuery;
}
