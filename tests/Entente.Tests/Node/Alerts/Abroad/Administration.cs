using Entente.As4.Security;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>One of two administrations that tell each other of alerts: a store of its own, and what it has queued for the other.</summary>
internal sealed class Administration : IAsyncDisposable
{
    private static readonly Dictionary<string, IncomingKind> Kinds = AbroadRoutes.Add(new ServiceCollection()).Select(one => one.ImplementationInstance).OfType<IncomingKind>()
        .ToDictionary(kind => MessageKind.KeyOf(kind.Kind, kind.Version), StringComparer.Ordinal);

    private readonly Store store;
    private int messages;

    private Administration(Store store, Database database, string party, string neighbour)
    {
        (this.store, Database, Party) = (store, database, party);
        Post = PostTo([neighbour], message =>
        {
            Queued.Add(message);
            return null;
        });
    }

    public string Party { get; }

    public Database Database { get; }

    public PartnerPost Post { get; }

    /// <summary>What waits to be delivered, in order.</summary>
    public List<Outgoing> Queued { get; } = [];

    public static async Task<Administration> OpenAsync(string kind, string party, string neighbour)
    {
        var store = await Store.CreateAsync(kind);
        return new(store, await store.StartedAsync(), party, neighbour);
    }

    public static PartnerPost PostTo(string[] partners, Func<Outgoing, Fault?> enqueue) =>
        new((_, _, message) => enqueue(message) is { } fault ? new Queueing.Refused(fault) : new Queueing.Queued($"to-{message.Partner}", message.Conversation ?? "none", 0), () => [.. partners.Select(id => PartnerOf(id))]);

    public static Partner PartnerOf(string id, params string[] reads) => new(id, $"Customs of {id}", id[..2], new($"https://{id}.test/as4"), SecuritySuite.Rsa)
    {
        Reads = reads.Length == 0 ? MessageKind.All.Keys.ToHashSet() : [.. reads],
    };

    public static Actor ActorOf(string partner) => new($"partner:{partner}", Actor.NationalAuthority, AuthorityKind.Customs, Purpose.Administration, null);

    /// <summary>Hands everything that is queued to the other, each in a transaction of its own, and returns what it was told of each.</summary>
    public async Task<List<string>> DeliverAsync(Administration other)
    {
        var told = new List<string>();
        foreach (var message in Queued.ToList())
        {
            Queued.Remove(message);
            var fault = await TakeAsync(other, message);
            told.Add(fault is null ? MessageKind.KeyOf(message.Kind, message.Version) : $"{MessageKind.KeyOf(message.Kind, message.Version)} {fault.Code}");
        }

        return told;
    }

    /// <summary>What the other says of a message of this one.</summary>
    public Task<Fault?> TakeAsync(Administration other, Outgoing message)
    {
        var incoming = new Incoming(Party, $"{++messages}@{Party}", message.Conversation ?? "none", message.InReplyTo, message.Kind, message.Version, message.Payload);
        return other.Database.WriteAsync(session => Kinds[MessageKind.KeyOf(message.Kind, message.Version)].Take(session, ActorOf(Party), incoming));
    }

    public Task<Fault?> TellAsync<TPayload>(Administration other, MessageKind<TPayload> kind, TPayload payload)
        where TPayload : MessagePayload => TakeAsync(other, new(other.Party, kind.Name, kind.Version, kind.Write(payload)));

    /// <summary>A partner notices something like the subject of an alert that it has from us.</summary>
    /// <returns>The id of the hit abroad.</returns>
    public static Task<HitId> NoticeAsync(Database database, string partner, AlertRow alert, bool simulated = false) => database.WriteAsync(session =>
    {
        var notice = new HitNoticed
        {
            Conditions = ShareAlert.ConditionsOf(session, Given.Officer, alert),
            HitId = HitId.New(session.Now),
            AlertId = alert.AlertId,
            AlertVersion = alert.Version,
            NoticedAt = session.Now,
            Place = "SGSIN",
            Consignment = ConsignmentKind.Import,
            Role = "Consignee",
            Score = 0.86,
            Compared = [new("name", 0.95, 0.86)],
            Simulated = simulated,
        };
        TakeAbroadHit.Noticed(session, ActorOf(partner), new(partner, $"{notice.HitId}@{partner}", $"{notice.HitId}", null, "hit.noticed", 1, MessageKind.HitNoticed.Write(notice))).ShouldBeNull();
        return AbroadHit.Of(session, partner, notice.HitId)!.HitId;
    });

    /// <summary>Enters an alert and shares it.</summary>
    public Task<AlertRow> ShareAsync(Alert alert, params string[] partners) => Database.WriteAsync(session =>
    {
        var command = new EnterAlert.Command(alert, DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"]) { Partners = partners };
        var stored = EnterAlert.Execute(session, Post, Given.Manager, command).ShouldBeOfType<AlertOutcome.Stored>();
        return AlertShelf.Find(session, stored.Id, "customs")!;
    });

    public Task<AlertOutcome> AmendAsync(AlertRow row, Alert alert, IReadOnlyList<string>? partners = null) => Database.WriteAsync(session =>
        AmendAlert.Execute(session, Post, Given.Manager, row.AlertId, new(AlertShelf.At(session, row.Number)!.Version, alert, row.ReviewBy, ["*"]) { Partners = partners }));

    public Task<AlertOutcome> WithdrawAsync(AlertRow row) => Database.WriteAsync(session =>
        WithdrawAlert.Execute(session, Post, Given.Manager, row.AlertId, new(AlertShelf.At(session, row.Number)!.Version, "Found")));

    public async Task<HitId> RaiseAsync(AlertRow alert, ScreenedSubject? declared = null) => (await Database.WriteAsync(session =>
        HitBook.Raise(session, Post, Actor.Node("intake"), declared ?? Given.Declared with { Place = "SGSIN", ConsignmentKind = "Import" }, Given.MatchOf(alert)))).ShouldNotBeNull();

    /// <summary>The one alert of the other administration.</summary>
    public async Task<AlertRow> OnlyForeignAsync() =>
        (await Database.ReadAsync(session => session.QueryAsync<AlertRow>("SELECT * FROM alert WHERE owner LIKE 'partner:%'"))).ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await store.DisposeAsync();
    }
}
