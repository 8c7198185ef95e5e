using Entente.Node.Platform;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>
/// Nodes as they must not be built. The product has no switch for any of it: the store of the test is sabotaged with triggers, so that the node does what a
/// node without one of its guards would do.
/// </summary>
internal static class BrokenNode
{
    /// <summary>An inbox that does not know a message when it comes again.</summary>
    public static void ForgetsWhatItTook(Session session)
    {
        session.Execute("DROP TRIGGER inbox_no_update");
        session.Execute("CREATE TRIGGER forgets AFTER INSERT ON inbox_wire BEGIN UPDATE inbox SET message_id = 'forgotten-' || seq WHERE seq = NEW.seq; END");
    }

    /// <summary>A sender that takes a message for delivered before anybody has said so.</summary>
    public static void BelievesItselfDelivered(Session session) =>
        session.Execute("CREATE TRIGGER believes AFTER INSERT ON outbox_wire BEGIN UPDATE outbox SET state = 'Delivered' WHERE seq = NEW.seq; END");

    /// <summary>A sender that gives up what did not arrive at once.</summary>
    public static void GivesUp(Session session) => session.Execute(
        "CREATE TRIGGER gives_up AFTER UPDATE OF attempts ON outbox WHEN NEW.state = 'Ready' BEGIN UPDATE outbox SET state = 'Refused' WHERE seq = NEW.seq; END");

    /// <summary>A sender that does not wait for what came before in the conversation.</summary>
    public static void KeepsNoOrder(Session session) =>
        session.Execute("CREATE TRIGGER hurries AFTER INSERT ON outbox WHEN NEW.state = 'Waiting' BEGIN UPDATE outbox SET state = 'Ready' WHERE seq = NEW.seq; END");

    /// <summary>A sender that keeps whatever receipt comes: here, each that of the message before.</summary>
    public static void KeepsTheReceiptsOfOthers(Session session)
    {
        session.Execute("DROP TRIGGER outbox_receipt_no_update");
        session.Execute("CREATE TABLE kept AS SELECT seq, body FROM outbox_receipt");
        session.Execute("UPDATE outbox_receipt SET body = (SELECT body FROM kept WHERE kept.seq < outbox_receipt.seq ORDER BY seq DESC LIMIT 1) WHERE seq > (SELECT MIN(seq) FROM kept)");
    }

    /// <summary>A sender that waits until its clock has come to when a message is due, however far ahead that was written.</summary>
    public static void WaitsForItsClock(Session session) => session.Execute(
        "CREATE TRIGGER waits BEFORE UPDATE OF leased_by ON outbox WHEN NEW.leased_by IS NOT NULL AND OLD.due_at > unixepoch('subsec') * 1000000 BEGIN SELECT RAISE(IGNORE); END");

    /// <summary>An inbox that goes by its dates: what it dated later than now has not come yet.</summary>
    public static void KnowsNothingOfLater(Session session)
    {
        session.Execute("DROP TRIGGER inbox_no_update");
        session.Execute("UPDATE inbox SET message_id = 'later-' || seq WHERE received_at > @Now", new { session.Now });
    }
}
