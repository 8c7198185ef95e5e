namespace Entente.Protocol.Alerts;

/// <summary>What comes back to the owner of an alert when its subject was met (Reg. (EC) 515/97 art. 28; Reg. (EU) 2018/1862 art. 37).</summary>
public sealed record HitReport
{
    public required bool Found { get; init; }

    public required string Place { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Why the check was made.</summary>
    public required string Reason { get; init; }

    public string? Route { get; init; }

    public string? Destination { get; init; }

    public string? Companions { get; init; }

    public string? Transport { get; init; }

    public string? ObjectsCarried { get; init; }

    public string? Circumstances { get; init; }

    public string? IdentityRevealed { get; init; }

    /// <summary>Answers to the alert's questions, in their order.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>What was done; <see langword="null"/> where the requested action was not possible.</summary>
    public RequestedAction? ActionTaken { get; init; }

    /// <summary>Why the requested action was not possible, or only in part.</summary>
    public string? NotPossibleBecause { get; init; }
}
