using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Tests.TransparencyLog;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>A clock that stands until a test moves it.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Given.Now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The log of a partner, which serves what a test wants it to serve.</summary>
internal sealed class PartnerLog
{
    private MemoryLog served = new();

    /// <summary>What it answers with instead, where a test wants so.</summary>
    public Func<string, (int, byte[])?>? Answer { get; set; }

    /// <summary>What has been asked for, in the order in which it was.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Every path that a reader of the whole log needs, with its bytes.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => ServedLog.Of(served).Files;

    /// <summary>Who signs its checkpoints.</summary>
    public NoteSigner Signer { get; set; } = Given.Log;

    /// <summary>What it has acknowledged.</summary>
    public LogAcknowledged? Acknowledged { get; set; }

    public LogPeer Peer => new("NL", Given.Log.Key.ToString(), Given.Canada.Key.ToString(), (path, _, _) => Task.FromResult(Serve(path)), Acknowledged);

    public void Grow(int count, string what = "entry") => served.Append(Enumerable.Range((int)served.Size, count).Select(n => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {n}"))));

    public void Append(byte[] entry) => served.Append([entry]);

    /// <summary>Has another history from now on, of so many entries.</summary>
    public void Rewrite(int keep, int size)
    {
        var before = served.Entries.Take(keep);
        served = MemoryLog.Of(before);
        Grow(size - keep, "other entry");
    }

    public SignedNote Note() => served.Checkpoint().Sign([Signer], Given.Now);

    public byte[] Request(long old) => AddCheckpoint.Write(served.Tree().Continue(old), Note());

    /// <summary>What it serves where nothing is wrong with it.</summary>
    public (int Status, byte[] Body) Honest(string path) => path == "checkpoint" ? (200, Note().ToBytes())
        : TileAddress.TryParse(path, out var address) && TileAddress.In(served.Size, address.Level, address.Index) == address && Bytes(address) is { } bytes ? (200, bytes)
        : (404, []);

    private (int, byte[])? Serve(string path)
    {
        Asked.Enqueue(path);
        return Answer is not null ? Answer(path) : Honest(path);
    }

    private byte[]? Bytes(TileAddress address) => address.Level is null
        ? EntryBundle.Write([.. served.Entries.Skip((int)address.Index * TileAddress.FullWidth).Take(address.Width).Select(entry => (ReadOnlyMemory<byte>)entry)])
        : served.Tiles.TryGetValue(address, out var tile) ? tile.ToArray() : null;
}

/// <summary>The witness of this node over a store, and the log of the partner that it follows.</summary>
internal sealed class WitnessWorld : IAsyncDisposable
{
    private readonly Store store;
    private WitnessWorld(Store store, Database database)
    {
        (this.store, Database) = (store, database);
        Log = LogGiven.LogOver(store, database);
        Witness = new(database, Log, new(new() { Directory = store.Directory }), PeersAsync, Clock);
        Following = new(database, Witness, Clock);
        Rereading = new(database, Witness, Clock);
    }

    public Database Database { get; }

    public NodeLog Log { get; }

    public string Folder => store.Directory;

    /// <summary>Partners beside that one.</summary>
    public List<LogPeer> Others { get; } = [];

    public StandingClock Clock { get; } = new();

    public PartnerLog Partner { get; } = new();

    public Witness Witness { get; }

    public Following Following { get; }

    public Rereading Rereading { get; }

    public static async Task<WitnessWorld> StartAsync(string kind)
    {
        var store = await Store.CreateAsync(kind);
        return new(store, await LogGiven.StartAsync(store));
    }

    public Task FollowAsync() => Following.FollowAsync(Partner.Peer, TestContext.Current.CancellationToken);

    /// <summary>Both, every five seconds for so long, or until there is an alarm.</summary>
    public async Task WatchAsync(TimeSpan time)
    {
        for (var end = Clock.Now + time; Clock.Now < end && (await AlarmsAsync()).Count == 0; Clock.Now += Rereading.Pause)
        {
            await FollowAsync();
            await RereadAsync();
        }
    }

    public Task RereadAsync() => Rereading.RereadAsync(Partner.Peer, TestContext.Current.CancellationToken);

    public Task<List<LogAlarm>> AlarmsAsync() => Database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), TestContext.Current.CancellationToken);

    public Task<long?> FollowedAsync() => Database.ReadAsync(session => Task.FromResult(Witness.Find(session, Given.Origin)?.Size), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Log.Dispose();
        await Database.DisposeAsync();
        await store.DisposeAsync();
    }

    public Task<IReadOnlyList<LogPeer>> PeersAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<LogPeer>>([.. Others, Partner.Peer]);
}
