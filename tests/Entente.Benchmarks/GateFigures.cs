using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Agreements;

namespace Entente.Benchmarks;

/// <summary>The time of one decision with 500 agreements in force, spread over many pairs and between one pair; and that of a refusal with everything that would make it lawful.</summary>
internal static class GateFigures
{
    private const int Agreements = 500;

    private static readonly DateOnly on = new(2026, 10, 1);

    public static int Print(string[] parts)
    {
        var rounds = parts is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 40;
        var texts = AgreementLibrary.Names.Where(name => !name.StartsWith("template-", StringComparison.Ordinal)).Select(name => Encoding.UTF8.GetString(AgreementLibrary.Read(name))).ToArray();
        Figures("500 agreements of many administrations", Spread(texts), rounds);
        Figures("500 agreements of the same three", Copies(texts), rounds);
        return 0;
    }

    private static void Figures(string label, IEnumerable<string> texts, int rounds)
    {
        var spent = Spent.Start();
        Agreement[] agreements = [.. texts.Take(Agreements).Select(text => AgreementText.Read(Encoding.UTF8.GetBytes(text))).Cast<AgreementReading.Accepted>().Select(reading => reading.Agreement)];
        Console.WriteLine($"{label}: {agreements.Length} read in {spent()}");
        spent = Spent.Start();
        var book = AgreementBook.Of(agreements);
        Console.WriteLine($"  book of {agreements.Sum(agreement => agreement.Articles.Sum(article => article.Permits.Count)):N0} permissions made in {spent()}");

        var questions = Questions(book).ToList();
        var permitted = questions.FindAll(question => Gate.Check(book, question) is Verdict.Permitted);
        var refused = questions.FindAll(question => Gate.Check(book, question) is Verdict.Refused);
        Time("  permitted", permitted, rounds, question => Gate.Check(book, question));
        Time("  refused, with reason and nearest clause", refused, rounds, question => Gate.Check(book, question));
        Time("  refused, with remedies", refused[..Math.Min(refused.Count, 300)], 1, question => Gate.Decide(book, question));
    }

    private static void Time(string label, List<Question> questions, int rounds, Func<Question, Verdict> decide)
    {
        questions.ForEach(question => decide(question));
        var times = new double[questions.Count * rounds];
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var spent = Spent.Start();
        for (var n = 0; n < times.Length; n++)
        {
            var start = Stopwatch.GetTimestamp();
            decide(questions[n % questions.Count]);
            times[n] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var processor = spent().Processor;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{label}: p50 {times[times.Length / 2]:F2} µs, p99 {times[times.Length * 99 / 100]:F1} µs, {processor.TotalMicroseconds / times.Length:F2} µs of CPU each, {bytes / times.Length:N0} bytes ({times.Length:N0} decisions, {questions.Count:N0} questions)"));
    }

    /// <summary>The shipped agreements between ever other administrations, with ids of their own.</summary>
    private static IEnumerable<string> Spread(string[] texts)
    {
        var countries = Protocol.Reference.Countries.All.Select(country => country.Alpha2).Where(code => code is not ("NL" or "CA" or "SG" or "US")).ToArray();
        return Enumerable.Range(0, Agreements).Select(n =>
        {
            var group = n / texts.Length;
            return group == 0 ? texts[n] : Renamed(texts[n % texts.Length], n, countries[3 * group % 240], countries[(3 * group + 1) % 240], countries[(3 * group + 2) % 240]);
        });
    }

    /// <summary>The same between the same: every decision has all of them to look at.</summary>
    private static IEnumerable<string> Copies(string[] texts) => Enumerable.Range(0, Agreements).Select(n => Renamed(texts[n % texts.Length], n, "NL", "CA", "SG"));

    private static string Renamed(string text, int n, string first, string second, string third)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].StartsWith("agreement: ", StringComparison.Ordinal) ? $"{lines[i]}-{n}"
                : lines[i].Contains("part", StringComparison.Ordinal) || lines[i].Contains("direction", StringComparison.Ordinal)
                    ? lines[i].Replace("NL", "%1", StringComparison.Ordinal).Replace("CA", "%2", StringComparison.Ordinal).Replace("SG", "%3", StringComparison.Ordinal)
                        .Replace("%1", first, StringComparison.Ordinal).Replace("%2", second, StringComparison.Ordinal).Replace("%3", third, StringComparison.Ordinal)
                : lines[i];
        }

        return string.Join('\n', lines);
    }

    /// <summary>For clauses of the three administrations one question that fits, and one for each way to miss it.</summary>
    private static IEnumerable<Question> Questions(AgreementBook book)
    {
        foreach (var clause in new[] { ("NL", "CA"), ("CA", "NL"), ("SG", "NL") }.SelectMany(pair => book.Clauses(pair.Item1, pair.Item2, on)).Where((_, n) => n % 7 == 0).Take(400))
        {
            var exchange = clause.Exchanges.First();
            var fits = new Question
            {
                Exchange = exchange,
                Assistance = exchange.NamesAssistance ? clause.Assistance.First() : null,
                From = clause.Giver.Party,
                To = clause.Receiver.Party,
                FromAuthority = clause.Giver.Authorities.First(),
                ToAuthority = clause.Receiver.Authorities.First(),
                Purpose = clause.Purposes.First(),
                Data = clause.Data,
                Circumstances = [.. clause.When.Select(condition => new Attestation(condition, "customs"))],
                Approval = clause.Approval,
                On = on,
            };
            yield return fits;
            yield return fits with { Purpose = UsePurpose.Taxation };
            yield return fits with { Circumstances = [] };
            yield return fits with { Asks = clause.Grant.Actions };
            yield return fits with { Asks = WordSet.All<PermittedAction>() };
            yield return fits with { Exchange = ExchangeKind.Index, Assistance = null };
        }
    }
}
