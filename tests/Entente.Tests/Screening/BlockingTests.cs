using Entente.Screening;
using Entente.Screening.Index;

namespace Entente.Tests.Screening;

public sealed class BlockingTests
{
    /// <summary>Of what comparing with every listed name finds above the threshold, candidates may miss no more than this.</summary>
    private const double LeastRecall = 0.98;

    [Fact]
    public void Candidates_lose_next_to_nothing_that_comparing_with_every_name_finds()
    {
        Assert.SkipUnless(ScreeningCases.Here() is not null, "the screening data is not here");
        var cases = ScreeningCases.Here()!;
        var part = new LivePart(Segment.Of([.. cases.Ofac().Where(entry => entry.Id % 8 == 0)], population: null));
        var queries = cases.OfacAliases().Where((alias, i) => alias.Entry % 8 == 0 && i % 8 == 0);
        var (all, found) = (0, 0);
        foreach (var (_, kind, alias) in queries)
        {
            var (brute, blocked) = Both(part, alias, kind);
            all += brute.Count;
            found += brute.Count(blocked.Contains);
            blocked.ShouldBeSubsetOf(brute);
        }

        all.ShouldBeGreaterThan(40);
        ((double)found / all).ShouldBeGreaterThanOrEqualTo(LeastRecall);
    }

    private static (HashSet<int> Brute, HashSet<int> Blocked) Both(LivePart part, string text, SubjectKind kind)
    {
        var scratch = new Scratch();
        var declared = new DeclaredName(text, kind == SubjectKind.Person, part.Segment);
        var blocked = new HashSet<int>();
        NameSearch.Run(part, declared, ScreeningRules.DefaultThreshold, prefixes: false, scratch, _ => true, (name, _) => blocked.Add(name));
        scratch.Likenesses.Clear();
        var brute = Enumerable.Range(0, part.Segment.NameCount)
            .Where(name => NameSearch.Compare(part.Segment, declared, name, prefixes: false, scratch).Score >= ScreeningRules.DefaultThreshold).ToHashSet();
        return (brute, blocked);
    }
}
