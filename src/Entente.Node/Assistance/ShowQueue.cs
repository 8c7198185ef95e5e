using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Open requests of one partner, in the order in which they are dealt with: urgent ones, then the partner's own order, then by the day on which they are due.</summary>
/// <param name="Asked">When this end asked for an order, and how many a month it can deal with.</param>
/// <param name="Given">When the partner gave one; without one in ten working days the order by due days stands.</param>
internal sealed record QueueView(string Partner, PriorityView? Asked, PriorityView? Given, IReadOnlyList<CaseLine> Cases);

internal sealed record PriorityView(DateTimeOffset At, long? Limit, string Reason)
{
    public static PriorityView? Of(PriorityRow? row) => row is null ? null : new(row.At, row.Most, row.Reason);
}

/// <summary>The same for its page, with the other way beside it.</summary>
/// <param name="Theirs">Open requests of the partner, in the order in which they are dealt with.</param>
/// <param name="Ours">Own open requests to the partner, in the order that was given last.</param>
/// <param name="AskedByUs">When this end asked for an order.</param>
/// <param name="GivenByThem">What the partner gave.</param>
/// <param name="AskedByThem">When the partner asked for an order of the own requests.</param>
/// <param name="GivenByUs">What this end gave.</param>
internal sealed record QueueSheet(IReadOnlyList<QueueLine> Theirs, IReadOnlyList<QueueLine> Ours, PriorityRow? AskedByUs, PriorityRow? GivenByThem, PriorityRow? AskedByThem, PriorityRow? GivenByUs);

/// <param name="IsKept">What it is about is left out: the law keeps it from this officer.</param>
internal sealed record QueueLine(int Place, CaseRow Case, bool IsKept);

/// <summary>Shows in which order the open requests of a partner are dealt with.</summary>
internal static class ShowQueue
{
    private const int Most = 1_000;

    public static async Task<QueueView> RunAsync(Database database, Actor actor, string partner, CancellationToken cancellation)
    {
        var view = await database.ReadAsync(session => Task.FromResult(Read(session, actor, partner)), cancellation);
        await database.WriteAsync(session => Record(session, actor, partner, view.Cases.Select(line => line.Number)), cancellation);
        return view;
    }

    public static Task<QueueSheet> SheetAsync(Database database, Actor actor, string partner, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var (theirs, given) = (Ordered(session, actor.Authority, partner, Side.Requested), PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Given, ours: 0));
            var ours = Ordered(session, actor.Authority, partner, Side.Requesting);
            Record(session, actor, partner, theirs.Concat(ours).Select(row => row.Number));
            return new QueueSheet(
                [.. theirs.Select((row, index) => new QueueLine(index + 1, row, CaseUse.KeepsMatter(session, actor, partner, row.Us, row.Number)))],
                [.. ours.Select((row, index) => new QueueLine(index + 1, row, false))], PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Asked, ours: 1), given,
                PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Asked, ours: 0), PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Given, ours: 1));
        },
        cancellation);

    private static long Record(Session session, Actor actor, string partner, IEnumerable<long> cases) =>
        RecordBook.Append(session, actor, DirectoryActs.QueueShown, "priority", null, JsonDetail.Of(("partner", partner), ("shown", string.Join(' ', cases))));

    private static QueueView Read(Session session, Actor actor, string partner) => new(
        partner, PriorityView.Of(PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Asked, ours: 1)), PriorityView.Of(PriorityRow.Last(session, partner, actor.Authority, PriorityStep.Given, ours: 0)),
        [.. Ordered(session, actor.Authority, partner, Side.Requested).Select(row => CaseUse.KeepsMatter(session, actor, partner, row.Us, row.Number) ? Line(row) with { Matter = "", IsKept = true } : Line(row))]);

    /// <summary>The requests of one side that wait for the other, in the order that whoever asks gave last.</summary>
    private static List<CaseRow> Ordered(Session session, AuthorityKind authority, string partner, Side us)
    {
        var given = PriorityRow.Last(session, partner, authority, PriorityStep.Given, ours: us == Side.Requesting ? 1 : 0);
        var open = session.Query<CaseRow>(
            $"SELECT {CaseRow.Columns} FROM assistance_case WHERE partner = @partner AND us = @us AND state IN {CaseRow.AtUs} AND authorities LIKE @like ORDER BY due_at, number LIMIT @Most",
            new { partner, us = us.ToString(), like = Barred.Pattern(authority), Most });
        var byId = open.ToDictionary(row => row.RequestId);
        return [.. Burden.Order(open.Select(row => new OpenRequest(row.RequestId, row.IsUrgent, row.DueAt)), given?.Order ?? []).Select(id => byId[id])];
    }

    private static CaseLine Line(CaseRow row) => new()
    {
        Number = row.Number,
        Partner = row.Partner,
        Us = row.Us,
        State = row.State,
        Instrument = row.Instrument,
        Assistance = row.Assistance,
        Matter = row.Matter,
        Reference = row.Reference,
        TheirReference = row.TheirReference,
        Urgent = row.Urgent,
        OpenedAt = row.OpenedAt,
        DueAt = row.DueAt,
    };

    public static async Task<Results<JsonHttpResult<QueueView>, ProblemHttpResult>> GetAsync(string partner, HttpContext http, Database database, AssistancePost post, CancellationToken cancellation) => post.Knows(partner)
        ? TypedResults.Json(await RunAsync(database, http.Actor, partner, cancellation), AssistanceJson.Default.QueueView)
        : new Fault(FaultCode.FederationPartnerUnknown, $"'{partner}' is no partner of this node.").ToProblem();
}
