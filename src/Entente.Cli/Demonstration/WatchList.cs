using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Simulation.Watch;

namespace Entente.Cli.Demonstration;

/// <summary>Enters the simulated world's own watch list as alerts, so that there is something to find even without real lists.</summary>
internal static class WatchList
{
    public static readonly Actor Officer = Actor.Node("demonstration", Purpose.Exercise);

    /// <summary>Enters what is not entered yet: all of it in a node alone, its own share in one of several administrations.</summary>
    /// <param name="isOurs">Whether the entry at this place of the list is of our share; <see langword="null"/> for all of it.</param>
    /// <returns>How many alerts are new.</returns>
    public static Task<int> EnterAsync(Database database, SimulatedWatchList list, Func<int, bool>? isOurs, CancellationToken cancellation) => database.WriteAsync(
        session => list.All.Where((_, entry) => isOurs?.Invoke(entry) ?? true).Count(subject => Enter(session, subject)),
        cancellation);

    private static bool Enter(Session session, WatchedSubject subject)
    {
        if (session.Scalar<long>("SELECT COUNT(*) FROM alert WHERE case_reference = @Id AND owner = @owner", new { subject.Id, owner = Actor.NationalAuthority }) > 0)
        {
            return false;
        }

        return EnterAlert.Execute(session, PartnerPost.None, Officer, new(AlertOf(subject), DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"])) switch
        {
            AlertOutcome.Stored => true,
            AlertOutcome.Refused refused => throw new InvalidOperationException($"{subject.Id}: {string.Join("; ", refused.Faults)}"),
            var other => throw new InvalidOperationException($"{subject.Id}: {other}"),
        };
    }

    private static Alert AlertOf(WatchedSubject subject) => new()
    {
        Content = ContentOf(subject),
        Action = subject.Action,
        Reason = $"{subject.English} (simulated)",
        CaseReference = subject.Id,
        LegalBasis = "Exercise",
    };

    private static AlertContent ContentOf(WatchedSubject subject) => subject.Kind switch
    {
        WatchedKind.Person => new PersonAlert { Person = PersonOf(subject), Warnings = WarningsOf(subject) },
        WatchedKind.Company => new BusinessAlert
        {
            Name = subject.Name,
            OtherNames = OtherNames(subject),
            Numbers = subject.Number is { } eori ? [new(BusinessNumberKind.Eori, eori, subject.Country)] : [],
            Addresses = subject.City is { } city ? [new(city, subject.Country)] : [],
            Warnings = WarningsOf(subject),
        },
        WatchedKind.Vessel => new TransportAlert { Means = new Boat { Name = subject.Name, Imo = subject.Number, Flag = subject.Country }, Warnings = WarningsOf(subject) },
        WatchedKind.Container => new TransportAlert { Means = new Container { Number = subject.Number ?? subject.Name }, Warnings = WarningsOf(subject) },
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject.Kind, "A kind that no alert has."),
    };

    private static PersonFields PersonOf(WatchedSubject subject) => new()
    {
        Name = subject.Name,
        Aliases = OtherNames(subject),
        Births = subject.BirthDate is { } birth ? [birth] : [],
        BirthPlaces = subject.City is { } city ? [city] : [],
        Nationalities = subject.Country is { } country ? [country] : [],
        Papers = subject.Number is { } passport ? [new(PaperKind.Passport, passport, subject.Country)] : [],
    };

    private static List<OtherName> OtherNames(WatchedSubject subject) =>
        [.. (subject.OriginalName is { } original ? subject.Aliases.Prepend(original) : subject.Aliases).Select(name => new OtherName(name))];

    private static WarningCode[] WarningsOf(WatchedSubject subject) => subject.Warning is { } warning ? [warning] : [];
}
