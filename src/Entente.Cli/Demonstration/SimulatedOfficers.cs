using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli.Demonstration;

/// <summary>
/// Officers who work by themselves, so that a demonstration shows the whole way: they judge sure hits on partners' alerts true, report, ask the finder of a hit on an
/// alert of theirs, and answer. What they write says that it is simulated. Hits that take judgement they leave to people.
/// </summary>
internal sealed class SimulatedOfficers(IServiceProvider node, TimeProvider clock)
{
    /// <summary>Below it, somebody has to look.</summary>
    private const double Sure = 0.9;

    /// <summary>Of so many reported hits the owner asks about one.</summary>
    private const long AskedOf = 3;

    private static readonly Actor Officer = Actor.Node("simulated-officer", Purpose.Exercise);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Thought = TimeSpan.FromSeconds(6);

    private readonly Database database = node.GetRequiredService<Database>();
    private readonly PartnerPost post = node.GetRequiredService<PartnerPost>();

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Pace, clock, cancellation);
            foreach (var act in (Func<Session, DateTimeOffset, Fault?>[])[Judge, Report, Ask, Answer])
            {
                // Somebody at the console may have been quicker: then there is a fault, and something else to do the next time.
                if (await database.WriteAsync(session => act(session, session.Now - Thought), cancellation) is { } fault)
                {
                    await Console.Error.WriteLineAsync($"A simulated officer was refused: {fault}");
                }
            }
        }
    }

    private Fault? Judge(Session session, DateTimeOffset before) => session.Find<string>(
        """
        SELECT id FROM hit WHERE state = 'Open' AND alert_owner LIKE 'partner:%' AND score >= @Sure AND raised_at <= @before AND (claimed_by IS NULL OR claimed_until <= @Now)
            AND NOT EXISTS (SELECT 1 FROM hit_judgement j WHERE j.hit_number = hit.number)
        ORDER BY number LIMIT 1
        """,
        new { Sure, before, session.Now }) is { } id
        ? JudgeHit.Execute(session, post, Officer, HitId.Parse(id), new(HitState.True, "Simulated: the name and the particulars are those of the alert.", 0) { Heeded = true })
        : null;

    private Fault? Report(Session session, DateTimeOffset before)
    {
        if (session.Find<string>(
            """
            SELECT id FROM hit WHERE state = 'True' AND reported = 0 AND alert_owner LIKE 'partner:%' AND judged_at <= @before
                AND EXISTS (SELECT 1 FROM hit_judgement j WHERE j.hit_number = hit.number AND j.officer = @Officer)
            ORDER BY number LIMIT 1
            """,
            new { before, Officer.Officer }) is not { } id)
        {
            return null;
        }

        var hit = HitRow.Find(session, HitId.Parse(id), Officer.AuthorityId)!;
        var alert = hit.AlertThen;
        return ReportHit.Execute(session, post, Officer, hit.HitId, new(new HitReport
        {
            Found = true,
            Place = hit.Screened.Place ?? "Simulated place",
            Time = session.Now,
            Reason = $"Simulated: {hit.ConsignmentReference} was checked because of the alert.",
            Circumstances = "Simulated report of a demonstration; nothing of it took place.",
            ActionTaken = alert.Action,
            Answers = [.. alert.Questions.Select(_ => "Simulated answer.")],
        })) is [var fault, ..] ? fault : null;
    }

    private Fault? Ask(Session session, DateTimeOffset before) => session.Find<string>(
        """
        SELECT id FROM abroad_hit WHERE reported > 0 AND number % @AskedOf = 1 AND received_at <= @before
            AND NOT EXISTS (SELECT 1 FROM question q WHERE q.abroad_number = abroad_hit.number)
        ORDER BY number LIMIT 1
        """,
        new { AskedOf, before }) is { } id
        ? AskPartner.AboutAbroadHit(session, post, Officer, HitId.Parse(id), new("Simulated question: who paid for the carriage, and is another consignment announced?", 2)) is [var fault, ..] ? fault : null
        : null;

    private Fault? Answer(Session session, DateTimeOffset before) => session.Find<long?>(
        "SELECT number FROM question WHERE ours = 0 AND outcome IS NULL AND asked_at <= @before ORDER BY number LIMIT 1", new { before }) is { } number
        ? AnswerPartner.Execute(session, post, Officer, number, new(AnswerOutcome.Answered, "Simulated answer: the consignee paid in advance; nothing else is announced."))
        : null;
}
