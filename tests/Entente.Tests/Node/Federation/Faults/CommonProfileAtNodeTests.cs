using System.Text.Json.Nodes;
using Entente.As4.Messaging;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios.Faults;
using Entente.Tests.Node.Federation.Attacks;
using Engine = Entente.Tests.As4.Exchange;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>
/// The test assertions of the eDelivery AS4 Common Profile that take a node with HTTP and a store: retrying, giving up, remembering ids, telling producer and
/// consumer. <see cref="As4.CommonProfileTests"/> has the others, and shows that together they are the official 36.
/// </summary>
public sealed class CommonProfileAtNodeTests
{
    /// <summary>Messages pass, receipts do not: "simulate the receiver to not send receipts".</summary>
    private static readonly Mishap NoReceipts = new() { At = (Way.There, 6000, Deed.SwallowBack) };

    internal static readonly Dictionary<string, Func<Task>> Shown = new()
    {
        ["TA09"] = async () =>
        {
            // Without a receipt, the sender sends the same message again.
            await using var crossing = await StartAsync();
            crossing.Line.Plan = _ => NoReceipts;
            await crossing.QueueAsync(1, 1);

            await crossing.UntilAsync(async () => (await crossing.Pair.SentAsync())[0].Attempts >= 2 && crossing.Line.Tally.Of(Happened.Cut) >= 3, "it is sent again");

            (await InboxAsync(crossing)).ShouldBe([crossing.Queued[0].MessageId]);
            (await crossing.Pair.SentAsync())[0].State.ShouldBe(OutboxState.Ready);
        },
        ["TA10"] = async () =>
        {
            // The network is restored in time: a receipt, one delivery to the consumer, and the sender stops.
            await using var crossing = await StartAsync();
            crossing.Line.Plan = _ => NoReceipts;
            await crossing.QueueAsync(1, 1);
            await crossing.UntilAsync(async () => (await crossing.Pair.SentAsync())[0].Attempts >= 2, "it is sent again");

            crossing.Line.Heal();
            await crossing.ArrivedAsync();

            (await crossing.DifferencesAsync()).ShouldBeEmpty();
            var (attempts, bytes) = ((await crossing.Pair.SentAsync())[0].Attempts, crossing.Line.Tally.CarriedIn(Way.There));
            await Task.Delay(TimeSpan.FromSeconds(3));
            ((await crossing.Pair.SentAsync())[0].Attempts, crossing.Line.Tally.CarriedIn(Way.There)).ShouldBe((attempts, bytes));
        },
        ["TA15"] = async () =>
        {
            // No receipt within the time that is given: EBMS:0301 to the producer, who reads it with the message. (The node goes on trying all the same.)
            (await ToldAfterAttemptsAsync("1.00:00:00", 2, "retrying", "sending")).ShouldNotContain(EbmsErrorCode.MissingReceipt.Id);
            (await ToldAfterAttemptsAsync("00:00:00.5", 1, "missingReceipt")).ShouldContain(EbmsErrorCode.MissingReceipt.Id);
        },
        ["TA31"] = async () =>
        {
            // A payload that does not decompress: EBMS:0303 to the sender in the answer, and the receiver's operators see it counted and logged. Nothing is stored.
            await using var theatre = await Theatre.OpenAsync("1.15-RSA");
            var before = await theatre.TracesAsync();
            var (key, certificate) = theatre.SignerOf("NL");
            var leg = theatre.Leg("NL", "CA");
            var id = MessageId.New(Theatre.Now, "NL", Given.Random);
            var damaged = Engine.Pack(
                HeaderWriter.Write(new UserMessage
                {
                    MessageId = id,
                    Timestamp = Theatre.Now,
                    From = leg.From,
                    To = leg.To,
                    Service = leg.Service,
                    Action = "test.note/1",
                    ConversationId = id.Value,
                    Parts = [Engine.Reference("p@nl.example", ("MimeType", "application/json"), ("CompressionType", "application/gzip"))],
                }),
                [Engine.Part("p@nl.example", As4.Gzip.Damaged("""{"note":"x"}"""u8.ToArray()))],
                leg.Secure(key, [certificate], [theatre.RecipientOf("CA")]));

            (await theatre.PostAsync("NL", "CA", damaged)).Verdict.ShouldBe("EBMS:0303");

            (await theatre.TracesAsync()).ShouldBe(before);
            using var consumer = theatre.Pair.Ca.Visitor();
            (await consumer.GetStringAsync("/metrics")).ShouldMatch("entente_messages_received_total\\{[^}]*result=\"refused\"[^}]*\\} 1");
        },
    };

    public static TheoryData<string> Assertions => [.. Shown.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Assertions))]
    public Task The_node_does_what_the_assertion_says(string assertion) => Shown[assertion]();

    // Witnesses ask over the same line: seldom, so that what is counted on it is the exchange.
    private static Task<Crossing> StartAsync(params (string, string)[] settings) =>
        Crossing.StartAsync("sqlite", "1.15-RSA", acknowledged: false, [("Federation:AnswerSeconds", "1"), ("Log:WitnessSeconds", "60"), .. settings]);

    /// <summary>The page of a message that gets no receipt, once it was tried so often and has one of these statuses, where one counts as missing after this time.</summary>
    private static async Task<string> ToldAfterAttemptsAsync(string missingAfter, int attempts, params IReadOnlyCollection<string> statuses)
    {
        await using var crossing = await StartAsync(("Federation:MissingReceiptAfter", missingAfter));
        using var producer = await crossing.Pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs);
        crossing.Line.Plan = _ => NoReceipts;
        await crossing.QueueAsync(1, 1);
        async Task<JsonNode> MessageAsync() => JsonNode.Parse(await producer.GetStringAsync("/api/messages"))!["messages"]![0]!;

        await crossing.UntilAsync(async () => (await crossing.Pair.SentAsync())[0].Attempts >= attempts, "an attempt has failed");
        await crossing.UntilAsync(async () => statuses.Contains((string?)(await MessageAsync())["status"]), "its status says so");

        return await producer.GetStringAsync($"/messages/{(string?)(await MessageAsync())["id"]}");
    }

    private static Task<List<string>> InboxAsync(Crossing crossing) =>
        crossing.Pair.Ca.Database.ReadAsync(session => session.QueryAsync<string>("SELECT message_id FROM inbox"));
}
