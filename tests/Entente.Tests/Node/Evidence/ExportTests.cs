using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Access;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Evidence;

public sealed partial class ExportTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Act Tested = new("test.done", "Tested");

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_short_table_leaves_at_once_with_what_its_officer_sees_and_is_on_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Morning));
        await EnterAsync(node, "Ida Marlowe", "*");
        await EnterAsync(node, "=cmd|'/C calc'!A0", "customs");
        await EnterAsync(node, "Not for customs", "police");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);

        using var answer = await TestNode.PostFormAsync(analyst, "/exports/file", ("table", "alerts"), ("filter", "?category=Persons&older=1&secret=x"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName!.ShouldMatch("^\"?entente-alerts-[0-9]+\\.csv\"?$");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        var rows = Sheet.Cells(Encoding.UTF8.GetString(bytes[3..]), ',').ToList();
        rows.ShouldAllBe(row => row.Count == rows[0].Count);
        rows[1..].Select(row => row[0]).ShouldBe(["'=cmd|'/C calc'!A0", "Ida Marlowe"], ignoreOrder: true);

        var (number, detail) = await RecordAsync(node, "export.taken");
        rows[1..].Select(row => row[^1]).Distinct().ShouldBe([$"Export {number}, 2026-03-02T08:00:00Z: Analyst of Customs, Customs, for Risk analysis; filter: category=Persons"]);
        detail.ShouldContain("\"table\":\"alerts\"");
        detail.ShouldContain("\"rows\":2");
        detail.ShouldContain("category=Persons");
        detail.ShouldNotContain("secret");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_long_table_takes_a_second_officer_and_leaves_once(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, new SetClock(Morning), settings: ("Exports:AloneRows", "1"));
        await EnterAsync(node, "Ida Marlowe", "*");
        await EnterAsync(node, "Jo Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var elsewhere = await node.SignedInAs(Role.Supervisor, AuthorityKind.Police, Purpose.Supervision);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Supervision);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);

        var request = await AskAsync(analyst, "alerts");
        await StatusOf(TestNode.PostFormAsync(analyst, $"{request}/file"), HttpStatusCode.Conflict);
        foreach (var other in new[] { officer, elsewhere, auditor })
        {
            (await other.GetAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            await StatusOf(TestNode.PostFormAsync(other, $"{request}/decision", ("verdict", "approve"), ("digest", await DigestAsync(supervisor, request))), HttpStatusCode.NotFound);
            await StatusOf(TestNode.PostFormAsync(other, $"{request}/file"), HttpStatusCode.NotFound);
        }

        await EnterAsync(node, "Entered since", "*");
        await StatusOf(DecideAsync(supervisor, request, "approve", digest: new('0', 64)), HttpStatusCode.Conflict);
        await StatusOf(DecideAsync(supervisor, request, "approve"), HttpStatusCode.Redirect);
        await StatusOf(TestNode.PostFormAsync(supervisor, $"{request}/file"), HttpStatusCode.NotFound); // Whoever approves does not get the file

        var rows = await RowsAsync(await TestNode.PostFormAsync(analyst, $"{request}/file"));
        rows[1..].Select(row => row[0]).ShouldBe(["Ida Marlowe", "Jo Marlowe"], ignoreOrder: true);
        rows[1][^1].ShouldEndWith("approved by Supervisor of Customs");
        await StatusOf(TestNode.PostFormAsync(analyst, $"{request}/file"), HttpStatusCode.Gone);
        var acts = await node.Database.ReadAsync(read => read.QueryAsync<string>("SELECT act FROM record WHERE subject_kind = 'export' AND act NOT IN ('export.listed', 'export.read') ORDER BY seq"));
        acts.ShouldBe(["export.asked", "export.approved", "export.taken"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_approves_an_own_export_with_another_role(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Exports:AloneRows", "0"));
        await EnterAsync(node, "Ida Marlowe", "*");
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);

        var request = await AskAsync(supervisor, "alerts");

        var digest = await node.Database.ReadAsync(read => read.ScalarAsync<string>("SELECT digest FROM export"));
        await StatusOf(DecideAsync(supervisor, request, "approve", digest), HttpStatusCode.UnprocessableEntity);
        (await (await supervisor.GetAsync(request)).Content.ReadAsStringAsync()).ShouldNotContain("/decision");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_officers_who_decide_at_once_one_is_too_late(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Exports:AloneRows", "0"));
        await EnterAsync(node, "Ida Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        using var one = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var other = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        var request = await AskAsync(analyst, "alerts");
        var digest = await DigestAsync(one, request);

        var answers = await Task.WhenAll(DecideAsync(one, request, "approve", digest), DecideAsync(other, request, "refuse", digest));

        answers.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Gone], ignoreOrder: true);
    }

    [Theory]
    [OnBoth(23, 30, HttpStatusCode.OK)]
    [OnBoth(25, 0, HttpStatusCode.Gone)] // Waited too long for the second officer
    [OnBoth(1, 61, HttpStatusCode.Gone)] // Approved, and not fetched in time
    public async Task A_request_and_an_approval_expire(string kind, int hours, int minutes, HttpStatusCode expected)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock, settings: [("Exports:AloneRows", "0"), ("Access:IdleMinutes", "120"), ("Access:SessionHours", "24")]);
        await EnterAsync(node, "Ida Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        var request = await AskAsync(analyst, "alerts");
        clock.Now += TimeSpan.FromHours(hours);
        await KeepOpenAsync(node);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var decided = await DecideAsync(supervisor, request, "approve", await node.Database.ReadAsync(read => read.ScalarAsync<string>("SELECT digest FROM export")));
        decided.StatusCode.ShouldBe(hours > 24 ? HttpStatusCode.Gone : HttpStatusCode.Redirect);
        clock.Now += TimeSpan.FromMinutes(minutes);
        await KeepOpenAsync(node);

        await StatusOf(TestNode.PostFormAsync(analyst, $"{request}/file"), expected);
    }

    [Theory]
    [OnBoth("UPDATE officer SET active = 0 WHERE name = 'Supervisor of Customs'")] // Who approved is gone
    [OnBoth("UPDATE officer_role SET role = 'Officer' WHERE role = 'Supervisor'")]
    [OnBoth("UPDATE officer SET authority_id = 'police' WHERE name = 'Supervisor of Customs'")]
    [OnBoth("UPDATE export SET filter = '?state=Withdrawn'")] // Not what was approved
    [OnBoth("UPDATE export SET row_count = 0")]
    [OnBoth("UPDATE export SET digest = 'other'")]
    public async Task An_approval_is_looked_at_again_when_the_file_leaves(string kind, string since)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Exports:AloneRows", "0"));
        await EnterAsync(node, "Ida Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        var request = await AskAsync(analyst, "alerts");
        await StatusOf(DecideAsync(supervisor, request, "approve"), HttpStatusCode.Redirect);

#pragma warning disable CA1857 // Each case is one statement.
        await node.Database.WriteAsync(session => session.Execute(since));
#pragma warning restore CA1857

        await StatusOf(TestNode.PostFormAsync(analyst, $"{request}/file"), HttpStatusCode.Conflict);
        (await node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'export.taken'"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Many_short_files_are_one_long_one(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock, settings: ("Exports:AloneRows", "3"));
        await EnterAsync(node, "Ida Marlowe", "*");
        await EnterAsync(node, "Jo Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        await StatusOf(TestNode.PostFormAsync(analyst, "/exports/file", ("table", "alerts")), HttpStatusCode.OK);

        await StatusOf(TestNode.PostFormAsync(analyst, "/exports/file", ("table", "alerts")), HttpStatusCode.Redirect);

        clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        await KeepOpenAsync(node);
        await StatusOf(TestNode.PostFormAsync(analyst, "/exports/file", ("table", "alerts")), HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_long_file_has_every_row_once(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Exports:AloneRows", "100000"));
        var actor = new Actor("node:test", "police", AuthorityKind.Police, Purpose.BorderControl, null);
        await node.Database.WriteAsync(session =>
        {
            for (var i = 0; i < 1203; i++)
            {
                RecordBook.Append(session, actor, Tested, "thing", $"{i}");
            }
        });
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Supervision);

        var rows = await RowsAsync(await TestNode.PostFormAsync(auditor, "/exports/file", ("table", "records"), ("filter", "?act=test.done")));

        rows[1..].Select(row => row[9]).ShouldBe(Enumerable.Range(0, 1203).Reverse().Select(i => $"{i}"));
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        var own = await RowsAsync(await TestNode.PostFormAsync(supervisor, "/exports/file", ("table", "records"), ("filter", "?act=test.done")));
        own.Count.ShouldBe(2); // The records are those of another authority: one row that only says who took nothing
        own[1][0].ShouldBeEmpty();
        own[1][^1].ShouldStartWith("Export ");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_table_longer_than_a_file_may_be_is_refused_whole(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Exports:MostRows", "1"));
        await EnterAsync(node, "Ida Marlowe", "*");
        await EnterAsync(node, "Jo Marlowe", "*");
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);

        await StatusOf(TestNode.PostFormAsync(analyst, "/exports/file", ("table", "alerts")), HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [OnBoth(nameof(Role.Officer), "hits", HttpStatusCode.OK)]
    [OnBoth(nameof(Role.Analyst), "declarations", HttpStatusCode.OK)]
    [OnBoth(nameof(Role.Analyst), "refusals", HttpStatusCode.OK)]
    [OnBoth(nameof(Role.AlertManager), "alerts", HttpStatusCode.OK)]
    [OnBoth(nameof(Role.AlertManager), "hits", HttpStatusCode.NotFound)] // What one does not see, one does not export
    [OnBoth(nameof(Role.Analyst), "records", HttpStatusCode.NotFound)]
    [OnBoth(nameof(Role.Auditor), "alerts", HttpStatusCode.NotFound)]
    [OnBoth(nameof(Role.Auditor), "records", HttpStatusCode.OK)]
    [OnBoth(nameof(Role.Administrator), "records", HttpStatusCode.NotFound)]
    [OnBoth(nameof(Role.Analyst), "officers", HttpStatusCode.NotFound)]
    public async Task A_table_is_exported_by_those_who_see_it(string kind, string role, string table, HttpStatusCode expected)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var client = await node.SignedInAs(Enum.Parse<Role>(role), AuthorityKind.Customs, Purpose.Supervision);

        (await client.GetAsync($"/exports/new?table={table}")).StatusCode.ShouldBe(expected);
        await StatusOf(TestNode.PostFormAsync(client, "/exports/file", ("table", table)), expected);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_filter_that_the_table_does_not_take_is_refused_with_its_fault(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var analyst = await node.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);

        using var answer = await TestNode.PostFormAsync(analyst, "/exports/file", ("table", "declarations"), ("filter", "?country=Atlantis"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("intake-filter");
    }

    private static Task<AlertRow> EnterAsync(TestNode node, string name, string audience) => node.Database.EnteredWithAsync(
        AlertsGiven.Smuggler with { Content = new PersonAlert { Person = new() { Name = name } } }, audience == "police" ? AlertsGiven.Police : AlertsGiven.Manager, audience);

    private static async Task<string> AskAsync(HttpClient client, string table)
    {
        using var answer = await TestNode.PostFormAsync(client, "/exports/file", ("table", table));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> DecideAsync(HttpClient client, string request, string verdict, string? digest = null) =>
        await TestNode.PostFormAsync(client, $"{request}/decision", ("verdict", verdict), ("digest", digest ?? await DigestAsync(client, request)), ("reason", ""));

    private static async Task<string> DigestAsync(HttpClient client, string request) =>
        Digest().Match(await (await client.GetAsync(request)).Content.ReadAsStringAsync()).Groups["digest"].Value;

    private static async Task<List<List<string>>> RowsAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return [.. Sheet.Cells((await answer.Content.ReadAsStringAsync()).TrimStart('\ufeff'), ',')];
        }
    }

    private static async Task StatusOf(Task<HttpResponseMessage> request, HttpStatusCode expected)
    {
        using var answer = await request;
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The clock moves by hours; the sessions of a test do not end by it.</summary>
    private static Task<int> KeepOpenAsync(TestNode node) => node.Database.WriteAsync(session => session.Execute("UPDATE officer_session SET seen_at = @Now, opened_at = @Now", new { session.Now }));

    private static async Task<(long Number, string Detail)> RecordAsync(TestNode node, string act) =>
        (await node.Database.ReadAsync(read => read.QueryAsync<(long, string)>("SELECT seq, detail FROM record WHERE act = @act", new { act }))).Single();

    [GeneratedRegex("name=\"digest\" value=\"(?<digest>[0-9a-f]+)\"")]
    private static partial Regex Digest();
}

internal static class EnteredAlert
{
    public static Task<AlertRow> EnteredWithAsync(this Database database, Alert alert, Actor actor, params string[] audience) => database.WriteAsync(session =>
    {
        var reviewBy = DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6);
        var stored = EnterAlert.Execute(session, PartnerPost.None, actor, new(alert, reviewBy, audience)).ShouldBeOfType<AlertOutcome.Stored>();
        return AlertShelf.Find(session, stored.Id, actor.AuthorityId)!;
    });
}
