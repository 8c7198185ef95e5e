using System.Security.Cryptography;
using System.Text;
using Entente.Node.Alerts.Lists;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts;

/// <param name="Done">Changes stored.</param>
/// <param name="Total">Changes to store.</param>
internal readonly record struct ImportProgress(int Done, int Total);

/// <summary>What came of an import.</summary>
internal abstract record ListOutcome
{
    private ListOutcome()
    {
    }

    /// <param name="List">For example <c>OFAC-SDN</c>.</param>
    /// <param name="Version">The day of publication.</param>
    /// <param name="Entries">Entries in the list.</param>
    public sealed record Imported(string List, DateOnly Version, int Entries, int Added, int Amended, int Withdrawn, long Record) : ListOutcome;

    public sealed record Refused(Fault Fault) : ListOutcome;
}

/// <summary>Takes over a published list: what is new becomes an alert, what changed a new version, what vanished is withdrawn.</summary>
/// <remarks>
/// The files are read whole before anything is stored. Chunks are stored one transaction each; after a break, the same import again
/// finishes it, since it stores only what still differs. Nothing is doubled: list and reference are unique.
/// </remarks>
internal sealed class ListImport(Database database, TimeProvider clock, AlertOptions options) : IDisposable
{
    private const int Chunk = 1_000;

    // What two officers hand in at the same time is compared one after the other with what is stored.
    private readonly SemaphoreSlim turn = new(1);

    /// <param name="kind">Which list.</param>
    /// <param name="files">Its files; the caller closes them.</param>
    /// <param name="force">Takes over a version that is older than the one in force, or that would withdraw more than half of it.</param>
    /// <param name="progress">Told after every chunk.</param>
    /// <param name="actor">Who imports; the node itself when nobody is named.</param>
    public async Task<ListOutcome> RunAsync(
        ListKind kind, ListFiles files, bool force = false, IProgress<ImportProgress>? progress = null, Actor? actor = null, CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await TakeOverAsync(kind, files, force, progress, actor ?? Actor.Node("lists", Purpose.DataQuality), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<ListOutcome> TakeOverAsync(ListKind kind, ListFiles files, bool force, IProgress<ImportProgress>? progress, Actor actor, CancellationToken cancellation)
    {
        var reading = kind == ListKind.UnConsolidated
            ? UnReader.Read(files.Main)
            : OfacReader.Read(files.Main, files.Names ?? Stream.Null, files.Addresses ?? Stream.Null);
        if (reading is not ListReading.Read read)
        {
            return new ListOutcome.Refused(((ListReading.Broken)reading).Fault);
        }

        var terms = ListTerms.Of(kind);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var version = read.Version ?? files.Version ?? today;
        var wanted = read.Entries.Select(entry => Wanted(terms, entry)).ToList();
        var sha256 = Hash(wanted);
        var inForce = await database.ReadAsync(
            session => session.FindAsync<string>("SELECT MAX(version) FROM list_import WHERE list = @Name AND completed_at IS NOT NULL", new { terms.Name }), cancellation);
        if (!force && inForce is not null && string.CompareOrdinal($"{version:yyyy-MM-dd}", inForce) < 0)
        {
            return new ListOutcome.Refused(new(FaultCode.ListOlder, $"This is {terms.Name} of {version:yyyy-MM-dd}; the version in force is of {inForce}."));
        }

        var stored = await database.ReadAsync(
            session => session.QueryAsync<AlertRow>("SELECT number, id, version, state, reference, content_hash FROM alert WHERE list = @Name", new { terms.Name }), cancellation);
        var changes = Changes.Between(wanted, stored);
        if (!force && inForce is not null && changes.Vanished.Count > stored.Count(row => row.State == AlertState.Active) / 2)
        {
            return new ListOutcome.Refused(new(FaultCode.ListShrunk, $"{changes.Vanished.Count} of its entries would be withdrawn."));
        }

        await StoreAsync(terms, version, changes, actor, progress, cancellation);
        return await CompleteAsync(terms, version, sha256, wanted.Count, changes, actor, cancellation);
    }

    private async Task StoreAsync(ListTerms terms, DateOnly version, Changes changes, Actor actor, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var chunk in changes.New.Chunk(Chunk))
        {
            await StoreChunkAsync(session => Add(session, actor, terms, version, chunk), chunk.Length);
        }

        foreach (var chunk in changes.Changed.Chunk(Chunk))
        {
            await StoreChunkAsync(session => Replace(session, actor, terms, version, [.. chunk.Select(pair => (pair.Row.Number, (WantedAlert?)pair.Wanted))]), chunk.Length);
        }

        foreach (var chunk in changes.Vanished.Chunk(Chunk))
        {
            await StoreChunkAsync(session => Replace(session, actor, terms, version, [.. chunk.Select(row => (row.Number, (WantedAlert?)null))]), chunk.Length);
        }

        async Task StoreChunkAsync(Action<Session> write, int count)
        {
            await database.WriteAsync(write, cancellation);
            done += count;
            progress?.Report(new(done, changes.Count));
        }
    }

    private Task<ListOutcome> CompleteAsync(
        ListTerms terms, DateOnly version, string sha256, int entries, Changes changes, Actor actor, CancellationToken cancellation) => database.WriteAsync<ListOutcome>(
        session =>
        {
            var day = $"{version:yyyy-MM-dd}";
            if (changes.Count == 0 && session.Find<long?>(
                "SELECT 1 FROM list_import WHERE list = @Name AND version = @day AND sha256 = @sha256 AND completed_at IS NOT NULL", new { terms.Name, day, sha256 }) is not null)
            {
                return new ListOutcome.Imported(terms.Name, version, entries, 0, 0, 0, 0);
            }

            var record = RecordBook.Append(session, actor, AlertActs.ListImported, "list", terms.Name, JsonDetail.Of(
                ("version", day), ("sha256", sha256), ("entries", $"{entries}"), ("added", $"{changes.New.Count}"),
                ("amended", $"{changes.Changed.Count}"), ("withdrawn", $"{changes.Vanished.Count}")));

            // That the list still names an entry is its review.
            session.Execute(
                "UPDATE alert SET review_by = @reviewBy WHERE list = @Name AND state = 'Active'", new { reviewBy = Review(session), terms.Name });
            session.Execute(
                """
                INSERT INTO list_import (list, version, sha256, started_at, completed_at, entries, added, amended, withdrawn, officer, record)
                VALUES (@Name, @day, @sha256, @Now, @Now, @entries, @added, @amended, @withdrawn, @Officer, @record)
                ON CONFLICT (list, version, sha256) DO UPDATE SET completed_at = excluded.completed_at, added = excluded.added, amended = excluded.amended,
                    withdrawn = excluded.withdrawn, officer = excluded.officer, record = excluded.record
                """,
                new { terms.Name, day, sha256, session.Now, entries, added = changes.New.Count, amended = changes.Changed.Count, withdrawn = changes.Vanished.Count, actor.Officer, record });
            return new ListOutcome.Imported(terms.Name, version, entries, changes.New.Count, changes.Changed.Count, changes.Vanished.Count, record);
        },
        cancellation);

    private void Add(Session session, Actor actor, ListTerms terms, DateOnly version, WantedAlert[] chunk)
    {
        var changed = Record(session, actor, terms, version, "added", chunk.Length);
        AlertShelf.Insert(session, [.. chunk.Select(one =>
            AlertShelf.New(session, AlertId.New(session.Now), changed, Actor.NationalAuthority, one.Alert, Review(session), Audience.Everyone) with
            {
                List = terms.Name,
                ListVersion = $"{version:yyyy-MM-dd}",
                Reference = one.Reference,
            })]);
    }

    private void Replace(Session session, Actor actor, ListTerms terms, DateOnly version, IReadOnlyList<(long Number, WantedAlert? Wanted)> chunk)
    {
        var changed = Record(session, actor, terms, version, chunk[0].Wanted is null ? "withdrawn" : "amended", chunk.Count);
        AlertShelf.Replace(session, [.. chunk.Select(one => Next(Row(one.Number), one.Wanted) with { Changed = changed, ChangedAt = session.Now })]);

        AlertRow Row(long number) => session.Find<AlertRow>("SELECT * FROM alert WHERE number = @number", new { number })!;

        AlertRow Next(AlertRow row, WantedAlert? wanted) => wanted is null
            ? row with { Version = row.Version + 1, State = AlertState.Withdrawn }
            : row with
            {
                Version = row.Version + 1,
                State = AlertState.Active,
                Category = wanted.Alert.Content.Category,
                Action = wanted.Alert.Action,
                Title = wanted.Alert.Content.Title,
                ListVersion = $"{version:yyyy-MM-dd}",
                Terms = wanted.Terms,
                ContentHash = wanted.Hash,
                ReviewBy = Review(session),
            };
    }

    private static long Record(Session session, Actor actor, ListTerms terms, DateOnly version, string what, int count) => RecordBook.Append(
        session, actor, AlertActs.ListChunk, "list", terms.Name, JsonDetail.Of(("version", $"{version:yyyy-MM-dd}"), (what, $"{count}")));

    private DateOnly Review(Session session) => DateOnly.FromDateTime(session.Now.UtcDateTime).AddDays(options.ReviewDays);

    private static WantedAlert Wanted(ListTerms list, ListEntry entry)
    {
        var alert = new Alert
        {
            Content = entry.Content,
            Action = list.Action,
            Reason = $"Listed by {list.Name} under {string.Join(", ", entry.Listing.Programmes)}.",
            CaseReference = $"{list.Name} {entry.Reference}",
            LegalBasis = list.LegalBasis,
            Source = SourceEvaluation.A,
            Information = InformationEvaluation.KnownToSource,
            Listing = entry.Listing,
        };
        var terms = AlertRow.Write(alert);
        return new(entry.Reference, alert, terms, AlertRow.Hash(terms));
    }

    private static string Hash(List<WantedAlert> wanted)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in wanted)
        {
            sha.AppendData(Encoding.ASCII.GetBytes(one.Hash));
        }

        return Convert.ToHexStringLower(sha.GetCurrentHash());
    }

    private sealed record WantedAlert(string Reference, Alert Alert, string Terms, string Hash);

    private sealed record Changes(List<WantedAlert> New, List<(AlertRow Row, WantedAlert Wanted)> Changed, List<AlertRow> Vanished)
    {
        public int Count => New.Count + Changed.Count + Vanished.Count;

        public static Changes Between(List<WantedAlert> wanted, List<AlertRow> stored)
        {
            var known = stored.ToDictionary(row => row.Reference!, StringComparer.Ordinal);
            var changes = new Changes([], [], []);
            foreach (var one in wanted)
            {
                if (!known.Remove(one.Reference, out var row))
                {
                    changes.New.Add(one);
                }
                else if (row.ContentHash != one.Hash || row.State == AlertState.Withdrawn)
                {
                    changes.Changed.Add((row, one));
                }
            }

            changes.Vanished.AddRange(known.Values.Where(row => row.State == AlertState.Active));
            return changes;
        }
    }
}
