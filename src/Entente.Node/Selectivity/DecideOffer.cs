using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity;

/// <summary>An administrator loads a list that a partner sent, as if it came from its publisher, or dismisses it.</summary>
internal sealed class DecideOffer(Database database, ReferenceImport import, ReferenceBook book, TimeProvider clock)
{
    public static Fault? Decide(OfferedList? offer, DateTimeOffset now) =>
        offer is null ? new(FaultCode.NotFound, "")
        : offer.IsWaitingAt(now) ? null
        : new(FaultCode.ReferenceOfferClosed, offer.State switch
        {
            OfferedListState.Loaded => "It was loaded.",
            OfferedListState.Dismissed => "It was dismissed.",
            OfferedListState.Replaced => "A later one of the same partner took its place.",
            _ => Gone(offer),
        });

    public async Task<ReferenceImport.Outcome> LoadAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        // Read before the queue of writes; that the offer still stands is asked again in the write.
        var (offer, content) = await database.ReadAsync(
            session =>
            {
                var found = OfferedList.Find(session, id);
                return Task.FromResult((found, found is null ? null : KeptAttachment.Find(session, found.Partner, found.Message)));
            },
            cancellation);
        if (Decide(offer, clock.GetUtcNow()) is { } fault)
        {
            return new ReferenceImport.Outcome.Refused(fault);
        }

        if (content is null)
        {
            return new ReferenceImport.Outcome.Refused(new(FaultCode.ReferenceOfferClosed, Gone(offer!)));
        }

        using var text = new MemoryStream(content, writable: false);
        var (codes, malformed) = ReferenceFile.Read(offer!.Kind, text, progress: null, cancellation);
        if (malformed is not null)
        {
            return new ReferenceImport.Outcome.Refused(malformed);
        }

        var outcome = await database.WriteAsync(session => Load(session, actor, id, codes), cancellation);
        await book.RefreshAsync(cancellation);
        return outcome;
    }

    /// <returns>Why not; <see langword="null"/> when it is dismissed.</returns>
    public Task<Fault?> DismissAsync(Actor actor, Guid id, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var offer = OfferedList.Find(session, id);
            if (Decide(offer, session.Now) is { } fault)
            {
                return fault;
            }

            OfferedList.Settle(session, id, OfferedListState.Dismissed, actor.Officer);
            Record(session, actor, SelectivityActs.ReferenceDismissed, offer!);
            return null;
        },
        cancellation);

    private ReferenceImport.Outcome Load(Session session, Actor actor, Guid id, IReadOnlyDictionary<string, ReferenceCode> codes)
    {
        var offer = OfferedList.Find(session, id);
        if (Decide(offer, session.Now) is { } fault)
        {
            return new ReferenceImport.Outcome.Refused(fault);
        }

        var outcome = import.Apply(session, offer!.Kind, codes, offer.ValidFrom, offer.Sha256, actor);
        if (outcome is not ReferenceImport.Outcome.Refused)
        {
            OfferedList.Settle(session, id, OfferedListState.Loaded, actor.Officer);
            Record(session, actor, SelectivityActs.ReferenceLoaded, offer);
        }

        return outcome;
    }

    private static void Record(Session session, Actor actor, Act act, OfferedList offer) => RecordBook.Append(
        session, actor, act, SelectivityActs.ReferenceKind, $"{offer.Kind} {offer.ValidFrom:yyyy-MM-dd}", JsonDetail.Of(("partner", offer.Partner), ("message", offer.Message)));

    private static string Gone(OfferedList offer) => $"It could be kept until {offer.KeepUntil:yyyy-MM-dd} only; ask the partner to send it again.";
}
