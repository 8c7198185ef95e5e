using System.Data.Common;

namespace Entente.Node.Platform;

/// <summary>
/// Work that a serving node does again and again at its own times. A round that fails ends neither the node nor the work: the next does what it left, and readiness tells of it until one succeeds.
/// </summary>
/// <param name="what">What is done, as the log and readiness name it, for example <c>erasure of messages</c>.</param>
/// <param name="pause">The time from the beginning of one round to that of the next; a longer round is followed at once.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where missed rounds are told.</param>
internal abstract partial class Rounds(string what, TimeSpan pause, TimeProvider clock, ILogger log) : BackgroundService
{
    private volatile bool failed;

    protected TimeProvider Clock => clock;

    protected ILogger Log => log;

    /// <summary>Which rounds failed when they were last gone; <see langword="null"/>: none. For readiness, so without what they were about.</summary>
    public static string? Warning(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<Rounds>().Where(static rounds => rounds.failed).Select(static rounds => rounds.What).ToList() is { Count: > 0 } those
            ? $"The last round failed, see the log: {string.Join(", ", those)}."
            : null;

    private string What => what;

    protected abstract Task GoAsync(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, clock);
        do
        {
            try
            {
                await GoAsync(stoppingToken);
                failed = false;
            }
            catch (DbException exception)
            {
                StoreAway(log, what, exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                failed = true;
                Failed(log, what, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1002, LogLevel.Warning, "A round was missed ({What}): the store was away. The next does what this one left.")]
    private static partial void StoreAway(ILogger log, string what, Exception exception);

    [LoggerMessage(1003, LogLevel.Error, "A round failed ({What}). The next tries again.")]
    private static partial void Failed(ILogger log, string what, Exception exception);
}
