using System.Security.Cryptography;
using System.Text;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Federation.Delivery;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

public sealed class AlteredAgreementTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    /// <summary>What somebody who writes past the node could change.</summary>
    public static TheoryData<string, string, string> Intrusions
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var kind in Store.Kinds)
            {
                rows.Add(kind, "text", "TEST/1: The stored text is not the one that its digest names.");
                rows.Add(kind, "textAndDigest", "TEST/1: The stored signature of CA is not its own over this text.");
                rows.Add(kind, "party", "TEST/1: The stored parties are not those of its text.");
                rows.Add(kind, "ownSignature", "TEST/1 is stored as signed, and this node has not signed it.");
                rows.Add(kind, "anothersKey", "TEST/1: The stored signature of CA is not its own over this text.");
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Intrusions))]
    public async Task An_agreement_that_was_altered_in_the_store_counts_for_nothing_and_it_is_said(string kind, string intrusion, string detail)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Nl.Database.WriteAsync(session => Alter(session, intrusion));
        await pair.Nl.DisposeAsync();
        await pair.StartNlAsync();
        await pair.Nl.Shelf().Ready;

        pair.Nl.Shelf().Altered.ShouldHaveSingleItem().Why.Detail.ShouldBe(detail);
        pair.Nl.Shelf().Book.Agreements.ShouldBeEmpty();
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Refused>().Faults[0].Code.Id.ShouldBe("agreement-refused");
        (await pair.Nl.Database.ReadAsync(session => session.QueryAsync<string>("SELECT subject_id FROM record WHERE act = 'agreement.found-altered'"), Now)).ShouldBe(["TEST/1"]);
        using var officer = await pair.Nl.SignedInAs(Role.Officer, AuthorityKind.Customs);
        (await officer.GetStringAsync("/agreements", Now)).ShouldSatisfyAllConditions(page => page.ShouldContain("TEST/1 counts for nothing."), page => page.ShouldContain("/docs/faults/agreement-altered"));
        (await officer.GetStringAsync("/agreements/TEST/1", Now)).ShouldContain("TEST/1 counts for nothing.");
        (await officer.GetStringAsync("/api/agreements", Now)).ShouldContain("agreement-altered");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_a_version_had_replaced_does_not_come_back_when_it_is_altered(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await WideAgreement.SeedAsync(WideAgreement.Text("TEST", 2, "2021-01-01", "NL", "CA"), pair.Nl.Services, pair.Ca.Services);
        await pair.Nl.Database.WriteAsync(session => session.Execute("UPDATE agreement SET sha256 = @sha256 WHERE version = 2", new { sha256 = new string('0', 64) }));
        await pair.Nl.DisposeAsync();
        await pair.StartNlAsync();
        await pair.Nl.Shelf().Ready;

        pair.Nl.Shelf().Book.Agreements.ShouldBeEmpty();
        var first = pair.Nl.Shelf().Find("TEST", 1).ShouldNotBeNull();
        pair.Nl.Shelf().StandingOf(first, new(2026, 11, 22)).ShouldBe(Standing.Superseded);
    }

    private static void Alter(Session session, string intrusion)
    {
        var row = AgreementRow.All(session).ShouldHaveSingleItem();
        var text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Text).Replace("customsEnforcement", "taxation", StringComparison.Ordinal));
        switch (intrusion)
        {
            case "text":
                session.Execute("UPDATE agreement SET text = @text", new { text });
                break;
            case "textAndDigest":
                session.Execute("UPDATE agreement SET text = @text, sha256 = @sha256", new { text, sha256 = Convert.ToHexStringLower(SHA256.HashData(text)) });
                break;
            case "party":
                session.Execute("UPDATE agreement_party SET party = 'SG' WHERE party = 'CA'");
                break;
            case "ownSignature":
                session.Execute("UPDATE agreement_party SET signature = NULL WHERE party = 'NL'");
                break;
            default:
                WideAgreement.SignAsStranger(session, row, row.TryRead()!, "CA", isOwn: false);
                break;
        }
    }
}
