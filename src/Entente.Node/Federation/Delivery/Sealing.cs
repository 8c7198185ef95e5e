using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation.Delivery;

/// <summary>Signs and encrypts messages, as many at once as there are cores, and stores the bytes before the first of them leaves.</summary>
internal sealed class Sealing(Database database, OwnKeys own, RandomNumberGenerator random, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    /// <summary>The bytes of a message: those that are stored, while the keys that they were sealed with count; <see langword="null"/> where the partner has no key to encrypt for.</summary>
    public async Task<SealedMessage?> SealAsync(OutboxRow claim, Partner partner, CancellationToken cancellation)
    {
        var before = claim.SealedAt is null ? null : await database.ReadAsync(session => SealedMessage.FindAsync(session, claim.Seq), cancellation);
        if (before is null)
        {
            return await MakeAsync(claim, partner, before, cancellation);
        }

        // Sealed anew only if it comes out otherwise: a key of ours whose period is over seals nothing better than it did.
        return Stands(before, partner) ? before
            : Legs.Secure(own.Current, partner, LegOf(claim, partner)) is not { } now ? null
            : IsOf(before, now) ? before
            : await MakeAsync(claim, partner, before, cancellation);
    }

    /// <summary>
    /// Seals a message anew that the partner refuses: it may use keys no more that its card in force here still lists, or know ours no more that we still have.
    /// </summary>
    /// <returns><see langword="null"/> where the bytes were sealed with everything that is in force, so that others would be refused as well.</returns>
    public async Task<SealedMessage?> RenewAsync(OutboxRow claim, Partner partner, SealedMessage refused, CancellationToken cancellation) =>
        Legs.Secure(own.Current, partner, LegOf(claim, partner)) is { } now && !IsOf(refused, now) ? await MakeAsync(claim, partner, refused, cancellation) : null;

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
        return (id, await OnACoreAsync(() => SealedMessage.From(As4Writer.Message(submission, mode, security, clock.GetUtcNow(), random), security), cancellation));
    }

    public void Dispose() => cores.Dispose();

    /// <summary>Whether every key that bytes were sealed with still counts, so that the partner can take them and nobody else can read them.</summary>
    private bool Stands(SealedMessage made, Partner partner)
    {
        var now = clock.GetUtcNow();
        var theirs = partner.KeysFor(KeyPurpose.Encrypt);
        return own.Current.Keys.Where(key => key.Purpose == KeyPurpose.Sign && key.State != OwnKeyState.Next).SelectMany(key => key.Issued.Take(1).Prepend(key.Certificate))
                .Any(certificate => certificate.Fingerprint == made.Signer && certificate.NotAfter > now)
            && made.Recipients.All(recipient => theirs.Any(certificate => certificate.Fingerprint == recipient))
            && (made.Recipients.Count > 0 || partner.Terms?.Encrypt == false);
    }

    private static bool IsOf(SealedMessage made, OutgoingSecurity by) =>
        made.Signer == by.SigningChain[0].Fingerprint && by.Recipients.Select(one => one.Fingerprint).ToHashSet(StringComparer.Ordinal).SetEquals(made.Recipients);

    private async Task<SealedMessage?> MakeAsync(OutboxRow claim, Partner partner, SealedMessage? before, CancellationToken cancellation)
    {
        var content = await database.ReadAsync(session => Content.OutgoingAsync(session, claim.Seq), cancellation);
        var made = await OnACoreAsync(() => Make(claim, partner, content), cancellation);
        if (made is not null && before is not null)
        {
            made = made with { Version = before.Version + 1, Earlier = [before with { Body = default, Earlier = [] }, .. before.Earlier] };
        }

        return made is null || await database.WriteAsync(session => made.Insert(session, claim.Seq), cancellation)
            ? made
            : await database.ReadAsync(session => SealedMessage.FindAsync(session, claim.Seq), cancellation);
    }

    private SealedMessage? Make(OutboxRow claim, Partner partner, IReadOnlyList<Content> content)
    {
        var mode = LegOf(claim, partner);
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
        return SealedMessage.From(As4Writer.Message(submission, mode, security, clock.GetUtcNow(), random), security);
    }

    private PMode LegOf(OutboxRow claim, Partner partner) => Legs.To(own.PartyId, partner, claim.Service, claim.Action, partner.SuiteOf(claim.Suite));

    private async Task<T> OnACoreAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await cores.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            cores.Release();
        }
    }
}
