using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>Sends the bytes of things that were handed over, a few parts at a time and after the partner has taken the handing over; takes back what the partner's node refused.</summary>
internal sealed partial class EvidenceRounds(Database database, AssistancePost post, TimeProvider clock, ILogger<EvidenceRounds> log) : Rounds("bytes of things handed over", TimeSpan.FromSeconds(1), clock, log)
{
    /// <summary>How many parts of one thing wait in the outbox: so much of it is there twice.</summary>
    private const int AtOnce = 4;

    // What the law keeps back is asked about again after this.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, DateTimeOffset> keptBack = [];

    protected override Task GoAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private enum Work { Nothing, Send, Close, TakeBack }

    /// <summary>Does all that can be done now.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var row in await database.ReadAsync(session => Task.FromResult(HandoverRow.Open(session)), cancellation))
        {
            if (keptBack.TryGetValue(row.Number, out var until) && Clock.GetUtcNow() < until)
            {
                continue;
            }

            var known = (HandoverRow?)row;
            while (known is { } now && await database.ReadAsync(session => Task.FromResult(WorkOf(session, now).Work), cancellation) != Work.Nothing)
            {
                known = await database.WriteAsync(session => Advance(session, now.Partner, now), cancellation);
            }
        }
    }

    private static (Work Work, MessageFate? Fate) WorkOf(Session session, HandoverRow row)
    {
        var fate = MessageFate.Of(session, row.MessageId);
        return (fate switch
        {
            { IsRefused: true } => Work.TakeBack,
            { IsDone: true } when row.Sent == row.Chunks => Work.Close,
            { IsDone: true } when MessageFate.Open(session, row.Partner, row.Id) < AtOnce => Work.Send,
            _ => Work.Nothing,
        }, fate);
    }

    /// <returns>How it stands then; <see langword="null"/>: nothing is left to do now.</returns>
    private HandoverRow? Advance(Session session, string partner, HandoverRow known)
    {
        if (HandoverRow.Find(session, partner, known.HandoverId) is not { Closed: 0 } row)
        {
            return null;
        }

        var actor = Actor.Node("assistance", Purpose.MutualAssistance) with { Authority = row.Authority };
        switch (WorkOf(session, row))
        {
            case (Work.Send, _):
                return Send(session, actor, row);
            case (Work.TakeBack, var fate):
                if (CustodyAcross.Refuse(session, actor, row.Item, BorderStep.Declined, row.Partner, row.Giving, null) is null)
                {
                    CustodyAcross.Step(session, actor, row.Item, BorderStep.Declined, row.Partner, row.Giving, row.MessageId, fate!.Why);
                }

                (row with { Closed = 1 }).Save(session);
                return null;
            case (Work.Close, _):
                (row with { Closed = 1 }).Save(session);
                return null;
            default:
                return null;
        }
    }

    private HandoverRow? Send(Session session, Actor actor, HandoverRow row)
    {
        var number = row.Sent + 1;
        if (CustodyAcross.Chunk(session, row.Item, number) is not { } body || CaseRow.Find(session, row.Partner, row.CaseNumber) is not { } about)
        {
            return null;
        }

        var (posted, why) = post.Send(
            session, actor, new Address(row.Partner, row.Id, Lane.Bulk), MessageKind.EvidenceChunk,
            new()
            {
                Conditions = AssistancePost.ConditionsOf(session, about, HandEvidence.TowardsOf(session, about)),
                RequestId = about.RequestId,
                HandoverId = row.HandoverId,
                Number = number,
                Sha256 = CustodyAcross.DigestOf(body),
                Approval = Words.Of(row.Approval),
            },
            [new Attachment($"{number}.bin", "application/octet-stream", body)],
            [.. HandoverRow.GivenOf(session, row.Item).Select(given => new CameWith(given.Partner, given.MessageId))]);
        if (posted is null)
        {
            // The law has changed, or the partner is gone: tried again later, until the thing is declined or the law lets it pass.
            keptBack[row.Number] = Clock.GetUtcNow() + Later;
            NotSent(Log, row.Item, number, why!.Code.Id);
            return null;
        }

        var after = row with { Sent = number };
        after.Save(session);
        return after;
    }

    [LoggerMessage(3005, LogLevel.Warning, "Part {Part} of thing {Item} could not be sent: {Fault}.")]
    private static partial void NotSent(ILogger log, long item, long part, string fault);
}
