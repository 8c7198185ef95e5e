using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.TradeData;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class IntakeTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_declaration_is_accepted_stored_whole_and_on_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        var verdict = (await PostAsync(sender, Given.Wco("A-1"))).ShouldHaveSingleItem();

        verdict["outcome"]!.GetValue<string>().ShouldBe("accepted");
        verdict["reference"]!.GetValue<string>().ShouldBe("A-1");
        verdict["loss"]!["mapped"]!.GetValue<int>().ShouldBeGreaterThan(10);
        (await RowsAsync(node)).ShouldBe((Declarations: 1, Contents: 1, Refusals: 0, Records: 1));
        (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT id FROM declaration"))).ShouldBe(verdict["id"]!.GetValue<string>());
        (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT subject_id FROM record WHERE act = 'declaration.received'")))
            .ShouldBe(verdict["id"]!.GetValue<string>());
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM declaration_term"))).ShouldBeGreaterThan(10);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_declaration_again_is_a_duplicate_with_the_same_id_and_changes_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var first = (await PostAsync(sender, Given.Wco("A-1"))).ShouldHaveSingleItem();

        var second = (await PostAsync(sender, Given.Wco("A-1"))).ShouldHaveSingleItem();

        second["outcome"]!.GetValue<string>().ShouldBe("duplicate");
        second["id"]!.GetValue<string>().ShouldBe(first["id"]!.GetValue<string>());
        (await RowsAsync(node)).ShouldBe((Declarations: 1, Contents: 1, Refusals: 0, Records: 1));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Other_content_under_the_same_reference_is_refused_and_the_refusal_kept(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await PostAsync(sender, Given.Wco("A-1"));

        var verdict = (await PostAsync(sender, Given.Wco("A-1", description: "Something else"))).ShouldHaveSingleItem();

        verdict["outcome"]!.GetValue<string>().ShouldBe("refused");
        verdict["fault"]!["code"]!.GetValue<string>().ShouldBe("intake-reference-reused");
        (await RowsAsync(node)).ShouldBe((Declarations: 1, Contents: 1, Refusals: 1, Records: 2));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task One_bad_document_of_a_batch_does_not_stop_the_rest(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var documents = Enumerable.Range(1, 200).Select(n => n == 77 ? "<MetaData><Declaration/></MetaData>" : Given.Wco(Given.Numbered(n)));

        var verdicts = await PostAsync(sender, Given.Batch(documents));

        verdicts.Select(verdict => verdict["ordinal"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, 200));
        verdicts.Count(verdict => verdict["outcome"]!.GetValue<string>() == "accepted").ShouldBe(199);
        verdicts[76]!["fault"]!["code"]!.GetValue<string>().ShouldBe("trade-missing-reference");
        (await RowsAsync(node)).ShouldBe((Declarations: 199, Contents: 199, Refusals: 1, Records: 200));
    }

    [Theory]
    [OnBoth("application/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "trade-dtd-refused")]
    [OnBoth("application/xml", "<MetaData><Declaration>", "trade-truncated")]
    [OnBoth("application/octet-stream", "%PDF-1.7 nothing that is trade", "trade-unknown-format")]
    [OnBoth("text/csv", "a,b\n1,2\n", "trade-mapping-missing")]
    public async Task What_cannot_be_read_is_refused_with_its_code_and_kept(string kind, string contentType, string body, string code)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        var verdict = (await PostAsync(sender, body, contentType)).ShouldHaveSingleItem();

        verdict["fault"]!["code"]!.GetValue<string>().ShouldBe(code);
        (await RowsAsync(node)).ShouldBe((Declarations: 0, Contents: 0, Refusals: 1, Records: 1));
        (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT fault FROM refusal"))).ShouldBe(code);
    }

    [Theory]
    [OnBoth("application/pdf", "", HttpStatusCode.UnsupportedMediaType, "request-unsupported-media")]
    [OnBoth("application/xml", "?mapping=nobodys", HttpStatusCode.UnprocessableEntity, "intake-unknown-mapping")]
    public async Task A_request_that_no_reader_can_take_is_refused_as_a_whole(string kind, string contentType, string query, HttpStatusCode status, string code)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        using var content = new StringContent(Given.Wco("A-1"), Encoding.UTF8, contentType);
        using var answer = await sender.PostAsync($"/declarations{query}", content);

        answer.StatusCode.ShouldBe(status);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_document_over_the_limit_is_refused_and_only_its_beginning_kept(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(
            store, settings: [("Selectivity:MaxDocumentBytes", "4096"), ("Selectivity:RefusedSourceBytes", "100")]);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        var verdict = (await PostAsync(sender, Given.Wco("A-1", description: new('x', 10_000)))).ShouldHaveSingleItem();

        verdict["fault"]!["code"]!.GetValue<string>().ShouldBe("trade-too-large");
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT LENGTH(source) FROM refusal"))).ShouldBeLessThan(200);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_request_over_the_limit_is_refused_before_it_is_read(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Selectivity:MaxRequestBytes", "2000"));
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        using var content = new StringContent(Given.Wco("A-1", description: new('x', 5000)), Encoding.UTF8, "application/xml");
        using var answer = await sender.PostAsync("/declarations", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await RowsAsync(node)).Refusals.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_batch_over_the_limit_is_taken_up_to_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Selectivity:MaxBatchItems", "3"));
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        var verdicts = await PostAsync(sender, Given.Batch(Enumerable.Range(1, 9).Select(n => Given.Wco(Given.Numbered(n)))));

        verdicts.Select(verdict => verdict["outcome"]!.GetValue<string>()).ShouldBe(["accepted", "accepted", "accepted", "refused"]);
        verdicts[3]!["fault"]!["code"]!.GetValue<string>().ShouldBe("intake-batch-too-long");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_half_stored_when_a_write_fails(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.WriteAsync(session => session.Execute("DROP TABLE flow"));
        var intake = node.Services.GetRequiredService<Intake>();

        await Should.ThrowAsync<System.Data.Common.DbException>(async () =>
        {
            await foreach (var _ in intake.ReceiveAsync(Stream(Given.Wco("A-1")), TradeFormat.Detect, null, new(Actor.Node("test"), "test")))
            {
            }
        });

        (await RowsAsync(node)).ShouldBe((Declarations: 0, Contents: 0, Refusals: 0, Records: 0));
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM declaration_term"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_senders_may_use_the_same_number_where_no_declarant_is_named(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var intake = node.Services.GetRequiredService<Intake>();
        var nameless = Given.Wco("1").Replace("<Declarant><ID>NL123456789</ID></Declarant>", "", StringComparison.Ordinal);

        foreach (var channel in (string[])["feed:a", "feed:b", "feed:a"])
        {
            await foreach (var _ in intake.ReceiveAsync(Stream(nameless), TradeFormat.Detect, null, new(Actor.Node("test"), channel)))
            {
            }
        }

        (await RowsAsync(node)).Declarations.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_reference_of_the_simulation_marks_the_declaration(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var sender = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);

        await PostAsync(sender, Given.Batch([Given.Wco("SIM-1"), Given.Wco("REAL-1")]));

        (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT reference FROM declaration WHERE simulated = 1"))).ShouldBe(["SIM-1"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_without_the_permission_sends_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);

        using var content = new StringContent(Given.Wco("A-1"), Encoding.UTF8, "application/xml");
        using var answer = await auditor.PostAsync("/declarations", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await RowsAsync(node)).Declarations.ShouldBe(0);
    }

    internal static async Task<IReadOnlyList<JsonNode>> PostAsync(HttpClient sender, string body, string contentType = "application/xml")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await sender.PostAsync("/declarations", content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return [.. JsonNode.Parse(text)!.AsArray().OfType<JsonNode>()];
    }

    internal static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Task<(long Declarations, long Contents, long Refusals, long Records)> RowsAsync(TestNode node) => node.Database.ReadAsync(async session => (
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM declaration"),
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM declaration_content"),
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM refusal"),
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act LIKE 'declaration.%'")));
}
