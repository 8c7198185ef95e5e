using System.Globalization;
using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>A line of the ledger: one partner, instrument, type and direction.</summary>
/// <param name="Us">Which end this is: <c>requesting</c> asked, <c>requested</c> was asked.</param>
/// <param name="Ended">How many ended how, by the word of the ending.</param>
/// <param name="RefusedBy">How many were refused on which ground, as it was told.</param>
/// <param name="Steps">How long each step took, in days, suspensions left out.</param>
/// <param name="Costs">The costs beyond what is ordinary that were agreed on, by currency.</param>
internal sealed record LedgerView(
    string Partner, Instrument Instrument, AssistanceType Assistance, Side Us, int Asked, IReadOnlyDictionary<string, int> Ended, IReadOnlyDictionary<string, int> RefusedBy,
    IReadOnlyDictionary<string, StepFigures> Steps, int OutcomesOwed, IReadOnlyList<CostFigures> Costs);

/// <param name="From">The first day on which a counted case was opened.</param>
/// <param name="Until">The last.</param>
internal sealed record LedgerPage(DateOnly From, DateOnly Until, IReadOnlyList<LedgerView> Lines);

/// <summary>The ledger of reciprocity, computed from the cases that the own authority deals with and from nothing else.</summary>
internal static class ShowLedger
{
    private const int DaysShown = 366;

    public sealed record Filter
    {
        public string? Partner { get; init; }

        /// <summary>The first day; a year before the last where it is not said.</summary>
        public DateOnly? From { get; init; }

        /// <summary>The last day; today where it is not said.</summary>
        public DateOnly? Until { get; init; }
    }

    public static async Task<LedgerPage> RunAsync(Database database, CaseLaw law, Actor actor, Filter filter, TimeProvider clock, CancellationToken cancellation)
    {
        var (from, until, lines) = await LinesAsync(database, law, actor, filter, clock, cancellation);
        return new(from, until, [.. lines.Select(Line)]);
    }

    /// <summary>The lines, with the days between which their cases were opened.</summary>
    public static async Task<(DateOnly From, DateOnly Until, IReadOnlyList<LedgerLine> Lines)> LinesAsync(Database database, CaseLaw law, Actor actor, Filter filter, TimeProvider clock, CancellationToken cancellation)
    {
        var until = filter.Until ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var from = filter.From ?? until.AddDays(-DaysShown);
        await database.WriteAsync(
            session => RecordBook.Append(session, actor, AssistanceActs.LedgerShown, "assistance", null, JsonDetail.Of(
                ("partner", filter.Partner), ("since", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("until", until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))),
            cancellation);
        var counted = await database.ReadAsync(session => CountAsync(session, law, actor.Authority, filter.Partner, from, until), cancellation);
        return (from, until, Ledger.Of(counted));
    }

    /// <summary>How long the answers to requests of the own authority took that were like one that is to be made.</summary>
    public static async Task<StepFigures?> LikeAsync(Session session, CaseLaw law, AuthorityKind authority, string partner, Instrument instrument, AssistanceType assistance, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var counted = await CountAsync(session, law, authority, partner, today.AddDays(-DaysShown), today);
        return Ledger.Of(counted.Where(one => one.Us == Side.Requesting && one.Instrument == instrument && one.Assistance == assistance)) is [var line] ? line.Steps.GetValueOrDefault(DeadlineStep.Reply) : null;
    }

    private static async Task<List<CountedCase>> CountAsync(Session session, CaseLaw law, AuthorityKind authority, string? partner, DateOnly from, DateOnly until)
    {
        var cases = await session.QueryAsync<CaseRow>(Among($"SELECT {CaseRow.Columns} FROM assistance_case c WHERE", authority, partner, from, until));
        var entries = (await session.QueryAsync<EntryRow>(Among(
            "SELECT e.case_number, e.ordinal, e.step, e.state, e.ours, e.officer, e.at, e.message_id, CASE WHEN e.step IN ('Refuse', 'Assure') THEN e.body END AS body, e.kept, e.record_seq FROM assistance_entry e JOIN assistance_case c ON c.number = e.case_number LEFT JOIN assistance_not_taken n ON n.case_number = e.case_number AND n.ordinal = e.ordinal WHERE n.ordinal IS NULL AND",
            authority, partner, from, until))).OrderBy(entry => entry.Ordinal).ToLookup(entry => entry.CaseNumber);
        var texts = (await session.QueryAsync<TextRow>(Among(
            "SELECT t.case_number, t.request FROM assistance_text t JOIN assistance_case c ON c.number = t.case_number WHERE t.ordinal = (SELECT MAX(l.ordinal) FROM assistance_text l WHERE l.case_number = t.case_number) AND",
            authority, partner, from, until))).ToDictionary(text => text.CaseNumber, text => text.Request);
        var book = law.BookAt(session);
        return [.. cases.Where(row => entries[row.Number].Any(entry => entry.Step == CaseStep.Send)).Select(row => Count(session, law, book, row, [.. entries[row.Number]], texts[row.Number]))];
    }

    private static Statement Among([System.Diagnostics.CodeAnalysis.ConstantExpected] string start, AuthorityKind authority, string? partner, DateOnly from, DateOnly until) =>
        new Statement(start)
            .Add("c.authorities LIKE @like AND c.opened_at >= @first AND c.opened_at < @behind")
            .With("like", Barred.Pattern(authority)).With("first", Start(from)).With("behind", Start(until.AddDays(1)))
            .AddWhen(partner, "AND c.partner = @partner", "partner");

    private static CountedCase Count(Session session, CaseLaw law, AgreementBook book, CaseRow row, IReadOnlyList<EntryRow> entries, string text)
    {
        var request = JsonSerializer.Deserialize(text, AssistanceJson.Default.RequestEnvelope)!;
        var ending = EndingOf(entries);
        var refused = ending == Ending.Refused ? entries.Last(entry => entry.Step == CaseStep.Refuse).Body : null;
        return new(
            row.Partner, row.Instrument, row.Assistance, row.Us, ending,
            refused is not null && JsonSerializer.Deserialize(refused, AssistanceJson.Default.AssistanceDecided)!.Ground is { } ground && Words.TryParse<RefusalGround>(ground, out var told) ? told : null,
            law.ClocksOf(session, row, request, entries, book).ToDictionary(clock => clock.Key, clock => clock.Value.At(session.Now)),
            row.State == CaseState.Replied,
            CaseCosts.Of(entries).Agreed);
    }

    /// <summary>What ended it counts, and not what was done with the file afterwards.</summary>
    public static Ending EndingOf(IReadOnlyList<EntryRow> entries) => entries.LastOrDefault(entry => entry.Step is CaseStep.Reply or CaseStep.Refuse or CaseStep.Withdraw or CaseStep.Lapse)?.Step switch
    {
        CaseStep.Reply when entries.Any(entry => entry.Step == CaseStep.AcceptInPart) => Ending.AnsweredInPart,
        CaseStep.Reply => Ending.Answered,
        CaseStep.Refuse => Ending.Refused,
        CaseStep.Withdraw => Ending.Withdrawn,
        CaseStep.Lapse => Ending.Lapsed,
        _ => Ending.Open,
    };

    private static LedgerView Line(LedgerLine line) => new(
        line.Partner, line.Instrument, line.Assistance, line.Us, line.Asked,
        line.Ended.OrderBy(ended => ended.Key).ToDictionary(ended => Words.Of(ended.Key), ended => ended.Value),
        line.RefusedBy.OrderBy(refused => refused.Key).ToDictionary(refused => Words.Of(refused.Key), refused => refused.Value),
        line.Steps.OrderBy(step => step.Key).ToDictionary(step => Words.Of(step.Key), step => step.Value),
        line.OutcomesOwed,
        line.Costs);

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static async Task<JsonHttpResult<LedgerPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CaseLaw law, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, law, http.Actor, filter, clock, cancellation), AssistanceJson.Default.LedgerPage);

    private sealed record TextRow
    {
        public long CaseNumber { get; init; }

        public string Request { get; init; } = "";
    }
}
