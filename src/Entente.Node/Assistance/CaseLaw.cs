using System.Text.Json;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>What the agreement of a case says of it: the clause, the grounds, the approval, the deadlines.</summary>
internal sealed class CaseLaw(AgreementShelf shelf, OwnKeys own, GivenSources sources)
{
    /// <summary>What the gate says to a request under the instrument that it names.</summary>
    public Verdict OfRequest(Session session, string partner, Side us, RequestEnvelope request, RequestWords words) =>
        Gate.Check(shelf.At(session), AskedOf(session, partner, us, request, words), words.Instrument);

    public Question AskedOf(Session session, string partner, Side us, RequestEnvelope request, RequestWords words) =>
        Questions.OfRequest(request, words, EndsOf(partner, us, request, forth: true), HandlingCode.H0, TodayOf(session));

    /// <summary>What the gate says to information that would be given unasked, and why it would not go; no verdict where it cannot even be asked.</summary>
    /// <param name="came">The messages of partners from which something of it is taken.</param>
    public (Verdict? Verdict, Fault? Fault) OfInformation(Session session, Actor actor, string partner, InformationGiven told, IReadOnlyList<CameWith> came)
    {
        if (!Questions.TryOfInformation(told, new(own.PartyId, actor.Authority, partner, told.Conditions.Authorities[0]), TodayOf(session), out var asked, out var fault))
        {
            return (null, fault);
        }

        var book = shelf.At(session);
        var (verdict, question) = Provenance.Decide(asked, Provenance.Read(session, partner, came), one => Gate.Decide(book, one));
        return verdict switch
        {
            Verdict.Permitted { Stripped: { IsEmpty: false } stripped } permitted => (permitted, new(FaultCode.AgreementRefused, $"{permitted.Clause.Name} does not let pass {stripped.Named}.")),
            Verdict.Permitted permitted => (permitted, null),
            Verdict.Refused refused => (refused, VerdictWords.FaultOf(refused, question)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What others than the receiver gave, of which something may be told to it; each with its address.</summary>
    public IReadOnlyList<(string Address, SourceLine Line)> SourcesFor(Session session, Actor actor, string? receiver) => sources.Offered(session, actor, receiver);

    /// <summary>What is agreed, for asking about many cases.</summary>
    public AgreementBook BookAt(Session session) => shelf.At(session);

    /// <summary>Whether an agreement of that kind is in force with a partner.</summary>
    public bool IsInForce(Session session, string partner, Instrument instrument) => shelf.At(session).InForce(own.PartyId, partner, TodayOf(session)).Any(agreement => agreement.Instrument == instrument);

    /// <summary>The grounds on which the agreement lets the requested side decline.</summary>
    public WordSet<RefusalGround> GroundsOf(Session session, RequestEnvelope request) =>
        AgreementOf(session, request)?.Articles.Aggregate(default(WordSet<RefusalGround>), (known, article) => known.Or(article.Refuses)) ?? [];

    public IReadOnlyList<string> LanguagesOf(Session session, RequestEnvelope request) => AgreementOf(session, request)?.Languages ?? (IReadOnlyList<string>)[];

    /// <summary>The approval that this end needs where it gives or promises something. A suspension does not lower it: what is agreed counts, suspended or not.</summary>
    /// <remarks>Where nothing would be permitted, an officer's: nothing that needs one is done then, see <see cref="WhyNoPromise"/>, and the gate asks about each request and each answer.</remarks>
    public Approval ApprovalOf(Session session, string partner, Side us, RequestEnvelope request, RequestWords words) =>
        Gate.Check(shelf.At(session).Suspending([]), Promised(session, partner, us, request, words), words.Instrument) is Verdict.Permitted permitted ? permitted.Clause.Approval : Approval.Officer;

    /// <summary>The cases with a partner that run, each with the question of the request and that of an answer which gives all that is wanted.</summary>
    public IEnumerable<OpenItem> OpenWith(Session session, string partner)
    {
        var book = shelf.At(session);
        foreach (var row in session.Query<CaseRow>(
            $"SELECT {CaseRow.Columns} FROM assistance_case WHERE partner = @partner AND state NOT IN ('Drafted', 'Reported', 'Refused', 'Withdrawn', 'Lapsed', 'Closed') ORDER BY number DESC", new { partner }))
        {
            var request = CaseBook.TextOf(session, row.Number);
            if (RequestWords.TryRead(request, out var words, out _))
            {
                var approved = words with { Approval = Approval.CentralAuthority };
                yield return new(CaseForms.Address(row.Number), $"{row.Number}", ClauseOf(session, row, request, book)?.Name,
                [
                    (AskedOf(session, partner, row.Us, request with { Approval = Words.Of(Approval.CentralAuthority) }, approved), words.Instrument),
                    (Answered(session, partner, row.Us, request, words), words.Instrument),
                ]);
            }
        }
    }

    /// <summary>Why this end may promise nothing: what it would promise could not be given today. <see langword="null"/>: the law permits it.</summary>
    public Fault? WhyNoPromise(Session session, string partner, Side us, RequestEnvelope request, RequestWords words)
    {
        var promised = Promised(session, partner, us, request, words);
        return Gate.Check(shelf.At(session), promised, words.Instrument) is Verdict.Refused refused ? VerdictWords.FaultOf(refused, promised) : null;
    }

    /// <summary>What the gate says to an answer that gives all that is wanted, with every condition met.</summary>
    public Verdict OfAnswer(Session session, string partner, Side us, RequestEnvelope request, RequestWords words) =>
        Gate.Check(shelf.At(session), Answered(session, partner, us, request, words), words.Instrument);

    // The requested side promises the answer; the requesting one keeps to the law of what it asks for.
    private Question Promised(Session session, string partner, Side us, RequestEnvelope request, RequestWords words) => us == Side.Requested
        ? Answered(session, partner, us, request, words)
        : AskedOf(session, partner, us, request with { Approval = Words.Of(Approval.CentralAuthority) }, words with { Approval = Approval.CentralAuthority });

    private Question Answered(Session session, string partner, Side us, RequestEnvelope request, RequestWords words)
    {
        var ends = EndsOf(partner, us, request, forth: false);
        return new()
        {
            Exchange = words.Purpose == UsePurpose.CriminalEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply,
            Assistance = words.Assistance,
            From = ends.From,
            To = ends.To,
            FromAuthority = ends.FromAuthority,
            ToAuthority = ends.ToAuthority,
            Purpose = words.Purpose,
            Data = words.Wanted.IsEmpty ? words.Told : words.Wanted,
            Circumstances = [.. Enum.GetValues<Condition>().Select(condition => new Attestation(condition, ends.From))],
            Approval = Approval.CentralAuthority,
            On = TodayOf(session),
        };
    }

    /// <summary>The deadlines of a case, by the clause of its request or the custom of the instrument.</summary>
    /// <param name="book">The agreements, where many are asked about one after the other.</param>
    public IReadOnlyDictionary<DeadlineStep, DeadlineClock> ClocksOf(Session session, CaseRow row, RequestEnvelope request, IReadOnlyList<EntryRow> entries, AgreementBook? book = null)
    {
        var clause = ClauseOf(session, row, request, book ?? shelf.At(session));
        return CaseClocks.Of(
            row.Us,
            CaseStops.Among([.. entries.Where(entry => entry.NotTaken is null).SelectMany(EntriesOf)], shelf.Suspensions, row, request.Basis, session.Now),
            step => clause is null
                ? InstrumentDeadlines.Of(row.Instrument, row.Assistance, request.UrgentBecause is not null)[step]
                : InstrumentDeadlines.For(clause, row.Assistance, request.UrgentBecause is not null, step),
            side => PublicHolidays.CalendarOf(session, CalendarOf(clause, side) ?? (side == row.Us ? own.PartyId : row.Partner)));
    }

    /// <summary>The clause under which the request was made: that of then, for as long as the case lives. What has not been sent yet is asked about as of today.</summary>
    private Clause? ClauseOf(Session session, CaseRow row, RequestEnvelope request, AgreementBook book)
    {
        var (requesting, requested) = row.Us == Side.Requesting ? (own.PartyId, row.Partner) : (row.Partner, own.PartyId);
        return request.Basis is { } basis && book.ClauseOf(basis.Agreement, basis.Version, basis.Article, requesting, requested, row.Assistance) is { } clause ? clause
            : RequestWords.TryRead(request, out var words, out _) && Gate.Check(book, AskedOf(session, row.Partner, row.Us, request, words), words.Instrument) is Verdict.Permitted permitted ? permitted.Clause
            : null;
    }

    // A request goes from who asks to who is asked.
    private static string? CalendarOf(Clause? clause, Side side) => (side == Side.Requesting ? clause?.Giver : clause?.Receiver)?.Calendar;

    /// <summary>When the next thing is due; <see langword="null"/>: nothing runs.</summary>
    public DateTimeOffset? DueOf(Session session, CaseRow row, RequestEnvelope request, IReadOnlyList<EntryRow> entries) =>
        ClocksOf(session, row, request, entries).Values.Select(clock => clock.At(session.Now)).Where(reading => reading.State is ClockState.Running or ClockState.Overdue)
            .Select(reading => (DateTimeOffset?)reading.Due).Min();

    /// <summary>The last day for the answer, in the state that gives it; today where no clock runs for it.</summary>
    public DateOnly LastDayOf(Session session, CaseRow row, RequestEnvelope request) =>
        ClocksOf(session, row, request, CaseBook.EntriesOf(session, row.Number)).TryGetValue(DeadlineStep.Reply, out var clock) ? clock.Calendar.DayOf(clock.At(session.Now).Due.AddTicks(-1)) : TodayOf(session);

    /// <summary>How the time stands by which a confirmation or a completion had to come.</summary>
    public ClockState LateOf(Session session, CaseRow row, RequestEnvelope request, IReadOnlyList<EntryRow> entries) => row.State switch
    {
        CaseState.Spoken when ClocksOf(session, row, request, entries).TryGetValue(DeadlineStep.Confirm, out var clock) => clock.At(session.Now).State,
        CaseState.Incomplete when ClocksOf(session, row, request, entries).TryGetValue(DeadlineStep.Complete, out var clock) => clock.At(session.Now).State,
        _ => ClockState.Running,
    };

    public static DateOnly TodayOf(Session session) => DateOnly.FromDateTime(session.Now.UtcDateTime);

    private Agreement? AgreementOf(Session session, RequestEnvelope request) =>
        request.Basis is { } basis ? shelf.At(session).Agreements.FirstOrDefault(agreement => agreement.Id == basis.Agreement && agreement.Version == basis.Version) : null;

    private Ends EndsOf(string partner, Side us, RequestEnvelope request, bool forth)
    {
        var (requesting, requested) = us == Side.Requesting ? (own.PartyId, partner) : (partner, own.PartyId);
        var asking = request.Office?.Authority ?? AuthorityKind.Customs;
        return forth ? new(requesting, asking, requested, request.Addressed) : new(requested, request.Addressed, requesting, asking);
    }

    // More time for the answer is more time for the decision, where that is still out.
    private static IEnumerable<CaseEntry> EntriesOf(EntryRow row) =>
        row.Step == CaseStep.Extend && row.Kept is { } kept && JsonSerializer.Deserialize(kept, AssistanceJson.Default.KeptDetail) is { Days: { } days and > 0, Reason: { } reason }
            ? [new CaseEntry.MoreTime(row.At, DeadlineStep.Decide, new(days, PeriodUnit.Days), reason), new CaseEntry.MoreTime(row.At, DeadlineStep.Reply, new(days, PeriodUnit.Days), reason)]
            : [new CaseEntry.Stepped(row.At, row.Step, row.State)];
}

/// <summary>What stays in the file of a step: the true ground of a refusal, the days of an extension.</summary>
internal sealed record KeptDetail(string? Ground = null, string? Provision = null, string? Reason = null, int? Days = null);
