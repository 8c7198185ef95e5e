namespace Entente.Simulation.Names;

/// <summary>A name in Latin letters and, where its owner writes another script, in that.</summary>
internal sealed record ScriptName(string Latin, string? Original);
