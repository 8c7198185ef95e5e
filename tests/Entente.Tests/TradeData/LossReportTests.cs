using System.Text;
using System.Xml.Linq;
using Entente.TradeData;

namespace Entente.Tests.TradeData;

/// <summary>The loss report tells the truth: every value is accounted for, and what counts as mapped does reach the declaration.</summary>
public sealed class LossReportTests
{
    private static readonly XNamespace SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    public static TheoryData<string> Small => [Given.Wco, Given.EntrySummary, Given.Transit];

    [Fact]
    public void A_report_without_remarks_reads_back_as_it_was_written() =>
        DeclarationJson.ReadLoss(DeclarationJson.Write(new LossReport(7, []))).Remarks.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Small))]
    public async Task Every_value_is_mapped_or_structural_or_listed(string text) => await Adds_up(text, "small");

    [Fact]
    public void A_report_without_remarks_is_read_as_it_was_written()
    {
        var written = DeclarationJson.Write(new LossReport(3, []));
        DeclarationJson.ReadLoss(written).Remarks.ShouldBeEmpty();
        DeclarationJson.Write(DeclarationJson.ReadLoss(written)).ShouldBe(written);
    }

    [Theory]
    [InlineData("messages/wco-dm/samples")]
    [InlineData("messages/ncts")]
    [InlineData("messages/ens/rule-cases")]
    public async Task Every_value_of_the_samples_is_accounted_for(string folder)
    {
        var checkedFiles = 0;
        foreach (var file in Directory.GetFiles(Given.Data(folder), "*.xml", SearchOption.AllDirectories))
        {
            checkedFiles += await Adds_up(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), file) ? 1 : 0;
        }

        checkedFiles.ShouldBeGreaterThan(3);
    }

    [Theory]
    [MemberData(nameof(Small))]
    public async Task A_change_of_a_value_changes_the_declaration_exactly_if_it_is_mapped(string text) => await Mutate(text, int.MaxValue);

    [Theory]
    [InlineData("messages/ncts/cc029c-valid.xml")]
    [InlineData("messages/ncts/cc007c-valid.xml")]
    [InlineData("messages/ens/rule-cases/CITCO124.0.1.xml")]
    [InlineData("messages/wco-dm/samples/annotated_XML_samples/TT_EX013b/TT_EX013b.xml")]
    [InlineData("messages/wco-dm/samples/annotated_XML_samples/TT_IM061b/TT_IM061b_Amendment.xml")]
    [InlineData("messages/wco-dm/samples/annotated_XML_samples/TT_IM189a/Example_Notifications/01_DMSACC.xml")]
    public async Task A_change_of_a_sample_value_changes_the_declaration_exactly_if_it_is_mapped(string file) =>
        await Mutate(await File.ReadAllTextAsync(Given.Data(file), TestContext.Current.CancellationToken), 400);

    [Fact]
    public async Task Every_component_of_a_message_is_accounted_for()
    {
        var (_, loss) = await Given.Accepted(Given.Cuscar);
        var body = Given.Cuscar[(Given.Cuscar.IndexOf("BGM", StringComparison.Ordinal))..Given.Cuscar.IndexOf("UNT", StringComparison.Ordinal)];
        var values = body.Replace("?'", "", StringComparison.Ordinal).Replace("?+", "", StringComparison.Ordinal).Split('\'', StringSplitOptions.RemoveEmptyEntries)
            .Sum(segment => segment.Split('+', ':').Skip(1).Count(value => value.Length > 0));
        (loss.Mapped + loss.Structural + loss.Count(RemarkKind.NotCarried)).ShouldBe(values);
    }

    private static async Task<bool> Adds_up(string text, string name)
    {
        if ((await Given.Read(text)).Single() is not Reading.Accepted { Loss: var loss })
        {
            return false;
        }

        var leaves = XDocument.Parse(text).Root!.DescendantsAndSelf().Sum(element => Values(element).Count());
        (loss.Mapped + loss.Structural + loss.Count(RemarkKind.NotCarried)).ShouldBe(leaves, name);
        return true;
    }

    /// <summary>Attributes and text, as a reader that knows nothing of trade counts them.</summary>
    private static IEnumerable<XObject> Values(XElement element) =>
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != SchemaInstance).Cast<XObject>()
            .Concat(string.IsNullOrWhiteSpace(string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value))) ? [] : [element]);

    private static async Task Mutate(string text, int atMost)
    {
        var before = (await Given.Accepted(text));
        var original = DeclarationJson.WriteText(before.Declaration);
        var notCarried = before.Loss.Remarks.Where(remark => remark.Kind is RemarkKind.NotCarried).Select(remark => remark.At).ToHashSet();
        var changed = 0;
        var lies = new List<string>();
        var document = XDocument.Parse(text);
        foreach (var element in document.Root!.DescendantsAndSelf().Where(element => !element.HasElements && !string.IsNullOrWhiteSpace(element.Value)).Take(atMost).ToList())
        {
            var value = element.Value;
            element.Value = Other(value.Trim());
            var after = (await Given.Read(Encoding.UTF8.GetBytes(document.ToString()))).Single();
            var differs = after is not Reading.Accepted accepted || DeclarationJson.WriteText(accepted.Declaration) != original;
            element.Value = value;
            changed += differs ? 1 : 0;
            if (notCarried.Contains(PathOf(element)) && differs)
            {
                lies.Add($"{PathOf(element)} is listed as not carried, but changes the declaration");
            }
        }

        lies.ShouldBeEmpty();
        // Attributes that are mapped and not tried here are few; structural values never count as mapped.
        changed.ShouldBeGreaterThanOrEqualTo(before.Loss.Mapped - document.Descendants().Attributes().Count(attribute => !attribute.IsNamespaceDeclaration) - 1);
    }

    /// <summary>Another value of the same form, so that numbers stay numbers and dates dates.</summary>
    private static string Other(string value)
    {
        var at = value.LastIndexOfAny([.. "123456789"]);
        return at >= 0 ? value[..at] + (value[at] == '1' ? '2' : '1') + value[(at + 1)..] : value == "0" ? "1" : value + "X";
    }

    private static string PathOf(XElement element)
    {
        var path = "";
        for (var one = element; one is not null; one = one.Parent)
        {
            var same = one.Parent?.Elements().Where(sibling => sibling.Name.LocalName == one.Name.LocalName).ToList();
            path = $"/{one.Name.LocalName}{(same is { Count: > 1 } ? $"[{same.IndexOf(one) + 1}]" : "")}{path}";
        }

        return path;
    }
}
