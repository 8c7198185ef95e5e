using Entente.Agreements;
using Entente.Node.Console;
using Clause = Entente.Agreements.Clause;
using Flow = Entente.Agreements.Flow;

namespace Entente.Node.Agreements;

/// <summary>Two versions of an agreement side by side: what starts, stops and changes, in as few statements as say exactly that; and the articles whose words differ.</summary>
internal static class CompareAgreements
{
    /// <param name="receiver">Whose holdings the retention periods are about; <see langword="null"/>: nobody's.</param>
    public static AgreementChanges Of(Agreement before, Agreement after, Text text, string? receiver = null)
    {
        var (earlier, later) = (new ClauseFinder(before), new ClauseFinder(after));
        var compared = AgreementComparison.Of(before, after);
        var changes =
            from change in compared
            group change.Flow by (change.Kind, Before: ClauseOf(change.Before), After: ClauseOf(change.After), Says: string.Join('\n', DifferencesOf(change, earlier, later, text))) into alike
            select new ChangedFlows(alike.Key.Kind, alike.Key.Before, alike.Key.After, alike.Key.Says.Length == 0 ? [] : alike.Key.Says.Split('\n'), FlowBlock.Of(alike));
        return new([.. changes.OrderBy(change => change.Kind)], [.. ArticlesOf(before, after)], [.. RetentionsOf(compared, receiver, text)]);
    }

    // What the receiver has under a clause that keeps it otherwise from now on, or gives nothing any more.
    private static IEnumerable<ChangedRetention> RetentionsOf(IEnumerable<FlowChange> changes, string? receiver, Text text) => changes
        .Where(change => change.Flow.Receiver == receiver && change.Before is Verdict.Permitted)
        .Select(change => (Before: ((Verdict.Permitted)change.Before).Clause, After: (change.After as Verdict.Permitted)?.Clause, change.Kind))
        .Where(change => change.Kind == FlowChangeKind.Stops || (change.After is { } after && text.Of(after.Retention) != text.Of(change.Before.Retention)))
        .Select(change => new ChangedRetention(change.Before.Name, text.Of(change.Before.Retention), change.After is { } after ? text.Of(after.Retention) : null))
        .Distinct()
        .OrderBy(change => change.Clause.ToString(), StringComparer.Ordinal);

    private static ClauseRef? ClauseOf(Verdict verdict) => verdict switch
    {
        Verdict.Permitted permitted => permitted.Clause.Name,
        Verdict.Refused refused => refused.Clause,
        _ => null,
    };

    /// <summary>In what a permission differs; of what starts or stops, on what it hangs.</summary>
    private static IEnumerable<string> DifferencesOf(FlowChange change, ClauseFinder earlier, ClauseFinder later, Text text) => (change.Kind, change.Before, change.After) switch
    {
        (FlowChangeKind.Starts, _, Verdict.Permitted permitted) => TermsOf(permitted.Clause, text),
        (FlowChangeKind.Stops, _, Verdict.Refused { Reason: not RefusalReason.Exchange } refused) => [text.Of(refused.Reason)],
        (FlowChangeKind.Changes, Verdict.Permitted before, Verdict.Permitted after) => DifferencesOf(before.Clause, after.Clause, text),
        (FlowChangeKind.Changes, Verdict.Permitted before, Verdict.Refused refused) => later.Find(refused.Clause, change.Flow) is { } after ? DifferencesOf(before.Clause, after, text) : [text.Of(refused.Reason)],
        (FlowChangeKind.Changes, Verdict.Refused refused, Verdict.Permitted after) => earlier.Find(refused.Clause, change.Flow) is { } before ? DifferencesOf(before, after.Clause, text) : [text["It takes less than before."]],
        _ => [],
    };

    private static IEnumerable<string> TermsOf(Clause clause, Text text)
    {
        foreach (var condition in clause.When)
        {
            yield return text["Only if: {0}", text.Of(condition)];
        }

        if (clause.Approval > Approval.Officer)
        {
            yield return text["Approved by: {0}", text.Of(clause.Approval)];
        }
    }

    private static IEnumerable<string> DifferencesOf(Clause before, Clause after, Text text)
    {
        (string Name, string Before, string After)[] terms =
        [
            (text["Approved by"], text.Of(before.Approval), text.Of(after.Approval)),
            (text["Handling"], $"{before.Handling}", $"{after.Handling}"),
            (text["May be used to"], List(before.Grant.Actions, text.Of), List(after.Grant.Actions, text.Of)),
            (text["Giver"], List(before.Giver.Authorities, text.Of), List(after.Giver.Authorities, text.Of)),
            (text["Receiver"], List(before.Receiver.Authorities, text.Of), List(after.Receiver.Authorities, text.Of)),
            (text["Passed on"], text.Of(before.Grant.Onward), text.Of(after.Grant.Onward)),
            (text["Retention"], text.Of(before.Retention), text.Of(after.Retention)),
            .. Enum.GetValues<DeadlineStep>().Select(step => (text.Of(step), Period(before, step, text), Period(after, step, text))),
            (text["Languages"], before.Agreement.Languages.ToString(), after.Agreement.Languages.ToString()),
            (text["Costs"], text.Of(before.Grant.Costs), text.Of(after.Grant.Costs)),
        ];
        return after.When.Without(before.When).Select(condition => text["Now only if: {0}", text.Of(condition)])
            .Concat(before.When.Without(after.When).Select(condition => text["No longer needed: {0}", text.Of(condition)]))
            .Concat(terms.Where(term => term.Before != term.After).Select(term => text["{0}: {1} → {2}", term.Name, term.Before, term.After]));
    }

    private static string List<T>(WordSet<T> words, Func<T, string> said)
        where T : struct, Enum => AgreementWords.List(words.Select(said));

    private static string Period(Clause clause, DeadlineStep step, Text text) => clause.Grant.Deadlines[step] is { } said ? text.Of(said) : text["customary"];

    private static IEnumerable<ChangedArticle> ArticlesOf(Agreement before, Agreement after) =>
        from number in before.Articles.Concat(after.Articles).Select(article => article.Number).Distinct()
        let earlier = before.Articles.FirstOrDefault(article => article.Number == number)
        let later = after.Articles.FirstOrDefault(article => article.Number == number)
        where earlier?.Wording != later?.Wording || earlier?.Title != later?.Title
        select new ChangedArticle(number, earlier, later);

    /// <summary>The clauses of one version, by name and way.</summary>
    private sealed class ClauseFinder(Agreement agreement)
    {
        private readonly AgreementBook alone = AgreementBook.Of([agreement]);

        public Clause? Find(ClauseRef? name, Flow flow) => alone.Clauses(flow.Giver, flow.Receiver, agreement.From).FirstOrDefault(clause => clause.Name == name);
    }
}

/// <param name="Flows">What starts, then what stops, then what changes.</param>
/// <param name="Articles">Those whose title or wording differs, in the order of the earlier version; what was added comes last.</param>
/// <param name="Retentions">Clauses under which this node holds something for another time than it would from now on.</param>
internal sealed record AgreementChanges(IReadOnlyList<ChangedFlows> Flows, IReadOnlyList<ChangedArticle> Articles, IReadOnlyList<ChangedRetention> Retentions);

/// <param name="Clause">Under which it came.</param>
/// <param name="Before">How long it is kept.</param>
/// <param name="After">How long what comes is kept; <see langword="null"/>: nothing comes any more.</param>
internal sealed record ChangedRetention(ClauseRef Clause, string Before, string? After);

/// <summary>Flows that change alike.</summary>
/// <param name="Kind">Whether they start, stop or change.</param>
/// <param name="Before">The clause that permitted or refused them.</param>
/// <param name="After">The clause that does now.</param>
/// <param name="Says">In what they differ, in sentences.</param>
/// <param name="Blocks">Which flows: each block is all of its words combined, and no more.</param>
internal sealed record ChangedFlows(FlowChangeKind Kind, ClauseRef? Before, ClauseRef? After, IReadOnlyList<string> Says, IReadOnlyList<FlowBlock> Blocks);

internal sealed record ChangedArticle(string Number, Article? Before, Article? After);
