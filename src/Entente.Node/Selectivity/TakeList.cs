using System.Security.Cryptography;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Selectivity;

/// <summary>Keeps a reference list that a partner sent as an offer, if it is what its message says. Nothing is looked up in it before an administrator loads it.</summary>
internal static class TakeList
{
    private static readonly MessageKind<CodesUpdated> Kind = MessageKind.CodesUpdated;

    /// <summary>What comes of a list that a partner sent.</summary>
    internal abstract record Verdict
    {
        private Verdict()
        {
        }

        public sealed record Kept(ReferenceKind List) : Verdict;

        /// <summary>The very list is in force or waits already; nothing is to be done.</summary>
        public sealed record Known : Verdict;

        public sealed record Refused(Fault Why) : Verdict;
    }

    /// <param name="inForce">The version of that list in force here.</param>
    /// <param name="waiting">What the partner has sent of it before and waits.</param>
    public static Verdict Decide(CodesUpdated said, IReadOnlyList<Attachment> attachments, ListVersion? inForce, OfferedList? waiting)
    {
        if (ReferenceNames.Find(said.List) is not { } list)
        {
            return Refuse($"This node keeps the lists {string.Join(", ", ReferenceNames.All)}.", "$.list");
        }

        if (attachments is not [{ Content: var content }])
        {
            return Refuse($"The list is the one attachment of the message; {attachments.Count} came.", "$.list");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(content.Span)) != said.Sha256)
        {
            return Refuse("The attachment does not have this hash.", "$.sha256");
        }

        if (IsSame(inForce?.Version, inForce?.Sha256) || IsSame(waiting?.ValidFrom, waiting?.Sha256))
        {
            return new Verdict.Known();
        }

        if (inForce?.Version >= said.ValidFrom)
        {
            return new Verdict.Refused(ReferenceImport.NotNewer(inForce, said.ValidFrom));
        }

        using var text = new MemoryStream(content.ToArray(), writable: false);
        var (codes, fault) = ReferenceFile.Read(list, text, progress: null, CancellationToken.None);
        return fault is not null ? new Verdict.Refused(fault)
            : codes.Count != said.Entries ? Refuse($"The attachment has {codes.Count} entries, and the message says {said.Entries}.", "$.entries")
            : new Verdict.Kept(list);

        bool IsSame(DateOnly? version, string? sha256) => version == said.ValidFrom && sha256 == said.Sha256;
    }

    public static IServiceCollection Add(IServiceCollection services) => services.AddIncoming(Kind.Name, Kind.Version, Take, Kind.Acknowledged);

    private static Fault? Take(Session session, Actor partner, Incoming message)
    {
        if (!Kind.TryRead(message.Payload.Span, out var said, out var malformed))
        {
            return malformed;
        }

        var list = ReferenceNames.Find(said.List);
        var waiting = list is null ? null : OfferedList.Undecided(session, message.Partner, list.Value);
        switch (Decide(said, message.Attachments, list is null ? null : ReferenceTables.Latest(session, list.Value), waiting?.IsWaitingAt(session.Now) == true ? waiting : null))
        {
            case Verdict.Refused refused:
                return refused.Why;
            case Verdict.Kept kept:
                Keep(session, partner, message, said, kept.List, waiting);
                break;
        }

        return null;
    }

    private static void Keep(Session session, Actor partner, Incoming message, CodesUpdated said, ReferenceKind list, OfferedList? before)
    {
        if (before is not null)
        {
            OfferedList.Settle(session, before.Id, OfferedListState.Replaced, partner.Officer);
        }

        var id = Guid.CreateVersion7(session.Now);
        var record = RecordBook.Append(session, partner, SelectivityActs.ReferenceOffered, SelectivityActs.ReferenceKind, $"{list} {said.ValidFrom:yyyy-MM-dd}", JsonDetail.Of(
            ("partner", message.Partner), ("message", message.MessageId), ("version", said.Version), ("sha256", said.Sha256)));
        OfferedList.Add(session, new()
        {
            Id = id,
            Kind = list,
            Version = said.Version,
            ValidFrom = said.ValidFrom,
            Entries = said.Entries,
            Sha256 = said.Sha256,
            Partner = message.Partner,
            Message = message.MessageId,
            OfferedAt = session.Now,
            KeepUntil = said.Conditions.KeepUntil,
            State = OfferedListState.Offered,
            Record = record,
        });
    }

    private static Verdict.Refused Refuse(string detail, string at) => new(new(FaultCode.MessageValue, detail, at));
}
