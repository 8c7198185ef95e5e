using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The partners in memory, kept equal to what this node has signed: what this or another process changes counts here within a second.</summary>
/// <remarks>
/// The snapshot is made from the signed directory and from cards whose fingerprint it names, never from rows that anybody could have written. A directory
/// whose signature is not ours, or that is older than the one in memory, changes nothing and is an alarm.
/// </remarks>
internal sealed partial class PartnerDirectory(Database database, Pulse pulse, OwnKeys keys, TimeProvider clock, ILogger<PartnerDirectory> log) : BackgroundService
{
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DirectorySnapshot snapshot = DirectorySnapshot.Empty;
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? directoryAlarm;
    private volatile string? keyAlarm;

    /// <summary>Completes when the directory has been read once.</summary>
    public Task Ready => ready.Task;

    /// <summary>The version that counts here.</summary>
    public long Version => snapshot.Version;

    /// <summary>What is wrong with the stored directory or with our keys, for readiness; <see langword="null"/> if nothing is.</summary>
    public string? Alarm => directoryAlarm ?? keyAlarm;

    public IReadOnlyCollection<Partner> All => Now.Partners.Values;

    public IReadOnlyList<Partner> Active => [.. All.Where(partner => partner.State == PartnerState.Active).OrderBy(partner => partner.Id, StringComparer.Ordinal)];

    private DirectorySnapshot.View Now => snapshot.At(clock.GetUtcNow());

    /// <summary>The partner of that id, suspended or not.</summary>
    public Partner? Find(string partyId) => Now.Partners.GetValueOrDefault(partyId);

    /// <summary>The partner that connects with this certificate (DER), suspended or not: who is suspended must be told so.</summary>
    public Partner? FindByTls(ReadOnlySpan<byte> certificate) => Now.ByTls.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(certificate)));

    /// <summary>Completes when the directory here is at least of that version.</summary>
    public async Task FollowedAsync(long version, CancellationToken cancellation)
    {
        for (var next = changed.Task; Version < version; next = changed.Task)
        {
            await next.WaitAsync(cancellation);
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
                ready.TrySetResult();
            }
            catch (DbException exception)
            {
                NotFollowed(log, exception);
            }
            await next.WaitAsync(stoppingToken);
        }
    }

    /// <summary>Takes over what was committed until now.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await refreshing.WaitAsync(cancellation);
        try
        {
            await TakeOverAsync(cancellation);
        }
        finally
        {
            refreshing.Release();
        }
    }

    public override void Dispose()
    {
        refreshing.Dispose();
        base.Dispose();
    }

    private async Task TakeOverAsync(CancellationToken cancellation)
    {
        var (card, count, certified, version) = await database.ReadAsync(
            async session => (
                await session.ScalarAsync<long?>("SELECT MAX(version) FROM own_card") ?? 0,
                await session.ScalarAsync<long>("SELECT COUNT(*) FROM own_key WHERE state <> 'Retired'"),
                await session.ScalarAsync<long?>("SELECT MAX(record) FROM own_certificate") ?? 0,
                await session.ScalarAsync<long?>("SELECT MAX(version) FROM partner_directory") ?? 0),
            cancellation);
        if (card != keys.Current.Version || count != keys.Current.Keys.Count || certified != keys.Current.Certified)
        {
            await FollowKeysAsync(cancellation);
        }

        if (version != snapshot.Version)
        {
            Take(await database.ReadAsync(ReadAsync, cancellation), version);
        }
    }

    /// <summary>A replica that lacks the file of a new key goes on with those it has, and says so; who is suspended or revoked meanwhile is so here as well.</summary>
    private async Task FollowKeysAsync(CancellationToken cancellation)
    {
        try
        {
            await keys.RefreshAsync(cancellation);
            keyAlarm = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // One line for each, not one for each beat.
            if (keyAlarm != exception.Message)
            {
                KeyMissing(log, exception);
            }

            keyAlarm = exception.Message;
        }
    }

    private void Take(Stored stored, long version)
    {
        var read = version < snapshot.Version ? null : Open(stored);
        if (read is null)
        {
            // One line for each broken version, not one for each beat.
            if (directoryAlarm is null)
            {
                Broken(log, version);
            }

            directoryAlarm = "The stored directory of partners is not the one that this node signed.";
            return;
        }

        (snapshot, directoryAlarm) = (read, null);
        var waiting = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }

    private DirectorySnapshot? Open(Stored stored)
    {
        var signer = keys.Current.Keys.FirstOrDefault(key => key.Id == stored.Row.SignedWith && key.Purpose == KeyPurpose.Sign);
        if (signer is null
            || !signer.Certificate.PublicKey.Verifies(DirectoryContent.MessageOf(stored.Row.Content), stored.Row.Signature)
            || DirectoryContent.Read(stored.Row.Content) is not { } content
            || content.Node != keys.PartyId
            || content.Version != stored.Row.Version)
        {
            return null;
        }

        var entries = new List<DirectorySnapshot.Entry>();
        foreach (var entry in content.Partners)
        {
            if (stored.Cards.Find(card => card.Partner == entry.Party && card.Version == entry.Version) is not { } row
                || CertifiedCard.Of(row.Card, row.Signature, out _) is not { } card
                || card.Fingerprint != entry.Fingerprint)
            {
                return null;
            }

            entries.Add(new(card, entry.Suspended ? PartnerState.Suspended : PartnerState.Active));
        }

        return new(content.Version, entries, content.RevokedKeys.ToFrozenSet(StringComparer.Ordinal));
    }

    private static async Task<Stored> ReadAsync(Session session) => new(
        (await session.FindAsync<DirectoryRow>("SELECT version, content, signature, signed_with FROM partner_directory ORDER BY version DESC LIMIT 1"))!,
        await session.QueryAsync<CardRow>(
            "SELECT v.partner, v.version, v.card, v.signature FROM partner_version v JOIN partner p ON p.id = v.partner AND p.version = v.version"));

    [LoggerMessage(2001, LogLevel.Warning, "The directory of partners could not be followed for a moment.")]
    private static partial void NotFollowed(ILogger log, Exception exception);

    [LoggerMessage(2002, LogLevel.Error, "A private key of this node is missing here.")]
    private static partial void KeyMissing(ILogger log, Exception exception);

    [LoggerMessage(2003, LogLevel.Critical, "Version {Version} of the stored directory of partners is not what this node signed, or is older than what it had signed; it is not used.")]
    private static partial void Broken(ILogger log, long version);

    private sealed record Stored(DirectoryRow Row, List<CardRow> Cards);

    private sealed record DirectoryRow
    {
        public required long Version { get; init; }

        public required byte[] Content { get; init; }

        public required byte[] Signature { get; init; }

        public required string SignedWith { get; init; }
    }

    private sealed record CardRow
    {
        public required string Partner { get; init; }

        public required long Version { get; init; }

        public required byte[] Card { get; init; }

        public required byte[] Signature { get; init; }
    }
}
