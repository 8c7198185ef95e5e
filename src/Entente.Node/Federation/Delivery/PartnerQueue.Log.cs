namespace Entente.Node.Federation.Delivery;

internal sealed partial class PartnerQueue
{
    [LoggerMessage(2050, LogLevel.Warning, "The store was away while messages to {Partner} were being sent.")]
    private static partial void StoreAway(ILogger log, Exception exception, string partner);

    [LoggerMessage(2051, LogLevel.Error, "The message {MessageId} met a defect and is tried again later.")]
    private static partial void Broken(ILogger log, Exception exception, string messageId);

    [LoggerMessage(2064, LogLevel.Error, "The queue for {Partner} met a defect and sends nothing until it tries again in a moment.")]
    private static partial void Defect(ILogger log, Exception exception, string partner);

    [LoggerMessage(2052, LogLevel.Warning, "The partner {Partner} cannot be reached ({Reason}); its messages wait.")]
    private static partial void Shut(ILogger log, string partner, string? reason);

    [LoggerMessage(2053, LogLevel.Information, "The partner {Partner} is reached again; what waited is sent. {Reason}")]
    private static partial void Reopened(ILogger log, string partner, string? reason);
}
