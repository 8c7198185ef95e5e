using System.Diagnostics;
using Entente.As4;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Federation;
using Entente.Scenarios;
using Entente.Tests.Node.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>Keys that counted once: stolen and revoked, or past the end of their card.</summary>
public sealed class UntimelyKeyTests(ITestOutputHelper output)
{
    public static TheoryData<string> Suites => [.. SecuritySuite.All.Keys];

    [Theory, MemberData(nameof(Suites))]
    public async Task A_revoked_key_signs_nothing_any_more(string suite)
    {
        await using var theatre = await Theatre.OpenAsync(suite);
        var stolen = theatre.Untimely("to be revoked");
        (await theatre.PostAsync(Theatre.Third, "CA", theatre.Forge(Theatre.Third, "CA", stolen))).Verdict.ShouldBe("receipt");
        var made = theatre.Forge(Theatre.Third, "CA", stolen);
        var before = await theatre.TracesAsync();

        var began = Stopwatch.GetTimestamp();
        var revoked = await theatre.Pair.Ca.Desk().RevokeAsync(await theatre.Pair.Ca.OfficerAsync(Role.Administrator), Theatre.Third, new(CertifiedKey.IdOf(stolen.Certificate), "Stolen."));
        (await theatre.PostAsync(Theatre.Third, "CA", made)).Verdict.ShouldBe("EBMS:0101");
        output.WriteLine($"refused {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms after an officer began to revoke it");

        // What the partner has signed with another key still counts: it is the key that is revoked, not the partner.
        revoked.ShouldBeOfType<PartnerOutcome.Done>();
        (await theatre.TracesAsync()).ShouldBe(before);
        (await theatre.PostAsync(Theatre.Third, "CA", theatre.Forge(Theatre.Third, "CA", theatre.SignerOf(Theatre.Third)))).Verdict.ShouldBe("receipt");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_card_whose_keys_have_run_out_neither_sends_nor_receives(string kind)
    {
        var clock = new SetClock(Theatre.Now);
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, clock, settings: [("Federation:Listen", $"https://127.0.0.1:{Ports.Free()}"), ("Country", "NL")]);
        var other = new OtherNode("CA", clock.Now);
        var keys = new[]
        {
            other.Tls,
            other.Make(KeyPurpose.Sign, KeyAlgorithm.Ed25519, clock.Now.AddHours(-1), clock.Now.AddHours(1)),
            other.Make(KeyPurpose.Encrypt, KeyAlgorithm.X25519, clock.Now.AddHours(-1), clock.Now.AddHours(1)),
        };
        await node.ApprovedAsync(other.File(other.Card with { Keys = keys }));
        var own = node.Services.GetRequiredService<OwnKeys>();
        PMode Leg(Partner to) => Legs.To("NL", to, Entente.Node.Federation.Exchange.Service, "test.note/1", SecuritySuite.Edwards);
        Legs.Secure(own.Current, node.Directory().Find("CA")!, Leg(node.Directory().Find("CA")!)).ShouldNotBeNull();
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Sign).Count.ShouldBe(1);

        clock.Now = clock.Now.AddHours(1).AddSeconds(1);

        // No key to encrypt for, so that nothing leaves; no key to have signed, so that nothing is taken and no receipt proves anything.
        var partner = node.Directory().Find("CA")!;
        Legs.Secure(own.Current, partner, Leg(partner)).ShouldBeNull();
        partner.KeysFor(KeyPurpose.Sign).ShouldBeEmpty();
        var claim = new SignerClaim.Certificates([Certificate.TryParse(keys[1].Certificate)!]);
        foreach (var leg in Legs.From(own.Current, "NL", partner, []))
        {
            leg.Security.AcceptSigner(claim, clock.Now).ShouldBeNull();
        }
    }
}
