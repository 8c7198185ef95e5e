using System.Diagnostics;
using Entente.Screening;
using Entente.Tests.Screening;

namespace Entente.Benchmarks;

/// <summary>Accuracy and speed of screening on the lists and labelled cases beside the repository; the figures in docs/spec/screening.md.</summary>
internal static class ScreeningFigures
{
    public static int Print(string[] parts)
    {
        if (ScreeningCases.Here() is not { } cases)
        {
            Console.WriteLine("The screening data is not here; say where with ENTENTE_DATA.");
            return 1;
        }

        if (parts is [] or ["accuracy"])
        {
            Accuracy(cases);
        }

        if (parts is [] or ["speed"])
        {
            Speed("lists of OFAC and UN", ScreeningMeasures.IndexOf(cases.Ofac(), cases.UnitedNations()), Queries(cases));
        }

        if (parts is [] or ["million"])
        {
            Million(cases);
        }

        if (parts is ["misses"])
        {
            Misses(cases);
        }

        return 0;
    }

    private static void Accuracy(ScreeningCases cases)
    {
        var pairs = cases.NamePairs().ConvertAll(pair => (Score: ScreeningCases.ScoreOf(pair), pair.IsMatch));
        var at = ScreeningMeasures.At(ScreeningRules.DefaultThreshold, pairs);
        var (recall, threshold) = ScreeningMeasures.RecallAtPrecision(0.90, pairs);
        Console.WriteLine($"labelled pairs at {ScreeningRules.DefaultThreshold}: F1 {at.F1:F3}, precision {at.Precision:F3}, recall {at.Recall:F3} (tp {at.TruePositives} fp {at.FalsePositives} fn {at.FalseNegatives} tn {at.TrueNegatives}); recall at 90 % precision {recall:F3} (from {threshold:F2})");
        foreach (var t in new[] { 0.60, 0.65, 0.68, 0.72, 0.75, 0.80 })
        {
            var other = ScreeningMeasures.At(t, pairs);
            Console.WriteLine($"  at {t:F2}: F1 {other.F1:F3}, precision {other.Precision:F3}, recall {other.Recall:F3}");
        }

        var ofac = ScreeningMeasures.IndexOf(cases.OfacPrimaries());
        var aliases = cases.OfacAliases().ConvertAll(alias => (alias.Entry, new Subject(alias.Kind) { Names = [alias.Alias] }));
        foreach (var (label, queries) in new[] { ("all", aliases), ("persons", aliases.FindAll(alias => alias.Item2.Kind == SubjectKind.Person)), ("others", aliases.FindAll(alias => alias.Item2.Kind != SubjectKind.Person)) })
        {
            var (first, ten) = ScreeningMeasures.Recall(ofac, queries);
            Console.WriteLine($"OFAC alias to primary name, {label}: first {first:F3}, within ten {ten:F3} of {queries.Count}");
        }

        var united = cases.UnitedNations();
        var original = ScreeningMeasures.Recall(ScreeningMeasures.IndexOf(cases.UnitedNationsInLatin()), [.. cases.OriginalScript().Select(row => (row.Id, new Subject(SubjectKind.Unknown) { Names = [row.Original] }))]);
        Console.WriteLine($"original script against the Latin names of the UN list: first {original.First:F3}, within ten {original.Ten:F3}");
        Persons(cases, ScreeningMeasures.IndexOf(united));
    }

    private static void Persons(ScreeningCases cases, ScreeningIndex index)
    {
        foreach (var withFacts in new[] { false, true })
        {
            var treated = ScreeningMeasures.BestScores(index, cases.Positives("treated").Select(person => ScreeningCases.ToSubject(person, withFacts)));
            var benign = ScreeningMeasures.BestScores(index, cases.Negatives().Select(person => ScreeningCases.ToSubject(person, withFacts)));
            var at99 = treated.Order().ElementAt(treated.Length / 100);
            Console.WriteLine($"UN persons {(withFacts ? "with birth and country" : "by name alone")}: found {treated.Count(score => score >= ScreeningRules.DefaultThreshold) / (double)treated.Length:P1} of treated names, benign alerted {benign.Count(score => score >= 0.65) / (double)benign.Length:P3} at 0.65, {benign.Count(score => score >= ScreeningRules.DefaultThreshold) / (double)benign.Length:P3} at {ScreeningRules.DefaultThreshold}; at 99 % found (threshold {at99:F3}) {benign.Count(score => score >= at99) / (double)benign.Length:P3}");
        }
    }

    private static void Misses(ScreeningCases cases)
    {
        foreach (var pair in cases.NamePairs())
        {
            var score = ScreeningCases.ScoreOf(pair);
            if (score >= ScreeningRules.DefaultThreshold != pair.IsMatch)
            {
                Console.WriteLine($"{(pair.IsMatch ? "missed" : "wrong ")} {score:F3} {pair.Kind,-12} {pair.Declared} | {pair.Listed}");
            }
        }

        var script = ScreeningMeasures.IndexOf(cases.UnitedNationsInLatin());
        foreach (var (latin, original, id) in cases.OriginalScript())
        {
            var matches = script.Screen(new(SubjectKind.Unknown) { Names = [original] }, 0.30);
            if (matches.Count == 0 || matches[0].EntryId != id)
            {
                var best = matches is [var first, ..] ? first : null;
                Console.WriteLine($"script {matches.FirstOrDefault(match => match.EntryId == id)?.Score:F3} {latin} | {original} | {best?.Score:F3} {best?.Evidence.FirstOrDefault(row => row.Rule == "name")?.Listed}");
            }
        }

        var index = ScreeningMeasures.IndexOf(cases.UnitedNations());
        foreach (var (label, persons, isMissed) in new[] { ("treated", cases.Positives("treated"), true), ("benign", cases.Negatives(), false) })
        {
            foreach (var person in persons)
            {
                var best = index.Screen(ScreeningCases.ToSubject(person, withFacts: false), 0.30, 1) is [var first, ..] ? first : null;
                if ((best?.Score ?? 0) < ScreeningRules.DefaultThreshold + 0.02 == isMissed)
                {
                    Console.WriteLine($"{label} {best?.Score:F3} {person.Name} | {best?.Evidence.FirstOrDefault(row => row.Rule == "name")?.Listed}");
                }
            }
        }
    }

    private static List<Subject> Queries(ScreeningCases cases) =>
    [
        .. cases.Negatives().Where((_, i) => i % 10 == 0).Select(person => ScreeningCases.ToSubject(person, withFacts: false) with { Kind = SubjectKind.Unknown }),
        .. cases.OfacAliases().Where((_, i) => i % 5 == 0).Select(alias => new Subject(alias.Kind) { Names = [alias.Alias] }),
    ];

    private static void Speed(string label, ScreeningIndex index, List<Subject> queries)
    {
        foreach (var subject in queries.Take(500))
        {
            index.Screen(subject, ScreeningRules.DefaultThreshold);
        }

        var times = new double[queries.Count];
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var q = 0; q < queries.Count; q++)
        {
            var start = Stopwatch.GetTimestamp();
            index.Screen(queries[q], ScreeningRules.DefaultThreshold);
            times[q] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        var processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        Array.Sort(times);
        Console.WriteLine($"{label}, {index.Count:N0} entries: p50 {times[times.Length / 2]:F3} ms, p99 {times[times.Length * 99 / 100]:F3} ms, worst {times[^1]:F2} ms, {times.Length / processor.TotalSeconds:N0} names/s of one core ({queries.Count} queries)");
    }

    private static void Million(ScreeningCases cases)
    {
        var entries = Synthetic(cases, 1_000_000);
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var start = Stopwatch.GetTimestamp();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var index = ScreeningMeasures.IndexOf(entries);
        var loaded = Stopwatch.GetElapsedTime(start);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine($"{index.Count:N0} entries, {entries.Sum(entry => entry.Names.Count):N0} names: loaded in {loaded.TotalSeconds:F1} s ({processor.TotalSeconds:F1} s of processor), index {(GC.GetTotalMemory(true) - before) / 1e6:N0} MB beside the entries, {before / 1e6:N0} MB with nothing but them, peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        Speed("synthetic", index, Queries(cases));
        var times = Enumerable.Range(0, 300).Select(n =>
        {
            var at = Stopwatch.GetTimestamp();
            index.Apply([entries[n * 7] with { Names = [new($"Changed Alert {n}")] }], [entries[(n * 7) + 1].Id]);
            return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        }).Order().ToArray();
        Console.WriteLine($"one alert changed and one withdrawn: p50 {times[150]:F2} ms, worst of 300 {times[^1]:F2} ms");
        Speed("after 300 changes", index, Queries(cases));
        start = Stopwatch.GetTimestamp();
        index.Compact();
        Console.WriteLine($"compacted in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    /// <summary>Names put together from the words of real ones, so that common words are common; a third has a second name.</summary>
    private static List<ListedEntry> Synthetic(ScreeningCases cases, int count)
    {
        var names = cases.Negatives().Select(person => person.Name).Concat(cases.Ofac().SelectMany(entry => entry.Names.Select(name => name.Text))).ToArray();
        var words = names.Select(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length > 1).ToArray();
        var random = new Random(20260101);
        string Mutate(string word) => word.Length > 4 && random.Next(50) == 0 ? word.Remove(random.Next(1, word.Length), 1).Insert(random.Next(1, word.Length - 1), ((char)random.Next('a', 'z' + 1)).ToString()) : word;
        string Name() => string.Join(' ', words[random.Next(words.Length)].SkipLast(1).Take(3).Append(words[random.Next(words.Length)][^1]).Select(Mutate));
        return [.. Enumerable.Range(1, count).Select(id => new ListedEntry(id, id % 5 == 0 ? SubjectKind.Organisation : SubjectKind.Person, "synthetic")
        {
            Names = id % 3 == 0 ? [new(Name()), new(Name())] : [new(Name())],
        })];
    }
}
