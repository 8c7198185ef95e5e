using System.Globalization;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

public enum SuspensionState { Active = 1, Lifted }

/// <summary>What was stopped between this node and a partner, by one of the two.</summary>
internal sealed record SuspensionRow
{
    public long Number { get; init; }

    public string Partner { get; init; } = "";

    /// <summary>Whether this node stopped it.</summary>
    public bool Ours { get; init; }

    /// <summary>At the node that stopped it.</summary>
    public string Id { get; init; } = "";

    public string FromDay { get; init; } = "";

    /// <summary>The last day; <see langword="null"/>: until it is lifted.</summary>
    public string? UntilDay { get; init; }

    public string? Agreement { get; init; }

    public string? Article { get; init; }

    /// <summary>A <see cref="DataCategory"/> in the words of agreements.</summary>
    public string? Category { get; init; }

    /// <summary>Only what the suspending party gives is stopped.</summary>
    public bool GivingOnly { get; init; }

    /// <summary>A throttle: how many messages an hour go; <see langword="null"/>: it is stopped.</summary>
    public int? PerHour { get; init; }

    public string Reason { get; init; } = "";

    public SuspensionState State { get; init; }

    public string SuspendedBy { get; init; } = "";

    public DateTimeOffset SuspendedAt { get; init; }

    public string? LiftedBy { get; init; }

    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public static List<SuspensionRow> All(Session session) => session.Query<SuspensionRow>("SELECT * FROM agreement_suspension ORDER BY number DESC");

    public static SuspensionRow? Find(Session session, long number) => session.Find<SuspensionRow>("SELECT * FROM agreement_suspension WHERE number = @number", new { number });

    public static SuspensionRow? Find(Session session, string partner, bool ours, string id) =>
        session.Find<SuspensionRow>("SELECT * FROM agreement_suspension WHERE partner = @partner AND ours = @ours AND id = @id", new { partner, ours = ours ? 1L : 0L, id });

    /// <summary>Whether it slows what this node gives: a throttle of ours, or one of the partner that is for both ways.</summary>
    public bool SlowsHere => PerHour is not null && State == SuspensionState.Active && (Ours || !GivingOnly);

    /// <summary>Whether a message of ours falls under it.</summary>
    public bool Covers(VerdictRow sent) => ClauseRef.TryParse(sent.Clause, out var clause) && Covers(clause, sent.Given);

    /// <summary>From when on it holds.</summary>
    public DateTimeOffset BeginsAt => new(Day(FromDay), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>From when on it holds nothing; <see langword="null"/>: until it is lifted.</summary>
    public DateTimeOffset? EndsAt => UntilDay is null ? null : new(Day(UntilDay).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Whether what goes under that clause, with those data, falls under it.</summary>
    public bool Covers(ClauseRef clause, WordSet<DataField> data) =>
        (Agreement is null || Agreement == clause.Agreement) && (Article is null || Article == clause.Article) && (Category is null || data.Any(field => Words.Of(field.Category) == Category));

    /// <summary>From when until when it stopped, or has stopped so far: not before it was made, and no longer than until it was lifted.</summary>
    public Standstill Standstill => new(SuspendedAt > BeginsAt ? SuspendedAt : BeginsAt, LiftedAt is { } lifted && !(EndsAt < lifted) ? lifted : EndsAt, Reason);

    /// <summary>As the gate takes it.</summary>
    public Suspension ToSuspension(string ownParty) => new(Ours ? ownParty : Partner, Ours ? Partner : ownParty, Day(FromDay))
    {
        Until = UntilDay is null ? null : Day(UntilDay),
        Agreement = Agreement,
        Article = Article,
        Category = Category is not null && Words.TryParse<DataCategory>(Category, out var category) ? category : null,
        GivingOnly = GivingOnly,
    };

    /// <summary>When something that a message began stood still, because what ends it could not cross.</summary>
    /// <param name="all">Every suspension that was ever made.</param>
    /// <param name="partner">With whom.</param>
    /// <param name="began">The verdict on the message; <see langword="null"/>: none is known, so only what stops everything stops it.</param>
    /// <param name="weGive">Whether what ends it is ours to give.</param>
    public static IEnumerable<Standstill> Stopping(IEnumerable<SuspensionRow> all, string partner, VerdictRow? began, bool weGive) => all
        .Where(row => row.PerHour is null && row.Partner == partner && (!row.GivingOnly || row.Ours == weGive)
            && (began is null ? row is { Agreement: null, Article: null, Category: null } : row.Covers(began)))
        .Select(row => row.Standstill);

    public static void Insert(Session session, SuspensionRow row) => session.Execute(
        """
        INSERT INTO agreement_suspension (number, partner, ours, id, from_day, until_day, agreement, article, category, giving_only, per_hour, reason, state, suspended_by, suspended_at, changed)
        VALUES (@number, @Partner, @ours, @Id, @FromDay, @UntilDay, @Agreement, @Article, @Category, @givingOnly, @PerHour, @Reason, 'Active', @SuspendedBy, @Now, @Changed)
        """,
        new
        {
            number = session.Next("SELECT MAX(number) FROM agreement_suspension"),
            row.Partner,
            ours = row.Ours ? 1L : 0L,
            row.Id,
            row.FromDay,
            row.UntilDay,
            row.Agreement,
            row.Article,
            row.Category,
            givingOnly = row.GivingOnly ? 1L : 0L,
            row.PerHour,
            row.Reason,
            row.SuspendedBy,
            session.Now,
            row.Changed,
        });

    public static void Lift(Session session, long number, string by, long record) => session.Execute(
        "UPDATE agreement_suspension SET state = 'Lifted', lifted_by = @by, lifted_at = @Now, changed = @record WHERE number = @number", new { by, session.Now, record, number });

    internal static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
