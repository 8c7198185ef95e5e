using System.Globalization;
using System.Security.Cryptography;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Selectivity;

/// <summary>Sends the version of a reference list in force to a partner, whose administrator decides about it.</summary>
internal sealed class SendList(Database database, Outbox outbox, PartnerDirectory partners, OwnKeys own)
{
    private static readonly MessageKind<CodesUpdated> Kind = MessageKind.CodesUpdated;

    /// <param name="Partner">The party id.</param>
    public sealed record Command(string Partner);

    /// <summary>What came of it.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        /// <param name="MessageId">The message that carries the list.</param>
        /// <param name="Version">The date of the list.</param>
        /// <param name="Entries">How many codes it has.</param>
        public sealed record Queued(string MessageId, DateOnly Version, int Entries) : Outcome;

        public sealed record Refused(Fault Why) : Outcome;
    }

    /// <summary>The partners whose nodes read lists.</summary>
    public IReadOnlyList<Partner> Readers => [.. partners.Active.Where(partner => partner.Terms is null && partner.Reads.Contains(Kind.Key))];

    /// <param name="name"><c>hs</c> or <c>locode</c>.</param>
    public async Task<Outcome> RunAsync(Actor actor, string name, Command command, CancellationToken cancellation)
    {
        if (ReferenceNames.Find(name) is not { } list)
        {
            return new Outcome.Refused(new(FaultCode.NotFound, $"This node keeps the lists {string.Join(", ", ReferenceNames.All)}."));
        }

        await partners.Ready.WaitAsync(cancellation);

        // Written before the queue of writes: a long list takes a while.
        var (version, content, entries) = await database.ReadAsync(session => Task.FromResult(Read(session, list)), cancellation);
        return version is null
            ? new Outcome.Refused(new(FaultCode.ReferenceNotLoaded, $"Load one first: entente import {name} FILE."))
            : await database.WriteAsync(session => Queue(session, actor, list, command.Partner, version, content, entries), cancellation);
    }

    private static (ListVersion? Version, byte[] Content, int Entries) Read(Session session, ReferenceKind list)
    {
        var codes = ReferenceTables.InForce(session, list);
        return (ReferenceTables.Latest(session, list), ReferenceWriter.Write(list, codes), codes.Count);
    }

    private Outcome Queue(Session session, Actor actor, ReferenceKind list, string partner, ListVersion version, byte[] content, int entries)
    {
        var day = version.Version.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var payload = Kind.Write(new()
        {
            Conditions = Conditions.OfTheExchange($"{list.Name} {day}", DateOnly.FromDateTime(session.Now.UtcDateTime)) with { Onward = Onward.WithPermission },
            List = list.Name,
            Version = day,
            ValidFrom = version.Version,
            Entries = entries,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        });
        var queueing = outbox.Enqueue(session, actor, new(partner, Kind.Name, Kind.Version, payload)
        {
            Lane = Lane.Bulk,

            // The last that is sent of a list is the last that comes.
            Conversation = $"reference-{list.Name}@{own.PartyId}",
            Attachments = [new($"{list.Name}-{day}.csv", "text/csv", content)],
        });
        if (queueing is not Queueing.Queued queued)
        {
            return new Outcome.Refused(((Queueing.Refused)queueing).Why);
        }

        RecordBook.Append(session, actor, SelectivityActs.ReferenceSent, SelectivityActs.ReferenceKind, $"{list} {day}", JsonDetail.Of(
            ("partner", partner), ("message", queued.MessageId)));
        return new Outcome.Queued(queued.MessageId, version.Version, entries);
    }
}
