namespace Entente.Node.Evidence;

/// <summary>One row per kind of act that is put on record; modules declare theirs beside their slices.</summary>
/// <param name="Id">Stable, for example <c>alert.amended</c>.</param>
/// <param name="Words">What was done, as the records page says it; other languages translate this text.</param>
internal sealed record Act(string Id, string Words);
