namespace Entente.TradeData;

/// <summary>What became of a document's content when it was read into the model: nothing is lost in silence.</summary>
/// <param name="Mapped">How many values were carried into the model.</param>
/// <param name="Remarks">What was defaulted, not carried, or carried though it breaks a rule.</param>
public sealed record LossReport(int Mapped, IReadOnlyList<Remark> Remarks)
{
    /// <summary>What was defaulted, not carried, or carried though it breaks a rule; an absent list is read as an empty one.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = Remarks ?? [];

    /// <summary>
    /// How many values only order or type others, such as sequence numbers and format codes, and are kept by position.
    /// <see cref="Mapped"/>, these and the remarks of <see cref="RemarkKind.NotCarried"/> together are all values of the source.
    /// </summary>
    public int Structural { get; init; }

    public int Count(RemarkKind kind) => Remarks.Count(remark => remark.Kind == kind);
}

/// <param name="Kind">What became of the value.</param>
/// <param name="At">Path or line in the source.</param>
/// <param name="Code">The fault code's id where a rule is broken, else <see langword="null"/>.</param>
/// <param name="Detail">What stood there and what was done, in one sentence.</param>
public sealed record Remark(RemarkKind Kind, string At, string Detail, string? Code = null);

public enum RemarkKind
{
    /// <summary>The source had nothing, and the model holds a default.</summary>
    Defaulted,

    /// <summary>The source had something that the model has no place for.</summary>
    NotCarried,

    /// <summary>Carried as declared, but it breaks a rule: a wrong check digit, an unknown code.</summary>
    Suspect,

    /// <summary>Carried, but more was found when it was screened than is followed up; said by who screens, never by a reader.</summary>
    CutShort,
}
