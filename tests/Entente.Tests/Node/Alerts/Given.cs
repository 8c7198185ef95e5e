using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Screening;

namespace Entente.Tests.Node.Alerts;

/// <summary>A small world: an alert manager and an officer of customs, an officer of the police, a smuggler and a boat.</summary>
internal static class Given
{
    public static readonly Actor Manager = new("officer-1", "customs", AuthorityKind.Customs, Purpose.DataQuality, null);
    public static readonly Actor Officer = new("officer-2", "customs", AuthorityKind.Customs, Purpose.BorderControl, null);
    public static readonly Actor Colleague = new("officer-3", "customs", AuthorityKind.Customs, Purpose.BorderControl, null);
    public static readonly Actor Police = new("officer-4", "police", AuthorityKind.Police, Purpose.BorderControl, null);

    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly HashSet<string> Authorities = ["customs", "police", "border-guard", "fiu"];

    public static readonly Alert Smuggler = new()
    {
        Content = new PersonAlert { Person = new() { Name = "Marlowe", Forenames = ["Ida"], Births = ["1971-04"], Nationalities = ["NL"] } },
        Action = RequestedAction.SpecificCheck,
        Reason = "Carried undeclared cash twice in January.",
        CaseReference = "C-2026-17",
    };

    public static readonly Alert Heron = new()
    {
        Content = new TransportAlert { Means = new Boat { Name = "Heron", Imo = "9074729" } },
        Action = RequestedAction.DetainAndNotify,
        Reason = "Transferred its cargo at sea.",
        CaseReference = "C-2026-18",
    };

    public static readonly ScreenedSubject Declared = new()
    {
        ConsignmentKind = "declaration",
        Reference = "26NL0000000000001",
        DeclarationId = "d-1",
        Path = "/consignee",
        Role = "consignee",
        Subject = new(SubjectKind.Person) { Names = ["Ida Marlow"] },
        Display = [new("Address", "Quay 1, Rotterdam")],
    };

    public static EnterAlert.Command Entry(Alert alert, params string[] audience) => new(alert, Today.AddMonths(6), audience.Length == 0 ? ["*"] : audience);

    public static HitRow Hit { get; } = new() { Number = 1, Id = HitId.New(DateTimeOffset.UnixEpoch).ToString(), State = HitState.Open, Action = RequestedAction.SpecificCheck };

    /// <summary>Enters an alert that is due for review in half a year by the clock of the store.</summary>
    public static Task<AlertRow> EnteredAsync(this Database database, Alert alert, params string[] audience) => database.WriteAsync(session => session.Entered(alert, audience));

    public static AlertRow Entered(this Session session, Alert alert, params string[] audience)
    {
        var reviewBy = DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6);
        var stored = EnterAlert.Execute(session, PartnerPost.None, Manager, new(alert, reviewBy, audience.Length == 0 ? ["*"] : audience)).ShouldBeOfType<AlertOutcome.Stored>();
        return AlertShelf.Find(session, stored.Id, "customs")!;
    }

    public static Match MatchOf(AlertRow alert, double score = 0.93) => new(
        Listed.Number(alert.Number, 0), alert.Source, score, [new("name.alike", "Ida Marlow", "Ida Marlowe", 0.95, score, "The names differ by one letter.")]);

    public static Task<HitId?> RaisedAsync(this Database database, AlertRow alert, ScreenedSubject? declared = null) =>
        database.WriteAsync(session => HitBook.Raise(session, PartnerPost.None, Actor.Node("intake"), declared ?? Declared, MatchOf(alert)));

    public static async Task<Database> StartedAsync(this Store store)
    {
        var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);
        return database;
    }
}
