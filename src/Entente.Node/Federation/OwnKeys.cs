using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The keys by which this node is known to its partners: made once, shared by all replicas, changed with overlap.</summary>
internal sealed class OwnKeys(Database database, KeyFiles files, MakeKey make, NodeOptions node, FederationOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Certificates begin to be valid so long before they are made: partners' clocks differ.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(2);

    private static readonly (KeyPurpose Purpose, KeyAlgorithm Algorithm)[] Kinds =
    [
        (KeyPurpose.Sign, KeyAlgorithm.Ed25519), (KeyPurpose.Sign, KeyAlgorithm.P256), (KeyPurpose.Sign, KeyAlgorithm.Rsa),
        (KeyPurpose.Encrypt, KeyAlgorithm.X25519), (KeyPurpose.Encrypt, KeyAlgorithm.P256), (KeyPurpose.Encrypt, KeyAlgorithm.Rsa),
        (KeyPurpose.Tls, KeyAlgorithm.P256),
    ];

    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
    private readonly SemaphoreSlim making = new(1);
    private volatile KeyRing current = KeyRing.Empty;

    /// <summary>The name of this node among all nodes.</summary>
    public string PartyId { get; } = options.PartyId.Length > 0 ? options.PartyId : node.Country;

    /// <summary>The keys in force; empty where this node exchanges with nobody.</summary>
    public KeyRing Current => current;

    /// <summary>Makes the first keys of a node that has none, and reads those that there are.</summary>
    /// <remarks>Of two replicas that start at once, one's keys count; the other's files are deleted.</remarks>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        await RefreshAsync(cancellation);
        await making.WaitAsync(cancellation);
        try
        {
            if (current.IsEmpty)
            {
                var made = Make(Kinds, signer: null);
                var counts = await database.WriteAsync(
                    session =>
                    {
                        if (session.Scalar<long>("SELECT COUNT(*) FROM own_key") > 0)
                        {
                            return false;
                        }

                        Insert(session, made, OwnKeyState.Current);
                        return true;
                    },
                    cancellation);
                Discard(counts ? [] : made);
                await RefreshAsync(cancellation);
            }
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>Makes a successor of every current key, or of those of one purpose. They go onto our card and are not used yet.</summary>
    /// <returns>The ids of the new keys; none where successors wait already.</returns>
    public async Task<IReadOnlyList<string>> RotateAsync(KeyPurpose? purpose, CancellationToken cancellation = default)
    {
        await EnsureAsync(cancellation);
        var signer = current.Newest;
        var made = Make(Kinds.Where(kind => purpose is null || kind.Purpose == purpose), signer);
        var counts = await database.WriteAsync(
            session =>
            {
                var waiting = session.Query<string>("SELECT purpose FROM own_key WHERE state = 'Next'");
                if (made.Exists(key => waiting.Contains(key.Purpose.ToString())))
                {
                    return false;
                }

                Insert(session, made, OwnKeyState.Next);
                return true;
            },
            cancellation);
        Discard(counts ? [] : made);
        return counts ? [.. made.Select(key => key.Id)] : [];
    }

    /// <summary>Reads the keys from the store and their files.</summary>
    public async Task RefreshAsync(CancellationToken cancellation = default)
    {
        var (version, rows, issued) = await database.ReadAsync(
            async session => (
                await session.ScalarAsync<long?>("SELECT MAX(version) FROM own_card") ?? 0,
                await session.QueryAsync<Row>("SELECT id, purpose, state, certificate FROM own_key WHERE state <> 'Retired' ORDER BY created_at DESC, id"),
                await session.QueryAsync<(long Record, string Key, string Chain)>("SELECT record, key, chain FROM own_certificate ORDER BY record DESC")),
            cancellation);
        var known = current.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        var chains = issued.DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => CertifyKey.Read(one.Chain).Chain!, StringComparer.Ordinal);
        current = new(
            version,
            [.. rows.Select(row => (known.TryGetValue(row.Id, out var key) ? key with { State = row.State } : new(row.Id, row.Purpose, row.State, CertificateOf(row), files.Read(row.Id)))
                with { Issued = chains.GetValueOrDefault(row.Id) ?? [] })],
            issued.Select(one => one.Record).FirstOrDefault());
    }

    /// <summary>Every key there ever was, with certificates only, newest first.</summary>
    public Task<List<OwnKey>> AllAsync(CancellationToken cancellation = default) => database.ReadAsync(
        async session => (await session.QueryAsync<Row>("SELECT id, purpose, state, certificate FROM own_key ORDER BY created_at DESC, id"))
            .ConvertAll(row => new OwnKey(row.Id, row.Purpose, row.State, CertificateOf(row), null)),
        cancellation);

    /// <summary>What this node ever signed with, or will.</summary>
    public static IReadOnlyList<Certificate> SigningCertificates(Session session) =>
        [.. session.Query<Row>("SELECT id, purpose, state, certificate FROM own_key WHERE purpose = 'Sign'").Select(CertificateOf)];

    public void Dispose()
    {
        random.Dispose();
        making.Dispose();
    }

    internal static void Move(Session session, OwnKeyState from, OwnKeyState to, string? purpose) => session.Execute(
        "UPDATE own_key SET state = @to, changed_at = @Now WHERE state = @from AND (@purpose IS NULL OR purpose = @purpose)",
        new { from = from.ToString(), to = to.ToString(), purpose, session.Now });

    private List<OwnKey> Make(IEnumerable<(KeyPurpose Purpose, KeyAlgorithm Algorithm)> kinds, OwnKey? signer)
    {
        var now = clock.GetUtcNow();
        var made = new List<OwnKey>();
        foreach (var (purpose, algorithm) in kinds)
        {
            var key = make(algorithm, options.RsaBits);
            var issuer = signer ?? made.Find(one => one.Certificate.PublicKey.Algorithm == KeyAlgorithm.Ed25519);
            var certificate = CertificateAuthor.Write(
                $"CN={PartyId} {purpose.ToString().ToLowerInvariant()},C={node.Country}",
                key.PublicKey,
                algorithm == KeyAlgorithm.X25519 ? (issuer!.Private!, issuer.Certificate) : (key, null),
                now - Before,
                now.AddDays(options.KeyDays),
                random);
            var id = $"{purpose}-{algorithm}-{certificate.Fingerprint[..12]}".ToLowerInvariant();
            files.Write(id, key);
            made.Add(new(id, purpose, OwnKeyState.Next, certificate, key));
        }

        return made;
    }

    private void Discard(IEnumerable<OwnKey> unused)
    {
        foreach (var key in unused)
        {
            files.Delete(key.Id);
            key.Private!.Dispose();
        }
    }

    private static void Insert(Session session, IEnumerable<OwnKey> keys, OwnKeyState state)
    {
        foreach (var key in keys)
        {
            session.Execute(
                """
                INSERT INTO own_key (id, purpose, algorithm, state, certificate, created_at, changed_at)
                VALUES (@Id, @purpose, @algorithm, @state, @certificate, @Now, @Now)
                """,
                new
                {
                    key.Id,
                    purpose = key.Purpose.ToString(),
                    algorithm = key.Certificate.PublicKey.Algorithm.ToString(),
                    state = state.ToString(),
                    certificate = key.Certificate.Raw.ToArray(),
                    session.Now,
                });
        }
    }

    private static Certificate CertificateOf(Row row) =>
        Certificate.TryParse(row.Certificate) ?? throw new InvalidOperationException($"The certificate of {row.Id} cannot be read.");

    private sealed record Row
    {
        public required string Id { get; init; }

        public required KeyPurpose Purpose { get; init; }

        public required OwnKeyState State { get; init; }

        public required byte[] Certificate { get; init; }
    }
}
