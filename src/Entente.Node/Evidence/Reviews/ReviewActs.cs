namespace Entente.Node.Evidence.Reviews;

/// <summary>What reviews put on record.</summary>
internal static class ReviewActs
{
    public static readonly Act Drawn = new("review.drawn", "Drew searches for the review of their lawfulness");
    public static readonly Act Decided = new("review.decided", "Reviewed whether a search was lawful");
    public static readonly Act Listed = new("review.listed", "Looked through the searches that were drawn for review");
}
