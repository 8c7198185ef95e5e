namespace Entente.As4.Messaging;

/// <summary>An eb:Error as a partner sent it. Its code need not be one of ours.</summary>
public sealed record ReportedError(string Code, string Severity)
{
    public string? ShortDescription { get; init; }

    public string? Category { get; init; }

    public string? Origin { get; init; }

    public string? RefToMessageInError { get; init; }

    public Description? Description { get; init; }

    public string? Detail { get; init; }

    /// <summary>Whether the message is lost. Anything but the severity <c>warning</c> counts as that.</summary>
    public bool IsFailure => !Severity.Equals("warning", StringComparison.OrdinalIgnoreCase);

    internal static ReportedError From(EbmsError error) =>
        new(error.Code.Id, error.Code.Severity == EbmsSeverity.Warning ? "warning" : "failure")
        {
            ShortDescription = error.Code.ShortDescription,
            Category = error.Code.Category,
            Origin = error.Code.Origin,
            RefToMessageInError = error.RefToMessageInError,
            Description = new Description("en", error.Detail),
            Detail = error.Detail,
        };
}
