using Entente.Agreements;
using Entente.Tests.Architecture;

namespace Entente.Tests.Agreements;

/// <summary>The gate against the verdicts of eng/corpus/agreements.py, a model that shares nothing with it.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files => [.. CorpusCases.Files];

    [Theory, MemberData(nameof(Files))]
    public void Every_verdict_is_that_of_the_independent_model(string file)
    {
        var (book, cases) = CorpusCases.Read(file);
        var wrong = new List<string>();
        foreach (var line in cases)
        {
            var verdict = Gate.Check(book.Suspending(CorpusCases.Suspensions(line)), CorpusCases.Question(line.GetProperty("ask")));
            if (CorpusCases.Told(verdict) is var told && CorpusCases.Told(line.GetProperty("verdict")) is var expected && told != expected)
            {
                wrong.Add($"case {line.GetProperty("case")}: expected {expected}, found {told}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_ten_thousand_cases_and_every_reason_is_among_them()
    {
        var reasons = CorpusCases.Files.SelectMany(file => CorpusCases.Read(file).Cases)
            .Select(line => line.GetProperty("verdict")).CountBy(verdict => verdict.TryGetProperty("refused", out var reason) ? reason.GetString()! : "permitted").ToDictionary();
        reasons.Values.Sum().ShouldBeGreaterThanOrEqualTo(10_000);
        Words.All<RefusalReason>().Except(reasons.Keys).ShouldBeEmpty();
        reasons["permitted"].ShouldBeGreaterThan(2_000);
        reasons["givenFor"].ShouldBeGreaterThan(200);
    }

    /// <summary>Else the corpus would be what somebody made it, and not what the model says of the texts as they are.</summary>
    [Fact]
    public async Task The_model_still_says_what_the_corpus_says()
    {
        await PythonProgram.NeedAsync("yaml");
        var (code, output, errors) = await PythonProgram.RunAsync(Repository.PathOf("eng/corpus/agreements.py"), "--check");
        code.ShouldBe(0, output + errors);
        output.ShouldContain(" 0 wrong");
    }

    /// <summary>What is proposed was decided anew and is lawful; and where one change alone would do, one change is proposed.</summary>
    [Theory, MemberData(nameof(Files))]
    public void Every_remedy_is_one(string file)
    {
        var (book, cases) = CorpusCases.Read(file);
        var mended = 0;
        foreach (var line in cases.Where((_, n) => n % 3 == 0))
        {
            var suspended = book.Suspending(CorpusCases.Suspensions(line));
            var question = CorpusCases.Question(line.GetProperty("ask"));
            if (Gate.Decide(suspended, question) is not Verdict.Refused refused)
            {
                continue;
            }

            var least = refused.Remedies.Select(remedy => remedy.Changes.Count).DefaultIfEmpty(int.MaxValue).Min();
            refused.Remedies.ShouldAllBe(remedy => remedy.Changes.Count == least);
            foreach (var remedy in refused.Remedies)
            {
                Gate.Check(suspended, remedy.Question).ShouldBeOfType<Verdict.Permitted>().Clause.ShouldBe(remedy.Verdict.Clause);
            }

            if (SingleChanges.Of(question).FirstOrDefault(changed => Gate.Check(suspended, changed) is Verdict.Permitted) is { } lawful)
            {
                least.ShouldBe(1, $"case {line.GetProperty("case")}: {lawful}");
            }

            mended += refused.Remedies.Count > 0 ? 1 : 0;
        }

        mended.ShouldBeGreaterThan(100);
    }
}
