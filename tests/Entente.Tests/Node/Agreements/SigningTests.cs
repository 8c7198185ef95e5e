using System.Text;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements;

/// <summary>Two whole nodes sign one text over the wire.</summary>
public sealed class SigningTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(AgreementGiven.Wide("NL-CA-NEW", parties: ["NL", "CA"]));

    private static readonly string Digest = AgreementGiven.Read(Encoding.UTF8.GetString(Text)).Digest;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_text_is_offered_taken_up_and_signed_and_then_in_force_at_both(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await SignedAsync(pair.Nl, Text);

        await UntilAsync(pair.Ca, AgreementState.Offered);
        var offered = pair.Ca.Shelf().Find("NL-CA-NEW", 1)!;
        (offered.Row.Origin, offered.Row.Sha256).ShouldBe(("NL", Digest));
        pair.Ca.Shelf().Book.InForce("NL", "CA", DateOnly.MaxValue).ShouldNotContain(agreement => agreement.Id == "NL-CA-NEW");
        (await pair.Ca.AgreementDesk().ApproveAsync(await pair.Ca.OfficerAsync(Role.Supervisor), new("NL-CA-NEW", 1, Digest))).ShouldBeOfType<AgreementOutcome.Refused>();
        (await pair.Ca.AgreementDesk().SupportAsync(await pair.Ca.OfficerAsync(Role.Legal), "NL-CA-NEW", 1)).ShouldBeOfType<AgreementOutcome.Done>();
        (await pair.Ca.AgreementDesk().ApproveAsync(await pair.Ca.OfficerAsync(Role.Supervisor), new("NL-CA-NEW", 1, Digest)))
            .ShouldBeOfType<AgreementOutcome.Done>().State.ShouldBe(AgreementState.Agreed);

        await UntilAsync(pair.Nl, AgreementState.Agreed);
        foreach (var node in new[] { pair.Nl, pair.Ca })
        {
            await NodePair.UntilAsync(() => Task.FromResult(node.Shelf().Book.Agreements.Any(agreement => agreement.Digest == Digest)), "the agreement is in the book");
            node.Shelf().Find("NL-CA-NEW", 1)!.Parties.ShouldAllBe(party => party.HasSigned);
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Both_propose_the_same_bytes_by_themselves(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await Task.WhenAll(SignedAsync(pair.Nl, Text), SignedAsync(pair.Ca, Text));

        await UntilAsync(pair.Nl, AgreementState.Agreed);
        await UntilAsync(pair.Ca, AgreementState.Agreed);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Other_bytes_and_wrong_signatures_are_refused_and_the_sender_is_told(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        (await pair.Ca.AgreementDesk().ProposeAsync(await pair.Ca.OfficerAsync(Role.Legal), (byte[])[.. Text, (byte)'\n'])).ShouldBeOfType<AgreementOutcome.Done>();
        await SignedAsync(pair.Nl, Text);

        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Any(sent => sent.EffectDetail?.StartsWith("agreement-other-bytes", StringComparison.Ordinal) == true), "the other text is refused");
        pair.Ca.Shelf().Find("NL-CA-NEW", 1)!.Row.State.ShouldBe(AgreementState.Proposed);

        // A signature of somebody else over the same bytes.
        var text = Encoding.UTF8.GetBytes(AgreementGiven.Wide("NL-CA-FORGED", parties: ["NL", "CA"]));
        var forged = new AgreementOffered
        {
            Conditions = Conditions.OfTheExchange("NL-CA-FORGED/1", new(2026, 11, 22)),
            Agreement = "NL-CA-FORGED",
            Version = 1,
            Sha256 = AgreementGiven.Read(Encoding.UTF8.GetString(text)).Digest,
            Signature = pair.Nl.Shelf().Find("NL-CA-NEW", 1)!.Parties.Single(party => party.HasSigned).Signature,
            Text = text,
        };
        var outbox = pair.Nl.Services.GetRequiredService<Outbox>();
        await pair.Nl.Database.WriteAsync(session => outbox.Enqueue(
            session, Entente.Node.Evidence.Actor.Node("test"), new("CA", "agreement.offered", 1, MessageKind.AgreementOffered.Write(forged)))).WaitAsync(TestContext.Current.CancellationToken);

        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Any(sent => sent.EffectDetail?.StartsWith("agreement-signature", StringComparison.Ordinal) == true), "the forged signature is refused");
        pair.Ca.Shelf().Find("NL-CA-FORGED", 1).ShouldBeNull();
    }

    /// <summary>Two officers of a node approve a text.</summary>
    internal static async Task SignedAsync(TestNode node, byte[] text)
    {
        var proposed = (await node.AgreementDesk().ProposeAsync(await node.OfficerAsync(Role.Legal), text)).ShouldBeOfType<AgreementOutcome.Done>();
        (await node.AgreementDesk().ApproveAsync(await node.OfficerAsync(Role.Supervisor), new(proposed.Agreement, proposed.Version, proposed.Sha256))).ShouldBeOfType<AgreementOutcome.Done>();
    }

    private static Task UntilAsync(TestNode node, AgreementState state) =>
        NodePair.UntilAsync(() => Task.FromResult(node.Shelf().Find("NL-CA-NEW", 1)?.Row.State == state), $"the agreement is {state}");
}
