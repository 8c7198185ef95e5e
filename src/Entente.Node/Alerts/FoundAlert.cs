namespace Entente.Node.Alerts;

/// <summary>An alert that a search found.</summary>
/// <param name="Alert">What was found.</param>
/// <param name="Score">How alike, 0 to 1; <see langword="null"/> where the reference is the same.</param>
/// <param name="Because">Why, in one sentence.</param>
public sealed record FoundAlert(AlertLine Alert, double? Score, string Because);
