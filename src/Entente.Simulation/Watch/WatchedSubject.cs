using Entente.Protocol.Alerts;

namespace Entente.Simulation.Watch;

/// <summary>An entry of the simulated watch list, with what an alert needs. Everything about it is invented.</summary>
public sealed record WatchedSubject
{
    /// <summary>For example <c>SIM-W-007</c>; stays the same for the same world.</summary>
    public required string Id { get; init; }

    public required WatchedKind Kind { get; init; }

    public required AlertCategory Category { get; init; }

    public required RequestedAction Action { get; init; }

    public WarningCode? Warning { get; init; }

    /// <summary>The primary name in Latin script; for a container its number.</summary>
    public required string Name { get; init; }

    /// <summary>The name in its own script.</summary>
    public string? OriginalName { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary><c>yyyy-MM-dd</c>, persons only.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Nationality, country of registration or flag, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    public string? City { get; init; }

    /// <summary>Passport number of a person, EORI of a company in the Union, IMO number of a vessel, number of a container.</summary>
    public string? Number { get; init; }

    /// <summary>Why it is listed.</summary>
    public required string English { get; init; }

    /// <summary>Why it is listed, in French.</summary>
    public required string French { get; init; }
}

public enum WatchedKind { Person, Company, Vessel, Container }
