using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Architecture;

namespace Entente.Tests.Node.Access;

public sealed partial class AuthorisationMatrixTests
{
    private const string Page = "docs/spec/authorisation.md";

    /// <summary>An address that no route matches: what every refusal must look like.</summary>
    private const string Nowhere = "/no-such-address";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Accepts = ["application/json", "text/html"];

    /// <summary>Pages that say 404 to everybody: the explanation of what is absent, what only a demonstration shows, and the card of a node that exchanges with nobody.</summary>
    private static readonly string[] Empty = ["/console/absent", "/console/gallery", "/console/gallery/flows", "/api/partners/card", "/partners/our-card/file"];

    private static readonly (Role Role, AuthorityKind Authority)[] Officers =
        [.. from role in Enum.GetValues<Role>() from authority in Enum.GetValues<AuthorityKind>() select (role, authority)];

    [Fact]
    public async Task The_published_table_is_that_of_the_running_node()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store);
        var file = Repository.PathOf(Page);
        var published = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";

        var actual = RouteTable.Of(node).ToMarkdown();

        if (published != actual)
        {
            await File.WriteAllTextAsync(file, actual);
        }

        published.ShouldBe(actual, $"{Page} was out of date and has been written anew; look at the difference and commit it.");
    }

    [Fact]
    public async Task Every_request_by_every_kind_of_officer_is_let_through_or_refused_as_the_table_says()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store, Stopped());
        var table = RouteTable.Of(node);
        var wrong = new ConcurrentQueue<string>();
        var (cells, refused) = (0, 0);
        var clients = await ClientsAsync(node);
        var patterns = table.Rows.Select(row => row.Pattern).Distinct().ToList();

        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) =>
        {
            foreach (var accept in Accepts)
            {
                foreach (var method in Methods)
                {
                    var absent = await AskAsync(client.Http, method, Nowhere, accept);
                    foreach (var pattern in patterns)
                    {
                        var address = table.Rows.First(one => one.Pattern == pattern).Absent;
                        var row = table.Find(method, address);
                        var answer = await AskAsync(client.Http, method, address, accept, row?.Takes);
                        var allowed = row is not null && row.Pattern is not (FederationGate.Path or FederationGate.Witness) && (row.Open is not null || (client.Officer is { } officer && table.Allows(row, officer.Role, officer.Authority)));
                        Interlocked.Increment(ref cells);
                        if (allowed ? !IsLetThrough(answer, row!) : answer != absent)
                        {
                            wrong.Enqueue($"{client.Officer?.ToString() ?? "visitor"} {method} {address} ({accept}): "
                                + (allowed ? $"refused: {answer}" : $"not refused like what is absent: {answer.DifferenceFrom(absent)}"));
                        }

                        if (!allowed)
                        {
                            Interlocked.Increment(ref refused);
                        }
                    }
                }
            }
        });

        TestContext.Current.SendDiagnosticMessage($"authorisation matrix: {cells} cells, {refused} of them refused");
        wrong.Order().Take(20).ShouldBeEmpty();
        refused.ShouldBeGreaterThan(1000);
        (cells - refused).ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task Objects_of_others_are_answered_like_objects_that_are_not_there()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store, Stopped());
        var table = RouteTable.Of(node);
        var wrong = new List<string>();
        var cells = 0;
        foreach (var sample in MatrixObject.All)
        {
            var row = table.Rows.Single(row => row.Pattern == sample.Pattern && row.Method == "GET");
            foreach (var owner in Enum.GetValues<AuthorityKind>())
            {
                var address = await sample.MakeAsync(node, owner);
                foreach (var (role, authority) in Officers)
                {
                    using var officer = await node.SignedInAs(role, authority, Purpose.Supervision);
                    await AskAsync(officer, "GET", "/session", "text/html"); // The first page of a session brings the cookie of the forms
                    foreach (var accept in Accepts)
                    {
                        var absent = await AskAsync(officer, "GET", row.Absent, accept);
                        var answer = await AskAsync(officer, "GET", address, accept);
                        var seen = table.Allows(row, role, authority) && sample.IsSeenBy(role, authority, owner);
                        cells++;
                        if (seen ? answer.Status != HttpStatusCode.OK : answer != absent || answer.Status != HttpStatusCode.NotFound)
                        {
                            wrong.Add($"{role} of {authority} GET {address} of {owner} ({accept}): {(seen ? answer.ToString() : answer.DifferenceFrom(absent))}");
                        }
                    }
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage($"authorisation matrix: {cells} cells of own and foreign objects");
        wrong.Take(20).ShouldBeEmpty();
    }

    /// <summary>Pages show the time; two answers can be compared only if it stands still.</summary>
    private static SetClock Stopped() => new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private static async Task<List<(HttpClient Http, (Role Role, AuthorityKind Authority)? Officer)>> ClientsAsync(TestNode node)
    {
        var clients = new List<(HttpClient, (Role, AuthorityKind)?)> { (node.Visitor(), null) };
        foreach (var (role, authority) in Officers)
        {
            clients.Add((await node.SignedInAs(role, authority), (role, authority)));
        }

        return clients;
    }

    /// <summary>Changing requests are sent as forms without a token, or as a body that is cut off: whoever is let through is told so and changes nothing.</summary>
    private static bool IsLetThrough(Answer answer, RouteTable.Row row) => row.Method == "GET"
        ? answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !answer.Headers.Contains("Location: /sign-in", StringComparison.Ordinal)
            && (answer.Status != HttpStatusCode.NotFound || row.Pattern.Contains('{', StringComparison.Ordinal) || Empty.Contains(row.Pattern))
        : row.Takes is not null
            ? answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType
            : answer.Status == HttpStatusCode.BadRequest && answer.Body.Contains(answer.Headers.Contains("text/html", StringComparison.Ordinal) ? "AGAIN" : "access-form-expired", StringComparison.Ordinal);

    private static async Task<Answer> AskAsync(HttpClient client, string method, string address, string accept, string? takes = null)
    {
        using var request = new HttpRequestMessage(new(method), address);
        request.Headers.Accept.ParseAdd(accept);
        if (method != "GET")
        {
            request.Content = takes is null ? new FormUrlEncodedContent([new("field", "AGAIN")]) : new StringContent("[", new System.Net.Http.Headers.MediaTypeHeaderValue(takes.Replace("*", "plain", StringComparison.Ordinal)));
        }

        // A stream of events never ends; its headers say what is asked here.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var endless = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = endless ? "" : await answer.Content.ReadAsStringAsync();
        var headers =
            from header in answer.Headers.Concat(answer.Content.Headers)
            where header.Key is not ("Date" or "Set-Cookie" or "Content-Length" or "Transfer-Encoding")
            orderby header.Key
            select $"{header.Key}: {string.Join(',', header.Value)}";

        // The frame of a page marks where the caller is; form tokens and trace ids are another in each answer. Neither says anything of the object.
        body = Trace().Replace(FormToken().Replace(body, ""), "");
        body = body.IndexOf("<main", StringComparison.Ordinal) is >= 0 and var main ? body[main..body.IndexOf("</main>", StringComparison.Ordinal)] : body;
        return new(answer.StatusCode, string.Join('\n', headers).Replace(Uri.EscapeDataString(address), "", StringComparison.Ordinal), body);
    }

    [GeneratedRegex("value=\"CfDJ8[A-Za-z0-9_-]+\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")]
    private static partial Regex Trace();

    private sealed record Answer(HttpStatusCode Status, string Headers, string Body)
    {
        public string DifferenceFrom(Answer other)
        {
            var (own, theirs) = ($"{Status}\n{Headers}\n{Body}", $"{other.Status}\n{other.Headers}\n{other.Body}");
            var at = own.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
            return $"at {at}: '{Around(own, at)}' instead of '{Around(theirs, at)}'";
        }

        private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];

        public override string ToString() => $"{Status} {Headers.ReplaceLineEndings("; ")} {(Body.Length > 200 ? Body[..200] : Body)}";
    }
}
