using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Faults;
using Entente.Scenarios;
using Entente.Tests.Architecture;
using Entente.Tests.As4.Independent;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Products;

/// <summary>An access point in another language, written from the profile: it posts to a node over TLS and reads the receipt, and takes what the node sends. Neither shares code with the other.</summary>
public sealed class IndependentAccessPointTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [OnBoth("1.15-RSA")]
    [OnBoth("2.0")]
    [OnBoth("2.0-EC")]
    public async Task It_posts_a_message_twice_gets_two_receipts_and_has_one_effect(string kind, string suite)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.All[suite]);
        await using var meeting = await Meeting.StartAsync(kind, product);

        var answers = await PostAsync(product, meeting.Port, "<d>south</d>", times: 2);

        answers.Count.ShouldBe(2);
        answers.ShouldAllBe(answer => answer.GetProperty("status").GetInt32() == 200 && answer.GetProperty("receipt").GetArrayLength() == 3); // header, body, attachment
        var id = answers[0].GetProperty("id").GetString()!;
        var reader = meeting.Node.Services.GetRequiredService<InboxReader>();
        var kept = (await reader.ListAsync(Actor.Node("test"), 10, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (kept.Partner, kept.MessageId, kept.Suite).ShouldBe(("DE.zoll", id, suite));
        Encoding.UTF8.GetString((await reader.FilesAsync(Actor.Node("test"), id, TestContext.Current.CancellationToken))[^1].Content).ShouldBe("<d>south</d>");
    }

    [Theory, OnBoth("1.15-RSA"), OnBoth("2.0")]
    public async Task What_was_changed_on_the_way_is_refused_and_the_client_is_told_why(string kind, string suite)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.All[suite]);
        await using var meeting = await Meeting.StartAsync(kind, product);

        var answer = (await PostAsync(product, meeting.Port, "<d>south</d>", spoil: true)).ShouldHaveSingleItem();

        answer.GetProperty("errors")[0].GetString().ShouldBe("EBMS:0102");
        (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"))).ShouldBe(0);
    }

    [Theory]
    [OnBoth("1.15-RSA")]
    [OnBoth("2.0")]
    [OnBoth("2.0-EC")]
    public async Task It_takes_what_the_node_sends_and_the_node_takes_its_receipt(string kind, string suite)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.All[suite]);
        var port = Ports.Free();
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { Endpoint = $"https://127.0.0.1:{port}/msh" });

        var serving = ServeAsync(product, port);
        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        var taken = await serving;

        taken.GetProperty("id").GetString().ShouldBe(queued.MessageId);
        (taken.GetProperty("action").GetString(), taken.GetProperty("suite").GetString(), taken.GetProperty("encrypted").GetBoolean(), taken.GetProperty("payload").GetString())
            .ShouldBe(("Decide", suite, true, "<yes/>"));
        await NodePair.UntilAsync(async () => await meeting.StateAsync(queued) == OutboxState.Delivered, "its receipt counts");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_for_other_bytes_is_none_and_the_message_is_sent_again(string kind)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.Edwards);
        var port = Ports.Free();
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with { Endpoint = $"https://127.0.0.1:{port}/msh" });

        var serving = ServeAsync(product, port, spoil: true);
        var queued = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        (await serving).GetProperty("id").GetString().ShouldBe(queued.MessageId);
        (await ServeAsync(product, port)).GetProperty("id").GetString().ShouldBe(queued.MessageId);

        await NodePair.UntilAsync(async () => await meeting.StateAsync(queued) == OutboxState.Delivered, "the second receipt counts");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Its_answer_is_taken_only_if_it_answers_a_message_of_this_node_in_its_conversation(string kind)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.Edwards);
        var port = Ports.Free();
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with
        {
            Endpoint = $"https://127.0.0.1:{port}/msh", Sends = [new(OtherProduct.Service, [OtherProduct.Action], Reply: true)], Takes = [new(OtherProduct.Service, ["Decide"])],
        });
        var serving = ServeAsync(product, port);
        var asked = (await meeting.SendAsync()).ShouldBeOfType<Queueing.Queued>();
        await serving;
        await NodePair.UntilAsync(async () => await meeting.StateAsync(asked) == OutboxState.Delivered, "the request is there");

        await RefusedAsync(null);
        await RefusedAsync(["1@zoll.example", asked.Conversation]); // Nobody has sent that
        await RefusedAsync([asked.MessageId, "another@zoll.example"]);
        var taken = (await RunAsync(product, meeting.Port, "as4_client.py", "<d>answer</d>", 1, spoil: false, [asked.MessageId, asked.Conversation])).ShouldHaveSingleItem();

        taken.GetProperty("receipt").GetArrayLength().ShouldBe(3);
        var (answers, conversation) = await meeting.Node.Database.ReadAsync(async session => (
            await session.ScalarAsync<string>("SELECT in_reply_to FROM inbox"), await session.ScalarAsync<string>("SELECT conversation FROM inbox")));
        (answers, conversation).ShouldBe((asked.MessageId, asked.Conversation));

        async Task RefusedAsync(string[]? answers)
        {
            (await RunAsync(product, meeting.Port, "as4_client.py", "<d>answer</d>", 1, spoil: false, answers)).ShouldHaveSingleItem().GetProperty("errors")[0].GetString().ShouldBe("EBMS:0003");
            (await meeting.Node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"))).ShouldBe(0);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_node_answers_names_a_message_of_the_partner_and_stays_in_its_conversation(string kind)
    {
        await IndependentVerifier.NeedAsync();
        await using var product = new OtherProduct(SecuritySuite.Edwards);
        var port = Ports.Free();
        await using var meeting = await Meeting.StartAsync(kind, product, product.File with
        {
            Endpoint = $"https://127.0.0.1:{port}/msh", Takes = [new(OtherProduct.Service, ["Decide"], Reply: true)],
        });
        var id = (await PostAsync(product, meeting.Port, "<d>ask</d>")).ShouldHaveSingleItem().GetProperty("id").GetString()!;

        foreach (var wrong in new Func<Outgoing, Outgoing>[] { one => one, one => one with { InReplyTo = "1@zoll.example" }, one => one with { InReplyTo = id, Conversation = "another@NL" } })
        {
            (await meeting.SendAsync(wrong)).ShouldBeOfType<Queueing.Refused>().Why.Code.ShouldBe(FaultCode.FederationNotAgreed);
        }

        var serving = ServeAsync(product, port);
        var queued = (await meeting.SendAsync(one => one with { InReplyTo = id })).ShouldBeOfType<Queueing.Queued>();
        (await serving).GetProperty("id").GetString().ShouldBe(queued.MessageId);
        queued.Conversation.ShouldBe(id); // As the client begins it
        await NodePair.UntilAsync(async () => await meeting.StateAsync(queued) == OutboxState.Delivered, "its receipt counts");
    }

    private static async Task<JsonElement> ServeAsync(OtherProduct product, int port, bool spoil = false) => (await RunAsync(product, port, "as4_server.py", payload: null, 1, spoil)).ShouldHaveSingleItem();

    private static Task<List<JsonElement>> PostAsync(OtherProduct product, int port, string payload, int times = 1, bool spoil = false) => RunAsync(product, port, "as4_client.py", payload, times, spoil);

    /// <param name="port">The node's, or the program's own where it serves.</param>
    /// <param name="answers">Message id and conversation of what it answers.</param>
    private static async Task<List<JsonElement>> RunAsync(OtherProduct product, int port, string program, string? payload, int times, bool spoil, string[]? answers = null)
    {
        var folder = Directory.CreateTempSubdirectory("entente-as4-");
        try
        {
            var settings = await PutAsync("settings.json", JsonSerializer.Serialize(new
            {
                port,
                url = $"https://127.0.0.1:{port}/as4",
                suite = product.Suite.Name,
                from = Told(OtherProduct.Them),
                to = Told(OtherProduct.Us),
                agreement = new[] { product.Outward.Agreement!.Value, product.Outward.Agreement.PMode },
                service = OtherProduct.Service,
                action = OtherProduct.Action,
                properties = new { originalSender = "urn:example:de:officers", finalRecipient = "urn:example:nl:officers" },
                times,
                spoil,
                answers,
                signing_key = await PutAsync("signing.key", Pem(product.Signing.Key)),
                signing_certificate = await PutAsync("signing.pem", OtherProduct.Pem(product.Signing.Certificate)),
                tls_key = await PutAsync("tls.key", Pem(product.Tls.Key)),
                tls_certificate = await PutAsync("tls.pem", OtherProduct.Pem(product.Tls.Certificate)),
                decryption_key = await PutAsync("decryption.key", Pem(product.Recipient.Key)),
                recipient = await PutAsync("recipient.pem", OtherProduct.Pem(product.NodeRecipient!)),
                node_signer = await PutAsync("node.pem", OtherProduct.Pem(product.NodeSigner)),
                node_tls = await PutAsync("node-tls.pem", product.NodeTls.ExportCertificatePem()),
            }));
            var (code, output, errors) = await PythonProgram.RunAsync(
                [Repository.PathOf($"tests/Entente.Tests/As4/Independent/{program}"), settings, .. payload is null ? Array.Empty<string>() : [await PutAsync("payload.xml", payload)]]);
            code.ShouldBe(0, errors);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<string> PutAsync(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(path, text);
            return path;
        }
    }

    private static string?[] Told(Entente.As4.Messaging.Party party) => [party.Ids[0].Value, party.Ids[0].Type, party.Role];

    private static string Pem(PrivateKey key) => PemEncoding.WriteString("PRIVATE KEY", key.ToPkcs8());
}
