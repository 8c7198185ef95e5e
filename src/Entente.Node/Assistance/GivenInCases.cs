using System.Globalization;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Node.Assistance;

/// <summary>What partners gave in cases and unasked, for who writes something of it to another partner.</summary>
internal static class GivenInCases
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(new GivenSource(Text.Key("Case"), "/assistance/", AssistanceModule.Read, static (session, actor, number) => Number(number) is { } known ? OfCase(session, actor, known) : [], Cases));
        services.AddSingleton(new GivenSource(Text.Key("Information unasked"), "/assistance/information/", AssistanceModule.Read, static (session, actor, number) => Number(number) is { } known ? OfInformation(session, actor, known) : [], Information));
    }

    // What was said without a law of its own, such as why it was refused, has that under which this end asked.
    private static List<CameWith> OfCase(Session session, Actor actor, long number)
    {
        if (CaseRow.Find(session, number, actor.Authority) is not { } row)
        {
            return [];
        }

        var given = CaseBook.EntriesOf(session, number).Where(entry => entry is { Ours: 0, MessageId: not null } && GivenUse.Of(session, row.Partner, entry.MessageId) is not null)
            .Select(entry => new CameWith(row.Partner, entry.MessageId!)).ToList();
        return given.Count > 0 ? given : CaseUse.LastSaid(session, row) is { } message ? [new(row.Partner, message)] : [];
    }

    private static List<CameWith> OfInformation(Session session, Actor actor, long number) =>
        InformationRow.Find(session, number, actor.Authority) is { IsOurs: false } row ? [new(row.Partner, row.MessageId)] : [];

    private static List<SourceLine> Cases(Session session, Actor actor, string receiver) =>
    [
        .. session.Query<CaseRow>(
            $"""
            SELECT {CaseRow.Columns} FROM assistance_case WHERE partner <> @receiver AND authorities LIKE @like AND (us = 'Requested' OR answers > 0) AND state <> 'Drafted'
            ORDER BY changed DESC LIMIT @MostOffered
            """,
            new { receiver, like = Barred.Pattern(actor.Authority), GivenSource.MostOffered })
            .Where(row => GivenUse.RefuseReading(CaseUse.LawOf(session, row), actor, row.Partner, CaseLaw.TodayOf(session)) is null)
            .Select(row => new SourceLine { Partner = row.Partner, Id = Written(row.Number), Reference = row.Reference, Changed = row.Changed }),
    ];

    private static List<SourceLine> Information(Session session, Actor actor, string receiver) =>
    [
        .. InformationRow.Latest(session, actor.Authority, receiver, GivenSource.MostOffered)
            .Where(row => GivenUse.RefuseReading(GivenUse.Of(session, row.Partner, row.MessageId), actor, row.Partner, CaseLaw.TodayOf(session)) is null)
            .Select(row => new SourceLine { Partner = row.Partner, Id = Written(row.Number), Reference = row.Reference, Changed = row.Changed }),
    ];

    private static string Written(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
