using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>Where every change of the register goes through, whether it comes from a page, a program, the command line or the demonstration.</summary>
internal sealed class AgreementDesk(Database database, AgreementShelf shelf, OwnKeys keys, Charges charges, PartnerDirectory partners, Gatekeeper gatekeeper)
{
    /// <summary>What is wrong with a text for this node, beside what it holds; nothing is changed.</summary>
    public async Task<IReadOnlyList<Fault>> CheckAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation = default)
    {
        var (agreement, faults) = ProposeAgreement.Read(text.Span, keys.PartyId);
        return agreement is null ? faults : await database.ReadAsync(
            session =>
            {
                var versions = AgreementRow.Versions(session, agreement.Id);
                var known = versions.Find(row => row.Version == agreement.Version);
                return Task.FromResult(ProposeAgreement.Decide(agreement, known, versions.Where(row => row != known).Select(row => row.TryRead()).OfType<Agreement>()));
            },
            cancellation);
    }

    /// <param name="actor">Who proposes.</param>
    /// <param name="text">The exact bytes of the file.</param>
    /// <param name="cancellation">Leaves the queue.</param>
    public async Task<AgreementOutcome> ProposeAsync(Actor actor, ReadOnlyMemory<byte> text, CancellationToken cancellation = default)
    {
        var (agreement, faults) = ProposeAgreement.Read(text.Span, keys.PartyId);
        return agreement is null ? new AgreementOutcome.Refused(faults) : await WriteAsync(session => ProposeAgreement.Execute(session, actor, agreement, text), cancellation);
    }

    /// <summary>Takes up what a partner has offered, so that another officer can approve it.</summary>
    public Task<AgreementOutcome> SupportAsync(Actor actor, string id, int version, CancellationToken cancellation = default) => WriteAsync(
        session => AgreementRow.Find(session, id, version) is not { } row ? AgreementOutcome.Refuse(new Fault(FaultCode.NotFound, ""))
            : row.TryRead() is { } agreement ? ProposeAgreement.Execute(session, actor, agreement, row.Text)
            : AgreementOutcome.Refuse(StoredSignatures.TextAltered(row)),
        cancellation);

    public async Task<AgreementOutcome> ApproveAsync(Actor actor, ApproveAgreement.Command command, CancellationToken cancellation = default)
    {
        await keys.EnsureAsync(cancellation);
        var ring = keys.Current;
        return await WriteAsync(session => ApproveAgreement.Execute(session, actor, command, ring, keys.PartyId, charges, partners, gatekeeper), cancellation);
    }

    public Task<AgreementOutcome> RejectAsync(Actor actor, RejectAgreement.Command command, CancellationToken cancellation = default) =>
        WriteAsync(session => RejectAgreement.Execute(session, actor, command), cancellation);

    // What was done here counts here when it is answered.
    private async Task<AgreementOutcome> WriteAsync(Func<Session, AgreementOutcome> act, CancellationToken cancellation)
    {
        var outcome = await database.WriteAsync(act, cancellation);
        if (outcome is AgreementOutcome.Done)
        {
            await shelf.RefreshAsync(cancellation);
        }

        return outcome;
    }
}
