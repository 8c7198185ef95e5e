using System.Globalization;
using Entente.EvidenceFiles;
using Entente.Tests.EvidenceFiles;

namespace Entente.Benchmarks;

/// <summary>An evidence file of many messages, each with its receipt, two contents and two records: how long it takes to verify on one thread.</summary>
internal static class EvidenceFigures
{
    public static int Print(string[] parts)
    {
        var messages = parts is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1000;
        var file = Given.File(Given.Contents(messages));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages} messages, {file.Length / 1048576.0:0.0} MiB"));
        for (var round = 1; round <= 5; round++)
        {
            var spent = Spent.Start();
            var verdict = EvidenceFile.Verify(file, Given.Trusting(Given.Netherlands));
            if (!verdict.IsVouched)
            {
                Console.Error.WriteLine(verdict.Steps[^1].Detail);
                return 1;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: verified in {spent()}"));
        }

        return 0;
    }
}
