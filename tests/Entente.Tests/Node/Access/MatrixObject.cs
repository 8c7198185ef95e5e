using System.Globalization;
using Entente.Agreements;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Custody;
using Entente.Node.Evidence.Exports;
using Entente.Node.Evidence.Files;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Alerts;
using Entente.Tests.Node.Alerts.Abroad;
using Entente.Tests.Node.Evidence;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Node.Selectivity;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;
using Declared = Entente.Tests.Node.Selectivity.Given;

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

    /// <summary>Whether the address only leads on: to whoever may not have the object, to where everybody begins.</summary>
    public bool LeadsOn { get; init; }

    public static MatrixObject Of(string pattern) => All.Single(one => one.Pattern == pattern);

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
        new("/api/assistance/{number:long}", static async (node, owner) => $"/api/assistance/{await MatrixAssistance.CaseAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/api/assistance/{number:long}/documents/{ordinal:long}", static async (node, owner) => $"/api/assistance/{await MatrixAssistance.CaseAsync(node, owner)}/documents/1", static (_, own, owner) => own == owner),
        new("/assistance/{Number:long}", static async (node, owner) => $"/assistance/{await MatrixAssistance.CaseAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/{Number:long}/request", static async (node, owner) => $"/assistance/{await MatrixAssistance.CaseAsync(node, owner)}/request", static (_, own, owner) => own == owner),
        new("/api/assistance/information/{number:long}", static async (node, owner) => $"/api/assistance/information/{await MatrixAssistance.GivenAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/api/assistance/subscriptions/{number:long}", static async (node, owner) => $"/api/assistance/subscriptions/{await MatrixAssistance.SubscriptionAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/information/{Number:long}", static async (node, owner) => $"/assistance/information/{await MatrixAssistance.GivenAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/assistance/subscriptions/{Number:long}", static async (node, owner) => $"/assistance/subscriptions/{await MatrixAssistance.SubscriptionAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/evidence/{Seq:long}", MakeEvidenceRequestAsync, static (role, own, owner) => role is Role.Supervisor or Role.Legal && own == owner),
        new("/records/reviews/{Seq:long}", MakeReviewAsync, static (_, _, _) => true),
        new("/custody/{Number:long}", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}", static (_, own, owner) => own == owner),
        new("/custody/{number:long}/content", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}/content", static (_, own, owner) => own == owner),
        new("/custody/{number:long}/file", static async (node, owner) => $"/custody/{await MakeThingAsync(node, owner)}/file", static (_, own, owner) => own == owner),
        new("/api/partners/proposals/{id:guid}", (node, owner) => MakeProposalAsync(node, owner, "/api/partners/proposals/"), static (_, _, _) => true),
        new("/alerts/{Key}/amend", async (node, owner) => await MakeAlertAsync(node, owner, "/alerts/") + "/amend", OfItsAudience),
        new("/hits/{id}/route", static async (node, owner) => $"/hits/{(await DeclaredAsync(node, owner)).Hit}/route", OfItsAudience),
        new("/declarations/{Id}", static async (node, owner) => $"/declarations/{(await DeclaredAsync(node, owner)).Declaration}", static (_, _, _) => true),
        new("/api/declarations/{id}", static async (node, owner) => $"/api/declarations/{(await DeclaredAsync(node, owner)).Declaration}", static (_, _, _) => true),
        new("/api/declarations/{id}/source", static async (node, owner) => $"/api/declarations/{(await DeclaredAsync(node, owner)).Declaration}/source", static (_, _, _) => true),
        new("/refusals/{Seq:long}", MakeRefusalAsync, static (_, _, _) => true),
        new("/api/proofs/{seq:long}", static async (node, owner) => (await MakeProvenAsync(node, owner)).Replace("/records", "/api/proofs", StringComparison.Ordinal), static (_, _, _) => true),
        new("/api/records/{seq:long}/proof", static async (node, owner) => $"/api{await MakeProvenAsync(node, owner)}/proof", static (role, own, owner) => role == Role.Auditor || own == owner),
        new("/api/records/{seq:long}/evidence", static async (node, owner) => $"/api{await MakeProvenAsync(node, owner)}/evidence", static (role, own, owner) => role == Role.Auditor || own == owner),

        // Each for the one officer who asked or typed, whom EvidenceHandoutTests and KeptFormTests are.
        new("/api/evidence/{seq:long}/file", static async (node, owner) => $"/api{await MakeEvidenceRequestAsync(node, owner)}/file", static (_, _, _) => false),
        new("/session/kept/{id}", MakeKeptFormAsync, static (_, _, _) => false) { LeadsOn = true },
        new("/api/assistance/information/{number:long}/documents/{place:int}", static async (node, owner) => $"/api/assistance/information/{await MatrixAssistance.TakenAsync(node, owner)}/documents/1", static (_, own, owner) => own == owner),
        new("/api/assistance/subscriptions/{number:long}/deliveries/{ordinal:long}/records", static async (node, owner) => $"/api/assistance/subscriptions/{await MatrixAssistance.DeliveredAsync(node, owner)}/deliveries/1/records", static (_, own, owner) => own == owner),
    ];

    /// <summary>A question of a partner about an alert that the authority shares with it.</summary>
    public static async Task<long> MakeQuestionAsync(TestNode node, AuthorityKind owner)
    {
        var alert = await EnterAsync(node, owner, "SG");
        return await node.Database.WriteAsync(session =>
        {
            var asked = new SupplementaryAsked
            {
                Conditions = ShareAlert.ConditionsOf(session, AlertsGiven.Officer, alert),
                QuestionId = QuestionId.New(session.Now),
                AlertId = alert.AlertId,
                Question = "Who pays?",
                AskedAt = session.Now,
                AnswerBy = session.Now.AddHours(2),
            };
            TakeQuestion.Asked(session, Administration.ActorOf("SG"), new("SG", $"{asked.QuestionId}@SG", $"{asked.QuestionId}", null, "supplementary.asked", 1, MessageKind.SupplementaryAsked.Write(asked))).ShouldBeNull();
            return session.Scalar<long>("SELECT MAX(number) FROM question");
        });
    }

    /// <summary>An alert that waits for an approval before a partner hears of it.</summary>
    public static async Task<string> MakeWaitingAsync(TestNode node, AuthorityKind owner)
    {
        var alert = await EnterAsync(node, owner);
        await node.Database.WriteAsync(session => ShareApproval.Ask(session, Actor.Node("test"), alert, "CA", Approval.Supervisor, "A clause"));
        return alert.Id;
    }

    /// <summary>A declaration with a hit on an alert of the authority alone.</summary>
    private static async Task<(string Declaration, string Hit)> DeclaredAsync(TestNode node, AuthorityKind owner)
    {
        // A name of its own: of the many whom a declaration could mean, it is told the nearest.
        var name = owner switch { AuthorityKind.Customs => "Quillfeather", AuthorityKind.Police => "Brambilovski", AuthorityKind.BorderGuard => "Zandvoorter", _ => "Okonkwelu" };
        var alert = await EnterAsync(node, owner, AlertsGiven.Smuggler with { Content = new PersonAlert { Person = new() { Name = name, Forenames = ["Ottoline"] } } });
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, default);
        using var feed = await node.FeedWith("declarations.submit");
        var declaration = (await IntakeTests.PostAsync(feed, Declared.Wco($"R-{alert.Number}", importer: $"Ottoline {name}")))[0]["id"]!.GetValue<string>();
        return (declaration, (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT id FROM hit WHERE alert_number = @Number", new { alert.Number })))!);
    }

    private static async Task<string> MakeRefusalAsync(TestNode node, AuthorityKind owner)
    {
        using var feed = await node.FeedWith("declarations.submit");
        await IntakeTests.PostAsync(feed, "<MetaData><Declaration/></MetaData>");
        return $"/refusals/{await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) FROM refusal"))}";
    }

    /// <summary>What an officer of that authority had typed when the session ended.</summary>
    private static Task<string> MakeKeptFormAsync(TestNode node, AuthorityKind owner) => node.Database.WriteAsync(session =>
    {
        var officer = $"{Officer.Add(session, Actor.Node("test"), $"Typist of {owner}", TestNode.IdOf(owner), [Role.Officer]).Id:D}";
        var id = SecretToken.New().Text;
        session.Execute(
            "INSERT INTO kept_form (id, officer_id, page, action, fields, kept_at) VALUES (@id, @officer, '/alerts/new', '/alerts/new', '{}', @Now)", new { id, officer, session.Now });
        return $"/session/kept/{id}";
    });

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

    private static async Task<string> MakeRecordAsync(TestNode node, AuthorityKind owner) => "/records/" + await node.Database.WriteAsync(session =>
        RecordBook.Append(session, new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.BorderControl, null), Tested, "thing", "1"));

    /// <summary>A record that a signed state of the log covers.</summary>
    private static async Task<string> MakeProvenAsync(TestNode node, AuthorityKind owner)
    {
        var address = await MakeRecordAsync(node, owner);
        using var visitor = node.Visitor();
        await LogHttpTests.CoveringAsync(visitor, long.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture));
        return address;
    }

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
        var subject = $"{await MatrixAssistance.CaseAsync(node, owner)}";
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

    private static Task<AlertRow> EnterAsync(TestNode node, AuthorityKind owner, params string[] partners) => EnterAsync(node, owner, AlertsGiven.Smuggler, partners);

    private static Task<AlertRow> EnterAsync(TestNode node, AuthorityKind owner, Alert alert, params string[] partners) => node.Database.WriteAsync(session =>
    {
        var actor = new Actor("node:test", TestNode.IdOf(owner), owner, Purpose.DataQuality, null);
        var reviewBy = DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6);
        var stored = EnterAlert.Execute(
            session, Administration.PostTo(partners, _ => null), actor, new(alert, reviewBy, [actor.AuthorityId]) { Partners = partners }).ShouldBeOfType<AlertOutcome.Stored>();
        return AlertShelf.Find(session, stored.Id, actor.AuthorityId)!;
    });
}
