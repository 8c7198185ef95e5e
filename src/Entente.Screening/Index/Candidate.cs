using Entente.Screening.Scoring;

namespace Entente.Screening.Index;

/// <summary>An entry that a subject may be, with its findings.</summary>
internal sealed class Candidate
{
    private readonly Segment segment;
    private readonly DeclaredName? declared;
    private readonly int name;
    private readonly List<Finding> findings = [];

    public Candidate(Segment segment, int place, Subject subject, DeclaredName? declared, int name, NameOutcome outcome)
    {
        (this.segment, this.declared, this.name) = (segment, declared, name);
        Entry = segment.Entries[place];
        Support.Identifiers(subject, Entry, findings);
        if (declared is null && findings.TrueForAll(finding => finding.Contribution <= 0))
        {
            return;
        }

        Support.Facts(subject, Entry, findings);
        if (declared is not null)
        {
            var isSupported = findings.Exists(finding => finding.Contribution > 0);
            findings.AddRange(Explanation.Findings(outcome, declared.Text, Listed.Text));
            if (IsWeak(segment, name) && !isSupported)
            {
                findings.Add(new(ScreeningRules.WeakAlias, declared.Text, Listed.Text, 0, ScreeningRules.WeakAlias.Weight));
            }
        }

        Score = Math.Clamp(Math.Round(findings.Sum(finding => finding.Contribution), 4), 0, 1);
    }

    public ListedEntry Entry { get; }

    public double Score { get; }

    private ListedName Listed => Entry.Names[segment.NameOrdinals[name]];

    public static bool IsWeak(Segment segment, int name) =>
        segment.Entries[segment.NameEntries[name]].Names[segment.NameOrdinals[name]].Quality == NameQuality.Weak;

    public Match Explain(bool prefixes, Scratch scratch)
    {
        var pairs = new List<TokenPair>();
        if (declared is not null)
        {
            scratch.Likenesses.Clear();
            NameSearch.Compare(segment, declared, name, prefixes, scratch);
            pairs = Explanation.Pairs(scratch.Comparison, declared, Listed.Text, Segment.IsPerson(Entry.Kind));
        }

        return new(Entry.Id, Entry.ListVersion, Score,
        [
            .. findings.OrderByDescending(finding => Math.Abs(finding.Contribution)).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
                .Select(finding => finding.ToEvidence(finding.Rule == ScreeningRules.Name ? pairs : null)),
        ]);
    }
}
