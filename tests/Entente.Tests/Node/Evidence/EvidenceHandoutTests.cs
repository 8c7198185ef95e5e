using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.EvidenceFiles;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Access;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Assistance;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Evidence;

/// <summary>Evidence files leave a node with two officers, and hold without it.</summary>
public sealed class EvidenceHandoutTests
{
    private const string Court = "District court of Rotterdam, 26/1234";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_message_leaves_the_node_as_a_file_that_holds_without_it(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Log:WitnessSeconds", "1"));
        await pair.SendAsync("one");
        await pair.DeliveredAsync(1);
        var sent = await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT seq FROM outbox WHERE action = 'test.note/1'"));
        foreach (var (node, partner, id) in new[] { (pair.Nl, pair.Ca, $"out-{sent}") })
        {
            await WitnessedAsync(node);
            using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
            using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
            (await manager.GetStringAsync($"/evidence/new?kind=message&id={id}")).ShouldContain("test.note/1");

            var request = await AskAsync(manager, "message", id);
            await StatusOf(TestNode.PostFormAsync(manager, $"{request}/file"), HttpStatusCode.Conflict);
            await StatusOf(DecideAsync(node, supervisor, request, new string('0', 64)), HttpStatusCode.Conflict);
            (await supervisor.GetStringAsync(request)).ShouldContain(Court);
            await StatusOf(DecideAsync(node, supervisor, request), HttpStatusCode.Redirect);
            await StatusOf(TestNode.PostFormAsync(supervisor, $"{request}/file"), HttpStatusCode.NotFound);
            await WitnessedAsync(node);

            using var answer = await manager.GetAsync($"/api{request}/file");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.etsi.asic-e+zip");
            var file = await answer.Content.ReadAsByteArrayAsync();
            await StatusOf(TestNode.PostFormAsync(manager, $"{request}/file"), HttpStatusCode.Gone);

            var card = (await node.Services.GetRequiredService<OwnCard>().FindAsync())!.Fingerprint;
            var verdict = EvidenceFile.Verify(file, new([card], null));
            var told = string.Join('\n', verdict.Steps.Select(step => step.Detail));
            verdict.IsVouched.ShouldBeTrue(told);
            told.ShouldContain("signed by NL");
            told.ShouldContain("CA has signed the digests of exactly this message");
            told.ShouldContain("names a message by the digest of its bytes");
            told.ShouldContain("every checkpoint was cosigned by");
            told.ShouldContain("another one, approved exactly that on");
            EvidenceFile.Verify(file, new([(await partner.Services.GetRequiredService<OwnCard>().FindAsync())!.Fingerprint], null)).Holds.ShouldBeFalse();

            var index = EvidenceFile.IndexOf(file)!;
            index.Handout.Recipient.ShouldBe(Court);
            index.Handout.Query.ShouldBe($"message {id}");
            index.Messages.ShouldHaveSingleItem().HasReceipt.ShouldBeTrue();
            (await ActsAsync(node)).ShouldBe(["evidence-file.asked", "evidence-file.approved", "evidence-file.taken"]);
        }
    }

    [Theory]
    [OnBoth(true)]
    [OnBoth(false)] // the law under which it was given does not let it be used as evidence
    public async Task What_a_partner_gave_goes_into_a_file_where_its_clause_permits_that(string kind, bool permitted)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        var text = WideAgreement.Text("TEST", 1, "2020-01-01", "NL", "CA");
        await WideAgreement.SeedAsync(permitted ? text.Replace("notify]", "notify, useAsEvidence]", StringComparison.Ordinal) : text, pair.Nl.Services, pair.Ca.Services);
        await pair.SendAsync("one");
        await pair.DeliveredAsync(1);
        await WitnessedAsync(pair.Ca);
        using var manager = await pair.Ca.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
        using var legal = await pair.Ca.SignedInAs(Role.Legal, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
        var id = $"in-{await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT seq FROM inbox WHERE action = 'test.note/1'"))}";
        if (!permitted)
        {
            using var refused = await TestNode.PostFormAsync(manager, "/evidence/requests", ("kind", "message"), ("id", id), ("recipient", Court));
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("useAsEvidence");
            return;
        }

        var request = await AskAsync(manager, "message", id);
        (await legal.GetStringAsync(request)).ShouldContain("What leaves");
        await StatusOf(DecideAsync(pair.Ca, legal, request), HttpStatusCode.Redirect);

        using var answer = await TestNode.PostFormAsync(manager, $"{request}/file");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var file = await answer.Content.ReadAsByteArrayAsync();
        EvidenceFile.Verify(file, new([(await pair.Ca.Services.GetRequiredService<OwnCard>().FindAsync())!.Fingerprint], null)).IsVouched.ShouldBeTrue();
        EvidenceFile.IndexOf(file)!.Messages.ShouldHaveSingleItem().From.ShouldBe("NL");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_approves_an_own_evidence_file_and_nobody_asks_for_what_he_does_not_see(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.SendAsync("one");
        await pair.DeliveredAsync(1);
        var node = pair.Nl;
        var id = $"out-{await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT seq FROM outbox WHERE action = 'test.note/1'"))}";
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        foreach (var (kindOf, about) in new[] { ("message", id), ("message", "out-99"), ("message", "x"), ("assistance", "1"), ("other", "1") })
        {
            await StatusOf(TestNode.PostFormAsync(officer, "/evidence/requests", ("kind", kindOf), ("id", about), ("recipient", Court)), HttpStatusCode.NotFound);
            (await officer.GetAsync($"/evidence/new?kind={kindOf}&id={about}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await StatusOf(TestNode.PostFormAsync(supervisor, "/evidence/requests", ("kind", "message"), ("id", id), ("recipient", " ")), HttpStatusCode.BadRequest);
        var request = await AskAsync(supervisor, "message", id);
        await StatusOf(DecideAsync(node, supervisor, request), HttpStatusCode.UnprocessableEntity);
        (await supervisor.GetStringAsync(request)).ShouldNotContain("/decision");
        (await officer.GetAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_leaves_with_everything_that_was_exchanged_in_it(string kind)
    {
        await using var two = await TwoAdministrations.StartAsync(kind);
        var number = (await TwoAdministrations.DraftAsync(two.Nl, TwoAdministrations.Duties()))["number"]!.GetValue<long>();
        await TwoAdministrations.StepsAsync(two.Nl, number, "send");
        await NodePair.UntilAsync(
            async () => await two.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 'Delivered' AND action = 'assistance.requested/1'")) == 1, "the request is delivered");

        // A thing with its file is handed over in it.
        byte[] photograph = [1, 2, 3];
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photograph));
        using var taken = await TestNode.PostFormAsync(two.Nl, "/custody/items", ("name", "Photograph of the seal"), ("kind", "image"), ("origin", "Rotterdam"), ("about", $"{number}"));
        var thing = $"{taken.Headers.Location}";
        await StatusOf(two.Nl.PostAsJsonAsync($"{thing}/content", new JsonObject { ["name"] = "seal.png", ["mediaType"] = "image/png", ["size"] = 3 }), HttpStatusCode.NoContent);
        using var body = new ByteArrayContent(photograph);
        await StatusOf(two.Nl.PutAsync($"{thing}/content/1?sha256={digest}", body), HttpStatusCode.NoContent);
        await StatusOf(two.Nl.PostAsJsonAsync($"{thing}/content/end", new JsonObject { ["sha256"] = digest }), HttpStatusCode.NoContent);
        var seen = await two.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT changed FROM custody_item"));
        await StatusOf(TestNode.PostFormAsync(two.Nl, $"/assistance/things/{thing[(thing.LastIndexOf('/') + 1)..]}/sent", ("giving", "copy"), ("seen", $"{seen}")), HttpStatusCode.Redirect);
        await NodePair.UntilAsync(
            async () => await two.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 'Delivered' AND action LIKE 'evidence.%'")) == 2, "the thing and its bytes are delivered");
        await WitnessedAsync(two.NlNode);
        using var supervisor = await TwoAdministrations.OfficerAsync(two.NlNode, Role.Supervisor);
        (await two.Nl.GetStringAsync($"/assistance/{number}")).ShouldContain($"/evidence/new?kind=assistance&amp;id={number}");

        // What comes after the approval does not leave with it, and what another authority has does not at all.
        var early = await AskAsync(two.Nl, "assistance", $"{number}");
        await StatusOf(DecideAsync(two.NlNode, supervisor, early), HttpStatusCode.Redirect);
        using var key = new SoftKey();
        await CustodySignatureTests.RegisterAsync(two.Nl, key);
        var reference = await two.NlNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT reference FROM assistance_case WHERE number = @number", new { number }));
        await CustodySignatureTests.ToAsync(CustodySignatureTests.SignedAsync(key, two.Nl, "/custody/items", ("name", "Second seal"), ("kind", "object"), ("origin", "Rotterdam"), ("about", reference!.ToLowerInvariant())));
        using (var police = await two.NlNode.SignedInAs(Role.Officer, AuthorityKind.Police))
        {
            await StatusOf(TestNode.PostFormAsync(police, "/custody/items", ("name", "Phone"), ("kind", "object"), ("origin", "Rotterdam"), ("about", $"{number}")), HttpStatusCode.BadRequest);
        }

        await WitnessedAsync(two.NlNode);
        await RefusedAsync(TestNode.PostFormAsync(two.Nl, $"{early}/file"), "has changed since it was asked for");

        var request = await AskAsync(two.Nl, "assistance", $"{number}");
        (await supervisor.GetStringAsync(request)).ShouldContain("Second seal");
        await StatusOf(DecideAsync(two.NlNode, supervisor, request), HttpStatusCode.Redirect);
        using var answer = await TestNode.PostFormAsync(two.Nl, $"{request}/file");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var file = await answer.Content.ReadAsByteArrayAsync();

        var verdict = EvidenceFile.Verify(file, EvidenceTrust.None);
        verdict.Holds.ShouldBeTrue(verdict.Steps[^1].Detail);
        var index = EvidenceFile.IndexOf(file)!;
        index.Subject.Kind.ShouldBe("assistance");
        index.Messages.ShouldContain(message => message.From == "NL" && message.Clause != null && message.Wording != null);
        index.Records.ShouldContain(record => record.Kind == "assistance");
        index.Agreements.ShouldNotBeEmpty();

        // With who held it, the message that hands it over, and its bytes.
        index.Items!.Select(one => one.Name).ShouldBe(["Photograph of the seal", "Second seal"]);
        index.Items![1].Steps.ShouldHaveSingleItem().Signature.ShouldNotBeNull();
        verdict.Steps.ShouldContain(step => step.Detail.Contains("item 2: signed by the officer with a security key", StringComparison.Ordinal));
        verdict.Steps.ShouldContain(step => step.Outcome == StepOutcome.Noted && step.Detail.Contains("item 1: not signed by the officer", StringComparison.Ordinal));
        var item = index.Items![0];
        item.Steps.Select(step => step.Act).ShouldBe(["taken", "filed", "sent"]);
        (item.File!.IsEnclosed, item.Sha256).ShouldBe((true, digest));
        verdict.Steps.ShouldContain(step => step.Detail.Contains("items/1/file.png: the 3 bytes of seal.png", StringComparison.Ordinal));
        var text = System.Text.Encoding.UTF8.GetString(file);
        text.ShouldContain("Its file, seal.png (3 bytes), is enclosed as items/1/file.png.");
        text.ShouldContain("handoverId"); // as the message says
        text.ShouldContain("signed by the officer &#xB7; sign&#xE9; par l&#x2019;agent");
        index.Messages.SelectMany(message => message.Contents).ShouldNotContain(content => content.Name == "1.bin"); // the bytes stand with the thing

        // Nobody who may write into the store takes a signature away unseen.
        await two.NlNode.Database.WriteAsync(session => session.Execute("DELETE FROM custody_signature", new { }));
        var stripped = await AskAsync(two.Nl, "assistance", $"{number}");
        await StatusOf(DecideAsync(two.NlNode, supervisor, stripped), HttpStatusCode.Redirect);
        await RefusedAsync(TestNode.PostFormAsync(two.Nl, $"{stripped}/file"), "the signature is not there");

        // Whoever may write into the store cannot make another thing of it.
        await two.NlNode.Database.WriteAsync(session => session.Execute("UPDATE custody_item SET name = '1 kg of sugar' WHERE number = 1", new { }));
        var forged = await AskAsync(two.Nl, "assistance", $"{number}");
        await StatusOf(DecideAsync(two.NlNode, supervisor, forged), HttpStatusCode.Redirect);
        await RefusedAsync(TestNode.PostFormAsync(two.Nl, $"{forged}/file"), "does not agree with the log");
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> sent, string why)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(why);
    }

    private static Task WitnessedAsync(TestNode node) => NodePair.UntilAsync(
        () => node.Database.ReadAsync(async session =>
            await session.ScalarAsync<long>("SELECT COALESCE(MAX(size), 0) FROM log_checkpoint WHERE witnessed = 1") >= await session.ScalarAsync<long>("SELECT COALESCE(MAX(seq), 0) FROM record_entry WHERE subject_kind IN ('message', 'assistance', 'partner', 'evidence-item', 'evidence-file')")),
        "the records are witnessed");

    private static async Task<string> AskAsync(HttpClient officer, string kind, string id)
    {
        using var answer = await TestNode.PostFormAsync(officer, "/evidence/requests", ("kind", kind), ("id", id), ("recipient", Court));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return $"{answer.Headers.Location}";
    }

    private static async Task<HttpResponseMessage> DecideAsync(TestNode node, HttpClient officer, string request, string? digest = null)
    {
        var seq = long.Parse(request[(request.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        digest ??= await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT digest FROM evidence_request WHERE seq = @seq", new { seq }));
        return await TestNode.PostFormAsync(officer, $"{request}/decision", ("verdict", "approve"), ("digest", digest!));
    }

    private static async Task StatusOf(Task<HttpResponseMessage> sent, HttpStatusCode expected)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT act FROM record WHERE subject_kind = 'evidence-file' AND act NOT IN ('evidence-file.listed', 'evidence-file.read') ORDER BY seq"));
}
