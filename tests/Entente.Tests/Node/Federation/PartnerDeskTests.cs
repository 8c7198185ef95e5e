using Entente.As4.Security;
using Entente.Node.Access;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Entente.Tests.Node.Access;

namespace Entente.Tests.Node.Federation;

public sealed class PartnerDeskTests
{
    /// <summary>What is promised between replicas is 60 s; a minute of waiting here is a failure, not a measurement.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_partner_is_let_in_by_two_officers_and_known_on_every_replica_from_then_on(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        await using var replica = await Given.StartAsync(store, clock);
        var other = new OtherNode();

        await node.ProposedAsync(other.File());
        node.Directory().Find("CA").ShouldBeNull();

        var done = await node.ApprovedAsync(other.File());

        var partner = node.Directory().Find("CA").ShouldNotBeNull();
        partner.Endpoint.ShouldBe(new Uri("https://127.0.0.1:5999/as4"));
        partner.Suite.ShouldBe(SecuritySuite.Edwards);
        partner.Recipients.Single().Raw.Span.SequenceEqual(other.Recipient.Certificate.Span).ShouldBeTrue();
        partner.Reads.ShouldBe(["alert.published/1"]);
        node.Directory().FindByTls(other.Tls.Certificate.Span).ShouldBe(partner);
        node.Directory().FindByTls(other.Signer.Certificate.Span).ShouldBeNull(); // A key for one purpose serves no other

        await replica.Directory().FollowedAsync(done.Directory, new CancellationTokenSource(Promised).Token);
        replica.Directory().Find("CA")!.Version.ShouldBe(1);
        var fingerprint = SignedCard.Read(other.File(), out _)!.Fingerprint;
        (await RecordsAsync(node, "partner.approved")).ShouldHaveSingleItem().ShouldContain(fingerprint);
        string.Concat(await RecordsAsync(node, "partner.proposed")).ShouldNotContain(fingerprint[..8]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_approvals_at_once_one_counts(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var other = new OtherNode();
        var proposal = await node.ProposedAsync(other.File());
        var digits = SignedCard.Read(other.File(), out _)!.Fingerprint;
        var officers = new[] { await node.OfficerAsync(Role.Supervisor), await node.OfficerAsync(Role.Supervisor), await node.OfficerAsync(Role.Supervisor) };

        var outcomes = await Task.WhenAll(officers.Select(officer => Task.Run(() => node.Desk().ApproveAsync(officer, new(proposal, digits)))));

        outcomes.OfType<PartnerOutcome.Done>().Count().ShouldBe(1);
        outcomes.OfType<PartnerOutcome.Refused>().ShouldAllBe(refused => refused.Fault.Code == FaultCode.PartnerProposalClosed);
        node.Directory().Version.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_who_lost_the_charge_completes_what_was_begun(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var (other, digits) = (new OtherNode(), "");
        digits = SignedCard.Read(other.File(), out _)!.Fingerprint;
        var (proposer, approver, administrator) = (await node.OfficerAsync(Role.Administrator), await node.OfficerAsync(Role.Supervisor), await node.OfficerAsync(Role.Administrator));
        var proposal = await node.ProposedAsync(other.File(), proposer);

        // Between the request and the write, or between the two halves, an account was taken away or its roles were.
        await ManageOfficers.ActivateAsync(node.Database, administrator, Guid.Parse(approver.Officer), active: false);
        await RefusedAsync(node.Desk().ApproveAsync(approver, new(proposal, digits)), FaultCode.PartnerSecondOfficer);
        await RefusedAsync(node.Desk().ApproveAsync(administrator, new(proposal, digits)), FaultCode.PartnerSecondOfficer);
        await RefusedAsync(node.Desk().ApproveAsync(proposer, new(proposal, digits)), FaultCode.PartnerSecondOfficer);

        var supervisor = await node.OfficerAsync(Role.Supervisor);
        await ManageOfficers.ChargeAsync(node.Database, administrator, Guid.Parse(proposer.Officer), [Role.Officer]);
        await RefusedAsync(node.Desk().ApproveAsync(supervisor, new(proposal, digits)), FaultCode.PartnerSecondOfficer);

        await ManageOfficers.ChargeAsync(node.Database, administrator, Guid.Parse(proposer.Officer), [Role.Administrator]);
        (await node.Desk().ApproveAsync(supervisor, new(proposal, digits))).ShouldBeOfType<PartnerOutcome.Done>();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_has_both_charges_still_needs_somebody_else(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var other = new OtherNode();
        var digits = SignedCard.Read(other.File(), out _)!.Fingerprint;
        var both = await node.OfficerAsync(Role.Administrator);
        await node.Database.WriteAsync(session => Officer.Charge(session, Guid.Parse(both.Officer), [Role.Administrator, Role.Supervisor]));

        await RefusedAsync(node.Desk().ApproveAsync(both, new(await node.ProposedAsync(other.File(), both), digits)), FaultCode.PartnerSecondOfficer);

        // The command line is one officer, too.
        var proposal = await node.ProposedAsync(other.File(), PartnerDesk.CommandLine);
        await RefusedAsync(node.Desk().ApproveAsync(PartnerDesk.CommandLine, new(proposal, digits)), FaultCode.PartnerSecondOfficer);
        (await node.Desk().ApproveAsync(both, new(proposal, digits))).ShouldBeOfType<PartnerOutcome.Done>();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_proposal_lapses_and_a_later_one_takes_the_place_of_an_earlier(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        var other = new OtherNode();
        var supervisor = await node.OfficerAsync(Role.Supervisor);
        var (first, second) = (await node.ProposedAsync(other.File(1)), await node.ProposedAsync(other.File(2)));
        string Digits(long version) => SignedCard.Read(other.File(version), out _)!.Fingerprint;

        await RefusedAsync(node.Desk().ApproveAsync(supervisor, new(first, Digits(1))), FaultCode.PartnerProposalClosed);
        clock.Now += TimeSpan.FromDays(7);
        await RefusedAsync(node.Desk().ApproveAsync(supervisor, new(second, Digits(2))), FaultCode.PartnerProposalClosed);

        await node.ApprovedAsync(other.File(2));
        await RefusedAsync(node.Desk().ProposeAsync(supervisor, other.File(1)), FaultCode.PartnerCardOlder);
        await RefusedAsync(node.Desk().ProposeAsync(supervisor, other.File(2)), FaultCode.PartnerCardOlder);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_wrong_fingerprint_is_refused_and_on_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var proposal = await node.ProposedAsync(new OtherNode().File());

        await RefusedAsync(node.Desk().ApproveAsync(await node.OfficerAsync(Role.Supervisor), new(proposal, new string('a', 64))), FaultCode.PartnerFingerprint);

        node.Directory().Find("CA").ShouldBeNull();
        (await RecordsAsync(node, "partner.fingerprint-wrong")).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_revoked_key_counts_for_nothing_on_every_replica_and_comes_back_in_no_card(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        await using var replica = await Given.StartAsync(store, clock);
        var other = new OtherNode();
        await node.ApprovedAsync(other.File());
        var key = CertifiedKey.IdOf(Certificate.TryParse(other.Tls.Certificate)!);

        var done = (await node.Desk().RevokeAsync(await node.OfficerAsync(Role.Administrator), "CA", new(key, "Stolen."))).ShouldBeOfType<PartnerOutcome.Done>();

        node.Directory().FindByTls(other.Tls.Certificate.Span).ShouldBeNull();
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Tls).ShouldBeEmpty();
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Sign).Count.ShouldBe(1);
        await replica.Directory().FollowedAsync(done.Directory, new CancellationTokenSource(Promised).Token);
        replica.Directory().FindByTls(other.Tls.Certificate.Span).ShouldBeNull();

        // In a new certificate it is still the same key; and what was one partner's key is no other's.
        var again = other.Make(KeyPurpose.Tls, KeyAlgorithm.P256, secret: other.SecretOf(other.Tls));
        var officer = await node.OfficerAsync(Role.Administrator);
        await RefusedAsync(node.Desk().ProposeAsync(officer, other.File(other.Card with { Version = 2, Keys = [other.Signer, other.Recipient, again] })), FaultCode.PartnerKeyTaken);
        var thief = new OtherNode("SG");
        var taken = thief.Make(KeyPurpose.Sign, KeyAlgorithm.Ed25519, secret: other.SecretOf(other.Signer));
        await RefusedAsync(node.Desk().ProposeAsync(officer, thief.File(thief.Card with { Keys = [thief.Signer, taken, thief.Recipient, thief.Tls] })), FaultCode.PartnerKeyTaken);

        var fresh = other.Make(KeyPurpose.Tls, KeyAlgorithm.P256);
        await node.ApprovedAsync(other.File(other.Card with { Version = 2, Keys = [other.Signer, other.Recipient, fresh] }));
        node.Directory().FindByTls(fresh.Certificate.Span)!.Version.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_suspended_partner_stays_known_and_suspended_until_another_officer_resumes(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var (other, supervisor) = (new OtherNode(), await node.OfficerAsync(Role.Supervisor));
        await node.ApprovedAsync(other.File());

        (await node.Desk().SuspendAsync(supervisor, "CA", "A server was stolen.")).ShouldBeOfType<PartnerOutcome.Done>();

        node.Directory().Find("CA")!.State.ShouldBe(PartnerState.Suspended);
        node.Directory().FindByTls(other.Tls.Certificate.Span)!.State.ShouldBe(PartnerState.Suspended); // Who is suspended is told so
        node.Directory().Active.ShouldBeEmpty();
        await node.ApprovedAsync(other.File(2));
        node.Directory().Find("CA")!.State.ShouldBe(PartnerState.Suspended); // A new card is no way out
        await RefusedAsync(node.Desk().ResumeAsync(supervisor, "CA"), FaultCode.PartnerSecondOfficer);
        (await node.Desk().ResumeAsync(await node.OfficerAsync(Role.Supervisor), "CA")).ShouldBeOfType<PartnerOutcome.Done>();
        node.Directory().Active.Single().Version.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_key_counts_only_in_its_period_whatever_happens_meanwhile(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        var other = new OtherNode();
        var next = other.Make(KeyPurpose.Tls, KeyAlgorithm.P256, from: Given.Now.AddDays(30));
        await node.ApprovedAsync(other.File(other.Card with { Keys = [other.Signer, other.Recipient, other.Tls, next] }));

        node.Directory().FindByTls(next.Certificate.Span).ShouldBeNull();
        clock.Now = Given.Now.AddDays(31);
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Tls).Count.ShouldBe(2); // They overlap
        clock.Now = Given.Now.AddYears(1).AddMinutes(1);
        node.Directory().Find("CA")!.Keys.ShouldBeEmpty();
        clock.Now = Given.Now; // Clocks are set back, too
        node.Directory().Find("CA")!.KeysFor(KeyPurpose.Tls).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_somebody_writes_into_the_store_past_the_node_is_not_believed(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using (var node = await Given.StartAsync(store, clock))
        {
            await node.ApprovedAsync(new OtherNode().File());
            var intruder = SignedCard.Read(new OtherNode("SG").File(), out _)!;

            // A partner that no officer approved, and a directory that names it but that this node never signed.
            await node.Database.WriteAsync(session =>
            {
                session.Execute(
                    """
                    INSERT INTO partner_version (partner, version, fingerprint, card, signature, proposed_by, approved_by, approved_at, record)
                    VALUES ('SG', 1, @Fingerprint, @card, @signature, 'x', 'y', 0, 0)
                    """,
                    new { intruder.Fingerprint, card = intruder.Bytes.ToArray(), signature = intruder.Signature.ToArray() });
                session.Execute("INSERT INTO partner (id, state, version, changed_at, record) VALUES ('SG', 'Active', 1, 0, 0)");
                var content = new DirectoryContent(1, "NL", 2, Given.Now, [new("SG", 1, intruder.Fingerprint, false)], []).Write();
                session.Execute(
                    "INSERT INTO partner_directory (version, content, signature, signed_with, signed_at) SELECT 2, @content, signature, signed_with, 0 FROM partner_directory",
                    new { content });
            });
            await node.Directory().RefreshAsync(default);

            node.Directory().Find("SG").ShouldBeNull();
            node.Directory().Find("CA").ShouldNotBeNull();
            node.Directory().Alarm.ShouldNotBeNull();
        }

        await using var restarted = await Given.StartAsync(store, clock);
        await restarted.Directory().Ready;
        restarted.Directory().All.ShouldBeEmpty(); // Nothing rather than something forged
        restarted.Directory().Alarm.ShouldNotBeNull();
    }

    private static async Task RefusedAsync(Task<PartnerOutcome> act, FaultCode code) => (await act).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(code);

    private static Task<List<string>> RecordsAsync(TestNode node, string act) =>
        node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act = @act", new { act }));
}
