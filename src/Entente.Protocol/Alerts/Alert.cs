namespace Entente.Protocol.Alerts;

/// <summary>What the owner of an alert says and asks, as partners and officers read it.</summary>
/// <remarks>The generated reader passes a default for every absent member, which is why the setters here and beside turn it into the meant one.</remarks>
public sealed record Alert
{
    public required AlertContent Content { get; init; }

    public required RequestedAction Action { get; init; }

    /// <summary>The real indication that led to the entry (Reg. (EC) 515/97 art. 27(2)).</summary>
    public required string Reason { get; init; }

    /// <summary>The case it belongs to at its owner; searchable (Reg. (EU) 2016/346).</summary>
    public required string CaseReference { get; init; }

    /// <summary>The legal threshold or programme; for a list entry, the programmes it is listed under.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>What to ask when the action is an inquiry check.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    public HandlingCode Handling { get; init; } = HandlingCode.H0;

    /// <summary>The conditions of <see cref="HandlingCode.H3"/>, in words.</summary>
    public string? HandlingNote { get; init; }

    public SourceEvaluation Source { get; init => field = value == 0 ? SourceEvaluation.X : value; } = SourceEvaluation.X;

    public InformationEvaluation Information { get; init => field = value == 0 ? InformationEvaluation.Uncorroborated : value; } = InformationEvaluation.Uncorroborated;

    /// <summary>Where it was taken over from a published list.</summary>
    public Listing? Listing { get; init; }
}

/// <summary>What a published list says beside the alert. Officers cannot type into it: it is what the list's publisher made public.</summary>
/// <param name="List">For example <c>OFAC-SDN</c>.</param>
/// <param name="Reference">The list's own number for the entry.</param>
public sealed record Listing(string List, string Reference)
{
    public IReadOnlyList<string> Programmes { get; init; } = [];

    public DateOnly? ListedOn { get; init; }

    public string? Remarks { get; init; }

    /// <summary>Names of other entries or people this one is linked to.</summary>
    public IReadOnlyList<string> LinkedTo { get; init; } = [];

    /// <summary>Published numbers for which the category has no field, such as an address of a digital currency.</summary>
    public IReadOnlyList<PublishedNumber> Numbers { get; init; } = [];
}

/// <param name="Kind">As the list calls it, for example <c>Digital Currency Address - XBT</c>.</param>
public sealed record PublishedNumber(string Kind, string Value);
