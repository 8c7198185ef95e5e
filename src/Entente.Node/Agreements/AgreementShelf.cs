using System.Data.Common;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Agreements;

/// <summary>A text that this node holds, as it was read, with the signatures of its parties.</summary>
internal sealed record HeldAgreement(AgreementRow Row, Agreement Agreement, IReadOnlyList<PartyRow> Parties)
{
    /// <summary>Whether the store still has exactly this: what was verified need not be verified again.</summary>
    public bool IsAs(AgreementRow row, IReadOnlyList<PartyRow> parties) => Row.IsAs(row) && Parties.Count == parties.Count && Parties.Zip(parties).All(pair => pair.First.IsAs(pair.Second));

    /// <summary>What it is on a day, in the words of the register.</summary>
    /// <param name="on">The day.</param>
    /// <param name="next">The first day of the agreed version that follows; <see langword="null"/>: there is none.</param>
    public Standing StandingOn(DateOnly on, DateOnly? next) => Row.State switch
    {
        AgreementState.Offered => Standing.Offered,
        AgreementState.Proposed => Standing.Proposed,
        AgreementState.SignedHere => Standing.SignedHere,
        AgreementState.Rejected => Standing.Rejected,
        _ when on < Agreement.From => Standing.Future,
        _ when next <= on => Standing.Superseded,
        _ when Agreement.Until < on => Standing.Ended,
        _ => Standing.InForce,
    };
}

/// <summary>What a text is on a day.</summary>
public enum Standing { Offered = 1, Proposed, SignedHere, Future, InForce, Superseded, Ended, Rejected }

/// <summary>The agreements in memory: what every party has signed, compiled and ready to be asked, and follows the store within a second.</summary>
/// <remarks>Who decides within a write asks <see cref="At"/>, which is exact as of that write: what was suspended a moment ago is suspended.</remarks>
internal sealed partial class AgreementShelf(Database database, Pulse pulse, OwnKeys own, ILogger<AgreementShelf> log) : BackgroundService
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock taking = new();
    private readonly HashSet<long> reported = [];
    private volatile Snapshot snapshot = Snapshot.Empty;

    /// <summary>What is agreed, under the suspensions there are.</summary>
    public AgreementBook Book => snapshot.Book;

    /// <summary>Every text that was ever put to this node, also those that bind nobody; by id, version and the order in which they came.</summary>
    public IReadOnlyList<HeldAgreement> All => snapshot.Held;

    /// <summary>Texts that are stored otherwise than they were signed, with what is wrong. They and the versions before them count for nothing.</summary>
    public IReadOnlyList<AlteredAgreement> Altered => snapshot.Altered;

    /// <summary>Everything that was ever suspended, by this node or by a partner; newest first.</summary>
    public IReadOnlyList<SuspensionRow> Suspensions => snapshot.Suspensions;

    /// <summary>The record of the last change that is counted here.</summary>
    public long Stamp => snapshot.Stamp;

    /// <summary>Completes when the agreements have been read once.</summary>
    public Task Ready => ready.Task;

    /// <summary>The text of that id and version that was not rejected.</summary>
    public HeldAgreement? Find(string id, int version) => snapshot.Held.FirstOrDefault(held => held.Agreement.Id == id && held.Agreement.Version == version && held.Row.State != AgreementState.Rejected);

    /// <summary>What a text is on a day.</summary>
    public Standing StandingOf(HeldAgreement held, DateOnly on) => held.StandingOn(
        on,
        Find(held.Agreement.Id, held.Agreement.Version + 1) is { Row.State: AgreementState.Agreed, Agreement.From: var next } ? next
            : IsBeforeAltered(held, snapshot.Altered) ? DateOnly.MinValue
            : null);

    /// <summary>What is agreed as of a write: it sees what the same transaction and every one before it have changed.</summary>
    public AgreementBook At(Session session) => Follow(session).Book;

    /// <summary>The record of the last change as of a write: as long as it is the same, so is the book.</summary>
    public long StampAt(Session session) => Follow(session).Stamp;

    /// <summary>What slows the exchange with a partner as of a write, for what this node gives.</summary>
    public IEnumerable<SuspensionRow> ThrottlesAt(Session session, string partner) => Follow(session).Suspensions.Where(row => row.Partner == partner && row.SlowsHere);

    /// <summary>The same, with every text that was not rejected.</summary>
    public IReadOnlyList<HeldAgreement> HeldAt(Session session) => [.. Follow(session).Held.Where(held => held.Row.State != AgreementState.Rejected)];

    /// <summary>Takes over what was committed until now.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // Never from within a write, which may still be undone.
        var read = await database.ReadAsync(session => Task.FromResult(Follow(session)), cancellation);
        lock (taking)
        {
            if (read.Stamp > snapshot.Stamp)
            {
                snapshot = read;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = pulse.Next;
            try
            {
                await RefreshAsync(stoppingToken);
                await ReportAsync(stoppingToken);
                ready.TrySetResult();
            }
            catch (DbException exception)
            {
                NotFollowed(log, exception);
            }

            await next.WaitAsync(stoppingToken);
        }
    }

    // Once for each: the record and the log say it, the register shows it for as long as it is so.
    private async Task ReportAsync(CancellationToken cancellation)
    {
        foreach (var altered in Altered.Where(one => !reported.Contains(one.Row.Number)))
        {
            await database.WriteAsync(
                session => RecordBook.Append(session, Actor.Node("agreements", Purpose.Administration), AgreementActs.FoundAltered, "agreement", altered.Row.ToString(), JsonDetail.Of(
                    ("reason", altered.Why.Code.Id), ("detail", altered.Why.Detail), ("sha256", altered.Row.Sha256))),
                cancellation);
            reported.Add(altered.Row.Number);
            NotAsSigned(log, altered.Row.ToString(), altered.Why.Detail);
        }
    }

    private Snapshot Follow(Session session)
    {
        var known = snapshot;
        var stamp = Math.Max(
            session.Scalar<long>("SELECT COALESCE(MAX(changed), 0) FROM agreement"), session.Scalar<long>("SELECT COALESCE(MAX(changed), 0) FROM agreement_suspension"));
        return stamp == known.Stamp ? known : Read(session, stamp, known);
    }

    private Snapshot Read(Session session, long stamp, Snapshot known)
    {
        var before = known.Held.ToDictionary(held => held.Row.Number);
        var parties = PartyRow.All(session).ToLookup(party => party.Number);
        var signatures = new StoredSignatures(session, own.PartyId);
        var (held, altered) = (new List<HeldAgreement>(), new List<AlteredAgreement>());
        foreach (var row in AgreementRow.All(session))
        {
            PartyRow[] signers = [.. parties[row.Number]];
            var (agreement, why) = before.GetValueOrDefault(row.Number) is { } same && same.IsAs(row, signers) ? (same.Agreement, null) : signatures.Read(row, signers);
            if (agreement is null)
            {
                altered.Add(new(row, why!));
            }
            else
            {
                held.Add(new(row, agreement, signers));
            }
        }

        var suspensions = SuspensionRow.All(session);
        return new(stamp, held, altered, suspensions, Compile(
            [.. held.Where(one => one.Row.State == AgreementState.Agreed && !IsBeforeAltered(one, altered))], suspensions.Where(row => row is { State: SuspensionState.Active, PerHour: null }).Select(row => row.ToSuspension(own.PartyId))));
    }

    // What a later version had replaced does not come back because that version was altered.
    private static bool IsBeforeAltered(HeldAgreement held, IEnumerable<AlteredAgreement> altered) =>
        altered.Any(other => other.Row.Id == held.Row.Id && other.Row.State == AgreementState.Agreed && other.Row.Version > held.Row.Version);

    private AgreementBook Compile(List<HeldAgreement> agreed, IEnumerable<Suspension> suspensions)
    {
        // Each was checked against the others before it was agreed. Should they contradict each other all the same, the ones that do count for nothing.
        while (AgreementBook.Contradictions(agreed.Select(held => held.Agreement)) is [var (version, fault), ..])
        {
            Contradicting(log, fault.At ?? "", fault.Detail);
            agreed.RemoveAll(held => held.Agreement == version);
        }

        // Between two of which one has not signed, nothing is agreed, whoever else has.
        var unsigned = from held in agreed
                       let next = agreed.Find(other => other.Row.Id == held.Row.Id && other.Row.Version == held.Row.Version + 1)
                       from party in held.Parties
                       where party.Party != own.PartyId && !party.HasSigned
                       select new Suspension(own.PartyId, party.Party, held.Agreement.From) { Agreement = held.Agreement.Id, Until = next?.Agreement.From.AddDays(-1) };
        return AgreementBook.Of(agreed.Select(held => held.Agreement)).Suspending([.. suspensions, .. unsigned]);
    }

    [LoggerMessage(2101, LogLevel.Warning, "The register of agreements could not be followed for a moment.")]
    private static partial void NotFollowed(ILogger log, Exception exception);

    [LoggerMessage(2102, LogLevel.Critical, "The agreement {Agreement} counts for nothing, because it contradicts another that is stored: {Detail}")]
    private static partial void Contradicting(ILogger log, string agreement, string detail);

    [LoggerMessage(2103, LogLevel.Critical, "The stored agreement {Agreement} counts for nothing: {Detail}")]
    private static partial void NotAsSigned(ILogger log, string agreement, string detail);

    private sealed record Snapshot(long Stamp, IReadOnlyList<HeldAgreement> Held, IReadOnlyList<AlteredAgreement> Altered, IReadOnlyList<SuspensionRow> Suspensions, AgreementBook Book)
    {
        public static readonly Snapshot Empty = new(0, [], [], [], AgreementBook.Empty);
    }
}
