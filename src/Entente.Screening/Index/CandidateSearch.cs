using System.Runtime.InteropServices;
using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>Finds the entries of one segment that a subject may be, by name and by number.</summary>
internal static class CandidateSearch
{
    public static IEnumerable<Candidate> Run(LivePart part, Subject subject, DeclaredName[] names, double threshold, bool prefixes, Scratch scratch)
    {
        var segment = part.Segment;
        var best = new Dictionary<int, (NameOutcome Outcome, int Name, DeclaredName Declared)>();
        var leastName = threshold - MostSupport(subject);
        foreach (var declared in names)
        {
            NameSearch.Run(part, declared, leastName, prefixes, scratch, kind => AreComparable(subject.Kind, kind), (name, outcome) =>
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(best, segment.NameEntries[name], out var exists);
                if (!exists || IsBetter(segment, (outcome, name), (known.Outcome, known.Name)))
                {
                    known = (outcome, name, declared);
                }
            });
        }

        var byNumber = ByNumber(part, subject, scratch);
        foreach (var (place, (outcome, name, declared)) in best)
        {
            yield return new(segment, place, subject, declared, name, outcome);
            byNumber.Remove(place);
        }

        foreach (var place in byNumber)
        {
            yield return new(segment, place, subject, null, -1, default);
        }
    }

    /// <summary>The most that facts beside name and numbers can add: names that they cannot lift over the threshold are not looked for.</summary>
    private static double MostSupport(Subject subject) =>
        (subject.Birth is null ? 0 : ScreeningRules.BirthSame.Weight) + (subject.Countries.Count == 0 ? 0 : ScreeningRules.Country.Weight)
        + (subject.Addresses.Count == 0 ? 0 : ScreeningRules.Address.Weight) + 0.001;

    /// <summary>What an officer types may be anything; a party is a person or an organisation; a person is not a ship.</summary>
    private static bool AreComparable(SubjectKind declared, SubjectKind listed) =>
        declared == listed || declared == SubjectKind.Unknown || listed == SubjectKind.Unknown
        || (declared == SubjectKind.Party && listed is SubjectKind.Person or SubjectKind.Organisation);

    /// <summary>Of two names that score alike the one that is not a weak alias, then the one listed first.</summary>
    private static bool IsBetter(Segment segment, (NameOutcome Outcome, int Name) one, (NameOutcome Outcome, int Name) other)
    {
        var difference = Value(segment, one) - Value(segment, other);
        return difference > 1e-9 || (difference > -1e-9 && one.Name < other.Name);
    }

    private static double Value(Segment segment, (NameOutcome Outcome, int Name) found) =>
        found.Outcome.Score + (Candidate.IsWeak(segment, found.Name) ? ScreeningRules.WeakAlias.Weight : 0);

    private static SortedSet<int> ByNumber(LivePart part, Subject subject, Scratch scratch)
    {
        var places = new SortedSet<int>();
        foreach (var identifier in subject.Identifiers)
        {
            if (IdentifierRules.Normalise(identifier).Key is not { Length: > 0 } key)
            {
                continue;
            }

            scratch.Words.Clear();
            part.Segment.ByIdentifier.CollectInto(scratch.Words, HashPostings.Hash(key));
            places.UnionWith(scratch.Words.Where(part.IsLive));
            if (NumberRun.Split(key) is { } number)
            {
                // Many runs may have one shape: which of them holds the number is seen here, before anything else is compared.
                scratch.Words.Clear();
                part.Segment.ByIdentifier.CollectInto(scratch.Words, HashPostings.Hash(number.Shape));
                places.UnionWith(scratch.Words.Where(place => part.IsLive(place) && part.Segment.Entries[place].Identifiers.Any(run => NumberRun.Holds(run, key))));
            }
        }

        return places;
    }
}
