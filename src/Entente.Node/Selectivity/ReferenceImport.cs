using System.Security.Cryptography;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity;

/// <summary>Loads a newer version of a reference list: codes it dropped are closed on its date, codes it brings are opened.</summary>
internal sealed class ReferenceImport(Database database, ReferenceBook book)
{
    /// <param name="kind">Which list.</param>
    /// <param name="list">The file, UTF-8.</param>
    /// <param name="version">The date of the list.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="progress">Told how many codes were read.</param>
    /// <param name="cancellation">Stops before anything is stored.</param>
    public async Task<Outcome> RunAsync(
        ReferenceKind kind, Stream list, DateOnly version, Actor actor, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var content = new MemoryStream();
        await list.CopyToAsync(content, cancellation);
        hash.AppendData(content.GetBuffer(), 0, (int)content.Length);
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        content.Position = 0;
        var (codes, fault) = ReferenceFile.Read(kind, content, progress, cancellation);
        if (fault is not null)
        {
            return new Outcome.Refused(fault);
        }

        var outcome = await database.WriteAsync(session => Apply(session, kind, codes, version, sha256, actor), cancellation);
        await book.RefreshAsync(cancellation);
        return outcome;
    }

    /// <summary>The effect, in the transaction of what decided on it.</summary>
    public Outcome Apply(Session session, ReferenceKind kind, IReadOnlyDictionary<string, ReferenceCode> codes, DateOnly version, string sha256, Actor actor)
    {
        if (ReferenceTables.Latest(session, kind) is { } latest && latest.Version >= version)
        {
            return latest.Version == version && latest.Sha256 == sha256
                ? new Outcome.AlreadyInForce(latest)
                : new Outcome.Refused(NotNewer(latest, version));
        }

        var changes = ReferenceChanges.Between(ReferenceTables.InForce(session, kind).ToDictionary(code => code.Code, StringComparer.Ordinal), codes, version);
        ReferenceTables.Apply(session, database.Dialect, kind, changes, version);
        var imported = new ListVersion
        {
            Kind = kind.ToString(),
            Version = version,
            ImportedAt = session.Now,
            Sha256 = sha256,
            Entries = codes.Count,
            Opened = changes.Opened.Count,
            Closed = changes.Closed.Count,
        };
        ReferenceTables.Add(session, imported);
        RecordBook.Append(
            session, actor, SelectivityActs.ReferenceImported, SelectivityActs.ReferenceKind, $"{kind} {version:yyyy-MM-dd}", IntakeJson.Imported(imported));
        return new Outcome.Imported(imported);
    }

    public static Fault NotNewer(ListVersion inForce, DateOnly version) =>
        new(FaultCode.ReferenceNotNewer, $"The list in force is of {inForce.Version:yyyy-MM-dd}; this one is of {version:yyyy-MM-dd}.");

    internal abstract record Outcome
    {
        internal sealed record Imported(ListVersion List) : Outcome;

        /// <summary>The very same list was imported before; nothing was changed.</summary>
        internal sealed record AlreadyInForce(ListVersion List) : Outcome;

        internal sealed record Refused(Fault Fault) : Outcome;
    }
}
