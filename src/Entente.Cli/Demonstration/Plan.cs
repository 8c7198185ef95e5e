namespace Entente.Cli.Demonstration;

/// <param name="Length">How long; <see langword="null"/> until it is stopped.</param>
/// <param name="Rate">Simulated declarations per second; 0 for as many as the node takes.</param>
/// <param name="Port">The console's port.</param>
internal sealed record Plan(TimeSpan? Length, double Rate, int Port);
