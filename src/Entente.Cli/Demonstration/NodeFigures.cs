using System.Text.Json.Serialization;

namespace Entente.Cli.Demonstration;

/// <summary>How a node of the demonstration goes, as its process tells the one that started it: one line of JSON for each glance.</summary>
internal sealed record NodeFigures
{
    /// <summary>What it does: <c>starting</c>, the list that it imports, <c>running</c>.</summary>
    public string Stage { get; init; } = "starting";

    /// <summary>What somebody should know, for example why a list was refused.</summary>
    public string? Note { get; init; }

    /// <summary>How much of the list that it imports is stored, 0 to 1; <see langword="null"/> while it imports none.</summary>
    public double? Loaded { get; init; }

    public double DeclarationsPerSecond { get; init; }

    public double ScreeningsPerSecond { get; init; }

    public double HitsPerSecond { get; init; }

    public double RefusalsPerSecond { get; init; }

    public long Declarations { get; init; }

    public long Screenings { get; init; }

    public long Hits { get; init; }

    public long Refusals { get; init; }

    /// <summary>Hits that wait for a judgement.</summary>
    public long Open { get; init; }

    public IReadOnlyList<PartnerFigures> Partners { get; init; } = [];

    public PartnerFigures? With(string party) => Partners.FirstOrDefault(one => one.Party == party);
}

/// <param name="Party">The party id.</param>
/// <param name="Sent">Messages delivered to it since the node started.</param>
/// <param name="Received">Messages that came from it.</param>
/// <param name="Waiting">Messages that wait for it.</param>
/// <param name="OldestSeconds">For how long the oldest of them does.</param>
internal sealed record PartnerFigures(string Party, long Sent, long Received, long Waiting, double OldestSeconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeFigures))]
internal sealed partial class NodeFiguresJson : JsonSerializerContext;
