namespace Entente.Node.Console;

/// <summary>One row of the table that explains a score, in the officer's language.</summary>
/// <param name="Rule">What was compared.</param>
/// <param name="Declared">The value that was declared.</param>
/// <param name="Listed">The value it was compared with.</param>
/// <param name="Likeness">0 to 1.</param>
/// <param name="Contribution">What the row adds to the score, or takes from it.</param>
/// <param name="Sentence">The finding in one sentence.</param>
public sealed record EvidenceRow(string Rule, string Declared, string Listed, double Likeness, double Contribution, string Sentence);

/// <summary>One field on both sides of a comparison.</summary>
public sealed record FieldPair(string Label, string? Declared, string? Listed, FieldState State);

public enum FieldState { Same, Similar, Different, OnlyDeclared, OnlyListed }

/// <summary>Something that happened, or is due to happen.</summary>
/// <param name="At">When.</param>
/// <param name="Title">What, in the officer's language.</param>
/// <param name="Tone">How it stands.</param>
/// <param name="Text">More about it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Icon">Instead of the shape of the tone.</param>
/// <param name="Ahead">Whether it lies in the future.</param>
/// <param name="Proof">The record of it.</param>
/// <param name="Href">The page of it.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Title, Tone Tone = Tone.Neutral, string? Text = null, string? By = null, string? Icon = null,
    bool Ahead = false, Proof? Proof = null, string? Href = null);
