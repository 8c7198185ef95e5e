using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Evidence;

/// <summary>One record of the book, as those who oversee the work read it.</summary>
internal sealed record Record
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the act.</summary>
    public required string Act { get; init; }

    public required string Officer { get; init; }

    public required string AuthorityId { get; init; }

    public required string Authority { get; init; }

    public required Purpose Purpose { get; init; }

    public string? CaseReference { get; init; }

    public required string SubjectKind { get; init; }

    public string? SubjectId { get; init; }

    public required string Detail { get; init; }

    /// <summary>Whether what is said in it was erased: subject and detail. The record and its leaf stay.</summary>
    public bool IsErased { get; init; }

    private const int PageSize = 50;

    /// <summary>Of so many records of the days asked for, some stand wherever one looks.</summary>
    private const long Many = 100_000;

    internal const string Columns = "seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, subject_id, detail, is_erased";

    /// <summary>What the reader asks for and may see.</summary>
    /// <param name="Act">The id of an act.</param>
    /// <param name="Officer">An officer's number.</param>
    /// <param name="Kind">The kind of the subject.</param>
    /// <param name="Subject">The id of the subject.</param>
    /// <param name="Purpose">The name of a purpose.</param>
    /// <param name="From">The first day, UTC.</param>
    /// <param name="To">The last day, UTC.</param>
    public sealed record Filter(string? Act, string? Officer, string? Kind, string? Subject, string? Purpose, DateOnly? From, DateOnly? To)
    {
        public static Filter None { get; } = new(null, null, null, null, null, null, null);

        public static Filter Of(IQueryCollection query) => new(
            query["act"], query["officer"], query["kind"], query["subject"], query["purpose"], Day(query["from"]), Day(query["to"]));

        private static DateOnly? Day(string? text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>One page, newest first.</summary>
    /// <param name="database">The store.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="within">The only authority whose records the reader may see; <see langword="null"/> for all.</param>
    /// <param name="newer">Records after this number.</param>
    /// <param name="older">Records before this number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<TablePage<Record>> PageAsync(
        Database database, Filter filter, string? within, long? newer, long? older, CancellationToken cancellation = default)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, filter, within, new(newer, older, PageSize)), cancellation);
        return new(page.Rows, page.Newer, page.Older);
    }

    internal static async Task<KeysetPage<Record>> ReadAsync(Session session, Filter filter, string? within, Keyset place)
    {
        var (first, last) = await BoundsAsync(session, filter);
        var statement = new Statement($"SELECT {Columns} FROM record WHERE 1 = 1")
            .AddWhen(within, "AND authority_id = @within", "within")
            .AddWhen(filter.Act, "AND act = @act", "act")
            .AddWhen(filter.Officer, "AND officer = @officer", "officer")
            .AddWhen(filter.Kind, "AND subject_kind = @kind", "kind")
            .AddWhen(filter.Subject, "AND subject_id = @subject", "subject")
            .AddWhen(filter.Purpose, "AND purpose = @purpose", "purpose")
            .AddWhen(filter.From is { } from ? Start(from) : null, "AND at >= @from", "from")
            .AddWhen(filter.To is { } to ? End(to) : null, "AND at < @to", "to")
            .AddWhen(first, "AND seq >= @first", "first")
            .AddWhen(last, "AND seq <= @last", "last");
        return await session.PageAsync<Record>(statement, "seq", place, record => record.Seq);
    }

    /// <summary>Between which numbers the records of the days are, where they are few: the page would else look through all others for them. Clocks are set back, so the numbers alone are not in the order of time.</summary>
    private static async Task<(long? First, long? Last)> BoundsAsync(Session session, Filter filter)
    {
        if (filter is { From: null, To: null })
        {
            return default;
        }

        var bounds = await session.FindAsync<Bounds>(
            "SELECT COUNT(*) AS count, MIN(seq) AS first, MAX(seq) AS last FROM (SELECT seq FROM record_entry WHERE at >= @from AND at < @to LIMIT @Many) few",
            new { from = Start(filter.From ?? DateOnly.MinValue), to = End(filter.To ?? DateOnly.MaxValue), Many });
        return bounds switch
        {
            { Count: 0 } => (1, 0),
            { Count: < Many } => (bounds.First, bounds.Last),
            _ => default,
        };
    }

    /// <summary>One record, if the reader may see it.</summary>
    public static Task<Record?> FindAsync(Database database, long seq, string? within, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.FindAsync<Record>(
            $"SELECT {Columns} FROM record WHERE seq = @seq AND (@within IS NULL OR authority_id = @within)", new { seq, within }),
        cancellation);

    /// <summary>The record of that number, for the node itself.</summary>
    public static Record? Find(Session session, long seq) => session.Find<Record>($"SELECT {Columns} FROM record WHERE seq = @seq", new { seq });

    /// <summary>The record by which something came to be known, or <see langword="null"/>.</summary>
    public static Task<Record?> FirstAsync(Session session, string kind, string subject) => session.FindAsync<Record>(
        $"SELECT {Columns} FROM record WHERE subject_kind = @kind AND subject_id = @subject ORDER BY seq LIMIT 1", new { kind, subject });

    /// <summary>Auditors see all records; supervisors see those of their own authority.</summary>
    public static string? Within(HttpContext context) => context.User.Roles.Contains(Role.Auditor) ? null : context.Actor.AuthorityId;

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset End(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Start(day.AddDays(1));

    private sealed record Bounds
    {
        public long Count { get; init; }

        public long? First { get; init; }

        public long? Last { get; init; }
    }
}
