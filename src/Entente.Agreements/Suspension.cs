namespace Entente.Agreements;

/// <summary>
/// What one party has stopped towards another: everything, one agreement, one of its articles, or one category of data (in one agreement, or in all; what names an article besides stops the category as well). A throttle is a suspension that begins when the day's number is
/// reached and ends with the day.
/// </summary>
public sealed record Suspension(string By, string Towards, DateOnly From)
{
    /// <summary>The last day; <see langword="null"/>: until it is lifted.</summary>
    public DateOnly? Until { get; init; }

    public string? Agreement { get; init; }

    public string? Article { get; init; }

    public DataCategory? Category { get; init; }

    /// <summary>Only what the party gives is stopped; what the other gives goes on.</summary>
    public bool GivingOnly { get; init; }

    internal bool Stops(string giver, string receiver, DateOnly on) =>
        From <= on && (Until is not { } until || on <= until)
        && ((By == giver && Towards == receiver) || (!GivingOnly && By == receiver && Towards == giver));

    internal bool StopsWholly(string agreement) => Article is null && Category is null && Concerns(agreement);

    internal bool StopsArticle(string agreement, string article) => Article == article && Category is null && Concerns(agreement);

    /// <summary>The fields that it keeps out of exchanges under an agreement.</summary>
    internal WordSet<DataField> Fields(string agreement) => Category is { } category && Concerns(agreement) ? category.Fields : [];

    private bool Concerns(string agreement) => Agreement is null || Agreement == agreement;
}
