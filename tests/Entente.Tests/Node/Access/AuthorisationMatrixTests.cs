using System.Collections.Concurrent;
using System.Net;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Architecture;

namespace Entente.Tests.Node.Access;

public sealed class AuthorisationMatrixTests
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

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_published_table_is_that_of_the_running_node(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
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

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_request_by_every_kind_of_officer_is_let_through_or_refused_as_the_table_says(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, Stopped());
        var table = RouteTable.Of(node);
        var wrong = new ConcurrentQueue<string>();
        var (cells, refused) = (0, 0);
        var clients = await ClientsAsync(node);

        // What answers is looked up once, and not by each of the clients.
        var patterns = table.Rows.Select(row => row.Absent).Distinct().ToList();
        var asked = Methods.ToDictionary(method => method, method => patterns.ConvertAll(address => (Address: address, Row: table.Find(method, address))));

        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) =>
        {
            foreach (var accept in Accepts)
            {
                foreach (var method in Methods)
                {
                    var absent = await AskAsync(client.Http, method, Nowhere, accept);
                    foreach (var (address, row) in asked[method])
                    {
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

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_route_with_a_parameter_is_tried_on_objects_of_others_or_says_why_it_has_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var routes = RouteTable.Of(node).Rows.Where(row => row.Open is null && row.Pattern.Contains('{', StringComparison.Ordinal)).ToList();
        var rows = routes.ConvertAll(NameOf);

        // A page takes forms at its own address as well, which is tried with its object.
        List<string> tried =
        [
            .. routes.Where(row => (row.Method == "GET" || row.IsPage) && MatrixObject.All.Any(one => one.Pattern == row.Pattern)).Select(NameOf),
            .. MatrixChange.All.Select(one => $"{one.Method} {one.Pattern}"),
        ];
        rows.Count.ShouldBeGreaterThan(100);
        rows.Except(tried).Except(MatrixReasons.All.Keys).ShouldBeEmpty("it needs a row in MatrixObject or MatrixChange, or a reason in MatrixReasons");
        MatrixReasons.All.Keys.Except(rows).ShouldBeEmpty("no such route");
        MatrixReasons.All.Keys.Intersect(tried).ShouldBeEmpty("it is tried");
        MatrixChange.All.Select(one => $"{one.Method} {one.Pattern}").Except(rows).ShouldBeEmpty("no such route");

        static string NameOf(RouteTable.Row row) => $"{row.Method} {row.Pattern}";
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Objects_of_others_are_answered_like_objects_that_are_not_there(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, Stopped());
        var table = RouteTable.Of(node);
        var wrong = new ConcurrentQueue<string>();
        var cells = 0;
        var officers = await SupervisingAsync(node);
        foreach (var sample in MatrixObject.All)
        {
            var row = table.Rows.Single(row => row.Pattern == sample.Pattern && row.Method == "GET");
            var forms = table.Rows.SingleOrDefault(row => row.Pattern == sample.Pattern && row.Method == "POST" && row.IsPage);
            var objects = new List<(AuthorityKind Owner, string Address)>();
            foreach (var owner in Enum.GetValues<AuthorityKind>())
            {
                objects.Add((owner, await sample.MakeAsync(node, owner)));
            }

            await Parallel.ForEachAsync(officers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (officer, _) =>
            {
                var (role, authority) = officer.Officer;
                foreach (var accept in Accepts)
                {
                    var absent = await AskAsync(officer.Http, "GET", row.Absent, accept);
                    foreach (var (owner, address) in objects)
                    {
                        var answer = await AskAsync(officer.Http, "GET", address, accept);
                        var seen = table.Allows(row, role, authority) && sample.IsSeenBy(role, authority, owner);
                        Interlocked.Increment(ref cells);
                        if (seen ? answer.Status != HttpStatusCode.OK : answer != absent || (answer.Status != HttpStatusCode.NotFound && !sample.LeadsOn))
                        {
                            wrong.Enqueue($"{role} of {authority} GET {address} of {owner} ({accept}): {(seen ? answer.ToString() : answer.DifferenceFrom(absent))}");
                        }

                        // Once is enough: it does not depend on what the client would rather have.
                        if (!seen && forms is not null && accept == "text/html" && owner != authority)
                        {
                            Interlocked.Increment(ref cells);
                            var (posted, nothing) = (await officer.SendAsync(forms, address, Form), await officer.SendAsync(forms, MatrixOfficer.AbsentFor(forms, address), Form));
                            if (posted != nothing)
                            {
                                wrong.Enqueue($"{role} of {authority} POST {address} of {owner}: {posted.DifferenceFrom(nothing)}");
                            }
                        }
                    }
                }
            });
        }

        TestContext.Current.SendDiagnosticMessage($"authorisation matrix: {cells} cells of own and foreign objects");
        wrong.Order().Take(20).ShouldBeEmpty();

        static HttpContent Form(string token) => new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "form"), new("reason", "A reason")]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Changes_of_objects_of_others_are_answered_like_changes_of_objects_that_are_not_there(string kind)
    {
        const AuthorityKind owner = AuthorityKind.Police;
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, Stopped());
        var table = RouteTable.Of(node);
        var wrong = new List<string>();
        var cells = 0;
        var officers = await SupervisingAsync(node);
        foreach (var change in MatrixChange.All)
        {
            var row = table.Rows.Single(row => row.Pattern == change.Pattern && row.Method == change.Method);
            var address = await change.MakeAsync(node, owner);
            var absent = MatrixOfficer.AbsentFor(row, address);
            var own = false;

            // Those of other authorities first: whoever may change it changes it.
            foreach (var officer in officers.Where(one => table.Allows(row, one.Officer.Role, one.Officer.Authority)).OrderBy(one => one.Officer.Authority == owner))
            {
                var isOwn = officer.Officer.Authority == owner && change.IsOfAuthority;
                if (isOwn && own)
                {
                    continue;
                }

                cells++;
                var nothing = await officer.SendAsync(row, absent, change.Body);
                var answer = await officer.SendAsync(row, address, change.Body);
                own |= isOwn && answer != nothing;
                if (!isOwn && answer != nothing)
                {
                    wrong.Add($"{officer.Officer} {change.Method} {address} of {owner}: {answer.DifferenceFrom(nothing)}");
                }
            }

            // A request that nobody could have sent with effect would show nothing.
            if (change.IsOfAuthority && !own)
            {
                wrong.Add($"{change.Method} {change.Pattern}: the officers of {owner} are told of their own what they are told of none");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"authorisation matrix: {cells} cells of changes of own and foreign objects");
        wrong.Take(20).ShouldBeEmpty();
    }

    /// <summary>Pages show the time; two answers can be compared only if it stands still.</summary>
    private static SetClock Stopped() => new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    /// <summary>An officer of each role in each authority, who works for a purpose that sees what there is to see, with the token of the forms.</summary>
    private static async Task<List<MatrixOfficer>> SupervisingAsync(TestNode node)
    {
        var officers = new List<MatrixOfficer>();
        foreach (var (role, authority) in Officers)
        {
            officers.Add(await MatrixOfficer.SignInAsync(node, role, authority));
        }

        return officers;
    }

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
    private static bool IsLetThrough(MatrixAnswer answer, RouteTable.Row row) => row.Method == "GET"
        ? answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !answer.Headers.Contains("Location: /sign-in", StringComparison.Ordinal)
            && (answer.Status != HttpStatusCode.NotFound || row.Pattern.Contains('{', StringComparison.Ordinal) || Empty.Contains(row.Pattern))
        : row.Takes is not null
            ? answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType
            : answer.Status == HttpStatusCode.BadRequest && answer.Body.Contains(answer.Headers.Contains("text/html", StringComparison.Ordinal) ? "AGAIN" : "access-form-expired", StringComparison.Ordinal);

    private static async Task<MatrixAnswer> AskAsync(HttpClient client, string method, string address, string accept, string? takes = null)
    {
        using var request = new HttpRequestMessage(new(method), address);
        request.Headers.Accept.ParseAdd(accept);
        if (method != "GET")
        {
            request.Content = takes is null ? new FormUrlEncodedContent([new("field", "AGAIN")]) : new StringContent("[", new System.Net.Http.Headers.MediaTypeHeaderValue(takes.Replace("*", "plain", StringComparison.Ordinal)));
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await MatrixAnswer.ReadAsync(answer, address);
    }
}
