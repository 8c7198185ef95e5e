namespace Entente.Cli.Demonstration;

/// <param name="Length">How long; <see langword="null"/> until it is stopped.</param>
/// <param name="Rate">Simulated declarations per second; 0 for as many as the node takes.</param>
/// <param name="Port">The port of the first console.</param>
/// <param name="Officers">Whether simulated officers judge, report, ask and answer.</param>
internal sealed record Plan(TimeSpan? Length, double Rate, int Port, bool Officers)
{
    /// <summary>Which of the administrations this process is; <see langword="null"/> for one node without partners.</summary>
    public Administration? Who { get; init; }
}
