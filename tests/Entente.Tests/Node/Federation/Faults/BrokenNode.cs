using Entente.Node.Platform;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>
/// Nodes as they must not be built. The product has no switch for any of it: the store of the test is sabotaged with triggers, so that the node does what a
/// node without one of its guards would do.
/// </summary>
internal static class BrokenNode
{
    /// <summary>An inbox that does not know a message when it comes again.</summary>
    public static async Task ForgetsWhatItTookAsync(Database database)
    {
        await LetChangeAsync(database, "inbox");
        await TriggerAsync(database, "forgets", "AFTER INSERT ON inbox_wire", null, "UPDATE inbox SET message_id = 'forgotten-' || seq WHERE seq = NEW.seq");
    }

    /// <summary>A sender that takes a message for delivered before anybody has said so.</summary>
    public static Task BelievesItselfDeliveredAsync(Database database) =>
        TriggerAsync(database, "believes", "AFTER INSERT ON outbox_wire", null, "UPDATE outbox SET state = 'Delivered' WHERE seq = NEW.seq");

    /// <summary>A sender that gives up what did not arrive at once.</summary>
    public static Task GivesUpAsync(Database database) =>
        TriggerAsync(database, "gives_up", "AFTER UPDATE OF attempts ON outbox", "NEW.state = 'Ready'", "UPDATE outbox SET state = 'Refused' WHERE seq = NEW.seq");

    /// <summary>A sender that does not wait for what came before in the conversation.</summary>
    public static Task KeepsNoOrderAsync(Database database) =>
        TriggerAsync(database, "hurries", "AFTER INSERT ON outbox", "NEW.state = 'Waiting'", "UPDATE outbox SET state = 'Ready' WHERE seq = NEW.seq");

    /// <summary>A sender that keeps whatever receipt comes: here, each that of the message before.</summary>
    public static async Task KeepsTheReceiptsOfOthersAsync(Database database)
    {
        await LetChangeAsync(database, "outbox_receipt");
        await database.WriteAsync(session =>
        {
            session.Execute("CREATE TABLE kept AS SELECT seq, body FROM outbox_receipt");
            session.Execute("UPDATE outbox_receipt SET body = (SELECT body FROM kept WHERE kept.seq < outbox_receipt.seq ORDER BY seq DESC LIMIT 1) WHERE seq > (SELECT MIN(seq) FROM kept)");
        });
    }

    /// <summary>A sender that waits until its clock has come to when a message is due, however far ahead that was written.</summary>
    public static Task WaitsForItsClockAsync(Database database) =>
        TriggerAsync(database, "waits", "BEFORE UPDATE OF leased_by ON outbox", $"NEW.leased_by IS NOT NULL AND OLD.due_at > {Now(database)}", null);

    /// <summary>An inbox that goes by its dates: what it dated later than now has not come yet.</summary>
    public static async Task KnowsNothingOfLaterAsync(Database database)
    {
        await LetChangeAsync(database, "inbox");
        await database.WriteAsync(session => session.Execute("UPDATE inbox SET message_id = 'later-' || seq WHERE received_at > @Now", new { session.Now }));
    }

    /// <summary>A queue that does not give back what it claims, as when the store was away just then: what is queued behind another is claimed with it, for ten seconds.</summary>
    public static Task KeepsItsClaimAsync(Database database) => TriggerAsync(
        database,
        "keeps",
        "AFTER INSERT ON outbox",
        null,
        $"UPDATE outbox SET leased_by = (SELECT leased_by FROM outbox WHERE seq < NEW.seq), leased_until = {Now(database)} + 10000000 WHERE seq = NEW.seq");

    /// <summary>The instant of the store's own clock, as the tables have it.</summary>
    private static string Now(Database database) =>
        $"CAST({(database.Dialect == Dialect.Sqlite ? "unixepoch('subsec')" : "EXTRACT(EPOCH FROM clock_timestamp())")} * 1000000 AS BIGINT)";

    /// <param name="database">The store.</param>
    /// <param name="name">The name of the trigger.</param>
    /// <param name="change">What sets it off.</param>
    /// <param name="only">For which rows; for all where there is none.</param>
    /// <param name="does">What it does then; where there is nothing, the change is left out.</param>
    private static Task TriggerAsync(Database database, string name, string change, string? only, string? does) => database.WriteAsync(session =>
    {
#pragma warning disable CA1857 // Of constants of this class.
        _ = database.Dialect == Dialect.Sqlite
            ? session.Execute($"CREATE TRIGGER {name} {change}{(only is null ? "" : $" WHEN {only}")} BEGIN {does ?? "SELECT RAISE(IGNORE)"}; END")
            : session.Execute(
                $"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {(does is null ? "" : $"{does};")} RETURN NULL; END $$;
                CREATE TRIGGER {name} {change} FOR EACH ROW{(only is null ? "" : $" WHEN ({only})")} EXECUTE FUNCTION {name}()
                """);
#pragma warning restore CA1857
    });

    /// <summary>Takes the guard of a table away that is only added to.</summary>
    private static Task LetChangeAsync(Database database, string table) => database.WriteAsync(session =>
    {
#pragma warning disable CA1857 // Of constants of this class.
        session.Execute(database.Dialect == Dialect.Sqlite ? $"DROP TRIGGER {table}_no_update" : $"DROP TRIGGER {table}_no_change ON {table}");
#pragma warning restore CA1857
    });
}
