using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>10,000 changes by chance, with a fixed seed, by somebody with every right on database and files: all are found by who examines the store with a checkpoint that a witness has kept, and what the log serves of them by the witness itself.</summary>
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
            var (changed, flaw, _) = await world.ForgeAsync(forgery, random, serve: false);
            changed.ShouldBeGreaterThan(0, $"number {n}: {forgery.Name}");
            flaw.ShouldNotBeNull($"number {n}: {forgery.Name}");
        }

        (await world.ExamineAsync()).ShouldBeNull("everything was undone");
    }

    [Fact]
    public async Task Every_other_history_is_found_by_the_witness_of_a_partner_within_a_minute()
    {
        await using var world = await SignedStore.CreateAsync("sqlite");
        await using var witness = await WitnessOf.StartAsync(world);
        var random = new Random(20260312);
        var forgeries = StoreForgery.All.Where(forgery => forgery.ShowsOther).ToList();
        for (var n = 0; n < 400; n++)
        {
            var forgery = forgeries[n % forgeries.Count];
            var (_, _, served) = await world.ForgeAsync(forgery, random, serve: true);
            (await witness.AlarmsAsync(served!)).ShouldNotBeEmpty($"number {n}: {forgery.Name}");
        }
    }

    /// <summary>The control: what is not forged is never found, and an examiner that knows nothing from outside misses what agrees with itself.</summary>
    [Fact]
    public async Task Nothing_is_found_in_what_only_grew_and_not_everything_without_what_a_witness_has_kept()
    {
        await using var world = await SignedStore.CreateAsync("sqlite");
        await using var witness = await WitnessOf.StartAsync(world);
        var random = new Random(20260313);
        StoreForgery[] honest = [new("nothing", false, _ => { }), new("grown", false, hand => { hand.Grow(hand.Random.Next(1, 300)); hand.Resign(hand.Log); })];
        for (var n = 0; n < 100; n++)
        {
            var (_, flaw, served) = await world.ForgeAsync(honest[n % 2], random, serve: true);
            flaw.ShouldBeNull(honest[n % 2].Name);
            (await witness.AlarmsAsync(served!)).ShouldBeEmpty(honest[n % 2].Name);
        }

        foreach (var forgery in StoreForgery.All.Where(forgery => forgery.ShowsOther && forgery.Name.Contains("signed", StringComparison.Ordinal)))
        {
            var (_, flaw, _) = await world.ForgeAsync(forgery, random, serve: false, outside: false);
            flaw.ShouldBeNull(forgery.Name);
        }
    }

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
        public async Task<(int Changed, string? Flaw, Dictionary<string, byte[]>? Served)> ForgeAsync(StoreForgery forgery, Random random, bool serve, bool outside = true)
        {
            (int, string?, Dictionary<string, byte[]>?) result = default;
            await Should.ThrowAsync<OperationCanceledException>(() => database.WriteAsync(session =>
            {
                var hand = new StoreForgery.Hand(session, open.Row, open.Signer, random);
                forgery.Do(hand);
                result = (hand.Changed, Examine(session, outside), serve ? Serve(session) : null);
                throw new OperationCanceledException();
            }));
            return result;
        }

        public async ValueTask DisposeAsync()
        {
            log.Dispose();
            await database.DisposeAsync();
            await store.DisposeAsync();
        }

        private string? Examine(Session session, bool outside) =>
            StoredLogAudit.Check(session, outside ? LogGiven.HeadOf(seen.ToString()) : null, outside ? seen : null, _ => { });

        private Dictionary<string, byte[]> Serve(Session session)
        {
            var newest = LogStore.Last(session, open.Row)!;
            var served = new Dictionary<string, byte[]> { ["checkpoint"] = System.Text.Encoding.UTF8.GetBytes(newest.Note) };
            for (var level = 0; level < 3; level++)
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
            following = new(database, new(database, log, files, _ => Task.FromResult<IReadOnlyList<LogPeer>>([peer]), clock), clock);
        }

        public static async Task<WitnessOf> StartAsync(SignedStore world)
        {
            var store = await Store.CreateAsync("sqlite");
            var witness = new WitnessOf(store, await LogGiven.StartAsync(store), world.Signer);
            var (_, flaw, honest) = await world.ForgeAsync(new("nothing", false, _ => { }), new(0), serve: true);
            flaw.ShouldBeNull();
            witness.served = witness.honest = honest!;
            await witness.following.FollowAsync(witness.peer, TestContext.Current.CancellationToken);
            return witness;
        }

        /// <summary>What it finds within a minute of the log that serves this; afterwards it has forgotten it.</summary>
        public async Task<List<LogAlarm>> AlarmsAsync(Dictionary<string, byte[]> now)
        {
            var before = await database.ReadAsync(session => Task.FromResult(Witness.All(session).Single()), TestContext.Current.CancellationToken);
            served = now;
            for (var second = 0; second < 60; second += 20)
            {
                await following.FollowAsync(peer, TestContext.Current.CancellationToken);
                clock.Now += TimeSpan.FromSeconds(20);
            }

            await following.FollowAsync(peer, TestContext.Current.CancellationToken);
            var alarms = await database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), TestContext.Current.CancellationToken);
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

        public async ValueTask DisposeAsync()
        {
            log.Dispose();
            await database.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
