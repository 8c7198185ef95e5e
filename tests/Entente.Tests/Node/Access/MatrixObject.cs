using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Exports;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Alerts;
using Entente.Tests.Node.Alerts.Abroad;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
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
        new("/officers/{Id:guid}", MakeOfficerAsync, static (_, _, _) => true),
        new("/exports/{Seq:long}", MakeExportAsync, static (role, own, owner) => role == Role.Supervisor && own == owner),
        new("/alerts/{Key}", (node, owner) => MakeAlertAsync(node, owner, "/alerts/"), OfItsAudience),
        new("/api/alerts/{id}", (node, owner) => MakeAlertAsync(node, owner, "/api/alerts/"), OfItsAudience),
        new("/hits/{Key}", (node, owner) => MakeHitAsync(node, owner, "/hits/"), OfItsAudience),
        new("/messages/{Key}", static async (node, _) => "/messages/" + await MessageGiven.StoredAsync(node.Database), static (_, _, _) => true),
        new("/api/messages/{id}", static async (node, _) => "/api/messages/" + await MessageGiven.StoredAsync(node.Database), static (_, _, _) => true),
        new("/api/messages/{id}/bytes", static async (node, _) => $"/api/messages/{await MessageGiven.StoredAsync(node.Database)}/bytes", static (_, _, _) => true),
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
        new("/api/partners/proposals/{id:guid}", (node, owner) => MakeProposalAsync(node, owner, "/api/partners/proposals/"), static (_, _, _) => true),
    ];

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
