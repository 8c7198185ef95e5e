using Entente.Screening;

namespace Entente.Tests.Screening;

/// <summary>Accuracy on the labelled files may not fall below the figures of docs/spec/screening.md.</summary>
public sealed class AccuracyTests
{
    [Fact]
    public void Labelled_pairs_keep_their_F1_and_their_recall_at_90_percent_precision()
    {
        var pairs = Cases().NamePairs().ConvertAll(pair => (Score: ScreeningCases.ScoreOf(pair), pair.IsMatch));

        ScreeningMeasures.At(ScreeningRules.DefaultThreshold, pairs).F1.ShouldBeGreaterThanOrEqualTo(0.85);
        ScreeningMeasures.RecallAtPrecision(0.90, pairs).Recall.ShouldBeGreaterThanOrEqualTo(0.80);
    }

    [Fact]
    public void UN_names_asked_in_their_own_script_are_found_by_their_Latin_form()
    {
        var cases = Cases();
        var (first, ten) = ScreeningMeasures.Recall(
            ScreeningMeasures.IndexOf(cases.UnitedNationsInLatin()), [.. cases.OriginalScript().Select(row => (row.Id, new Subject(SubjectKind.Unknown) { Names = [row.Original] }))]);

        first.ShouldBeGreaterThanOrEqualTo(0.90);
        ten.ShouldBeGreaterThanOrEqualTo(0.96);
    }

    [Fact]
    public void Mistreated_UN_names_are_found_and_benign_people_left_alone()
    {
        var cases = Cases();
        var index = ScreeningMeasures.IndexOf(cases.UnitedNations());
        var found = ScreeningMeasures.BestScores(index, cases.Positives("treated").Select(person => ScreeningCases.ToSubject(person, withFacts: false)));
        var benign = ScreeningMeasures.BestScores(index, cases.Negatives().Where((_, i) => i % 5 == 0).Select(person => ScreeningCases.ToSubject(person, withFacts: true)));

        (found.Count(score => score >= ScreeningRules.DefaultThreshold) / (double)found.Length).ShouldBeGreaterThanOrEqualTo(0.98);
        (benign.Count(score => score >= ScreeningRules.DefaultThreshold) / (double)benign.Length).ShouldBeLessThanOrEqualTo(0.001);
    }

    private static ScreeningCases Cases()
    {
        Assert.SkipUnless(ScreeningCases.Here() is not null, "the screening data is not here");
        return ScreeningCases.Here()!;
    }
}
