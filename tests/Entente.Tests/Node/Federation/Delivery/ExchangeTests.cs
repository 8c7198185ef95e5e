using System.Diagnostics.Metrics;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class ExchangeTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_message_has_its_effect_once_and_its_receipt_is_kept(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);

        var queued = await pair.SendAsync("hello", note => note with { Attachments = [new("plan.txt", "text/plain", "north"u8.ToArray())] });
        await pair.DeliveredAsync(1);

        var taken = pair.Taken.ShouldHaveSingleItem();
        (NodePair.TextOf(taken), taken.MessageId, taken.Partner, taken.Conversation).ShouldBe(("hello", queued.MessageId, "NL", queued.Conversation));
        taken.Attachments.ShouldHaveSingleItem().Name.ShouldBe("plan.txt");
        taken.Attachments[0].Content.ToArray().ShouldBe("north"u8.ToArray());

        // What left is what came, and what proves it is the same at both ends.
        var left = await pair.Nl.Database.ReadAsync(session => session.FindAsync<Kept>("SELECT w.body, r.body AS receipt FROM outbox_wire w JOIN outbox_receipt r ON r.seq = w.seq"));
        var right = await pair.Ca.Database.ReadAsync(session => session.FindAsync<Kept>("SELECT body, receipt FROM inbox_wire"));
        left!.Body.ShouldBe(right!.Body);
        left.Receipt.ShouldBe(right.Receipt);
        (await ActsAsync(pair.Nl)).ShouldBe(["message.queued", "message.entered", "message.delivered"]);
        (await ActsAsync(pair.Ca)).ShouldBe(["message.taken"]);
    }

    [Theory, OnBoth("2.0"), OnBoth("2.0-EC"), OnBoth("1.15-RSA")]
    public async Task Every_suite_carries_messages(string kind, string suite)
    {
        await using var pair = await NodePair.StartAsync(kind, suite);

        await pair.SendAsync(suite);
        await pair.DeliveredAsync(1);

        NodePair.TextOf(pair.Taken.ShouldHaveSingleItem()).ShouldBe(suite);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT suite FROM inbox"))).ShouldBe(suite);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_bytes_again_get_the_same_receipt_and_no_effect(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.SendAsync("once");
        await pair.DeliveredAsync(1);

        // As if the receipt had been lost with this node.
        await pair.Nl.Database.WriteAsync(session =>
        {
            session.Execute("UPDATE outbox SET state = 'Ready', due_at = 0, ended_at = NULL");
            session.Execute("CREATE TABLE lost AS SELECT * FROM outbox_receipt");
        });
        await pair.Nl.Database.WriteAsync(session => _ = kind == "sqlite"
            ? session.Execute("DROP TRIGGER outbox_receipt_no_delete")
            : session.Execute("DROP TRIGGER outbox_receipt_no_change ON outbox_receipt"));
        await pair.Nl.Database.WriteAsync(session => { session.Execute("DELETE FROM outbox_receipt"); });
        await pair.DeliveredAsync(1);

        pair.Taken.Count.ShouldBe(1);
        var (before, after) = await pair.Nl.Database.ReadAsync(async session => (
            await session.ScalarAsync<byte[]>("SELECT body FROM lost"), await session.ScalarAsync<byte[]>("SELECT body FROM outbox_receipt")));
        after.ShouldBe(before);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM noted"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_conversation_keeps_its_order_while_others_overtake_it(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var refusing = true;
        pair.Take = (_, _, note) => refusing && NodePair.TextOf(note) == "a0" ? throw new InvalidOperationException("A defect of the receiver.") : null;

        for (var at = 0; at < 5; at++)
        {
            await pair.SendAsync($"a{at}", note => note with { Conversation = "a@NL" });
            await pair.SendAsync($"b{at}", note => note with { Conversation = "b@NL" });
        }

        await pair.DeliveredAsync(5);
        pair.Taken.Select(NodePair.TextOf).ShouldBe(["b0", "b1", "b2", "b3", "b4"]);

        refusing = false;
        await pair.DeliveredAsync(10);
        pair.Taken.Select(NodePair.TextOf).Skip(5).ShouldBe(["a0", "a1", "a2", "a3", "a4"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_defect_of_the_receiver_stores_nothing_is_shown_at_both_ends_and_passes(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var broken = true;
        pair.Take = (session, _, _) =>
        {
            session.Execute("INSERT INTO noted (note) VALUES ('half an effect')");
            return broken ? throw new InvalidOperationException("A defect.") : null;
        };

        await pair.SendAsync("unlucky");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Attempts > 0, "the first attempt fails");

        var sent = (await pair.SentAsync())[0];
        (sent.State, sent.Reason).ShouldBe((OutboxState.Ready, FaultCode.FederationMissingReceipt.Id));
        sent.Detail.ShouldNotBeNull().ShouldContain("EBMS:0202");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT (SELECT COUNT(*) FROM noted) + (SELECT COUNT(*) FROM inbox)"))).ShouldBe(0);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM inbox_trouble"))).ShouldBe("InvalidOperationException");

        broken = false;
        await pair.DeliveredAsync(1);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox_trouble"))).ShouldBe(0);
        pair.Taken.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_refused_by_its_content_has_a_receipt_and_its_sender_learns_why(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        pair.Take = static (_, _, _) => new(FaultCode.MessageValue, "No note of that kind.", "$.note");

        await pair.SendAsync("wrong");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Effect is not null, "the acknowledgement comes");

        var sent = (await pair.SentAsync())[0];
        (sent.State, sent.Effect, sent.EffectDetail).ShouldBe((OutboxState.Delivered, "Refused", "message-value: No note of that kind. ($.note)"));
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT state FROM inbox"))).ShouldBe(nameof(InboxState.Declined));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_kind_that_asks_for_it_is_acknowledged(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, acknowledged: true);

        await pair.SendAsync("please confirm");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0] is { Effect: "Done", State: OutboxState.Delivered }, "the effect is acknowledged");

        // And the acknowledgement is not acknowledged in turn.
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_queued_while_the_partner_is_away_arrives_in_order_when_it_is_back(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();

        for (var at = 0; at < 20; at++)
        {
            await pair.SendAsync($"{at}", note => note with { Conversation = "c@NL" });
        }

        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Attempts > 1, "it was tried");
        var first = (await pair.SentAsync())[0];
        (first.State, first.Reason).ShouldBe((OutboxState.Ready, FaultCode.FederationUnreachable.Id));
        pair.Nl.Services.GetRequiredService<PartnerLinks>().Of("CA").Away.ShouldNotBeNull();

        await pair.StartCaAsync();
        await pair.DeliveredAsync(20);
        pair.Taken.Select(NodePair.TextOf).ShouldBe(Enumerable.Range(0, 20).Select(at => $"{at}"));
        pair.Nl.Services.GetRequiredService<PartnerLinks>().Of("CA").Away.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Urgent_messages_go_first_and_take_what_they_wait_for_along(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        await pair.SendAsync("bulk", note => note with { Lane = Lane.Bulk });
        await pair.SendAsync("normal");
        await pair.SendAsync("first of a conversation", note => note with { Lane = Lane.Bulk, Conversation = "c@NL" });
        await pair.SendAsync("urgent in it", note => note with { Lane = Lane.Urgent, Conversation = "c@NL" });
        await pair.SendAsync("urgent", note => note with { Lane = Lane.Urgent });

        // As the queue would take them if all were due and nobody held any.
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Count(sent => sent.Attempts > 0) > 2, "it was tried");
        var due = await pair.Nl.Database.WriteAsync(session =>
        {
            session.Execute("UPDATE outbox SET due_at = 0, leased_by = NULL");
            return Claims.DueAsync(session, "CA", Lane.Bulk, 10).GetAwaiter().GetResult();
        });

        due.Select(one => (one.Seq, one.Lane)).ShouldBe([(3, Lane.Urgent), (5, Lane.Urgent), (2, Lane.Normal), (1, Lane.Bulk)]);
        await pair.StartCaAsync();
        await pair.DeliveredAsync(5);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_process_held_that_is_gone_is_sent_when_its_lease_lapses(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var outbox = pair.Nl.Services.GetRequiredService<Outbox>();
        var lapses = await pair.Nl.Database.WriteAsync(session =>
        {
            outbox.Enqueue(session, Entente.Node.Evidence.Actor.Node("test"), new("CA", NodePair.Kind, 1, """{"note":"held"}"""u8.ToArray()));
            session.Execute("UPDATE outbox SET leased_by = 'gone', leased_until = @until", new { until = session.Now.AddSeconds(3) });
            return session.Now.AddSeconds(3);
        });

        await pair.DeliveredAsync(1);

        var taken = await pair.Ca.Database.ReadAsync(session => session.QueryAsync<DateTimeOffset>("SELECT received_at FROM inbox"));
        taken.ShouldHaveSingleItem().ShouldBeGreaterThanOrEqualTo(lapses);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_suspended_partner_is_told_and_what_waits_goes_when_it_is_resumed(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Ca.Services.GetRequiredService<PartnerDesk>();
        (await desk.SuspendAsync(await NodePair.OfficerAsync(pair.Ca, Role.Supervisor), "NL", "a stolen key")).ShouldBeOfType<PartnerOutcome.Done>();

        await pair.SendAsync("held");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Reason == FaultCode.FederationSuspended.Id, "the sender is told");
        pair.Taken.ShouldBeEmpty();

        (await desk.ResumeAsync(await NodePair.OfficerAsync(pair.Ca, Role.Supervisor), "NL")).ShouldBeOfType<PartnerOutcome.Done>();
        await pair.DeliveredAsync(1);
        pair.Taken.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_suspended_partner_that_asks_whether_all_is_well_is_told_so_as_well(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Ca.Services.GetRequiredService<PartnerDesk>();
        (await desk.SuspendAsync(await NodePair.OfficerAsync(pair.Ca, Role.Supervisor), "NL", "a stolen key")).ShouldBeOfType<PartnerOutcome.Done>();
        var (canada, cancellation) = (pair.Nl.Directory().Find("CA")!, TestContext.Current.CancellationToken);
        var test = (await pair.Nl.Services.GetRequiredService<Sealing>().TestAsync(canada, cancellation))!.Value;

        var answer = await pair.Nl.Services.GetRequiredService<Posting>().PostAsync(canada, test.Id, canada.Suite, test.Message, cancellation);

        Outcome.Of(answer).ShouldBeOfType<Outcome.Again>().Why.Code.ShouldBe(FaultCode.FederationSuspended);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_resumes_a_partner_tells_it_so(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind); // Without messages of the test service of their own accord
        var meters = pair.Nl.Services.GetRequiredService<IMeterFactory>();
        var greeted = 0;
        using var heard = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "entente.messages.received" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        heard.SetMeasurementEventCallback<long>((_, _, tags, _) => greeted += tags.ToArray().Any(tag => tag.Value is "test") ? 1 : 0);
        heard.Start();
        var desk = pair.Ca.Services.GetRequiredService<PartnerDesk>();
        await desk.SuspendAsync(await NodePair.OfficerAsync(pair.Ca, Role.Supervisor), "NL", "a stolen key");
        await pair.SendAsync("held");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Attempts >= 3, "the sender is told, and leaves the partner alone");
        greeted.ShouldBe(0);

        await desk.ResumeAsync(await NodePair.OfficerAsync(pair.Ca, Role.Supervisor), "NL");

        await NodePair.UntilAsync(() => Task.FromResult(greeted > 0), "the resumed partner hears of it");
        await pair.DeliveredAsync(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_queue_of_a_partner_that_is_suspended_here_is_held(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Nl.Services.GetRequiredService<PartnerDesk>();
        (await desk.SuspendAsync(await NodePair.OfficerAsync(pair.Nl, Role.Supervisor), "CA", "an inquiry")).ShouldBeOfType<PartnerOutcome.Done>();

        await pair.SendAsync("held");
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await pair.SentAsync())[0].ShouldSatisfyAllConditions(sent => sent.Attempts.ShouldBe(0), sent => sent.State.ShouldBe(OutboxState.Ready));

        (await desk.ResumeAsync(await NodePair.OfficerAsync(pair.Nl, Role.Supervisor), "CA")).ShouldBeOfType<PartnerOutcome.Done>();
        await pair.DeliveredAsync(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_kind_that_the_partner_does_not_read_is_refused_before_it_is_queued(string store)
    {
        await using var pair = await NodePair.StartAsync(store);
        var outbox = pair.Nl.Services.GetRequiredService<Outbox>();

        Task<Queueing> Offer(string partner, string kind, int version) => pair.Nl.Database.WriteAsync(session =>
            outbox.Enqueue(session, Entente.Node.Evidence.Actor.Node("test"), new(partner, kind, version, "{}"u8.ToArray())));

        (await Offer("CA", NodePair.Kind, 2)).ShouldBeOfType<Queueing.Refused>().Why.ShouldBe(
            new(FaultCode.FederationKindUnread, "The node of CA reads test.note/1; this is test.note/2."));
        (await Offer("SG", NodePair.Kind, 1)).ShouldBeOfType<Queueing.Refused>().Why.Code.ShouldBe(FaultCode.FederationPartnerUnknown);
        (await pair.SentAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_listeners_are_apart(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var visitor = pair.Ca.Visitor();

        var absent = await visitor.PostAsync("/no-such-address", new StringContent("x"));
        (await visitor.PostAsync("/as4", new StringContent("x"))).StatusCode.ShouldBe(absent.StatusCode);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_silent_partner_is_tested_and_its_clock_is_known(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind, settings: ("Federation:TestSeconds", "1"));
        var links = pair.Nl.Services.GetRequiredService<PartnerLinks>();

        await NodePair.UntilAsync(() => Task.FromResult(links.Of("CA").Heard is not null), "a test is answered");

        links.Of("CA").Ahead.ShouldNotBeNull().Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"))).ShouldBe(0);
    }

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(session =>
        session.QueryAsync<string>("SELECT act FROM record WHERE act LIKE 'message.%' ORDER BY seq"));

    private sealed record Kept
    {
        public byte[] Body { get; init; } = [];

        public byte[] Receipt { get; init; } = [];
    }
}
