using System.Globalization;
using System.Security.Claims;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Assistance;

/// <summary>A line of the desk.</summary>
/// <param name="Case">The case.</param>
/// <param name="Level">Who has to know that its time runs out.</param>
/// <param name="IsKept">What it is about is left out: the law keeps it from this officer.</param>
internal sealed record DeskLine(CaseRow Case, EscalationLevel Level, bool IsKept);

/// <summary>What waits, of all that is open.</summary>
/// <param name="Open">Everything that is not over.</param>
/// <param name="Ours">What waits for this side.</param>
/// <param name="Overdue">What waits for this side, and should have been done.</param>
internal sealed record DeskCount(long Open, long Ours, long Overdue);

/// <param name="Older">What to ask next for the page with the later deadlines; <see langword="null"/> on the last.</param>
internal sealed record DeskPage(IReadOnlyList<DeskLine> Lines, string? Newer, string? Older, DeskCount Count);

/// <summary>Pages through the cases that the own authority deals with, the nearest deadline first, by key.</summary>
internal static class ListDesk
{
    public const int PageSize = 50;

    // What has no deadline comes last.
    private const long Never = long.MaxValue;

    // Whose turn it is, as CaseTable.TurnOf says; a test compares them. Constants, so that the index of states is used on both stores.
    internal const string WaitingForRequesting = "('Drafted', 'Shared', 'Spoken', 'Incomplete', 'ConditionsSet', 'Replied')";
    internal const string WaitingForRequested = "('Received', 'Acknowledged', 'Admissible', 'ConditionsDisputed', 'Postponed', 'Accepted', 'Executed')";

    private const string OurTurn = $"((us = 'Requesting' AND state IN {WaitingForRequesting}) OR (us = 'Requested' AND state IN {WaitingForRequested}))";
    private const string TheirTurn = $"((us = 'Requesting' AND state IN {WaitingForRequested}) OR (us = 'Requested' AND state IN {WaitingForRequesting}))";
    private const string IsOpen = $"(state IN {WaitingForRequesting} OR state IN {WaitingForRequested})";

    /// <summary>What the address narrows the list to. Unless it says otherwise, that is what is open.</summary>
    public sealed record Filter
    {
        public Side? Us { get; init; }

        public CaseState? State { get; init; }

        /// <summary>Also what is over.</summary>
        public bool All { get; init; }

        public Turn? Turn { get; init; }

        public string? Partner { get; init; }

        public Instrument? Instrument { get; init; }

        public AssistanceType? Type { get; init; }

        public DueWithin? Due { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }

        public static Filter Of(IQueryCollection query) => new()
        {
            Us = Word<Side>(query["us"]),
            State = Word<CaseState>(query["state"]),
            All = query["state"] == "all",
            Turn = Word<Turn>(query["turn"]),
            Partner = query["partner"],
            Instrument = Word<Instrument>(query["instrument"]),
            Type = Word<AssistanceType>(query["type"]),
            Due = Word<DueWithin>(query["due"]),
            Newer = query["newer"],
            Older = query["older"],
        };

        private static T? Word<T>(string? word)
            where T : struct, Enum => Words.TryParse<T>(word ?? "", out var read) ? read : null;
    }

    public enum DueWithin { Overdue = 1, Week, Month }

    public static async Task<DeskPage> RunAsync(Database database, CaseLaw law, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, law, actor, filter), cancellation);
        var detail = JsonDetail.Of(
            ("us", filter.Us?.ToString()), ("state", filter.State?.ToString()), ("partner", filter.Partner), ("instrument", filter.Instrument?.ToString()), ("kind", filter.Type?.ToString()),
            ("due", filter.Due?.ToString()), ("newer", filter.Newer), ("older", filter.Older), ("shown", string.Join(' ', page.Lines.Select(line => line.Case.Number))));
        await database.WriteAsync(session => RecordBook.Append(session, actor, AssistanceActs.Listed, "assistance", null, detail), cancellation);
        return page;
    }

    /// <summary>How many cases wait for the officer's authority to do something.</summary>
    public static async ValueTask<long> CountAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        officer.Kind is { } authority ? (await services.GetRequiredService<Database>().ReadAsync(session => CountAsync(session, authority), cancellation)).Ours : 0;

    private static async Task<DeskPage> ReadAsync(Session session, CaseLaw law, Actor actor, Filter filter)
    {
        var statement = new Statement($"SELECT {CaseRow.Columns} FROM assistance_case WHERE authorities LIKE @like")
            .With("like", Barred.Pattern(actor.Authority))
            .With("never", Never)
            .AddWhen(filter.Us?.ToString(), "AND us = @us", "us")
            .AddWhen(filter.Partner, "AND partner = @partner", "partner")
            .AddWhen(filter.Instrument?.ToString(), "AND instrument = @instrument", "instrument")
            .AddWhen(filter.Type?.ToString(), "AND assistance = @type", "type");
        if (filter.State is { } state)
        {
            statement.Add("AND state = @state").With("state", $"{state}");
        }
        else if (!filter.All)
        {
            statement.Add($"AND {IsOpen}");
        }

        if (filter.Turn is { } turn)
        {
            statement = turn == Turn.Us ? statement.Add($"AND {OurTurn}") : statement.Add($"AND {TheirTurn}");
        }

        if (filter.Due is { } due)
        {
            statement.Add("AND due_at < @before").With("before", session.Now.AddDays(due switch { DueWithin.Overdue => 0, DueWithin.Week => 7, _ => 30 }));
        }

        var (rows, newer, older) = Cut(await session.QueryAsync<CaseRow>(Place(statement, filter)), filter);
        var levels = LevelsOf(session, law, rows);
        return new([.. rows.Select(LineOf)], newer, older, await CountAsync(session, actor.Authority));

        DeskLine LineOf(CaseRow row)
        {
            var isKept = CaseUse.KeepsMatter(session, actor, row.Partner, row.Us, row.Number);
            return new(isKept ? row with { Matter = "" } : row, levels.GetValueOrDefault(row.Number, EscalationLevel.None), isKept);
        }
    }

    private static Statement Place(Statement statement, Filter filter)
    {
        var (newer, older) = (Key(filter.Newer), Key(filter.Older));
        if (newer is { } after)
        {
            return statement.Add("AND (COALESCE(due_at, @never) < @due OR (COALESCE(due_at, @never) = @due AND number < @number)) ORDER BY COALESCE(due_at, @never) DESC, number DESC LIMIT @most")
                .With("due", after.Due).With("number", after.Number).With("most", PageSize + 1);
        }

        if (older is { } before)
        {
            statement.Add("AND (COALESCE(due_at, @never) > @due OR (COALESCE(due_at, @never) = @due AND number > @number))").With("due", before.Due).With("number", before.Number);
        }

        return statement.Add("ORDER BY COALESCE(due_at, @never), number LIMIT @most").With("most", PageSize + 1);
    }

    private static (IReadOnlyList<CaseRow> Rows, string? Newer, string? Older) Cut(List<CaseRow> read, Filter filter)
    {
        var isBack = Key(filter.Newer) is not null;
        var more = read.Count > PageSize;
        var rows = read.Take(PageSize).ToList();
        if (isBack)
        {
            rows.Reverse();
        }

        var (hasNewer, hasOlder) = isBack ? (more, true) : (Key(filter.Older) is not null, more);
        return (rows, hasNewer && rows.Count > 0 ? KeyOf(rows[0]) : null, hasOlder && rows.Count > 0 ? KeyOf(rows[^1]) : null);
    }

    private static string KeyOf(CaseRow row) => string.Create(CultureInfo.InvariantCulture, $"{(row.DueAt is { } due ? Microseconds(due) : Never)}.{row.Number}");

    private static (long Due, long Number)? Key(string? text) => text?.Split('.') is [var due, var number]
        && long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var of) ? (at, of) : null;

    // As instants are stored.
    private static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static Dictionary<long, EscalationLevel> LevelsOf(Session session, CaseLaw law, IReadOnlyList<CaseRow> rows)
    {
        var timed = rows.Where(row => row.DueAt is not null).ToList();
        if (timed.Count == 0)
        {
            return [];
        }

        var took = timed.Select(row => (row.Us, row.Instrument, row.Assistance)).Distinct().ToDictionary(like => like, like => LikeCases.Took(session, like.Us, like.Instrument, like.Assistance));
        return timed.ToDictionary(
            row => row.Number,
            row => law.ClocksOf(session, row, CaseBook.TextOf(session, row.Number), CaseBook.EntriesOf(session, row.Number)).Select(clock => (clock.Key, Reading: clock.Value.At(session.Now)))
                .Select(clock => Escalation.Of(clock.Reading, BreachForecast.Of(clock.Reading, took[(row.Us, row.Instrument, row.Assistance)][clock.Key]))).DefaultIfEmpty(EscalationLevel.None).Max());
    }

    private static async Task<DeskCount> CountAsync(Session session, AuthorityKind authority)
    {
        var counts = await session.FindAsync<Counted>(
            $"""
            SELECT COUNT(*) AS total, SUM(CASE WHEN {OurTurn} THEN 1 ELSE 0 END) AS ours, SUM(CASE WHEN {OurTurn} AND due_at < @Now THEN 1 ELSE 0 END) AS overdue
            FROM assistance_case WHERE authorities LIKE @like AND {IsOpen}
            """,
            new { session.Now, like = Barred.Pattern(authority) });
        return new(counts?.Total ?? 0, counts?.Ours ?? 0, counts?.Overdue ?? 0);
    }

    private sealed record Counted
    {
        public long Total { get; init; }

        public long? Ours { get; init; }

        public long? Overdue { get; init; }
    }
}
