using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>A thing that is evidence on its way over the border, or there, as the store has it.</summary>
internal sealed record HandoverRow
{
    public const string Columns = "number, id, partner, case_number, item, ours, giving, return_by, approval, authority, sha256, chunks, sent, message_id, closed";

    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    public long CaseNumber { get; init; }

    /// <summary>The thing in custody here.</summary>
    public long Item { get; init; }

    /// <summary>1 where this end handed it over.</summary>
    public long Ours { get; init; }

    public Giving Giving { get; init; }

    public DateOnly? ReturnBy { get; init; }

    public Approval Approval { get; init; }

    /// <summary>Of whoever handed it over here: which kind of authority gives.</summary>
    public AuthorityKind Authority { get; init; }

    public string? Sha256 { get; init; }

    public long Chunks { get; init; }

    /// <summary>How many of them have been handed to the outbox.</summary>
    public long Sent { get; init; }

    /// <summary>The message that hands it over.</summary>
    public string MessageId { get; init; } = "";

    public long Closed { get; init; }

    public HandoverId HandoverId => HandoverId.Parse(Id);

    public bool IsOurs => Ours == 1;

    public static HandoverRow? Find(Session session, string partner, HandoverId id) =>
        session.Find<HandoverRow>($"SELECT {Columns} FROM assistance_handover WHERE partner = @partner AND id = @id", new { partner, id = $"{id}" });

    /// <summary>The last handing over of a thing.</summary>
    public static HandoverRow? OfItem(Session session, long item) =>
        session.Find<HandoverRow>($"SELECT {Columns} FROM assistance_handover WHERE item = @item ORDER BY number DESC LIMIT 1", new { item });

    /// <summary>The messages with which partners handed a thing over.</summary>
    public static List<HandoverRow> GivenOf(Session session, long item) =>
        session.Query<HandoverRow>($"SELECT {Columns} FROM assistance_handover WHERE item = @item AND ours = 0 ORDER BY number", new { item });

    public static List<HandoverRow> Open(Session session) => session.Query<HandoverRow>($"SELECT {Columns} FROM assistance_handover WHERE ours = 1 AND closed = 0 ORDER BY number");

    /// <summary>What partners handed over in a case.</summary>
    public static List<long> ReceivedIn(Session session, long caseNumber) =>
        session.Query<long>("SELECT item FROM assistance_handover WHERE case_number = @caseNumber AND ours = 0 ORDER BY number", new { caseNumber });

    public void Insert(Session session) => session.Execute(
        $"""
        INSERT INTO assistance_handover ({Columns})
        VALUES (@number, @Id, @Partner, @CaseNumber, @Item, @Ours, @giving, @ReturnBy, @approval, @authority, @Sha256, @Chunks, @Sent, @MessageId, @Closed)
        """,
        new
        {
            number = session.Next("SELECT MAX(number) FROM assistance_handover"), Id, Partner, CaseNumber, Item, Ours, giving = Giving.ToString(), ReturnBy, approval = Approval.ToString(), authority = Authority.ToString(),
            Sha256, Chunks, Sent, MessageId, Closed,
        });

    /// <summary>Writes how far its sending is.</summary>
    public void Save(Session session) => session.Execute("UPDATE assistance_handover SET sent = @Sent, closed = @Closed WHERE number = @Number", new { Sent, Closed, Number });

    /// <summary>Whether a side may hand things over in a case as it stands: the requested side once it has accepted, the other until it is over.</summary>
    public static bool MayIn(CaseRow row, Side from) => from == Side.Requested
        ? row.State is CaseState.Accepted or CaseState.Executed or CaseState.Replied or CaseState.Reported
        : row.State is not (CaseState.Drafted or CaseState.Shared or CaseState.Spoken) && CaseTable.TurnOf(row.State) is not null;
}
