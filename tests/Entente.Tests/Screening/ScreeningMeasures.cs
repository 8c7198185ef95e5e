using Entente.Screening;

namespace Entente.Tests.Screening;

/// <summary>Accuracy on the labelled cases: what the tests keep from falling, and what the figures print.</summary>
internal static class ScreeningMeasures
{
    public sealed record Confusion(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
    {
        public double Precision => TruePositives / (double)Math.Max(1, TruePositives + FalsePositives);

        public double Recall => TruePositives / (double)Math.Max(1, TruePositives + FalseNegatives);

        public double F1 => 2 * Precision * Recall / Math.Max(1e-9, Precision + Recall);
    }

    public static Confusion At(double threshold, IReadOnlyCollection<(double Score, bool IsMatch)> scored) => new(
        scored.Count(pair => pair.Score >= threshold && pair.IsMatch), scored.Count(pair => pair.Score >= threshold && !pair.IsMatch),
        scored.Count(pair => pair.Score < threshold && pair.IsMatch), scored.Count(pair => pair.Score < threshold && !pair.IsMatch));

    /// <summary>The best recall at any threshold with at least that precision.</summary>
    public static (double Recall, double Threshold) RecallAtPrecision(double precision, IReadOnlyCollection<(double Score, bool IsMatch)> scored) => scored
        .Select(pair => pair.Score).Distinct().Select(threshold => (At: At(threshold, scored), threshold)).Where(at => at.At.Precision >= precision)
        .Select(at => (at.At.Recall, at.threshold)).OrderByDescending(at => at.Recall).FirstOrDefault();

    /// <summary>The share of queries whose record comes first, and within the first ten.</summary>
    public static (double First, double Ten) Recall(ScreeningIndex index, IReadOnlyCollection<(long Entry, Subject Subject)> queries)
    {
        var (first, ten) = (0, 0);
        foreach (var (entry, subject) in queries)
        {
            var matches = index.Screen(subject, 0.30);
            first += matches is [var best, ..] && best.EntryId == entry ? 1 : 0;
            ten += matches.Any(match => match.EntryId == entry) ? 1 : 0;
        }

        return (first / (double)queries.Count, ten / (double)queries.Count);
    }

    /// <summary>The best score of each subject.</summary>
    public static double[] BestScores(ScreeningIndex index, IEnumerable<Subject> subjects) =>
        [.. subjects.Select(subject => index.Screen(subject, 0.30, 1) is [var best] ? best.Score : 0)];

    public static ScreeningIndex IndexOf(params IReadOnlyCollection<ListedEntry>[] lists)
    {
        var index = new ScreeningIndex();
        index.Apply([.. lists.SelectMany(list => list)], []);
        return index;
    }
}
