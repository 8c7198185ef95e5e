using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Tests.Node.Evidence;

/// <summary>What somebody does who has every right on the store of a node is found by whoever examines the store, if only with what a witness has kept.</summary>
public sealed class StoreMutationTests
{
    /// <summary>Each: what is done, in SQL that both dialects take, and whether it takes what a witness has kept to find it.</summary>
    private static readonly (string Name, bool OnlyWithWitness, string[] Sql)[] Mutations =
    [
        ("who", false, ["UPDATE record_entry SET officer = 'x' WHERE seq = @n"]),
        ("when", false, ["UPDATE record_entry SET at = at + 1 WHERE seq = @n"]),
        ("what", false, ["UPDATE record_entry SET act = 'test.other' WHERE seq = @n"]),
        ("why", false, ["UPDATE record_entry SET purpose = 'Investigation' WHERE seq = @n"]),
        ("case", false, ["UPDATE record_entry SET case_reference = 'C-1' WHERE seq = @n"]),
        ("kind", false, ["UPDATE record_entry SET subject_kind = 'x' WHERE seq = @n"]),
        ("subject", false, ["UPDATE record_content SET subject_id = 'x' WHERE seq = @n"]),
        ("no subject", false, ["UPDATE record_content SET subject_id = NULL WHERE seq = @n"]),
        ("detail", false, ["UPDATE record_content SET detail = '{\"x\":1}' WHERE seq = @n"]),
        ("salt", false, ["UPDATE record_content SET salt = (SELECT salt FROM record_content WHERE seq = @m) WHERE seq = @n"]),
        ("content without erasure", false, ["DELETE FROM record_content WHERE seq = @n"]),
        ("leaf", false, ["UPDATE record_entry SET leaf = (SELECT leaf FROM record_entry WHERE seq = @m) WHERE seq = @n"]),
        ("no leaf", false, ["UPDATE record_entry SET leaf = NULL WHERE seq = @n"]),
        ("deleted", false, ["DELETE FROM record_entry WHERE seq = @n", "DELETE FROM record_content WHERE seq = @n"]),
        ("exchanged", false, ["UPDATE record_entry SET seq = -1 WHERE seq = @n", "UPDATE record_entry SET seq = @n WHERE seq = @m", "UPDATE record_entry SET seq = @m WHERE seq = -1"]),
        ("tile", false, ["UPDATE log_tile SET hashes = (SELECT t.hashes FROM log_tile t WHERE t.tile = 1) WHERE tile = 0"]),
        ("root of a tile", false, ["UPDATE log_tile SET root = (SELECT t.root FROM log_tile t WHERE t.tile = 1) WHERE tile = 0"]),
        ("no tile", false, ["DELETE FROM log_tile WHERE tile = 0"]),
        ("root of the checkpoint", false, ["UPDATE log_checkpoint SET root = (SELECT t.root FROM log_tile t WHERE t.tile = 0)"]),
        ("size of the checkpoint", false, ["UPDATE log_checkpoint SET size = size - 1"]),
        ("note", false, ["UPDATE log_checkpoint SET note = REPLACE(note, '/log/1', '/log/2')"]),
        ("key", false, ["UPDATE log_key SET public_key = (SELECT MAX(k.public_key) FROM log_key k WHERE k.id LIKE 'witness%') WHERE id LIKE 'log%'"]),
        ("origin", false, ["UPDATE log SET origin = 'customs.nl.example/log/9'"]),
        ("begun later", false, ["UPDATE log SET first_record = first_record + 1"]),
        ("truncated", false, ["DELETE FROM record_entry WHERE seq > 590", "DELETE FROM record_content WHERE seq > 590"]),
        ("no checkpoint", true, ["DELETE FROM log_checkpoint"]),
        ("no log", true, ["DELETE FROM log"]),
        ("truncated with its checkpoint", true, ["DELETE FROM record_entry WHERE seq > 590", "DELETE FROM record_content WHERE seq > 590", "DELETE FROM log_checkpoint"]),
    ];

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_changed_in_the_store_is_found(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var seen = await SignedAsync(store, database);
        await database.FreeAsync();
        var random = new Random(7);
        foreach (var (name, onlyWithWitness, sql) in Mutations)
        {
            var n = random.NextInt64(1, 590);
            var (changed, alone, withWitness) = await UndoneAsync(database, session =>
            {
#pragma warning disable CA1857 // A table of statements.
                var rows = sql.Sum(one => session.Execute(one, new { n, m = n > 300 ? n - 7 : n + 7 }));
#pragma warning restore CA1857
                return (rows, StoredLogAudit.Check(session, null, null, _ => { }), StoredLogAudit.Check(session, seen, null, _ => { }));
            });
            changed.ShouldBeGreaterThan(0, name);
            (alone is null).ShouldBe(onlyWithWitness, $"{name} at {n}");
            withWitness.ShouldNotBeNull($"{name} at {n}");
        }

        (await database.AuditAsync(seen)).ShouldBeNull("everything was undone");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_was_truncated_grown_again_and_signed_with_its_own_key_is_found_by_what_a_witness_has_kept(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var seen = await SignedAsync(store, database);
        await database.TruncateAsync(500);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(200);

        // The head beside the key gives it away; whoever has the key makes another one.
        (await log.SealAsync(TestContext.Current.CancellationToken)).ShouldBe(Sealed.Refused);
        await log.ForgetHeadAsync(store);
        (await log.SealedAsync()).ShouldNotBeNull().Size.ShouldBe(700);

        (await database.AuditAsync()).ShouldBeNull("the store alone agrees with itself");
        (await database.AuditAsync(seen)).ShouldNotBeNull().ShouldContain("do not lead to the root");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_found_in_a_store_that_only_grew(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        var seen = await SignedAsync(store, database);
        await database.FreeAsync();
        (await database.AuditAsync(seen)).ShouldBeNull();
        await database.RecordAsync(50);
        (await database.AuditAsync(seen)).ShouldBeNull();
    }

    /// <summary>What was seen in a write that took no effect.</summary>
    private static async Task<T> UndoneAsync<T>(Database database, Func<Session, T> look)
    {
        T? seen = default;
        await Should.ThrowAsync<OperationCanceledException>(() => database.WriteAsync(session =>
        {
            seen = look(session);
            throw new OperationCanceledException();
        }));
        return seen!;
    }

    private static async Task<Checkpoint> SignedAsync(Store store, Database database)
    {
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(600);
        return (await log.SealedAsync()).ShouldNotBeNull();
    }
}
