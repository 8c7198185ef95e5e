using Entente.Agreements;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>What this node decided of one message.</summary>
internal sealed record VerdictRow
{
    public long Number { get; init; }

    /// <summary><c>Out</c> or <c>In</c>.</summary>
    public string Direction { get; init; } = "";

    public string Partner { get; init; } = "";

    public string MessageId { get; init; } = "";

    /// <summary>Kind and version.</summary>
    public string Action { get; init; } = "";

    public bool Permitted { get; init; }

    /// <summary>Why it was refused, or in what the two sides differ.</summary>
    public string? Reason { get; init; }

    /// <summary>What permits or refuses it.</summary>
    public string? Clause { get; init; }

    /// <summary>Of the agreement's bytes.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the gate was asked, as JSON.</summary>
    public string Question { get; init; } = "";

    /// <summary>The fields that were taken out, each as <c>persons.address</c>, with spaces between.</summary>
    public string Stripped { get; init; } = "";

    /// <summary>What binds the receiver, as JSON.</summary>
    public string? Obligations { get; init; }

    /// <summary>What the other side said of it.</summary>
    public string? Theirs { get; init; }

    /// <summary>Of one that may go: the law as it stood when that was last decided. As long as it stands so, nobody need ask again.</summary>
    public string? Law { get; init; }

    public string Officer { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public CarriedObligations? Binding => CarriedObligations.Read(Obligations);

    /// <summary>The fields that went, or came.</summary>
    public WordSet<DataField> Given => AskedQuestion.Read(Question)?.Data ?? [];

    /// <summary>What was decided of a message of that partner, or to it.</summary>
    public static VerdictRow? Find(Session session, string partner, string messageId) => session.Find<VerdictRow>(
        "SELECT * FROM exchange_verdict WHERE partner = @partner AND message_id = @messageId ORDER BY number DESC LIMIT 1", new { partner, messageId });

    public static void Insert(Session session, VerdictRow row) => session.Execute(
        """
        INSERT INTO exchange_verdict (number, direction, partner, message_id, action, permitted, reason, clause, sha256, question, stripped, obligations, theirs, law, officer, at)
        VALUES (@number, @Direction, @Partner, @MessageId, @Action, @permitted, @Reason, @Clause, @Sha256, @Question, @Stripped, @Obligations, @Theirs, @Law, @Officer, @Now)
        """,
        new
        {
            number = session.Next("SELECT MAX(number) FROM exchange_verdict"),
            row.Direction,
            row.Partner,
            row.MessageId,
            row.Action,
            permitted = row.Permitted ? 1L : 0L,
            row.Reason,
            row.Clause,
            row.Sha256,
            row.Question,
            row.Stripped,
            row.Obligations,
            row.Theirs,
            row.Law,
            row.Officer,
            session.Now,
        });
}
