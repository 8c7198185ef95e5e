using System.Collections.Concurrent;
using System.Runtime;
using Entente.Node.Platform;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>All active alerts, held in memory and kept equal to the store: what this or another process changes is found within 100 ms.</summary>
internal sealed partial class AlertScreening(Database database, Pulse pulse, AlertOptions options, ILogger<AlertScreening> log) : BackgroundService
{
    private const int LoadPage = 20_000;
    private const int FollowPage = 2_000;
    private const int MostAnswers = 100_000;

    /// <summary>
    /// For so many matches of one declared subject hits are raised. Far more than an officer wants, because whose alerts they are is not asked here: ten of one
    /// authority must not hide the eleventh of another. The bound is against names so common that a declaration would fill the queue.
    /// </summary>
    public const int MostMatches = 100;

    // Entries; some 2 KB each.
    private const int Large = 100_000;

    private readonly ScreeningIndex index = new();
    private readonly ConcurrentDictionary<string, Answer> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> several = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long generation;
    private long loaded;
    private long total;
    private (long Changed, long Number) position;
    private long followed;
    private Later? later;

    /// <summary>Completes when every alert of the store has been read once.</summary>
    public Task Ready => ready.Task;

    /// <summary>How many alerts have been read of how many, for readiness.</summary>
    public (long Loaded, long Total) Progress => (Volatile.Read(ref loaded), Volatile.Read(ref total));

    /// <summary>Rises with every change of the alerts; what was screened at a lower number may be answered differently now.</summary>
    public long Generation => Volatile.Read(ref generation);

    /// <summary>How many persons, businesses and objects are looked for.</summary>
    public int Count => index.Count;

    /// <summary>The record up to which changes of alerts are in the index.</summary>
    public long Position => Volatile.Read(ref followed);

    /// <summary>What a subject may be, best first; one more than <see cref="MostMatches"/> where there are more, so that it is seen.</summary>
    /// <exception cref="InvalidOperationException">The alerts are not all loaded; await <see cref="Ready"/> first: half a list would look like a clean answer.</exception>
    public IReadOnlyList<Match> Screen(Subject subject) => Screen(subject, options.Threshold, MostMatches + 1);

    /// <param name="subject">Whom or what to look for.</param>
    /// <param name="threshold">The least score; a search by an officer asks for less than intake does.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<Match> Screen(Subject subject, double threshold, int limit)
    {
        if (!ready.Task.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The alerts are still being loaded.");
        }

        var now = Generation;
        var key = $"{subject.ContentHash} {threshold:R} {limit}";
        if (answers.TryGetValue(key, out var answer) && answer.Generation == now)
        {
            return answer.Matches;
        }

        var matches = index.Screen(subject, threshold, limit);
        if (answers.Count >= MostAnswers)
        {
            answers.Clear();
        }

        answers[key] = new(now, matches);
        return matches;
    }

    /// <summary>
    /// How to screen again, inside a write, what was screened before it: between the two an alert may have been entered, amended or withdrawn,
    /// and a declaration must meet the alerts that are in force when it is stored.
    /// </summary>
    /// <param name="session">The write.</param>
    /// <param name="screenedAt"><see cref="Position"/> as it was before the first screening.</param>
    /// <returns><see langword="null"/> where nothing has changed.</returns>
    public Func<Subject, IReadOnlyList<Match>>? Again(Session session, long screenedAt)
    {
        var newest = session.Scalar<long?>("SELECT MAX(changed) FROM alert") ?? 0;
        switch (Decide(screenedAt, newest, Position))
        {
            case ScreeningState.Current:
                return null;
            case ScreeningState.Followed:
                return Screen;
            default:
                var ahead = AheadOf(session, newest);
                return subject => ahead.Screen(subject, options.Threshold, MostMatches + 1);
        }
    }

    internal static ScreeningState Decide(long screenedAt, long newest, long followed) =>
        newest <= screenedAt ? ScreeningState.Current : newest <= followed ? ScreeningState.Followed : ScreeningState.Ahead;

    /// <summary>The index as it will be when it has followed this write; built once for all writes of one commit, which share the session.</summary>
    private ScreeningIndex AheadOf(Session session, long newest)
    {
        var from = Position;
        if (later is { } known && ReferenceEquals(known.Session, session) && known.From == from && known.Newest == newest)
        {
            return known.Index;
        }

        var rows = session.Query<AlertRow>(
            "SELECT number, id, version, state, owner, list, list_version, terms FROM alert WHERE changed > @from ORDER BY changed, number", new { from });
        var changed = new List<ListedEntry>(rows.Count);
        var removed = new List<long>();
        foreach (var row in rows)
        {
            var entries = Entries(row);
            changed.AddRange(entries);
            for (var ordinal = entries.Count; index.Find(Listed.Number(row.Number, ordinal)) is not null; ordinal++)
            {
                removed.Add(Listed.Number(row.Number, ordinal));
            }
        }

        later = new(session, from, newest, index.With(changed, removed));
        return later.Index;
    }

    /// <summary>Completes when the change that this record made is in the index.</summary>
    public async Task FollowedAsync(long record, CancellationToken cancellation)
    {
        while (Position < record)
        {
            var beat = pulse.Next;
            if (Position < record)
            {
                await Task.WhenAny(beat, Task.Delay(TimeSpan.FromMilliseconds(20), cancellation));
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        index.Compact();
        Settle(index.Count);
        ready.TrySetResult();
        LogLoaded(log, index.Count);
        while (!stoppingToken.IsCancellationRequested)
        {
            var beat = pulse.Next;
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException exception)
            {
                // The store is away for a moment; the alerts stay as they were, and the next beat catches up.
                LogAway(log, exception);
            }

            if (index.NeedsCompacting)
            {
                // Searches go on meanwhile; what changes in the meantime is applied by this same loop afterwards.
                index.Compact();
                Interlocked.Increment(ref generation);
            }

            await beat.WaitAsync(stoppingToken);
        }
    }

    /// <summary>
    /// Loading leaves as much behind as it keeps, and a large index would make the next full collection hold every request for half a second. So it is
    /// collected now, while nobody is answered yet, and from here on full collections run beside the requests.
    /// </summary>
    private static void Settle(int entries)
    {
        if (entries >= Large)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        // Changes after this record are followed later, whether a page below has already seen them or not.
        position = (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(MAX(changed), 0) FROM alert"), cancellation), long.MaxValue);
        Volatile.Write(ref total, await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert WHERE state = 'Active'"), cancellation));
        for (var last = 0L; ;)
        {
            var from = last;
            var rows = await database.ReadAsync(
                session => session.QueryAsync<AlertRow>(
                    "SELECT number, id, version, state, owner, list, list_version, terms FROM alert WHERE state = 'Active' AND number > @from ORDER BY number LIMIT @page",
                    new { from, page = LoadPage }),
                cancellation);
            if (rows.Count == 0)
            {
                Volatile.Write(ref followed, position.Changed);
                return;
            }

            Apply(rows);
            last = rows[^1].Number;
            Interlocked.Add(ref loaded, rows.Count);
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        for (var full = true; full;)
        {
            var from = position;
            var rows = await database.ReadAsync(
                session => session.QueryAsync<AlertRow>(
                    """
                    SELECT number, id, version, state, owner, list, list_version, terms, changed FROM alert
                    WHERE (changed, number) > (@changed, @number) ORDER BY changed, number LIMIT @page
                    """,
                    new { changed = from.Changed, number = from.Number, page = FollowPage }),
                cancellation);
            full = rows.Count == FollowPage;
            if (rows.Count > 0)
            {
                Apply(rows);
                position = (rows[^1].Changed, rows[^1].Number);
            }
        }

        // Only now: one record may have changed more alerts than a page holds.
        Volatile.Write(ref followed, position.Changed);
        later = null;
    }

    private void Apply(List<AlertRow> rows)
    {
        var changed = new List<ListedEntry>(rows.Count);
        var removed = new List<long>();
        foreach (var row in rows)
        {
            var entries = Entries(row);
            changed.AddRange(entries);
            for (var ordinal = entries.Count; ordinal < several.GetValueOrDefault(row.Number, 1); ordinal++)
            {
                removed.Add(Listed.Number(row.Number, ordinal));
            }

            if (entries.Count > 1)
            {
                several[row.Number] = entries.Count;
            }
            else
            {
                several.Remove(row.Number);
            }
        }

        index.Apply(changed, removed);
        Interlocked.Increment(ref generation);
    }

    private static IReadOnlyList<ListedEntry> Entries(AlertRow row) => row.State == AlertState.Active ? Listed.Entries(row.Number, row.Alert, row.Source) : [];

    [LoggerMessage(1401, LogLevel.Information, "The screening index holds {Count} entries.")]
    private static partial void LogLoaded(ILogger log, int count);

    [LoggerMessage(1402, LogLevel.Warning, "The alerts could not be followed for a moment.")]
    private static partial void LogAway(ILogger log, Exception exception);

    private sealed record Later(Session Session, long From, long Newest, ScreeningIndex Index);

    private sealed record Answer(long Generation, IReadOnlyList<Match> Matches);
}
