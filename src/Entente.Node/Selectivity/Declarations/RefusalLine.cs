namespace Entente.Node.Selectivity.Declarations;

/// <summary>One refused item.</summary>
internal sealed record RefusalLine
{
    public long Seq { get; init; }

    public DateTimeOffset RefusedAt { get; init; }

    public string Channel { get; init; } = "";

    public string SubmittedBy { get; init; } = "";

    public long Ordinal { get; init; }

    /// <summary>A fault code's id.</summary>
    public string Fault { get; init; } = "";

    public string Detail { get; init; } = "";

    /// <summary>Where in what was sent.</summary>
    public string? Place { get; init; }

    public string? Reference { get; init; }

    public long SourceBytes { get; init; }
}
