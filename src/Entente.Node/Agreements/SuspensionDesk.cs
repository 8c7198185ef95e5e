using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Agreements;

/// <summary>What a suspension would do, before it is made: asked of the gate, so that it is what the gate will do.</summary>
/// <param name="Flows">What stops, or goes on under other obligations.</param>
/// <param name="Touched">How many open things of each kind could go on no longer as they could, or fall under a throttle.</param>
/// <param name="Waiting">How many messages wait that would be kept back, or fall under a throttle.</param>
/// <param name="Through">Of a throttle: when the last of them would go.</param>
internal sealed record SuspensionPreview(IReadOnlyList<FlowChange> Flows, IReadOnlyList<TouchedCount> Touched, long Waiting, DateTimeOffset? Through);

/// <summary>What this node holds that came under a clause; the module that keeps it registers how it is counted, by the name of the clause.</summary>
internal sealed record HeldUnderClause(string Words, Func<Session, string, long> Count);

/// <summary>Where exchanges are stopped and let go on, whether from a page, by a program or at the command line.</summary>
internal sealed class SuspensionDesk(
    Database database, AgreementShelf shelf, PartnerDirectory partners, OwnKeys own, Charges charges, Outbox outbox, Gatekeeper gatekeeper, IEnumerable<OpenWithPartner> open,
    IEnumerable<HeldUnderClause> held, TimeProvider clock)
{
    private const int MostNamed = 5;

    /// <summary>What a suspension would stop. What cannot be suspended stops nothing.</summary>
    public async Task<SuspensionPreview> PreviewAsync(SuspendAgreement.Command command, CancellationToken cancellation = default)
    {
        await shelf.RefreshAsync(cancellation);
        var (book, today) = (shelf.Book, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var row = SuspendAgreement.RowOf(command, "preview", today);
        var after = command.PerHour is null ? book.Suspending([.. book.Suspensions, row.ToSuspension(own.PartyId)]) : book;
        var (touched, waiting) = await database.ReadAsync(
            session => Task.FromResult((
                TouchedWith(session, command.Partner, item => command.PerHour is null ? item.IsTouched(book, today, after, today) : IsSlowed(item, row)),
                command.PerHour is null ? Gatekeeper.Stopped(session, command.Partner, after).LongCount() : Gatekeeper.Under(session, row).LongCount())),
            cancellation);
        return command.PerHour is { } perHour
            ? new([], touched, waiting, ThrottlePace.Through(Math.Max(1, perHour), [], waiting, clock.GetUtcNow()))
            : new(AgreementComparison.Of(book, after, own.PartyId, command.Partner, today), touched, waiting, null);
    }

    /// <summary>What was begun under one version of an agreement and is open with its parties that are partners, as far as it could go on no longer, or on other terms, if only the other version stood.</summary>
    public Task<IReadOnlyList<(string Partner, IReadOnlyList<TouchedCount> Touched)>> TouchedAsync(Agreement before, Agreement after, CancellationToken cancellation = default)
    {
        var (earlier, later) = (AgreementBook.Of([before]), AgreementBook.Of([after]));
        return database.ReadAsync(
            session => Task.FromResult<IReadOnlyList<(string, IReadOnlyList<TouchedCount>)>>(
            [
                .. before.Parties.Concat(after.Parties).Select(bound => bound.Party).Distinct().Where(party => partners.Find(party) is not null).Select(party => (party, (IReadOnlyList<TouchedCount>)TouchedWith(
                    session, party, item => item.Clause?.Agreement == before.Id && item.IsTouched(earlier, before.From, later, after.From)))),
            ]),
            cancellation);
    }

    /// <summary>What waits under each throttle that slows what this node gives, and until when; by the number of the throttle.</summary>
    public Task<IReadOnlyDictionary<long, ThrottledQueue>> QueuesAsync(CancellationToken cancellation = default) => database.ReadAsync(
        session => Task.FromResult<IReadOnlyDictionary<long, ThrottledQueue>>(
            shelf.Suspensions.Where(row => row.SlowsHere).ToDictionary(row => row.Number, row => Throttle.QueueOf(session, row.Number, row.PerHour!.Value))),
        cancellation);

    /// <summary>What this node holds that came under each clause.</summary>
    public Task<IReadOnlyDictionary<ClauseRef, IReadOnlyList<TouchedCount>>> HeldAsync(IEnumerable<ClauseRef> clauses, CancellationToken cancellation = default) => database.ReadAsync(
        session => Task.FromResult<IReadOnlyDictionary<ClauseRef, IReadOnlyList<TouchedCount>>>(clauses.Distinct().ToDictionary(
            clause => clause, clause => (IReadOnlyList<TouchedCount>)[.. held.Select(one => new TouchedCount(one.Words, one.Count(session, clause.ToString())))])),
        cancellation);

    public Task<SuspensionOutcome> SuspendAsync(Actor actor, SuspendAgreement.Command command, CancellationToken cancellation = default) => WriteAsync(
        session => SuspendAgreement.Execute(session, actor, command, partners.Find(command.Partner) is not null, shelf.At(session), own.PartyId, gatekeeper, outbox),
        cancellation);

    public Task<SuspensionOutcome> ResumeAsync(Actor actor, long number, CancellationToken cancellation = default) =>
        WriteAsync(session => ResumeAgreement.Execute(session, actor, number, charges, gatekeeper, outbox), cancellation);

    private List<TouchedCount> TouchedWith(Session session, string partner, Func<OpenItem, bool> isTouched) => [.. open.Select(one =>
    {
        var touched = one.Find(session, partner).Where(isTouched).ToList();
        return new TouchedCount(one.Words, touched.Count) { First = [.. touched.Take(MostNamed).Select(item => new TouchedItem(item.Address, item.Name))] };
    })];

    private bool IsSlowed(OpenItem item, SuspensionRow throttle) =>
        item.Clause is { } clause && item.Asked.Any(one => (one.Question.From == own.PartyId || !throttle.GivingOnly) && throttle.Covers(clause, one.Question.Data));

    private async Task<SuspensionOutcome> WriteAsync(Func<Session, SuspensionOutcome> act, CancellationToken cancellation)
    {
        var outcome = await database.WriteAsync(act, cancellation);
        if (outcome is SuspensionOutcome.Done)
        {
            await shelf.RefreshAsync(cancellation);
        }

        return outcome;
    }
}

/// <summary>Suspensions for programs.</summary>
internal static class SuspensionRoutes
{
    /// <param name="Flows">Giver, receiver, exchange, assistance, purpose and field of what stops.</param>
    /// <param name="Touched">What is open with the partner and would be touched, with the addresses of the first of it.</param>
    /// <param name="Waiting">How many messages wait that fall under it.</param>
    /// <param name="Through">Of a throttle: when the last of them would go.</param>
    internal sealed record PreviewView(IReadOnlyList<FlowView> Flows, IReadOnlyList<TouchedCount> Touched, long Waiting, DateTimeOffset? Through);

    /// <param name="Kind">What becomes of it: stops, starts or changes.</param>
    internal sealed record FlowView(string Kind, string Giver, string Receiver, string Exchange, string? Assistance, string Purpose, string Field);

    /// <summary>A suspension or throttle as it stands.</summary>
    internal sealed record SuspensionLine(
        long Number, string Id, string Partner, bool Ours, string From, string? Until, string? Agreement, string? Article, string? Category, bool GivingOnly, string Reason, SuspensionState State)
    {
        /// <summary>Of a throttle: how many messages go in any hour.</summary>
        public int? PerHour { get; init; }

        /// <summary>What waits under it.</summary>
        public ThrottledQueue? Queue { get; init; }
    }

    /// <param name="Suspensions">Newest first.</param>
    internal sealed record SuspensionList(IReadOnlyList<SuspensionLine> Suspensions);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("suspensions", ListAsync).Requires(AgreementsModule.Read).WithSummary("Everything that was suspended or throttled, by this node or by a partner.");
        api.MapPost("suspensions", SuspendAsync).Requires(AgreementsModule.Suspend).WithSummary("Suspend or throttle an exchange with a partner at once.");
        api.MapPost("suspensions/preview", PreviewAsync).Requires(AgreementsModule.Read).WithSummary("Say what a suspension would stop, or a throttle slow; nothing is changed.");
        api.MapPost("suspensions/{number:long}/resumption", ResumeAsync).Requires(AgreementsModule.Approve).WithSummary("Lift a suspension or throttle; not by who made it.");
    }

    private static async Task<JsonHttpResult<SuspensionList>> ListAsync(AgreementShelf shelf, SuspensionDesk desk, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);
        var queues = await desk.QueuesAsync(cancellation);
        return TypedResults.Json(
            new SuspensionList([.. shelf.Suspensions.Select(row => new SuspensionLine(
                row.Number, row.Id, row.Partner, row.Ours, row.FromDay, row.UntilDay, row.Agreement, row.Article, row.Category, row.GivingOnly, row.Reason, row.State)
            {
                PerHour = row.PerHour,
                Queue = queues.GetValueOrDefault(row.Number),
            })]),
            AgreementsJson.Default.SuspensionList);
    }

    private static async Task<Results<JsonHttpResult<SuspensionOutcome.Done>, ProblemHttpResult>> SuspendAsync(HttpContext http, SuspensionDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AgreementsJson.Default.SuspendCommand);
        return command is null ? fault!.ToProblem() : Answer(await desk.SuspendAsync(http.Actor, command, cancellation));
    }

    private static async Task<Results<JsonHttpResult<PreviewView>, ProblemHttpResult>> PreviewAsync(HttpContext http, SuspensionDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AgreementsJson.Default.SuspendCommand);
        if (command is null)
        {
            return fault!.ToProblem();
        }

        var preview = await desk.PreviewAsync(command, cancellation);
        return TypedResults.Json(
            new PreviewView(
                [.. preview.Flows.Select(change => new FlowView(
                    Words.Of(change.Kind), change.Flow.Giver, change.Flow.Receiver, Words.Of(change.Flow.Exchange), change.Flow.Assistance is { } assistance ? Words.Of(assistance) : null,
                    Words.Of(change.Flow.Purpose), AskedQuestion.FieldsOf([change.Flow.Field])[0]))],
                preview.Touched,
                preview.Waiting,
                preview.Through),
            AgreementsJson.Default.PreviewView);
    }

    private static async Task<Results<JsonHttpResult<SuspensionOutcome.Done>, ProblemHttpResult>> ResumeAsync(long number, Actor actor, SuspensionDesk desk, CancellationToken cancellation) =>
        Answer(await desk.ResumeAsync(actor, number, cancellation));

    private static Results<JsonHttpResult<SuspensionOutcome.Done>, ProblemHttpResult> Answer(SuspensionOutcome outcome) => outcome switch
    {
        SuspensionOutcome.Done done => TypedResults.Json(done, AgreementsJson.Default.SuspensionDone),
        SuspensionOutcome.Refused refused => AgreementRoutes.ToProblem(refused.Faults),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
