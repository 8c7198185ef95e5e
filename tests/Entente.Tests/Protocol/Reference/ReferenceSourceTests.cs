using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Entente.Protocol.Reference;

namespace Entente.Tests.Protocol.Reference;

/// <summary>Our own tables against the full lists of their publishers, where those are at hand.</summary>
public sealed class ReferenceSourceTests
{
    // The published position of Yantian lies in Fujian, 600 km from the terminal.
    private static readonly string[] wrongInTheSource = ["CNYTN"];

    [Fact]
    public void Every_port_is_in_the_code_list_where_we_say_it_is()
    {
        var published = Rows("un-locode.csv").ToDictionary(row => row["value"]);
        foreach (var port in Ports.All)
        {
            published.ShouldContainKey(port.Locode);
            var row = published[port.Locode];
            if (row["geo:lat"] != "" && !wrongInTheSource.Contains(port.Locode))
            {
                Degrees(row["geo:lat"]).ShouldBe(port.Latitude, 0.5, port.Locode);
                Degrees(row["geo:long"]).ShouldBe(port.Longitude, 0.5, port.Locode);
            }
        }
    }

    [Theory]
    [InlineData(PortFunctions.Sea, "1", "1")]
    [InlineData(PortFunctions.Rail, "2", "2")]
    [InlineData(PortFunctions.Air, "4", "4")]
    [InlineData(PortFunctions.Inland, "3", "6")]
    public void A_port_does_nothing_that_the_code_list_does_not_know_of(PortFunctions function, string code, string orCode)
    {
        var published = Rows("un-locode.csv").ToDictionary(row => row["value"], row => row["unlcdv:functions"]);
        Ports.All.Where(port => port.Functions.HasFlag(function))
            .Where(port => !published[port.Locode].Contains($":{code}", StringComparison.Ordinal) && !published[port.Locode].Contains($":{orCode}", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_commodity_is_a_subheading_of_the_harmonized_system()
    {
        var published = Rows("harmonized-system.csv").Where(row => row["level"] == "6").Select(row => row["hscode"]).ToHashSet();
        Commodities.All.Select(commodity => commodity.Hs6).Where(code => !published.Contains(code)).ShouldBeEmpty();
    }

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var path = PublicData.Need($"reference/{file}");
        using var csv = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture));
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(pair => pair.Key, pair => (string)pair.Value))];
    }

}
