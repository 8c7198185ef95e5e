using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Custody;
using Entente.Node.Evidence.Exports;
using Entente.Node.Evidence.Files;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Alerts;
using Entente.Tests.Node.Alerts.Abroad;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Protocol.Messages;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Access;

/// <summary>How the authorisation matrix gets an object for a route that shows one. A module with such a route adds its row to <see cref="All"/>.</summary>
/// <param name="Pattern">The route as it is declared, for example <c>/records/{Seq:long}</c>.</param>
/// <param name="MakeAsync">Makes an object that belongs to an authority of that kind, and returns its address.</param>
/// <param name="IsSeenBy">Whether an officer who holds the route's permission sees it: role, authority of the officer, authority of the object.</param>
internal sealed record MatrixObject(
    string Pattern,
    Func<TestNode, AuthorityKind, Task<string>> MakeAsync,
    Func<Role, AuthorityKind, AuthorityKind, bool> IsSeenBy)
{
    private static readonly Act Tested = new("test.done", "Tested");

    public static IReadOnlyList<MatrixObject> All { get; } =
    [
        new("/records/{Seq:long}", MakeRecordAsync, static (role, own, owner) => role == Role.Auditor || own == owner),
        new("/proofs/{Seq:long}", static async (node, owner) => (await MakeRecordAsync(node, owner)).Replace("/records", "/proofs", StringComparison.Ordinal), static (_, _, _) => true),
        new("/officers/{Id:guid}", MakeOfficerAsync, static (_, _, _) => true),
        new("/exports/{Seq:long}", MakeExportAsync, static (role, own, owner) => role == Role.Supervisor && own == owner),
        new("/alerts/{Key}", (node, owner) => MakeAlertAsync(node, owner, "/alerts/"), OfItsAudience),
        new("/api/alerts/{id}", (node, owner) => MakeAlertAsync(node, owner, "/api/alerts/"), OfItsAudience),
        new("/hits/{Key}", (node, owner) => MakeHitAsync(node, owner, "/hits/"), OfItsAudience),
        new("/messages/{Key}", static async (node, _) => "/messages/" + await MessageGiven.StoredAsync(node.Database), static (_, _, _) => true),
        new("/api/messages/{id}", static async (node, _) => "/api/messages/" + await MessageGiven.StoredAsync(node.Database), static (_, _, _) => true),
        new("/api/messages/{id}/bytes", static async (node, _) => $"/api/messages/{await MessageGiven.StoredAsync(node.Database)}/bytes", static (_, _, _) => true),
        new("/api/messages/{id}/refusal", static async (node, _) => $"/api/messages/{await MessageGiven.RefusedAsync(node.Database)}/refusal", static (_, _, _) => true),
        new("/api/messages/refusals/{number:long}", static async (node, _) => $"/api/messages/refusals/{await MessageGiven.RefusalGivenAsync(node.Database)}", static (_, _, _) => true),
        new("/api/messages/{id}/receipt", static async (node, _) => $"/api/messages/{await MessageGiven.StoredAsync(node.Database)}/receipt", static (_, _, _) => true),
        new("/api/hits/{id}", (node, owner) => MakeHitAsync(node, owner, "/api/hits/"), OfItsAudience),
        new("/hits/abroad/{Key}", (node, owner) => MakeAbroadHitAsync(node, owner, "/hits/abroad/"), OfItsAudience),
        new("/api/hits/abroad/{id}", (node, owner) => MakeAbroadHitAsync(node, owner, "/api/hits/abroad/"), OfItsAudience),
        new("/partners/{Id}", (node, owner) => MakePartnerAsync(node, owner, "/partners/"), static (_, _, _) => true),
        new("/api/partners/{id}", (node, owner) => MakePartnerAsync(node, owner, "/api/partners/"), static (_, _, _) => true),
        new("/partners/proposals/{Id:guid}", (node, owner) => MakeProposalAsync(node, owner, "/partners/proposals/"), static (_, _, _) => true),
        new("/api/agreements/{id}/{version:int}", static async (node, _) => $"/api/agreements/{await AgreementGiven.ProposedAsync(node)}", static (_, _, _) => true),
        new("/agreements/{Id}/{Version:int}", static async (node, _) => $"/agreements/{await AgreementGiven.ProposedAsync(node)}", static (_, _, _) => true),
        new("/agreements/{Id}/compare", static async (node, _) => $"/agreements/{(await AgreementGiven.ProposedAsync(node)).Split('/')[0]}/compare", static (_, _, _) => true),
        new("/api/agreements/{id}/{version:int}/text", static async (node, _) => $"/api/agreements/{await AgreementGiven.ProposedAsync(node)}/text", static (_, _, _) => true),
        new("/api/assistance/{number:long}", static async (node, owner) => $"/api/assistance/{await MakeCaseAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/api/assistance/{number:long}/documents/{ordinal:long}", static async (node, owner) => $"/api/assistance/{await MakeCaseAsync(node, owner)}/documents/1", static (_, own, owner) => own == owner),
        new("/assistance/{Number:long}", static async (node, owner) => $"/assistance/{await MakeCaseAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/{Number:long}/request", static async (node, owner) => $"/assistance/{await MakeCaseAsync(node, owner)}/request", static (_, own, owner) => own == owner),
        new("/api/assistance/information/{number:long}", static async (node, owner) => $"/api/assistance/information/{await MakeInformationAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/api/assistance/subscriptions/{number:long}", static async (node, owner) => $"/api/assistance/subscriptions/{await MakeSubscriptionAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/information/{Number:long}", static async (node, owner) => $"/assistance/information/{await MakeInformationAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/subscriptions/{Number:long}", static async (node, owner) => $"/assistance/subscriptions/{await MakeSubscriptionAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/evidence/{Seq:long}", MakeEvidenceRequestAsync, static (role, own, owner) => role is Role.Supervisor or Role.Legal && own == owner),
        new("/records/reviews/{Seq:long}", MakeReviewAsync, static (_, _, _) => true),
        new("/custody/{Number:long}", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/custody/{number:long}/content", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}/content", static (_, own, owner) => own == owner),
        new("/custody/{number:long}/file", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}/file", static (_, own, owner) => own == owner),
        new("/api/partners/proposals/{id:guid}", (node, owner) => MakeProposalAsync(node, owner, "/api/partners/proposals/"), static (_, _, _) => true),
    ];

    /// <summary>A thing in custody, with its file.</summary>
    private static Task<long> MakeThingAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var thing = new CustodyItem { Kind = "image", Name = "A photograph", Origin = "A search" }.Add(session, Actor.Node("test") with { AuthorityId = TestNode.IdOf(owner) });
        var content = new CustodyContent { Item = thing.Number, Name = "a.jpeg", MediaType = "image/jpeg", Size = 1, BegunBy = "test" };
        content.Begin(session);
        content.Put(session, 1, [7], CustodyContent.DigestOf([7]));
        content.End(session, CustodyContent.DigestOf([7]), thing.Changed);
        return thing.Number;
    });

    /// <summary>Information that this end gave.</summary>
    private static Task<long> MakeInformationAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var number = InformationRow.Next(session);
        new InformationRow
        {
            Number = number,
            Id = $"{RequestId.New(session.Now)}",
            Partner = "CA",
            Ours = 1,
            Authority = owner,
            Purpose = UsePurpose.CustomsEnforcement,
            Matter = "An invoice",
            Reference = "C-1",
            KeepUntil = DateOnly.FromDateTime(session.Now.UtcDateTime).AddYears(1),
            ToldAt = session.Now,
        }.Insert(session);
        return number;
    });

    /// <summary>A set that this end would give.</summary>
    private static Task<long> MakeSubscriptionAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session => new SubscriptionRow
    {
        Id = $"{SubscriptionId.New(session.Now)}",
        Partner = "CA",
        WeProposed = 1,
        WeGive = 1,
        State = SubscriptionState.Proposed,
        Version = 1,
        Authority = owner,
        Instrument = Instrument.Cmaa,
        Reference = "DS-1",
        Name = "Copper",
        DataSet = JsonSerializer.Serialize(MessageKindTests.Example(MessageKind.AutomaticProposed.Key)["set"]),
        OpenedAt = session.Now,
    }.Save(session, Actor.Node("test"), SubscriptionStep.Propose, ours: true, "m-1", null).Number);

    /// <summary>A request that is being written, with a document.</summary>
    private static Task<long> MakeCaseAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var opened = CaseBook.Open(session, new()
        {
            Id = $"{RequestId.New(session.Now)}",
            Partner = "CA",
            Us = Side.Requesting,
            State = CaseState.Drafted,
            Told = CaseState.Drafted,
            Version = 1,
            Authorities = Barred.Write(new WordSet<AuthorityKind>().With(owner)),
            Instrument = Instrument.Tfa12,
            Assistance = AssistanceType.Information,
            Matter = "An invoice",
            Reference = "C-1",
        });
        CaseBook.AddText(session, opened.Number, 1, new()
        {
            Instrument = "tfa12",
            Assistance = "information",
            Purpose = "customsEnforcement",
            Addressed = AuthorityKind.Customs,
            Approval = "officer",
        });
        CaseBook.AddDocuments(session, opened.Number, ours: true, [new("invoice.txt", "text/plain", "1"u8.ToArray())]);
        return opened.Number;
    });

    private static async Task<string> MakeRecordAsync(TestNode node, AuthorityKind owner) => "/records/" + await node.Database.WriteAsync(session =>
        RecordBook.Append(session, new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.BorderControl, null), Tested, "thing", "1"));

    /// <summary>A request of somebody else for a table of alerts: whoever may approve it sees it.</summary>
    private static async Task<string> MakeExportAsync(TestNode node, AuthorityKind owner) => "/exports/" + await node.Database.WriteAsync(session => new ExportRequest
    {
        TableId = "alerts",
        Scope = TestNode.IdOf(owner),
        Officer = "somebody",
        AuthorityId = TestNode.IdOf(owner),
        Authority = owner,
        Purpose = Purpose.RiskAnalysis,
        NeedsApproval = true,
    }.Add(session).Seq);

    /// <summary>A request of somebody else for the file of a case: whoever may approve it sees it.</summary>
    private static async Task<string> MakeEvidenceRequestAsync(TestNode node, AuthorityKind owner)
    {
        var subject = $"{await MakeCaseAsync(node, owner)}";
        return "/evidence/" + await node.Database.WriteAsync(session => new EvidenceRequest
        {
            Kind = CaseEvidence.Kind,
            Subject = subject,
            Title = "An invoice",
            Recipient = "A court",
            Officer = "somebody",
            AuthorityId = TestNode.IdOf(owner),
            Authority = owner,
            Purpose = Purpose.MutualAssistance,
        }.Add(session).Seq);
    }

    /// <summary>A search that was drawn: auditors review those of every authority.</summary>
    private static async Task<string> MakeReviewAsync(TestNode node, AuthorityKind owner) => "/records/reviews/" + await node.Database.WriteAsync(session =>
    {
        var record = RecordBook.Append(session, new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.RiskAnalysis, null), Tested, "thing", "1");
        var draw = session.Next("SELECT MAX(seq) FROM review_draw");
        session.Execute(
            """
            INSERT INTO review_draw (seq, after_record, last_record, until, searches, drawn, origin, size, root, witnessed, drawn_at)
            VALUES (@draw, 0, @record, @Now, 1, 1, 'log', 1, @root, 1, @Now)
            """,
            new { draw, record, session.Now, root = new byte[32] });
        session.Execute("INSERT INTO review (record, draw) VALUES (@record, @draw)", new { record, draw });
        return record;
    });

    private static async Task<string> MakeOfficerAsync(TestNode node, AuthorityKind owner) => "/officers/" + await node.Database.WriteAsync(session =>
        Officer.Add(session, Actor.Node("test"), $"Of {owner}", TestNode.IdOf(owner), [Role.Officer]).Id.ToString("D"));

    /// <summary>An alert, and with it its hits, is for the authorities of its audience; here the owner alone.</summary>
    private static bool OfItsAudience(Role role, AuthorityKind own, AuthorityKind owner) => own == owner;

    private static async Task<string> MakeAlertAsync(TestNode node, AuthorityKind owner, string address) =>
        address + (await EnterAsync(node, owner)).Id;

    private static async Task<string> MakeHitAsync(TestNode node, AuthorityKind owner, string address)
    {
        var alert = await EnterAsync(node, owner);
        var declared = AlertsGiven.Declared with { DeclarationId = $"of-{owner}-{alert.Number}" };
        return address + (await node.Database.RaisedAsync(alert, declared))!.Value;
    }

    /// <summary>A hit of a partner on an alert that the authority shares with it.</summary>
    private static async Task<string> MakeAbroadHitAsync(TestNode node, AuthorityKind owner, string address)
    {
        var alert = await EnterAsync(node, owner, "SG");
        return address + await Administration.NoticeAsync(node.Database, "SG", alert);
    }

    /// <summary>Partners belong to the administration, not to one of its authorities.</summary>
    private static async Task<string> MakePartnerAsync(TestNode node, AuthorityKind owner, string address)
    {
        var other = new OtherNode($"CA.{owner.ToString().ToLowerInvariant()}-{address.Length}");
        await node.ApprovedAsync(other.File());
        return address + other.Party;
    }

    private static async Task<string> MakeProposalAsync(TestNode node, AuthorityKind owner, string address) =>
        address + (await node.ProposedAsync(new OtherNode($"SG.{owner.ToString().ToLowerInvariant()}-{address.Length}").File())).ToString("D");

    private static Task<AlertRow> EnterAsync(TestNode node, AuthorityKind owner, params string[] partners) => node.Database.WriteAsync(session =>
    {
        var actor = new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.DataQuality, null);
        var reviewBy = DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6);
        var stored = EnterAlert.Execute(
            session, Administration.PostTo(partners, _ => null), actor, new(AlertsGiven.Smuggler, reviewBy, [actor.AuthorityId]) { Partners = partners }).ShouldBeOfType<AlertOutcome.Stored>();
        return AlertShelf.Find(session, stored.Id, actor.AuthorityId)!;
    });
}
