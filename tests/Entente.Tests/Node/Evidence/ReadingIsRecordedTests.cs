using System.Text.RegularExpressions;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Protocol.Access;
using Entente.Node.Platform;
using Entente.Tests.Node.Access;
using Entente.Tests.Node.Alerts;
using Entente.Tests.Node.Selectivity;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using Declared = Entente.Tests.Node.Selectivity.Given;
using Given = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>Whatever takes a stated purpose shows something of persons or cases: each look at it is on record, however it is asked for.</summary>
public sealed partial class ReadingIsRecordedTests
{
    /// <summary>What takes a purpose and shows nothing that was stored.</summary>
    private static readonly Dictionary<string, string> ShowsNothing = new()
    {
        ["/alerts/new"] = "an empty form",
        ["/exports/new"] = "the filter that stands in its own address, and how many rows the officer may still take",
        ["/assistance/new"] = "an empty form",
        ["/assistance/spoken"] = "an empty form",
        ["/assistance/information/new"] = "an empty form",
        ["/assistance/subscriptions/new"] = "an empty form; with the number of one before it, that one is shown and on record",
        ["/api/assistance/authorities/competent"] = "what authorities published, and how long requests like it took: no request and nobody",

        // Of messages that partners sent: InformationTests and AutomaticExchangeTests fetch them, and look for the record.
        ["/api/assistance/information/{number:long}/documents/{place:int}"] = "",
        ["/api/assistance/subscriptions/{number:long}/deliveries/{ordinal:long}/records"] = "",
        ["/api/assistance/needs"] = "what requests of a type need, which is the same for everybody",
        ["/api/hits/stream"] = "only that something changed; the page asks for its view again",
        ["/api/messages/stream"] = "only that something changed; the page asks for its view again",
        ["/records/log"] = "how far logs are signed and cosigned, and nothing of what was recorded",
        ["/records/by-hash"] = "it leads to the page of the record; its API is looked at here",
        ["/evidence/new"] = "without a case or a message it leads to the list; with one EvidenceHandoutTests open it",
        ["/custody/new"] = "an empty form",
        ["/lists"] = "which published lists were imported, and when: nobody who is on them",
        ["/api/lists/"] = "which published lists were imported, and when: nobody who is on them",
        ["/lists/import"] = "an empty form",

        // Once, and after a second officer: EvidenceHandoutTests fetch it, and look for the record.
        ["/api/evidence/{seq:long}/file"] = "",

        // Of a message whose sender has named its entry: WitnessedPairTests fetch it, and look for the record.
        ["/api/messages/{id}/entry"] = "",
        ["/api/hits/abroad/stream"] = "only that something changed; the page asks for its view again",
    };

    /// <summary>What shows no rows of persons or cases, so that its record says only that it was looked at.</summary>
    private static readonly Dictionary<string, string> ShowsNoRows = new()
    {
        ["/api/assistance/ledger"] = "how many cases there were and how long they took",
        ["/assistance/ledger"] = "how many cases there were and how long they took",
        ["/api/assistance/authorities"] = "the directories that partners published, whole",
        ["/assistance/directory"] = "the directories that partners published, whole",
        ["/assistance/directory/ours"] = "the directory that this administration publishes",
    };

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Every_look_at_what_takes_a_purpose_leaves_a_record_of_who_looked(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var table = RouteTable.Of(node);
        var unrecorded = new List<string>();
        var looks = 0;
        var partner = new Lazy<Task<string>>(() => MatrixObject.All.Single(one => one.Pattern == "/partners/{Id}").MakeAsync(node, AuthorityKind.Customs));
        foreach (var row in table.Rows.Where(row => row.Method == "GET" && IsOfPersonsOrCases(row, table) && !ShowsNothing.ContainsKey(row.Pattern)))
        {
            var address = row.Pattern switch
            {
                "/search" => "/search?q=Marlowe",
                "/api/records/by-hash" => $"{row.Pattern}?hash={await HashAsync(node)}",
                "/api/assistance/queue" or "/assistance/priorities" => $"{row.Pattern}?partner={(await partner.Value).Split('/')[^1]}",
                _ when row.Pattern.Contains('{', StringComparison.Ordinal) => await SampleAsync(node, row.Pattern),
                _ => row.Pattern,
            };
            var role = row.Pattern.StartsWith("/exports", StringComparison.Ordinal) || row.Pattern.StartsWith("/evidence", StringComparison.Ordinal) ? Role.Supervisor : Enum.GetValues<Role>().First(role => table.Allows(row, role, AuthorityKind.Customs));
            using var officer = await node.SignedInAs(role, AuthorityKind.Customs, Purpose.Supervision, "C-1");

            // A page that renews a part of itself says so in headers that anybody can write: they change nothing.
            foreach (var trigger in new[] { null, "hits-now", "owed", "declarations", "abroad-now" })
            {
                var before = await LastAsync(node);
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (trigger is not null)
                {
                    request.Headers.Add("HX-Request", "true");
                    request.Headers.Add("HX-Trigger", trigger);
                }

                using var answer = await officer.SendAsync(request);
                looks++;
                var looked = await LookedAsync(node, before);
                if (!answer.IsSuccessStatusCode || looked.Count == 0)
                {
                    unrecorded.Add($"{address} ({row.Pattern}, {trigger ?? "opened"}): {answer.StatusCode}");
                }
                else if (ShowsRows(row) && !looked.Exists(detail => detail.Contains("\"shown\":", StringComparison.Ordinal)))
                {
                    unrecorded.Add($"{address} ({row.Pattern}, {trigger ?? "opened"}): not which it showed, only {string.Join(' ', looked)}");
                }
            }
        }

        unrecorded.ShouldBeEmpty();
        looks.ShouldBeGreaterThan(40);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_is_left_out_here_is_still_a_route(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);

        ShowsNothing.Keys.Concat(ShowsNoRows.Keys).Except(RouteTable.Of(node).Rows.Select(row => row.Pattern)).ShouldBeEmpty();
    }

    private static bool IsOfPersonsOrCases(RouteTable.Row row, RouteTable table) =>
        table.StatesPurpose(row) || row.Pattern is "/" || row.Permissions.Contains("records.read") || row.Permissions.Contains("messages.read") || row.Permissions.Contains("access.manage");

    private static async Task<string> SampleAsync(TestNode node, string pattern)
    {
        if (pattern.StartsWith("/records/{", StringComparison.Ordinal))
        {
            return Parameter().Replace(pattern, "1");
        }

        if (pattern.StartsWith("/api/records", StringComparison.Ordinal))
        {
            using var visitor = node.Visitor();
            await LogHttpTests.CoveringAsync(visitor, 1);
            return Parameter().Replace(pattern, "1");
        }

        if (pattern is "/officers/{Id:guid}" or "/exports/{Seq:long}" or "/evidence/{Seq:long}" or "/records/reviews/{Seq:long}" || pattern.Contains("/hits/abroad/", StringComparison.Ordinal) || pattern.Contains("/messages/", StringComparison.Ordinal) || pattern.Contains("/assistance/", StringComparison.Ordinal) || pattern.StartsWith("/custody/{", StringComparison.Ordinal))
        {
            return await MatrixObject.All.Single(one => one.Pattern == pattern).MakeAsync(node, AuthorityKind.Customs);
        }

        if (!pattern.StartsWith("/alerts", StringComparison.Ordinal) && !pattern.StartsWith("/api/alerts", StringComparison.Ordinal))
        {
            // A declaration with a hit, and a refusal: what the pages of both modules show.
            using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
            var alert = await node.Database.EnteredAsync(Given.Smuggler, "customs");
            await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, default);
            var declaration = (await IntakeTests.PostAsync(sender, Declared.Wco($"R-{pattern.Length}-{alert.Number}", importer: "Ida Marlowe")))[0]["id"]!.GetValue<string>();
            await IntakeTests.PostAsync(sender, "<MetaData><Declaration/></MetaData>");
            var hit = await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT id FROM hit ORDER BY number DESC LIMIT 1"));
            var refusal = await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) FROM refusal"));
            var id = pattern.Contains("hits", StringComparison.Ordinal) ? hit : pattern.Contains("refusals", StringComparison.Ordinal) ? $"{refusal}" : declaration;
            return Parameter().Replace(pattern, id!);
        }

        var made = await MatrixObject.All.Single(one => one.Pattern == "/alerts/{Key}").MakeAsync(node, AuthorityKind.Customs);
        return Parameter().Replace(pattern, made[(made.LastIndexOf('/') + 1)..]);
    }

    /// <summary>The hash of the leaf of the first record, once it is indexed.</summary>
    private static async Task<string> HashAsync(TestNode node)
    {
        using var visitor = node.Visitor();
        await LogHttpTests.CoveringAsync(visitor, 1);
        await node.Services.GetRequiredService<HashIndex>().RebuildAsync(TestContext.Current.CancellationToken);
        var leaf = await node.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT leaf FROM record_entry WHERE seq = 1"));
        return Convert.ToHexStringLower(TreeHash.OfEntry(leaf).ToArray());
    }

    private static Task<long> LastAsync(TestNode node) => node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(MAX(seq), 0) FROM record"));

    /// <summary>What shows one object names it in its address, and as the subject of its record; what shows rows says in the record which.</summary>
    private static bool ShowsRows(RouteTable.Row row) => !row.Pattern.Contains('{', StringComparison.Ordinal) && !ShowsNoRows.ContainsKey(row.Pattern);

    private static Task<List<string>> LookedAsync(TestNode node, long before) => node.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT detail FROM record WHERE seq > @before AND officer <> @node AND purpose = 'Supervision'", new { before, node = Actor.Node("test").Officer }));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
