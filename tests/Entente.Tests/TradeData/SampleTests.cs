using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

/// <summary>Every public sample ends with a verdict, and the verdicts are those that are committed here.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task The_wco_samples_end_with_the_committed_verdicts()
    {
        var verdicts = await Verdicts(Directory.GetFiles(Given.Data("messages/wco-dm/samples"), "*", SearchOption.AllDirectories));
        verdicts.ShouldBe(new Dictionary<string, int>
        {
            ["Import Original"] = 136,
            ["Export Original"] = 31,
            ["Other Amendment"] = 11,
            ["Other Cancellation"] = 1,
            ["Other Notification"] = 245,
            ["Import Notification"] = 1,
            ["Export Notification"] = 1,
            ["trade-unknown-document"] = 31, // inventory movements, uploads, versions
            ["trade-unknown-format"] = 22, // instructions in plain text
            ["trade-xml-malformed"] = 3, // comments that are not closed
            ["trade-missing-reference"] = 1, // the example of a bad submission
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task The_entry_summaries_are_read_and_their_totals_judged_as_the_rules_do()
    {
        var files = Directory.GetFiles(Given.Data("messages/ens/rule-cases"), "*.xml");
        var (items, packages, differences) = (0, 0, new List<string>());
        foreach (var file in files)
        {
            var reading = (await Given.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))).ShouldHaveSingleItem();
            var accepted = reading.ShouldBeOfType<Reading.Accepted>(file);
            accepted.Declaration.Kind.ShouldBe(DeclarationKind.EntrySummary);
            var outcome = await File.ReadAllTextAsync(Path.ChangeExtension(file, ".ctl"), TestContext.Current.CancellationToken);
            foreach (var (rule, element) in new[] { ("8206", "TotNumOfIteHEA305"), ("8117", "TotNumOfPacHEA306") })
            {
                var expected = outcome.Contains($"<err:Number>{rule}<", StringComparison.Ordinal);
                var found = accepted.Loss.Remarks.Any(remark => remark.Code == "trade-total-mismatch" && remark.At.EndsWith(element, StringComparison.Ordinal));
                items += expected && rule == "8206" ? 1 : 0;
                packages += expected && rule == "8117" ? 1 : 0;
                if (expected != found)
                {
                    differences.Add($"{rule} {Path.GetFileName(file)} expected {expected}");
                }
            }
        }

        (files.Length, items, packages).ShouldBe((548, 29, 59));
        differences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("messages/ncts/cc015c-valid.xml", "Transit Original")]
    [InlineData("messages/ncts/cc007c-valid.xml", "ArrivalNotice Original")]
    [InlineData("messages/ncts/cc029c-valid.xml", "Transit Notification")]
    [InlineData("messages/edifact/CUSCAR-WARREL-D99B.edi", "CargoReport Original")]
    [InlineData("messages/edifact/CUSDEC-EXD-D99B.edi", "Export Original")]
    [InlineData("messages/edifact/CUSREP-DEPART-D99B.edi", "ConveyanceReport Original")]
    public async Task The_other_samples_are_read(string file, string verdict) => (await Verdicts([Given.Data(file)])).ShouldBe(new Dictionary<string, int> { [verdict] = 1 });

    private static async Task<Dictionary<string, int>> Verdicts(string[] files)
    {
        var verdicts = new Dictionary<string, int>();
        foreach (var file in files)
        {
            var reading = (await Given.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))).ShouldHaveSingleItem(file);
            var verdict = reading switch
            {
                Reading.Accepted accepted => $"{accepted.Declaration.Kind} {accepted.Declaration.Function}",
                Reading.Refused refused => refused.Fault.Code.Id,
                _ => "",
            };
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }

        return verdicts;
    }
}
