using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>The other way out of the same queue: a partner that cannot be reached fetches what waits for it, one message at a time, and proves each by a receipt that it posts.</summary>
internal sealed class HandingOut(
    Database database, OwnKeys own, ExchangeGate gate, Sealing sealing, Taking taking, DeliveryFigures figures, PartnerLinks links, DeliveryOptions options, RandomNumberGenerator random, TimeProvider clock)
{
    // Not that of a process: nobody renews it.
    private const string Holder = "handed out";

    /// <summary>The next message of the partner's channel, or EBMS:0006.</summary>
    public async Task<SealedMessage> NextAsync(Partner partner, Received.Pull pull, CancellationToken cancellation)
    {
        links.Collected(partner.Id, clock.GetUtcNow());
        var message = await SealedAsync(partner, cancellation);
        figures.Handed(partner.Id, message is null ? "empty" : "message");
        return message ?? SealedMessage.From(
            As4Writer.NothingToPull(pull.Header, taking.NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(pull.Signer)), clock.GetUtcNow(), random));
    }

    /// <summary>The message of ours that a receipt or an error report refers to, as it was sealed last and before, if it was handed out to that partner.</summary>
    public async Task<IReadOnlyList<SentMessage>> FindAsync(Partner partner, MessageId id)
    {
        var (row, made) = await database.ReadAsync(async session =>
            await session.FindAsync<OutboxRow>("SELECT * FROM outbox WHERE message_id = @Value AND partner = @Id AND handed_at IS NOT NULL", new { id.Value, partner.Id }) is { } found
                ? (found, await SealedMessage.FindAsync(session, found.Seq))
                : default);
        return made is null ? [] : [.. made.Sent(own.Current, partner, id, partner.SuiteOf(row.Suite))];
    }

    /// <summary>Stores what the partner says of a message that it fetched.</summary>
    public async Task ConcludeAsync(Partner partner, SentMessage sent, Answer answer)
    {
        var outcome = Outcome.Of(answer);
        if (outcome is Outcome.Refused { Why.Detail: var detail } && await RenewAsync(partner, sent.MessageId))
        {
            outcome = new Outcome.Again(new(FaultCode.FederationMissingReceipt, detail), Transport: false);
        }

        var now = clock.GetUtcNow();
        await database.WriteAsync(session =>
        {
            if (Claims.Find(session, partner.Id, sent.MessageId.Value) is { } claim)
            {
                Conclusion.Store(session, claim, outcome, now, outcome is Outcome.Again ? Backoff.After(Math.Max(1, claim.Attempts), 0) : TimeSpan.Zero, counts: false);
            }
        });
        figures.Attempted(partner.Id, outcome, TimeSpan.Zero);
    }

    /// <summary>Whether a message that the partner refuses could be sealed otherwise, and now is: it is offered once more.</summary>
    private async Task<bool> RenewAsync(Partner partner, MessageId id)
    {
        var (claim, made) = await database.ReadAsync(async session =>
            await session.FindAsync<OutboxRow>("SELECT * FROM outbox WHERE message_id = @Value AND partner = @Id AND state = 'Ready'", new { id.Value, partner.Id }) is { } found
                ? (found, await SealedMessage.FindAsync(session, found.Seq))
                : default);
        return made is not null && await sealing.RenewAsync(claim, partner, made, CancellationToken.None) is not null;
    }

    private async Task<SealedMessage?> SealedAsync(Partner partner, CancellationToken cancellation)
    {
        // A few tries: another process may take the same message, and one that cannot be sealed is no reason to withhold the next.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await database.ReadAsync(session => Claims.WaitingAsync(session, partner.Id), cancellation) is not { } claim)
            {
                return null;
            }

            var patience = TimeSpan.FromSeconds(options.AnswerSeconds);
            if (!await database.WriteAsync(session => Claims.HandOut(session, gate, claim, Holder, patience, patience + Backoff.After(claim.Attempts + 1, 0)), cancellation))
            {
                continue;
            }

            if (await sealing.SealAsync(claim, partner, cancellation) is { } message)
            {
                return message;
            }

            var why = new Fault(FaultCode.FederationMissingReceipt, PartnerQueue.NoKey);
            await database.WriteAsync(session => Conclusion.Store(session, claim, new Outcome.Again(why, Transport: false), session.Now, Backoff.Longest, counts: false), cancellation);
        }

        return null;
    }
}
