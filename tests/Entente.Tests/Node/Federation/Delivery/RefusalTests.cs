using System.Net;
using Entente.As4;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Federation;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>What ends a message other than a receipt: the partner's signed error, which is kept as evidence, or an officer, who says why.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_signed_error_that_ends_a_message_is_kept_at_both_ends_as_it_went(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var stolen = pair.Ca.Directory().Find("NL")!.KeysFor(KeyPurpose.Sign).Single(key => key.PublicKey.Algorithm == Entente.As4.Security.KeyAlgorithm.Ed25519);
        (await pair.Ca.Desk().RevokeAsync(await pair.Ca.OfficerAsync(Role.Supervisor), "NL", new(CertifiedKey.IdOf(stolen), "Stolen."))).ShouldBeOfType<PartnerOutcome.Done>();

        var sent = await pair.SendAsync("by a stolen key");
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].State == OutboxState.Refused, "it is refused");

        var came = await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM outbox_refusal WHERE seq = @Seq", new { sent.Seq }));
        var given = await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM inbox_refusal WHERE message_id = @MessageId AND code = 'EBMS:0103'", new { sent.MessageId }));
        came.ShouldNotBeNull().ShouldBe(given);

        using var sender = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Administration);
        (await sender.GetByteArrayAsync($"/api/messages/out-{sent.Seq}/refusal"))[^came.Length..].ShouldBe(came);
        (await sender.GetStringAsync($"/messages/out-{sent.Seq}")).ShouldContain($"/api/messages/out-{sent.Seq}/refusal");
        using var refuser = await pair.Ca.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Administration);
        (await refuser.GetStringAsync("/api/messages/refusals?partner=NL")).ShouldContain(sent.MessageId);
        (await refuser.GetStringAsync("/api/messages/refusals?partner=SG")).ShouldNotContain(sent.MessageId);
        (await refuser.GetByteArrayAsync("/api/messages/refusals/1"))[^came.Length..].ShouldBe(came);
        (await refuser.GetAsync("/api/messages/refusals/9")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Should.ThrowAsync<System.Data.Common.DbException>(() => pair.Nl.Database.WriteAsync(session => session.Execute("DELETE FROM outbox_refusal")));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => pair.Ca.Database.WriteAsync(session => session.Execute("DELETE FROM inbox_refusal")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_one_partner_a_hundred_errors_in_an_hour_are_kept(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var error = new OutgoingMessage(null, "application/soap+xml", "<e/>"u8.ToArray(), []);
        await pair.Ca.Database.WriteAsync(session =>
        {
            for (var at = 0; at < 120; at++)
            {
                GivenRefusals.Keep(session, "NL", $"{at}@NL", "EBMS:0101", error);
            }

            GivenRefusals.Keep(session, "SG", "1@SG", "EBMS:0101", error);
        });

        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox_refusal WHERE partner = 'NL'"))).ShouldBe(100);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox_refusal"))).ShouldBe(101);
    }
}
