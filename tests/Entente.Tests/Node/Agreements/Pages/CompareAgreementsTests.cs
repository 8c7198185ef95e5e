using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Flow = Entente.Agreements.Flow;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class CompareAgreementsTests
{
    /// <summary>The blocks say together what the comparison says flow by flow: each flow once, under its own kind and clauses.</summary>
    [Fact]
    public void The_blocks_are_exactly_the_flows_that_change()
    {
        var after = Given.Read(Given.CmaaAmended);
        var changes = CompareAgreements.Of(Given.Cmaa, after, new Text());

        var said = (from change in changes.Flows from block in change.Blocks from flow in Expand(block) select (change.Kind, flow)).ToList();
        said.ShouldBe(AgreementComparison.Of(Given.Cmaa, after).Select(change => (change.Kind, change.Flow)), ignoreOrder: true);
        said.Count.ShouldBe(changes.Flows.Sum(change => change.Blocks.Sum(block => block.Count)));
        changes.Flows.Sum(change => change.Blocks.Count).ShouldBeLessThan(said.Count / 20);
    }

    [Fact]
    public void A_lawyer_reads_what_starts_stops_and_changes_with_its_articles()
    {
        var changes = CompareAgreements.Of(Given.Cmaa, Given.Read(Given.CmaaAmended), new Text());

        var starts = changes.Flows.Where(change => change.Kind == FlowChangeKind.Starts).ToList();
        starts.ShouldAllBe(change => change.After!.Value.Article == "7");
        starts.SelectMany(change => change.Blocks).ShouldAllBe(block => block.Exchanges == WordSet.Of<ExchangeKind>(new[] { ExchangeKind.Automatic }));
        changes.Flows.Where(change => change.Kind == FlowChangeKind.Stops).ShouldAllBe(change => change.Before!.Value.Article == "4");
        changes.Flows.Where(change => change.Kind == FlowChangeKind.Changes).SelectMany(change => change.Says)
            .Distinct().ShouldBe(["Now only if: The requesting side first checked what it could by itself", "Handling: H1 → H2"]);
        changes.Articles.Select(article => article.Number).ShouldBe(["6"]);
    }

    [Fact]
    public void A_version_compared_with_itself_changes_nothing()
    {
        var changes = CompareAgreements.Of(Given.Cmaa, Given.Cmaa, new Text());

        (changes.Flows.Count, changes.Articles.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Words_that_differ_are_marked_whole_and_case_counts()
    {
        var (left, right) = LetterDifference.OfWords("By arrangement between them, Information passes.", "By an arrangement between them, information passes.");

        left.Where(run => run.Differs).Select(run => run.Text.Trim()).ShouldBe(["", "Information"]);
        right.Where(run => run.Differs).Select(run => run.Text.Trim()).ShouldBe(["an", "information"]);
    }

    private static IEnumerable<Flow> Expand(FlowBlock block) =>
        from exchange in block.Exchanges
        from type in block.Assistance.IsEmpty ? [null] : block.Assistance.Select(one => (AssistanceType?)one)
        from purpose in block.Purposes
        from field in block.Fields
        from way in block.Ways
        from direction in way.Both ? new[] { (way.From, way.To), (way.To, way.From) } : [(way.From, way.To)]
        select new Flow(direction.Item1, direction.Item2, exchange, type, purpose, field);
}
