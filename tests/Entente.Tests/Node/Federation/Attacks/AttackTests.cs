using System.Diagnostics;
using Entente.As4;
using Entente.As4.Security;
using Entente.Tests.Node.Federation.Faults;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>
/// Captured messages, posted again, elsewhere, to their sender, under other ids, changed, re-signed, downgraded: every one in every suite. The node answers
/// what the table says, and nothing is left behind at either node.
/// </summary>
public sealed class AttackTests(Theatres theatres, ITestOutputHelper output) : IClassFixture<Theatres>
{
    private static readonly string[] Messages = ["note", "acknowledgement", "test"];

    public static TheoryData<string, string, string> Attacks
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var suite in SecuritySuite.All.Keys)
            {
                foreach (var message in Messages)
                {
                    foreach (var (name, attack) in Attack.All)
                    {
                        if (!(message == "test" && attack.NeedsPayload))
                        {
                            rows.Add(suite, message, name);
                        }
                    }
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Attacks))]
    public async Task A_captured_message_has_no_further_effect(string suite, string message, string attack)
    {
        var theatre = await theatres.OfAsync(suite);
        var (caught, how) = (theatre.Messages[message], Attack.All[attack]);
        var made = how.Make(theatre, caught);
        var before = await theatre.TracesAsync();

        var began = Stopwatch.GetTimestamp();
        var (verdict, answer) = await theatre.PostAsync(caught.PartyOf(how.Via), caught.PartyOf(how.At), made);
        output.WriteLine($"{verdict} after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");

        verdict.ShouldBe(message == "test" ? how.ExpectedOfTest ?? how.Expected : how.Expected, System.Text.Encoding.UTF8.GetString(answer));
        (await theatre.TracesAsync()).ShouldBe(before);
        if (verdict == "receipt" && message == "note")
        {
            answer.ShouldBe(theatre.Receipts["note"].Body.ToArray(), "a duplicate gets the receipt that is stored, and no other");
        }
    }

    public static TheoryData<string, string, Part, Part> Signals
    {
        get
        {
            var rows = new TheoryData<string, string, Part, Part>();
            foreach (var suite in SecuritySuite.All.Keys)
            {
                foreach (var signal in (string[])["an old receipt", "an old receipt, signed anew", "a report of an error"])
                {
                    rows.Add(suite, signal, Part.Sender, Part.Receiver);
                    rows.Add(suite, signal, Part.Receiver, Part.Sender);
                    rows.Add(suite, signal, Part.Third, Part.Sender);
                    rows.Add(suite, signal, Part.Third, Part.Receiver);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Signals))]
    public async Task An_answer_that_nobody_waits_for_is_neither_used_nor_answered(string suite, string signal, Part via, Part at)
    {
        var theatre = await theatres.OfAsync(suite);
        var caught = theatre.Messages["note"];
        var made = signal switch
        {
            "an old receipt" => theatre.Receipts["note"],
            "an old receipt, signed anew" => As4Writer.Receipt(theatre.Verified("note"), As4.Exchange.NewId(), theatre.SignedBy("CA"), Theatre.Now, Given.Random),
            _ => As4Writer.Errors([new(Entente.As4.Messaging.EbmsErrorCode.FailedAuthentication, "Stop.")], caught.Message.MessageId, As4.Exchange.NewId(), theatre.SignedBy("CA"), Theatre.Now, Given.Random),
        };
        var before = await theatre.TracesAsync();

        var (verdict, answer) = await theatre.PostAsync(caught.PartyOf(via), caught.PartyOf(at), made);

        verdict.ShouldBe("400");
        System.Text.Encoding.UTF8.GetString(answer).ShouldNotContain("Envelope", Case.Sensitive, "an answer is never answered with a message");
        (await theatre.TracesAsync()).ShouldBe(before);
    }

    public static TheoryData<string> Suites => [.. SecuritySuite.All.Keys];

    [Theory, MemberData(nameof(Suites))]
    public async Task A_message_that_breaks_no_rule_is_taken(string suite)
    {
        // Without this the tables above could refuse everything for a reason of their own.
        await using var theatre = await Theatre.OpenAsync(suite);
        foreach (var (from, to) in ((string, string)[])[("NL", "CA"), ("CA", "NL"), (Theatre.Third, "CA"), (Theatre.Third, "NL")])
        {
            var before = await theatre.TracesAsync();
            (await theatre.PostAsync(from, to, theatre.Forge(from, to, theatre.SignerOf(from)))).Verdict.ShouldBe("receipt");
            (await theatre.TracesAsync()).ShouldNotBe(before);
        }
    }

    [Fact]
    public async Task A_node_whose_inbox_forgets_is_seen_to_take_a_message_again()
    {
        await using var theatre = await Theatre.OpenAsync("2.0");
        await BrokenNode.ForgetsWhatItTookAsync(theatre.Pair.Ca.Database);
        await theatre.Pair.Ca.Database.WriteAsync(session => { session.Execute("UPDATE inbox SET message_id = 'forgotten-' || seq"); });
        var before = await theatre.TracesAsync();

        await theatre.PostAsync("NL", "CA", theatre.Messages["note"].Message);

        (await theatre.TracesAsync()).ShouldNotBe(before);
    }
}
