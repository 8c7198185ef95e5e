using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>
/// Tells each case which of its messages came to nothing, because the law kept it back or the partner did not take it, and puts the case back where it stood: the partner knows of nothing else,
/// and the officer can take the step anew, as the law permits it now.
/// </summary>
internal sealed class UntakenSteps(Database database, CaseLaw law, TimeProvider clock, ILogger<UntakenSteps> log) : Rounds("messages of cases that came to nothing", TimeSpan.FromSeconds(1), clock, log)
{
    private const int AtOnce = 100;

    // Who withdraws needs it no more, whoever heard of it; and nobody but the node acknowledges.
    private static readonly WordSet<CaseStep> lasting = [CaseStep.Withdraw, CaseStep.Acknowledge];

    private long seen;

    /// <summary>What came to nothing is told anew by another step, and not by the same message: the case may have gone on.</summary>
    public static Fault? RefuseResend(Session session, string messageId) =>
        EntryOf(session, messageId) is { } entry && IsNoted(session, entry) && !lasting.Contains(entry.Step)
            ? new(FaultCode.FederationNotRefused, $"The case {entry.CaseNumber} was put back to where it stood before; take the step anew there.")
            : null;

    /// <summary>Where a case stands when the partner has not taken some of its steps.</summary>
    /// <param name="row">The case.</param>
    /// <param name="entries">What happened in it.</param>
    /// <param name="ordinal">The step of which that is known now.</param>
    public static CaseRow Decide(CaseRow row, IReadOnlyList<EntryRow> entries, long ordinal)
    {
        var kept = entries.Count;
        while (kept > 0 && entries[kept - 1] is { NotTaken: not null, Step: var step } && !lasting.Contains(step))
        {
            kept--;
        }

        // Something else has happened since, and stands.
        if (!entries.Skip(kept).Any(entry => entry.Ordinal == ordinal))
        {
            return row;
        }

        var before = kept == 0 ? null : entries[kept - 1];
        return row with
        {
            State = before?.State ?? CaseState.Drafted,
            Told = entries.Take(kept).LastOrDefault(entry => entry is { MessageId: not null, NotTaken: null })?.State ?? CaseState.Drafted,
            Asked = before is null ? "" : before.Asked ?? row.Asked,
            Assured = before is null ? "" : before.Assured ?? row.Assured,
            Version = row.Version + 1,
            Untaken = ordinal,
        };
    }

    protected override Task GoAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Notes all that is known by now.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await database.ReadAsync(session => Task.FromResult(MessageFate.Lost(session, seen, "assistance.%", AtOnce)), cancellation) is { Count: > 0 } lost)
        {
            foreach (var message in lost)
            {
                await database.WriteAsync(session => Note(session, law, message), cancellation);
                seen = message.Changed;
            }
        }
    }

    private static void Note(Session session, CaseLaw law, LostMessage message)
    {
        // Another replica may have been faster; and what tells an outcome of information is in no case.
        if (EntryOf(session, message.MessageId) is not { } entry || IsNoted(session, entry) || CaseRow.Find(session, message.Partner, entry.CaseNumber) is not { } row)
        {
            return;
        }

        var record = RecordBook.Append(session, Actor.Node("assistance", Purpose.MutualAssistance), AssistanceActs.NotTaken, "assistance", $"{row.Number}", JsonDetail.Of(
            ("step", AssistanceActs.Of(entry.Step)), ("state", Words.Of(row.State)), ("partner", row.Partner), ("message", message.MessageId)));
        session.Execute(
            "INSERT INTO assistance_not_taken (case_number, ordinal, at, why, record_seq) VALUES (@CaseNumber, @Ordinal, @Now, @Why, @record)",
            new { entry.CaseNumber, entry.Ordinal, session.Now, message.Why, record });
        var entries = CaseBook.EntriesOf(session, row.Number);
        var after = Decide(row, entries, entry.Ordinal) with { Changed = record };
        CaseBook.Save(session, after with { DueAt = law.DueOf(session, after, CaseBook.TextOf(session, row.Number), entries) });
    }

    private static EntryRow? EntryOf(Session session, string messageId) =>
        session.Find<EntryRow>("SELECT case_number, ordinal, step, state FROM assistance_entry WHERE message_id = @messageId AND ours = 1", new { messageId });

    private static bool IsNoted(Session session, EntryRow entry) =>
        session.Scalar<long>("SELECT COUNT(*) FROM assistance_not_taken WHERE case_number = @CaseNumber AND ordinal = @Ordinal", new { entry.CaseNumber, entry.Ordinal }) > 0;
}
