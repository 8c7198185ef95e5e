using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.EvidenceFiles;
using Entente.Node.Evidence.Custody;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Access;

namespace Entente.Tests.Node.Evidence;

/// <summary>Officers sign the steps of custody that they take, with the security keys with which they sign in.</summary>
public sealed class CustodySignatureTests
{
    private static readonly (string, string)[] bag = [("name", "Sealed bag 17"), ("kind", "seizure"), ("origin", "Container MSKU 123, Rotterdam")];

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Both_sides_of_a_hand_over_sign_it_and_whoever_has_a_key_takes_no_step_without_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var other = new SoftKey();
        using var officer = await WithKeyAsync(node, key, Role.Officer);
        using var supervisor = await WithKeyAsync(node, other, Role.Supervisor);

        await ShouldBe(TestNode.PostFormAsync(officer, "/custody/items", bag), HttpStatusCode.Forbidden, "custody-signature");
        (await CountAsync(node, "SELECT COUNT(*) FROM custody_item")).ShouldBe(0);

        var address = (await ToAsync(SignedAsync(key, officer, "/custody/items", bag)))!;
        address.ShouldBe("/custody/1");
        (await officer.GetStringAsync(address)).ShouldContain("data-sign");
        var receiver = await OfficerAsync(node, "Supervisor");
        await ToAsync(SignedAsync(key, officer, $"{address}/steps", await StepAsync(node, "Handed", ("to", receiver), ("note", "for the laboratory, é"))));
        await ShouldBe(TestNode.PostFormAsync(supervisor, $"{address}/steps", await StepAsync(node, "Received")), HttpStatusCode.Forbidden, "custody-signature");
        await ToAsync(SignedAsync(other, supervisor, $"{address}/steps", await StepAsync(node, "Received")));

        var signatures = await SignaturesAsync(node);
        signatures.Select(one => one.Refusal()).ShouldBe([null, null, null]);
        signatures[1].Statement.ShouldContain("note 22 for the laboratory, é\n");
        signatures[1].Statement.ShouldContain($"awaits {receiver.Length} {receiver}\n");
        (await supervisor.GetStringAsync(address)).Split("Signed by the officer with a security key").Length.ShouldBe(4);

        // The log knows what was signed, and whose key it was.
        (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act LIKE 'custody.%' AND detail LIKE '%statement%' ORDER BY seq")))
            .Zip(signatures).ShouldAllBe(pair => pair.First.Contains(pair.Second.Digest, StringComparison.Ordinal));
        foreach (var signature in signatures)
        {
            (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE seq = @Registered AND act = 'access.passkey-added'", new { signature.Registered })))!.ShouldContain(signature.KeyDigest);
        }
    }

    [Theory]
    [OnBoth("another step", HttpStatusCode.Forbidden, "custody-signature")]
    [OnBoth("another note", HttpStatusCode.Forbidden, "custody-signature")]
    [OnBoth("another officer's key", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("another officer's answer", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("replayed", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("unverified", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("another site", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("an older counter", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("removed", HttpStatusCode.BadRequest, "access-passkey-refused")]
    [OnBoth("overtaken", HttpStatusCode.Conflict, "custody-step")]
    [OnBoth("no answer", HttpStatusCode.BadRequest, "access-passkey-refused")]
    public async Task What_is_not_signed_so_is_refused_and_nothing_is_stored(string kind, string how, HttpStatusCode status, string code)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey { Counter = 10 };
        using var second = new SoftKey();
        using var foreign = new SoftKey();
        using var officer = await WithKeyAsync(node, key, Role.Officer);
        (await second.RegisterAsync(officer, "/session/key", "/session/key/answer")).EnsureSuccessStatusCode();
        using var supervisor = await WithKeyAsync(node, foreign, Role.Supervisor);
        var address = (await ToAsync(SignedAsync(key, officer, "/custody/items", bag)))!;
        var step = await StepAsync(node, "Copied", ("note", "one copy"));
        var steps = $"{address}/steps";

        var asked = await AskedAsync(officer, steps, step);
        var answer = key.Get(asked, key.OriginOf(officer));
        var sender = officer;
        switch (how)
        {
            case "another step":
                step = await StepAsync(node, "Ended", ("note", "one copy"));
                break;
            case "another note":
                step = await StepAsync(node, "Copied", ("note", "two copies"));
                break;
            case "another officer's key":
                answer = foreign.Get(asked, foreign.OriginOf(officer));
                break;
            case "another officer's answer":
                sender = supervisor;
                break;
            case "replayed":
                await ToAsync(TestNode.PostFormAsync(officer, steps, [.. step, ("signature", answer)]));
                step = await StepAsync(node, "Copied", ("note", "one copy"));
                break;
            case "unverified":
                key.VerifiesUser = false;
                answer = key.Get(asked, key.OriginOf(officer));
                break;
            case "another site":
                answer = key.Get(asked, "http://entente.example");
                break;
            case "an older counter":
                key.Counter = 3;
                answer = key.Get(asked, key.OriginOf(officer));
                break;
            case "removed":
                var id = await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT credential_id FROM passkey WHERE officer_id = @officer ORDER BY created_at LIMIT 1", new { officer = OfficerOf(session, "Officer") }));
                await TestNode.PostFormAsync(officer, "/session/key/remove", ("key", id!));
                break;
            case "overtaken":
                await ToAsync(SignedAsync(second, officer, steps, await StepAsync(node, "Copied")));
                asked = await AskedAsync(officer, steps, await StepAsync(node, "Copied", ("note", "one copy")));
                answer = key.Get(asked, key.OriginOf(officer));
                break;
            default:
                answer = "{}";
                break;
        }

        var before = await CountAsync(node, "SELECT COUNT(*) FROM custody_step");
        await ShouldBe(TestNode.PostFormAsync(sender, steps, [.. step, ("signature", answer)]), status, code);
        (await CountAsync(node, "SELECT COUNT(*) FROM custody_step")).ShouldBe(before);
        (await CountAsync(node, "SELECT COUNT(*) FROM custody_signature")).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Without_a_key_a_step_is_attested_by_the_log_unless_the_node_requires_signatures(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using (var free = await TestNode.StartAsync(store))
        {
            using var officer = await free.SignedInAs(Role.Officer, AuthorityKind.Customs);
            await ShouldBe(TestNode.PostFormAsync(officer, "/custody/items", bag), HttpStatusCode.Redirect, "");
            (await officer.GetStringAsync("/custody/1")).ShouldContain("Not signed by the officer");
            (await officer.GetStringAsync("/custody/new")).ShouldNotContain("data-sign");
            await ShouldBe(TestNode.PostFormAsync(officer, "/custody/items", [.. bag, ("signature", "ask")]), HttpStatusCode.Forbidden, "custody-signature");
        }

        await using var strict = await TestNode.StartAsync(store, settings: ("Custody:RequireSignatures", "true"));
        using var same = await strict.SignedInAs(Role.Officer, AuthorityKind.Customs);
        await ShouldBe(TestNode.PostFormAsync(same, "/custody/items", bag), HttpStatusCode.Forbidden, "custody-signature");
        (await same.GetStringAsync("/custody/new")).ShouldContain("register a security key first");
        (await CountAsync(strict, "SELECT COUNT(*) FROM custody_item")).ShouldBe(1);
    }

    /// <summary>One that was registered before its record named it, or that somebody has put into the store.</summary>
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_key_that_no_record_names_signs_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var planted = new SoftKey();
        using var officer = await WithKeyAsync(node, key, Role.Officer);
        await node.Database.WriteAsync(session => session.Execute("UPDATE passkey SET public_key = @forged", new { forged = planted.Cose() }));

        (await officer.GetStringAsync("/custody/new")).ShouldNotContain("data-sign");
        await ShouldBe(TestNode.PostFormAsync(officer, "/custody/items", bag), HttpStatusCode.Redirect, "");
        (await CountAsync(node, "SELECT COUNT(*) FROM custody_signature")).ShouldBe(0);
    }

    internal static async Task<HttpClient> WithKeyAsync(TestNode node, SoftKey key, Role role)
    {
        var officer = await node.SignedInAs(role, AuthorityKind.Customs, Purpose.Supervision);
        await RegisterAsync(officer, key);
        return officer;
    }

    internal static async Task RegisterAsync(HttpClient officer, SoftKey key)
    {
        (await key.RegisterAsync(officer, "/session/key", "/session/key/answer")).EnsureSuccessStatusCode();
        officer.DefaultRequestHeaders.Add("Origin", key.OriginOf(officer));
    }

    /// <summary>As the form of the page does it: asked first, then sent with the answer.</summary>
    internal static async Task<HttpResponseMessage> SignedAsync(SoftKey key, HttpClient officer, string address, params (string Name, string Value)[] fields) =>
        await TestNode.PostFormAsync(officer, address, [.. fields, ("signature", key.Get(await AskedAsync(officer, address, fields), key.OriginOf(officer)))]);

    internal static async Task<string?> ToAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("to").GetString();
    }

    private static async Task<JsonElement> AskedAsync(HttpClient officer, string address, (string Name, string Value)[] fields)
    {
        using var asked = await TestNode.PostFormAsync(officer, address, [.. fields, ("signature", "ask")]);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK, await asked.Content.ReadAsStringAsync());
        return await asked.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<(string, string)[]> StepAsync(TestNode node, string act, params (string Name, string Value)[] more) =>
        [("act", act), ("seen", $"{await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT changed FROM custody_item"))}"), .. more];

    private static Task<string> OfficerAsync(TestNode node, string role) => node.Database.ReadAsync(session => Task.FromResult(OfficerOf(session, role)));

    private static string OfficerOf(Session session, string role) => session.Scalar<string>("SELECT officer_id FROM officer_role WHERE role = @role", new { role })!;

    private static Task<List<StepSignature>> SignaturesAsync(TestNode node) => node.Database.ReadAsync(session => Task.FromResult(SignatureRow.Of(session, 1).OrderBy(one => one.Key).Select(one => one.Value).ToList()));

    private static Task<long> CountAsync(TestNode node, [System.Diagnostics.CodeAnalysis.ConstantExpected] string sql) => node.Database.ReadAsync(session => session.ScalarAsync<long>(sql));

    private static async Task ShouldBe(Task<HttpResponseMessage> sent, HttpStatusCode status, string code)
    {
        using var answer = await sent;
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        body.ShouldContain(code);
    }
}
