using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>A browser window that remembers every script error, dialog and breach of the content security policy.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private Window(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue($"{page.Url}: {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        page.Dialog += async (_, dialog) =>
        {
            if (dialog.Type == DialogType.BeforeUnload && LeavesForms)
            {
                Left++;
                await dialog.AcceptAsync();
                return;
            }

            complaints.Enqueue($"{page.Url}: a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Whether to say yes where the page asks to leave a form in which something was typed.</summary>
    public bool LeavesForms { get; set; }

    /// <summary>How often it asked and was told yes.</summary>
    public int Left { get; private set; }

    /// <summary>What the browser complained about since the last time.</summary>
    public List<string> Complaints
    {
        get
        {
            var taken = new List<string>();
            while (complaints.TryDequeue(out var one))
            {
                taken.Add(one);
            }

            return taken;
        }
    }

    public static async Task<Window> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));");
        return new Window(context, await context.NewPageAsync());
    }

    /// <summary>Waits for a complaint with these words.</summary>
    public async Task HearAsync(string words)
    {
        List<string> heard = [];
        for (var tries = 0; tries < 100 && !heard.Any(complaint => complaint.Contains(words, StringComparison.Ordinal)); tries++)
        {
            await Task.Delay(50);
            heard.AddRange(Complaints);
        }

        heard.ShouldContain(complaint => complaint.Contains(words, StringComparison.Ordinal));
    }

    public async Task<int> GoAsync(string address)
    {
        try
        {
            var answer = await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
            return answer?.Status ?? 0;
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("ERR_HTTP_RESPONSE_CODE_FAILURE", StringComparison.Ordinal))
        {
            // What a browser says of an error without a page: never right.
            return 599;
        }
    }

    /// <summary>The addresses in the side navigation, as the first page that has one shows them. What looking for it brings up is not complained about; what was before still is.</summary>
    public async Task<IReadOnlyList<string>> NavigationAsync()
    {
        var before = Complaints;
        foreach (var address in new[] { "/", "/hits", "/console/gallery" })
        {
            await GoAsync(address);
            var links = await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('nav.en-nav a.en-nav-link')].map(a => a.getAttribute('href'))");
            if (links.Length > 0)
            {
                _ = Complaints;
                before.ForEach(complaints.Enqueue);
                return links;
            }
        }

        throw new InvalidOperationException("No page shows the navigation.");
    }

    /// <summary>The first addresses that the rows of the page open.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(int most) =>
        await Page.EvaluateAsync<string[]>("most => [...document.querySelectorAll('main tr[data-href]')].slice(0, most).map(r => r.dataset.href)", most);

    /// <summary>Shows the page in a theme without loading it anew; colours on their way to the new ones are there at once.</summary>
    public Task ThemeAsync(string theme) => Page.EvaluateAsync(
        """
        async theme => {
            document.documentElement.dataset.theme = theme;
            document.dispatchEvent(new Event('entente:theme'));
            await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
            for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
        }
        """,
        theme);

    /// <param name="rules">The rules that are asked; none for all.</param>
    /// <returns>One line per violation of the accessibility rules.</returns>
    public async Task<IEnumerable<string>> AxeAsync(params string[] rules) =>
        from violation in (await Page.RunAxe(new AxeRunOptions { RunOnly = rules is [] ? null : new() { Type = "rule", Values = [.. rules] } })).Violations
        select $"{Page.Url}: {violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(" ; ", violation.Nodes.Take(3).Select(node => node.Html.Length > 200 ? node.Html[..200] : node.Html))}";

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
