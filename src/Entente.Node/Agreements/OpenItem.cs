using Entente.Agreements;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>Open things of a kind that a change of the law with a partner may touch; the module that keeps them registers how they are found. Which of them are touched, the gate says.</summary>
/// <param name="Words">What they are, in English; the text table translates it.</param>
internal sealed record OpenWithPartner(string Words, Func<Session, string, IEnumerable<OpenItem>> Find);

/// <summary>One open thing, as the gate is asked about it.</summary>
/// <param name="Address">Of its page.</param>
/// <param name="Name">As the link says it: its number, and nothing of what it is about.</param>
/// <param name="Clause">Under which it was exchanged, where one is known.</param>
/// <param name="Asked">What crossed with it, and what has yet to.</param>
internal sealed record OpenItem(string Address, string Name, ClauseRef? Clause, IReadOnlyList<(Question Question, Instrument? Under)> Asked)
{
    /// <summary>What crossed with one message; none where the law was not asked about that.</summary>
    public static OpenItem? Of(Session session, string partner, string? messageId, string address, string name) =>
        messageId is not null && VerdictRow.Find(session, partner, messageId) is { Permitted: true } row && AskedQuestion.ReadAsked(row.Question) is { } asked
            ? new(address, name, ClauseRef.TryParse(row.Clause, out var clause) ? clause : null, [(asked.Question, asked.Under)])
            : null;

    /// <summary>Whether it may cross no longer as it could, or on other terms.</summary>
    public bool IsTouched(AgreementBook before, DateOnly on, AgreementBook after, DateOnly then) => Asked.Any(one => AgreementComparison.Touches(
        Gate.Check(before, one.Question with { On = on }, one.Under), Gate.Check(after, one.Question with { On = then }, one.Under)));
}

/// <param name="Words">What it is, in English; the text table translates it.</param>
/// <param name="Count">How many of it.</param>
internal sealed record TouchedCount(string Words, long Count)
{
    /// <summary>The first of them.</summary>
    public IReadOnlyList<TouchedItem> First { get; init; } = [];
}

/// <summary>Where one of them is read, by whoever may.</summary>
internal sealed record TouchedItem(string Address, string Name);
