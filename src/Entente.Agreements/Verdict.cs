namespace Entente.Agreements;

/// <summary>Why the gate refuses, in the order in which it looks.</summary>
public enum RefusalReason
{
    /// <summary>No agreement is in force between the two on that day.</summary>
    NoAgreement = 1,

    /// <summary>It is suspended for this party, article or category, or altogether.</summary>
    Suspended,

    /// <summary>Whoever provided it does not let it go on.</summary>
    Onward,

    /// <summary>Its own handling code keeps it from this.</summary>
    Handling,

    /// <summary>Whoever provided it gave it for another purpose. It stays apart from <see cref="Purpose"/>: a clause of more than two parties may permit the purpose, and be the one under which it was given for another.</summary>
    GivenFor,

    /// <summary>An article forbids it.</summary>
    Forbidden,

    /// <summary>No clause permits this exchange.</summary>
    Exchange,

    Assistance,

    /// <summary>It is permitted the other way only.</summary>
    Direction,

    /// <summary>The authority at one of the ends is not bound.</summary>
    Authority,

    Purpose,

    /// <summary>It asks the receiver for an action that the clause does not permit, or that its provider did not.</summary>
    Action,

    /// <summary>A condition does not hold.</summary>
    Condition,

    Approval,

    /// <summary>None of the fields is permitted.</summary>
    Data,
}

/// <summary>The gate's answer. It explains itself: what permits, or what refuses and what would make it lawful.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <param name="Clause">Which clause permits it.</param>
    /// <param name="Passing">The fields that may pass.</param>
    /// <param name="Stripped">The fields that must be taken out first.</param>
    /// <param name="Obligations">What binds the receiver.</param>
    public sealed record Permitted(Clause Clause, WordSet<DataField> Passing, WordSet<DataField> Stripped, Obligations Obligations) : Verdict;

    /// <param name="Reason">Why.</param>
    /// <param name="Clause">What refuses, or what comes nearest to permitting it; <see langword="null"/> where no clause does either.</param>
    public sealed record Refused(RefusalReason Reason, ClauseRef? Clause) : Verdict
    {
        /// <summary>The conditions of the clause that do not hold.</summary>
        public WordSet<Condition> Lacking { get; init; }

        /// <summary>What it asks for beyond what the clause permits.</summary>
        public WordSet<PermittedAction> Beyond { get; init; }

        /// <summary>The instrument that the article which forbids it points to.</summary>
        public Instrument? Instead { get; init; }

        /// <summary>What stopped it.</summary>
        public Suspension? Suspension { get; init; }

        /// <summary>What would make it lawful, the smallest changes only; the gate has permitted each. Empty: nothing that can be changed.</summary>
        public IReadOnlyList<Remedy> Remedies { get; init; } = [];
    }
}

/// <summary>Changes to a question that make it lawful together, with the changed question and what the gate says to it.</summary>
public sealed record Remedy(IReadOnlyList<Change> Changes, Question Question, Verdict.Permitted Verdict);

/// <summary>One change to a question.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>Do it for another purpose: only where that is the true one.</summary>
    public sealed record OtherPurpose(UsePurpose Purpose) : Change;

    /// <summary>Ask the receiver for these actions, and for no other; none: ask it nothing.</summary>
    public sealed record OtherActions(WordSet<PermittedAction> Actions) : Change;

    /// <summary>Meet a condition: give an assurance, obtain a consent, verify first.</summary>
    public sealed record Meet(Condition Condition) : Change;

    public sealed record Approve(Approval Approval) : Change;

    /// <summary>Leave out what the agreement forbids.</summary>
    public sealed record LeaveOut(WordSet<DataField> Fields) : Change;

    /// <summary>Another exchange or type of assistance, under the instrument of the clause that permits it.</summary>
    public sealed record OtherExchange(ExchangeKind Exchange, AssistanceType? Assistance, Instrument Instrument) : Change;

    /// <summary>Other authorities at the two ends.</summary>
    public sealed record OtherAuthority(Entente.Protocol.Access.AuthorityKind From, Entente.Protocol.Access.AuthorityKind To) : Change;

    /// <summary>Ask who provided it for permission to pass it on.</summary>
    public sealed record ObtainConsent(string Provider, string To) : Change;

    /// <summary>Wait for a version that is not in force yet, or for the end of a suspension.</summary>
    public sealed record WaitUntil(DateOnly Day) : Change;
}
