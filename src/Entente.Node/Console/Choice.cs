namespace Entente.Node.Console;

/// <summary>One of the answers a form offers.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Words">In the officer's language.</param>
/// <param name="Hint">What it means or leads to.</param>
/// <param name="Key">The key that chooses it.</param>
public sealed record Choice(string Value, string Words, string? Hint = null, string? Key = null);
