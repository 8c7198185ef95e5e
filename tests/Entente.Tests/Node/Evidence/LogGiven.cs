using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Microsoft.Extensions.Logging.Abstractions;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>A store that is recorded in, and the log over it.</summary>
internal static class LogGiven
{
    public static readonly Act Tested = new("test.done", "Tested");
    public static readonly Actor Tester = Actor.Node("test");

    /// <summary>A log as a process that has just started has it.</summary>
    public static NodeLog LogOver(Store store, Database database)
    {
        var node = new NodeOptions { Directory = store.Directory };
        var keys = new LogKeys(new(node, NullLogger<KeyFiles>.Instance, LogKeys.Folder), Key);
        return new(database, keys, new(node), new(node, TimeProvider.System), new() { Name = "customs.nl.example" }, node, NullLogger<NodeLog>.Instance);
    }

    public static async Task<Database> StartAsync(Store store)
    {
        var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public static Task RecordAsync(this Database database, int count) => database.WriteAsync(session =>
    {
        for (var n = 0; n < count; n++)
        {
            RecordBook.Append(session, Tester, Tested, "thing", $"{n}");
        }
    });

    /// <summary>Signs until nothing is left to sign, or the log refuses.</summary>
    public static async Task<Checkpoint?> SealedAsync(this NodeLog log)
    {
        while (await log.SealAsync(TestContext.Current.CancellationToken) is Sealed.More or Sealed.Signed)
        {
        }

        return await log.PublishedAsync(TestContext.Current.CancellationToken) is { } row ? HeadOf(row.Note) : null;
    }

    public static Checkpoint HeadOf(string note) => Checkpoint.TryRead(Given.Note(System.Text.Encoding.UTF8.GetBytes(note)).Text, out var head, out var fault) ? head : throw new FormatException(fault.Detail);

    /// <summary>What somebody who has the store finds, or nothing.</summary>
    public static Task<string?> AuditAsync(this Database database, Checkpoint? seen = null) =>
        database.ReadAsync(session => Task.FromResult(StoredLogAudit.Check(session, seen, null, _ => { })), TestContext.Current.CancellationToken);

    /// <summary>Takes the triggers away, as whoever owns the store can.</summary>
    public static Task FreeAsync(this Database database) => database.WriteAsync(session =>
    {
        if (database.Dialect == Dialect.Postgres)
        {
            session.Execute("ALTER TABLE record_entry DISABLE TRIGGER ALL");
            session.Execute("ALTER TABLE record_content DISABLE TRIGGER ALL");
            session.Execute("ALTER TABLE log_tile DISABLE TRIGGER ALL");
            session.Execute("ALTER TABLE log DISABLE TRIGGER ALL");
            return;
        }

        foreach (var trigger in session.Query<string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE 'record%' OR name LIKE 'log%')"))
        {
#pragma warning disable CA1857 // Names of triggers.
            session.Execute($"DROP TRIGGER {trigger}");
#pragma warning restore CA1857
        }
    });

    /// <summary>Leaves so many records, and nothing that was signed.</summary>
    public static async Task TruncateAsync(this Database database, long records)
    {
        await database.FreeAsync();
        await database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM record_entry WHERE seq > @records", new { records });
            session.Execute("DELETE FROM record_content WHERE seq > @records", new { records });
            session.Execute("DELETE FROM log_checkpoint");
            session.Execute("DELETE FROM log_tile");
        });
    }

    /// <summary>Has the head beside the key say that nothing was signed yet, as whoever has the key can.</summary>
    public static async Task ForgetHeadAsync(this NodeLog log, Store store)
    {
        var open = await log.OpenAsync(TestContext.Current.CancellationToken);
        new SignedHead(new() { Directory = store.Directory }).Write(open.Signer, new Checkpoint(open.Row.Origin, 0, TreeHash.Empty).Sign([open.Signer], DateTimeOffset.UnixEpoch));
    }

    private static PrivateKey Key(KeyAlgorithm algorithm, int rsaBits)
    {
        using var random = RandomNumberGenerator.Create();
        return PrivateKey.Generate(algorithm, random);
    }
}
