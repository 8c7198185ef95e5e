using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>Signs and encrypts messages, as many at once as there are cores, and stores the bytes before the first of them leaves.</summary>
internal sealed class Sealing(Database database, OwnKeys own, RandomNumberGenerator random, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    /// <summary>The bytes of a message; <see langword="null"/> where the partner has no key to encrypt for.</summary>
    public async Task<SealedMessage?> SealAsync(OutboxRow claim, Partner partner, CancellationToken cancellation)
    {
        if (claim.SealedAt is not null)
        {
            return await database.ReadAsync(session => SealedMessage.FindAsync(session, claim.Seq), cancellation);
        }

        var content = await database.ReadAsync(session => Content.OutgoingAsync(session, claim.Seq), cancellation);
        SealedMessage? made;
        await cores.WaitAsync(cancellation);
        try
        {
            made = await Task.Run(() => Make(claim, partner, content), cancellation);
        }
        finally
        {
            cores.Release();
        }

        return made is null || await database.WriteAsync(session => made.Insert(session, claim.Seq), cancellation)
            ? made
            : await database.ReadAsync(session => SealedMessage.FindAsync(session, claim.Seq), cancellation);
    }

    /// <summary>A message of the test service, which nobody stores; <see langword="null"/> where the partner has no key to encrypt for.</summary>
    public async Task<(MessageId Id, SealedMessage Message)?> TestAsync(Partner partner, CancellationToken cancellation)
    {
        var mode = Legs.To(own.PartyId, partner, Exchange.Service, "", partner.Suite).ForTest();
        if (Legs.Secure(own.Current, partner, mode) is not { } security)
        {
            return null;
        }

        var id = MessageId.New(clock.GetUtcNow(), own.PartyId, random);
        var submission = new Submission { MessageId = id, Action = EbmsNames.TestAction, ConversationId = id.Value };
        await cores.WaitAsync(cancellation);
        try
        {
            return (id, SealedMessage.From(await Task.Run(() => As4Writer.Message(submission, mode, security, clock.GetUtcNow(), random), cancellation)));
        }
        finally
        {
            cores.Release();
        }
    }

    public void Dispose() => cores.Dispose();

    private SealedMessage? Make(OutboxRow claim, Partner partner, IReadOnlyList<Content> content)
    {
        var mode = Legs.To(own.PartyId, partner, claim.Service, claim.Action, partner.SuiteOf(claim.Suite));
        if (Legs.Secure(own.Current, partner, mode) is not { } security)
        {
            return null;
        }

        var submission = new Submission
        {
            MessageId = MessageId.Parse(claim.MessageId),
            Action = claim.Action,
            ConversationId = claim.Conversation,
            RefToMessageId = claim.InReplyTo is { } answered ? MessageId.Parse(answered) : null,
            Properties = [.. partner.Terms?.Properties ?? [], .. MessageProperties.Read(claim.Properties).Select(one => new MessageProperty(one.Name, one.Value))],
            Payloads = [.. content.Select((one, ordinal) => one.ToPayload(ordinal, claim.MessageId))],
        };
        return SealedMessage.From(As4Writer.Message(submission, mode, security, clock.GetUtcNow(), random));
    }
}
