using System.Net;
using System.Net.Http.Json;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class GiveUpTests
{
    public static TheoryData<string> Stores => Store.Both;

    public static TheoryData<OutboxState, string?, string?, string?> Rows => new()
    {
        { OutboxState.Ready, null, "Of no use any more.", null },
        { OutboxState.Waiting, null, "Of no use any more.", null }, // Behind another
        { OutboxState.Ready, null, " ", "partner-reason" }, // It is put on record
        { OutboxState.Ready, "agreement-refused", "Of no use any more.", "federation-ended" }, // The law stops it already
        { OutboxState.Delivered, null, "Of no use any more.", "federation-ended" },
        { OutboxState.Refused, null, "Of no use any more.", "federation-ended" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void What_waits_can_be_given_up(OutboxState state, string? recalled, string? reason, string? expected) =>
        GiveUpMessage.Decide(state, recalled, reason)?.Code.Id.ShouldBe(expected);

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_gives_a_message_up_and_what_waits_behind_it_goes(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        var first = await pair.SendAsync("first", note => note with { Conversation = "c@NL" });
        await pair.SendAsync("second", note => note with { Conversation = "c@NL" });
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].Attempts > 0, "it was tried");
        using var officer = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Administration);
        using var auditor = await pair.Nl.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Administration);
        var (api, page) = ($"/api/messages/out-{first.Seq}/give-up", $"/messages/out-{first.Seq}");

        (await auditor.PostAsJsonAsync(api, new { reason = "Not mine to end." })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.PostAsJsonAsync(api, new { reason = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.GetStringAsync(page)).ShouldContain("Give up this message?");
        (await officer.PostAsJsonAsync(api, new { reason = "Of no use any more." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].State == OutboxState.Refused, "it has ended");
        (await officer.PostAsJsonAsync(api, new { reason = "Again." })).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        await pair.StartCaAsync();
        await pair.DeliveredAsync(1);
        pair.Taken.Select(NodePair.TextOf).ShouldBe(["second"]);
        var ended = (await pair.SentAsync())[0];
        (ended.State, ended.Reason, ended.Detail).ShouldBe((OutboxState.Refused, FaultCode.FederationGivenUp.Id, "Of no use any more."));
        (await officer.GetStringAsync(page)).ShouldContain("An officer gave it up.");
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'message.given-up'"))).ShouldNotBeNull().ShouldContain("Of no use any more.");

        // Its content may go after all, as another message.
        (await officer.PostAsync($"/api/messages/out-{first.Seq}/resend", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await pair.DeliveredAsync(2);
        pair.Taken.Select(NodePair.TextOf).ShouldBe(["second", "first"]);
    }
}
