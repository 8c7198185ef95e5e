using System.Collections.Concurrent;
using Entente.Screening.Index;

namespace Entente.Screening;

/// <summary>Lists held in memory, and what of a subject is found in them.</summary>
/// <remarks>
/// Safe for any number of threads. Searches never wait for <see cref="Apply"/>: each sees the lists as they were before or after a
/// change, never in between. A change takes time by its own size, not by the size of the lists, unless it replaces most of them.
/// How common a word is, and so how much it weighs, is measured when the lists are loaded or compacted.
/// </remarks>
public sealed class ScreeningIndex
{
    /// <summary>Searches for the officer's search box return more than hits.</summary>
    private const double SearchThreshold = 0.30;

    private readonly Lock changing = new();
    private readonly ConcurrentBag<Scratch> spare = [];
    private Lists lists;

    public ScreeningIndex()
        : this(Lists.Empty)
    {
    }

    private ScreeningIndex(Lists lists) => this.lists = lists;

    /// <summary>How many entries are listed.</summary>
    public int Count => Volatile.Read(ref lists).Count;

    /// <summary>Whether so much has changed one by one that <see cref="Compact"/> would make searches faster.</summary>
    public bool NeedsCompacting => Volatile.Read(ref lists).IsScattered;

    /// <summary>The entry with this id as it is listed now, or <see langword="null"/>.</summary>
    public ListedEntry? Find(long id) => Volatile.Read(ref lists).Find(id);

    /// <summary>Whether an entry has a name, or a number of its scheme that is long enough to be found by.</summary>
    public static bool CanFind(ListedEntry entry) =>
        entry.Names.Any(name => !string.IsNullOrWhiteSpace(name.Text)) || entry.Identifiers.Any(identifier => IdentifierRules.Normalise(identifier).Key.Length > 0);

    /// <summary>Adds or replaces entries by <see cref="ListedEntry.Id"/>, and removes others, all visible together.</summary>
    /// <remarks>Of several entries with one id the last counts; an id that is also removed is not listed afterwards.</remarks>
    public void Apply(IReadOnlyCollection<ListedEntry> changed, IReadOnlyCollection<long> removed)
    {
        var latest = new Dictionary<long, ListedEntry>(changed.Count);
        foreach (var entry in changed)
        {
            latest[entry.Id] = entry;
        }

        foreach (var id in removed)
        {
            latest.Remove(id);
        }

        lock (changing)
        {
            Volatile.Write(ref lists, lists.With([.. latest.Values], removed));
        }
    }

    /// <summary>Another index, as this one will be after <see cref="Apply"/>; this one stays as it is.</summary>
    public ScreeningIndex With(IReadOnlyCollection<ListedEntry> changed, IReadOnlyCollection<long> removed) =>
        new(Volatile.Read(ref lists).With([.. changed], removed));

    /// <summary>Rebuilds the lists as one, which takes time by their size. Searches and changes go on meanwhile; call it from a background task.</summary>
    public void Compact()
    {
        var before = Volatile.Read(ref lists);
        var merged = before.Merge();
        lock (changing)
        {
            Volatile.Write(ref lists, lists.Replace(before, merged));
        }
    }

    /// <summary>What a subject may be on the lists, best first.</summary>
    /// <param name="subject">The declared subject.</param>
    /// <param name="threshold">The least score that is returned; <see cref="ScreeningRules.DefaultThreshold"/> unless there is a reason.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<Match> Screen(Subject subject, double threshold, int limit = 10) => Find(subject, threshold, limit, prefixes: false);

    /// <summary>What a text in a search box may mean: a name, the beginning of one, or a number; more than a hit would need, best first.</summary>
    public IReadOnlyList<Match> Search(string text, int limit = 20) => Find(
        new(SubjectKind.Unknown) { Names = [text], Identifiers = [new(IdentifierKind.Any, text)] }, SearchThreshold, limit, prefixes: true);

    private List<Match> Find(Subject subject, double threshold, int limit, bool prefixes)
    {
        var current = Volatile.Read(ref lists);
        if (current.Population is not { } population || limit <= 0)
        {
            return [];
        }

        var scratch = spare.TryTake(out var lent) ? lent : new();
        var names = subject.Names.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal)
            .Select(name => new DeclaredName(name, Segment.IsPerson(subject.Kind), population)).Where(name => name.Tokens.Length > 0).ToArray();
        var candidates = new List<Candidate>();
        foreach (var part in current.Parts)
        {
            candidates.AddRange(CandidateSearch.Run(part, subject, names, threshold, prefixes, scratch));
        }

        var best = candidates.Where(candidate => candidate.Score >= threshold)
            .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Entry.Id).Take(limit)
            .Select(candidate => candidate.Explain(prefixes, scratch)).ToList();
        spare.Add(scratch);
        return best;
    }
}
