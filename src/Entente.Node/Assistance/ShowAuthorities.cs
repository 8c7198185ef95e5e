using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>The directory of one party, with the day on which it was published or came.</summary>
internal sealed record DirectoryView(string Party, long Version, DateTimeOffset At, IReadOnlyList<ListedAuthority> Authorities);

internal sealed record DirectoriesPage(IReadOnlyList<DirectoryView> Directories);

/// <summary>Whom to ask, and what to expect.</summary>
/// <param name="OpensAt">The instant itself where it is open now; <see langword="null"/> where no hours are known.</param>
/// <param name="Load">How its open requests stand to what it can deal with.</param>
/// <param name="LikeRequests">How long the answers to like requests took; <see langword="null"/>: there were none.</param>
internal sealed record CompetentView(string Party, DateTimeOffset DirectoryAt, ListedAuthority Authority, DateTimeOffset? OpensAt, int? MonthlyCapacity, int? Open, Load Load, StepFigures? LikeRequests);

/// <summary>Shows the directories there are, and proposes the authority that is competent for an instrument and type.</summary>
internal static class ShowAuthorities
{
    public static async Task<DirectoriesPage> RunAsync(Database database, Actor actor, CancellationToken cancellation)
    {
        await database.WriteAsync(session => RecordBook.Append(session, actor, DirectoryActs.Listed, "directory", null), cancellation);
        var rows = await database.ReadAsync(DirectoryRow.AllAsync, cancellation);
        return new([.. rows.Select(row => new DirectoryView(row.Party, row.Version, row.At, row.Read().Authorities))]);
    }

    /// <summary>When each authority of some directories can be reached next: the instant itself where it is open now; <see langword="null"/> where no hours are known.</summary>
    public static Task<IReadOnlyDictionary<(string Party, string Id), DateTimeOffset?>> OpeningsAsync(Database database, DirectoriesPage page, TimeProvider clock, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult<IReadOnlyDictionary<(string, string), DateTimeOffset?>>((
            from directory in page.Directories
            from listed in directory.Authorities
            select (Key: (directory.Party, listed.Id), Opens: OpensAt(session, directory.Party, listed, clock.GetUtcNow()))).ToDictionary(one => one.Key, one => one.Opens)),
        cancellation);

    private static DateTimeOffset? OpensAt(Session session, string party, ListedAuthority listed, DateTimeOffset now) => listed.Hours.Count == 0
        ? null
        : new OpeningHours(listed.Hours, PublicHolidays.CalendarOf(session, party, TimeZoneInfo.FindSystemTimeZoneById(listed.Zone))).OpenFrom(now);

    /// <summary>The first that names the type under the instrument; with how long it took before.</summary>
    public static Task<CompetentView?> FindAsync(
        Database database, CaseLaw law, Actor actor, string party, Instrument instrument, AssistanceType assistance, TimeProvider clock, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            if (DirectoryRow.Latest(session, party) is not { } directory)
            {
                return null;
            }

            var (listed, competence) = (
                from one in directory.Read().Authorities
                from named in one.Competences
                where named.Instrument == Words.Of(instrument) && named.Assistance.Contains(Words.Of(assistance))
                select (one, named)).FirstOrDefault();
            if (listed is null)
            {
                return null;
            }

            var now = clock.GetUtcNow();
            var like = await ShowLedger.LikeAsync(session, law, actor.Authority, party, instrument, assistance, now);
            return new CompetentView(
                party, directory.At, listed, OpensAt(session, party, listed, now), competence.MonthlyCapacity, competence.Open, Burden.LoadOf(competence.MonthlyCapacity, competence.Open ?? 0), like);
        },
        cancellation);

    public static async Task<JsonHttpResult<DirectoriesPage>> GetAllAsync(HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, cancellation), AssistanceJson.Default.DirectoriesPage);

    /// <param name="partner">Who would be asked.</param>
    /// <param name="instrument">A word of the vocabulary.</param>
    /// <param name="assistance">A word of the vocabulary.</param>
    public static async Task<Results<JsonHttpResult<CompetentView>, ProblemHttpResult>> GetCompetentAsync(
        string partner, string instrument, string assistance, HttpContext http, Database database, CaseLaw law, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Words.TryParse<Instrument>(instrument, out var under))
        {
            return NoWord<Instrument>(instrument, "instrument").ToProblem();
        }

        if (!Words.TryParse<AssistanceType>(assistance, out var type))
        {
            return NoWord<AssistanceType>(assistance, "assistance").ToProblem();
        }

        return await FindAsync(database, law, http.Actor, partner, under, type, clock, cancellation) is { } view
            ? TypedResults.Json(view, AssistanceJson.Default.CompetentView)
            : new Fault(FaultCode.NotFound, "").ToProblem();
    }

    private static Fault NoWord<T>(string word, string at)
        where T : struct, Enum => new(FaultCode.AssistanceWord, $"\"{word}\" is not one of {string.Join(", ", Words.All<T>())}.", at);
}
