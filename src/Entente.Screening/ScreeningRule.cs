namespace Entente.Screening;

/// <summary>One row of the table by which matches are scored.</summary>
/// <param name="Id">Stable; <see cref="Evidence.Rule"/> carries it.</param>
/// <param name="Weight">The most that the row adds to a score, or takes from it.</param>
/// <param name="Compares">What it looks at, in English.</param>
/// <param name="English">The sentence for the officer: {0} the declared value, {1} the listed value, {2} the likeness in percent.</param>
/// <param name="French">The same in French.</param>
public sealed record ScreeningRule(string Id, double Weight, string Compares, string English, string French);
