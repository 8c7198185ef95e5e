using System.Globalization;
using Entente.Agreements;
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

    /// <summary>As the gate takes it.</summary>
    public Suspension ToSuspension(string ownParty) => new(Ours ? ownParty : Partner, Ours ? Partner : ownParty, Day(FromDay))
    {
        Until = UntilDay is null ? null : Day(UntilDay),
        Agreement = Agreement,
        Article = Article,
        Category = Category is not null && Words.TryParse<DataCategory>(Category, out var category) ? category : null,
        GivingOnly = GivingOnly,
    };

    public static void Insert(Session session, SuspensionRow row) => session.Execute(
        """
        INSERT INTO agreement_suspension (number, partner, ours, id, from_day, until_day, agreement, article, category, giving_only, reason, state, suspended_by, suspended_at, changed)
        VALUES (@number, @Partner, @ours, @Id, @FromDay, @UntilDay, @Agreement, @Article, @Category, @givingOnly, @Reason, 'Active', @SuspendedBy, @Now, @Changed)
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
