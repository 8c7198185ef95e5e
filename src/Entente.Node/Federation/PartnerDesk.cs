using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>Where every change of the directory goes through, whether it comes from a page, a program, the command line or the demonstration.</summary>
internal sealed class PartnerDesk(Database database, OwnKeys keys, Charges charges, PartnerDirectory directory)
{
    /// <summary>Who works at the command line: one officer, however many there are.</summary>
    public static readonly Actor CommandLine = Actor.Node("command-line", Purpose.Administration);

    /// <param name="actor">Who proposes.</param>
    /// <param name="file">The card file as it was received, or a partner file.</param>
    /// <param name="cancellation">Leaves the queue.</param>
    public async Task<PartnerOutcome> ProposeAsync(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancellation = default)
    {
        var (card, fault) = Read(file.Span);
        return card is null ? new PartnerOutcome.Refused(fault!) : await WriteAsync((session, ring) => ProposePartner.Execute(session, actor, card, ring, keys.PartyId), cancellation);
    }

    public Task<PartnerOutcome> TakeUpAsync(Actor actor, Guid offer, CancellationToken cancellation = default) =>
        WriteAsync((session, ring) => TakeUpCard.Execute(session, actor, offer, ring, keys.PartyId), cancellation);

    public Task<PartnerOutcome> ApproveAsync(Actor actor, ApprovePartner.Command command, CancellationToken cancellation = default) =>
        WriteAsync((session, ring) => ApprovePartner.Execute(session, actor, command, ring, keys.PartyId, charges), cancellation);

    public Task<PartnerOutcome> RejectAsync(Actor actor, RejectProposal.Command command, CancellationToken cancellation = default) =>
        WriteAsync((session, _) => RejectProposal.Execute(session, actor, command), cancellation);

    public Task<PartnerOutcome> SuspendAsync(Actor actor, string party, string? reason, CancellationToken cancellation = default) =>
        WriteAsync((session, ring) => SuspendPartner.Execute(session, actor, party, reason, ring, keys.PartyId), cancellation);

    public Task<PartnerOutcome> ResumeAsync(Actor actor, string party, CancellationToken cancellation = default) =>
        WriteAsync((session, ring) => ResumePartner.Execute(session, actor, party, ring, keys.PartyId, charges), cancellation);

    public Task<PartnerOutcome> CollectAsync(Actor actor, string party, CollectFrom.Command command, CancellationToken cancellation = default) =>
        WriteAsync((session, _) => CollectFrom.Execute(session, actor, party, command), cancellation);

    public Task<PartnerOutcome> RevokeAsync(Actor actor, string party, RevokeKey.Command command, CancellationToken cancellation = default) =>
        WriteAsync((session, ring) => RevokeKey.Execute(session, actor, party, command, ring, keys.PartyId), cancellation);

    /// <summary>Reads a card file or a partner file as far as it can be read without knowing whose it is.</summary>
    public static (CertifiedCard? Card, Fault? Fault) Read(ReadOnlySpan<byte> file) =>
        PartnerFile.IsMeant(file) ? (CertifiedCard.Of(file, default, out var fault), fault)
        : SignedCard.Read(file, out fault) is { } signed ? (CertifiedCard.Read(signed, out fault), fault)
        : (null, fault);

    // The directory is signed by this node, so it has its keys before its first partner. What was done here counts here when it is answered.
    private async Task<PartnerOutcome> WriteAsync(Func<Session, KeyRing, PartnerOutcome> act, CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        var ring = keys.Current;
        var outcome = await database.WriteAsync(session => act(session, ring), cancellation);
        if (outcome is PartnerOutcome.Done { Directory: > 0 })
        {
            await directory.RefreshAsync(cancellation);
        }

        return outcome;
    }
}
