using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>
/// 10,000 changes by chance, with a fixed seed, by somebody with every right on database and files: all are found by who examines the store with a checkpoint that a witness has kept, and by the node itself where it runs;
/// and everything that changes what the log serves, by the witness of a partner.
/// </summary>
public sealed class RandomStoreMutationTests
{
    private const int Records = 290;

    [Theory]
    [InlineData("sqlite", 10_000)]
    [InlineData("postgres", 500)]
    public async Task Every_change_of_the_store_is_found_offline(string kind, int count)
    {
        await using var world = await SignedStore.CreateAsync(kind);
        var random = new Random(20260311);
        for (var n = 0; n < count; n++)
        {
            var forgery = StoreForgery.All[n % StoreForgery.All.Count];
            var forged = await world.ForgeAsync(forgery, random);
            forged.Changed.ShouldBeGreaterThan(0, $"number {n}: {forgery.Name}");
            forged.Flaw.ShouldNotBeNull($"number {n}: {forgery.Name}");
            forged.Own.ShouldNotBeNull($"number {n}: {forgery.Name}, by the node itself");
        }

        (await world.ExamineAsync()).ShouldBeNull("everything was undone");
    }

    /// <summary>Of each kind of change, what the log then serves is shown to a partner that has followed it before. What serves as before is the control: nobody can see it from there, and nobody is accused.</summary>
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Every_change_of_what_is_served_is_found_by_the_witness_of_a_partner_within_a_minute(string kind)
    {
        await using var world = await SignedStore.CreateAsync(kind);
        await using var witness = await WitnessOf.StartAsync(kind, world);
        var random = new Random(20260312);
        var seen = new HashSet<string>();
        for (var n = 0; n < StoreForgery.All.Count * 25; n++)
        {
            var forgery = StoreForgery.All[n % StoreForgery.All.Count];
            var served = (await world.ForgeAsync(forgery, random)).Served;
            var alarms = await witness.AlarmsAsync(served);
            if (witness.IsAsBefore(served))
            {
                forgery.ShowsOther.ShouldBeFalse($"number {n}: {forgery.Name}");
                alarms.ShouldBeEmpty($"number {n}: {forgery.Name}");
            }
            else
            {
                alarms.ShouldNotBeEmpty($"number {n}: {forgery.Name}");
                seen.Add(forgery.Name);
            }
        }

        // What changes words of a record and nothing of the log, only who has the store can see.
        StoreForgery.All.Select(forgery => forgery.Name).Except(seen)
            .ShouldBe(["record altered", "time altered", "content altered", "salt altered", "content deleted", "checkpoint altered"], ignoreOrder: true);
    }

    /// <summary>The control of the harness: a witness that only follows the log misses what was damaged of the part that it has followed.</summary>
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_witness_that_reads_nothing_again_misses_damage_to_what_it_has_read(string kind)
    {
        await using var world = await SignedStore.CreateAsync(kind);
        await using var witness = await WitnessOf.StartAsync(kind, world);
        foreach (var name in (string[])["tile altered", "tile deleted", "leaf altered", "record deleted"])
        {
            var served = (await world.ForgeAsync(StoreForgery.All.Single(forgery => forgery.Name == name), new(1))).Served;
            (await witness.AlarmsAsync(served, again: false)).ShouldBeEmpty(name);
            (await witness.AlarmsAsync(served)).ShouldNotBeEmpty(name);
        }
    }

    /// <summary>The control: what is not forged is never found, and an examiner that knows nothing from outside misses what agrees with itself.</summary>
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Nothing_is_found_in_what_only_grew_and_not_everything_without_what_a_witness_has_kept(string kind)
    {
        await using var world = await SignedStore.CreateAsync(kind);
        await using var witness = await WitnessOf.StartAsync(kind, world);
        var random = new Random(20260313);
        StoreForgery[] honest = [new("nothing", false, _ => { }), new("grown", false, hand => { hand.Grow(hand.Random.Next(1, 300)); hand.Resign(hand.Log); })];
        for (var n = 0; n < 100; n++)
        {
            var grown = await world.ForgeAsync(honest[n % 2], random);
            grown.Flaw.ShouldBeNull(honest[n % 2].Name);
            grown.Own.ShouldBeNull(honest[n % 2].Name);
            (await witness.AlarmsAsync(grown.Served)).ShouldBeEmpty(honest[n % 2].Name);
        }

        foreach (var forgery in StoreForgery.All.Where(forgery => forgery.ShowsOther && forgery.Name.Contains("signed", StringComparison.Ordinal)))
        {
            var forged = await world.ForgeAsync(forgery, random, outside: false);
            forged.Flaw.ShouldBeNull(forgery.Name);
            forged.Own.ShouldBeNull(forgery.Name);
        }
    }

    /// <param name="Changed">How many rows were changed.</param>
    /// <param name="Flaw">What who examines the store finds.</param>
    /// <param name="Own">What the node itself finds.</param>
    /// <param name="Served">What the log then serves.</param>
    private sealed record Forged(int Changed, string? Flaw, string? Own, Dictionary<string, byte[]> Served);

    /// <summary>A store with a signed log, and the last checkpoint of it as a witness has it.</summary>
    private sealed class SignedStore(Store store, Database database, NodeLog log, OpenLog open, SignedNote seen) : IAsyncDisposable
    {
        public NoteSigner Signer => open.Signer;

        public static async Task<SignedStore> CreateAsync(string kind)
        {
            var store = await Store.CreateAsync(kind);
            var database = await LogGiven.StartAsync(store);
            var log = LogGiven.LogOver(store, database);
            foreach (var count in (int[])[40, 60, 20, Records - 120])
            {
                await database.RecordAsync(count);
                await log.SealedAsync();

                // Checkpoints that witnesses have cosigned are kept.
                await database.WriteAsync(session => session.Execute("UPDATE log_checkpoint SET cosigned = 1, witnessed = 1"));
            }

            await database.FreeAsync();
            var note = (await log.PublishedAsync(TestContext.Current.CancellationToken))!.Note;
            return new(store, database, log, await log.OpenAsync(TestContext.Current.CancellationToken), Given.Note(System.Text.Encoding.UTF8.GetBytes(note)));
        }

        public Task<string?> ExamineAsync() => database.ReadAsync(session => Task.FromResult(Examine(session, outside: true)), TestContext.Current.CancellationToken);

        /// <summary>Forges, examines what came of it, keeps what the log would serve, and undoes all of it.</summary>
        public async Task<Forged> ForgeAsync(StoreForgery forgery, Random random, bool outside = true)
        {
            Forged? result = null;
            await Should.ThrowAsync<OperationCanceledException>(() => database.WriteAsync(session =>
            {
                var hand = new StoreForgery.Hand(session, open.Row, open.Signer, random);
                forgery.Do(hand);
                result = new(hand.Changed, Examine(session, outside), ExamineOwn(session, outside), Serve(session));
                throw new OperationCanceledException();
            }));
            return result!;
        }

        public async ValueTask DisposeAsync()
        {
            log.Dispose();
            await database.DisposeAsync();
            await store.DisposeAsync();
        }

        private string? Examine(Session session, bool outside) =>
            StoredLogAudit.Check(session, outside ? LogGiven.HeadOf(seen.ToString()) : null, outside ? seen : null, _ => { });

        /// <summary>As the node does in turn, everything at once.</summary>
        private string? ExamineOwn(Session session, bool outside)
        {
            var part = new OwnAudit.Part(session, LogStore.Newest(session)!, outside ? open.Signer : null, outside ? LogGiven.HeadOf(seen.ToString()) : null);
            return part.CheckHead() ?? Enumerable.Range(0, (int)PieceAudit.Count(part.Size)).Select(bundle => part.Check(bundle)).FirstOrDefault(flaw => flaw is not null);
        }

        private Dictionary<string, byte[]> Serve(Session session)
        {
            var newest = LogStore.Last(session, open.Row)!;
            var served = new Dictionary<string, byte[]> { ["checkpoint"] = System.Text.Encoding.UTF8.GetBytes(newest.Note) };
            foreach (var level in (int?[])[null, 0, 1, 2])
            {
                for (var n = 0L; TileAddress.In(newest.Size, level, n) is { } address; n++)
                {
                    if (LogStore.Bytes(session, open.Row, address) is { } bytes)
                    {
                        served.Add(address.Path, bytes);
                    }
                }
            }

            return served;
        }
    }

    /// <summary>The witness of a partner, which has followed the log as it was.</summary>
    private sealed class WitnessOf : IAsyncDisposable
    {
        private readonly Store store;
        private readonly Database database;
        private readonly NodeLog log;
        private readonly StandingClock clock = new();
        private readonly Following following;
        private readonly Rereading rereading;
        private readonly WitnessedFiles files;
        private readonly LogPeer peer;
        private Dictionary<string, byte[]> honest = [];
        private Dictionary<string, byte[]> served = [];

        private WitnessOf(Store store, Database database, NoteSigner signer)
        {
            (this.store, this.database) = (store, database);
            log = LogGiven.LogOver(store, database);
            peer = new("NL", signer.Key.ToString(), Given.Canada.Key.ToString(), (path, _, _) => Task.FromResult<(int, byte[])?>(served.TryGetValue(path, out var bytes) ? (200, bytes) : (404, [])));
            files = new(new() { Directory = store.Directory });
            var witness = new Witness(database, log, files, _ => Task.FromResult<IReadOnlyList<LogPeer>>([peer]), clock);
            (following, rereading) = (new(database, witness, clock), new(database, witness, clock));
        }

        public static async Task<WitnessOf> StartAsync(string kind, SignedStore world)
        {
            var store = await Store.CreateAsync(kind);
            var witness = new WitnessOf(store, await LogGiven.StartAsync(store), world.Signer);
            var untouched = await world.ForgeAsync(new("nothing", false, _ => { }), new(0));
            untouched.Flaw.ShouldBeNull();
            witness.served = witness.honest = untouched.Served;
            await witness.following.FollowAsync(witness.peer, TestContext.Current.CancellationToken);
            return witness;
        }

        /// <summary>Whether the log that serves this serves what it served when it was followed.</summary>
        public bool IsAsBefore(Dictionary<string, byte[]> now) => now.Count == honest.Count && honest.All(one => now.TryGetValue(one.Key, out var bytes) && bytes.AsSpan().SequenceEqual(one.Value));

        /// <summary>What it finds within a minute of the log that serves this; afterwards it has forgotten it.</summary>
        public async Task<List<LogAlarm>> AlarmsAsync(Dictionary<string, byte[]> now, bool again = true)
        {
            var before = await database.ReadAsync(session => Task.FromResult(Witness.All(session).Single()), TestContext.Current.CancellationToken);
            served = now;
            for (var end = clock.Now + TimeSpan.FromMinutes(1); clock.Now < end && await OpenAsync() is []; clock.Now += Rereading.Pause)
            {
                await following.FollowAsync(peer, TestContext.Current.CancellationToken);
                if (again)
                {
                    await rereading.RereadAsync(peer, TestContext.Current.CancellationToken);
                }
            }

            var alarms = await OpenAsync();
            await database.WriteAsync(session =>
            {
                session.Execute("UPDATE log_alarm SET ended_at = @Now WHERE ended_at IS NULL", new { session.Now });
                session.Execute("UPDATE log_witnessed SET size = @Size, root = @Root, note = @Note", before);
                files.Write(before.Origin, before.Note);
            });
            served = honest;
            await following.FollowAsync(peer, TestContext.Current.CancellationToken);
            return alarms;
        }

        private Task<List<LogAlarm>> OpenAsync() => database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            log.Dispose();
            await database.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
