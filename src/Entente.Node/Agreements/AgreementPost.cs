using System.Data.Common;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>Tells the parties of an agreement that this node has signed it: with the text those that have not signed, also when they become partners later.</summary>
internal sealed partial class AgreementPost(
    Database database, AgreementShelf shelf, PartnerDirectory partners, Outbox outbox, OwnKeys own, Pulse pulse, ILogger<AgreementPost> log) : BackgroundService
{
    private static readonly Actor Self = Actor.Node("agreements", Purpose.Administration);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await shelf.Ready.WaitAsync(stoppingToken);
        await partners.Ready.WaitAsync(stoppingToken);
        (long, long)? done = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = pulse.Next;
            var now = (shelf.Stamp, partners.Version);
            if (now != done)
            {
                try
                {
                    foreach (var (held, party) in Untold().ToList())
                    {
                        await database.WriteAsync(session => Tell(session, held, party), stoppingToken);
                    }

                    done = now;
                }
                catch (DbException exception)
                {
                    NotTold(log, exception);
                }
            }

            await next.WaitAsync(stoppingToken);
        }
    }

    private IEnumerable<(HeldAgreement Held, string Party)> Untold() =>
        from held in shelf.All
        where held.Row.State is AgreementState.SignedHere or AgreementState.Agreed
        from party in held.Parties
        where party.Party != own.PartyId && party.Told is null && partners.Find(party.Party) is { } partner && partner.Reads.Contains(MessageKind.AgreementOffered.Key)
        select (held, party.Party);

    private void Tell(Session session, HeldAgreement held, string party)
    {
        // Another replica may have told it since.
        var parties = PartyRow.Of(session, held.Row.Number);
        if (parties.Find(one => one.Party == party) is not { Told: null } there || parties.Find(one => one.Party == own.PartyId) is not { Signature: { } signature })
        {
            return;
        }

        var conditions = Conditions.OfTheExchange(held.Row.ToString(), DateOnly.FromDateTime(session.Now.UtcDateTime));
        var message = there.HasSigned
            ? MessageOf(MessageKind.AgreementSigned, new()
            {
                Conditions = conditions, Agreement = held.Row.Id, Version = held.Row.Version, Sha256 = held.Row.Sha256, Signature = signature,
            })
            : MessageOf(MessageKind.AgreementOffered, new()
            {
                Conditions = conditions, Agreement = held.Row.Id, Version = held.Row.Version, Sha256 = held.Row.Sha256, Signature = signature, Text = held.Row.Text,
            });
        if (outbox.Enqueue(session, Self, message) is Queueing.Queued queued)
        {
            var record = RecordBook.Append(session, Self, AgreementActs.Told, "agreement", held.Row.ToString(), JsonDetail.Of(("partner", party), ("message", queued.MessageId)));
            session.Execute("UPDATE agreement_party SET told = @MessageId WHERE number = @Number AND party = @party", new { queued.MessageId, held.Row.Number, party });
            session.Execute("UPDATE agreement SET changed = @record WHERE number = @Number", new { record, held.Row.Number });
        }

        Outgoing MessageOf<TPayload>(MessageKind<TPayload> kind, TPayload payload)
            where TPayload : MessagePayload => new(party, kind.Name, kind.Version, kind.Write(payload)) { Conversation = $"agreement-{held.Row.Id}-{held.Row.Version}", Leads = there.HasSigned };
    }

    [LoggerMessage(2111, LogLevel.Warning, "Parties could not be told of a signature for a moment.")]
    private static partial void NotTold(ILogger log, Exception exception);
}
