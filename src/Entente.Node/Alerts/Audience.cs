namespace Entente.Node.Alerts;

/// <summary>The authorities of this administration that may see an alert and its hits. Fixed before the alert is first stored.</summary>
/// <remarks>In a column it is <c>*</c>, or the ids between commas, so that one <c>LIKE</c> decides.</remarks>
internal sealed record Audience
{
    private Audience(string column) => Column = column;

    /// <summary>Every authority of this administration, also those founded later.</summary>
    public static Audience Everyone { get; } = new("*");

    public string Column { get; }

    public bool IsEveryone => Column == "*";

    public IReadOnlyList<string> Authorities => IsEveryone ? [] : Column.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The owner and the given others.</summary>
    public static Audience Of(string owner, IEnumerable<string> others) =>
        new($",{string.Join(',', others.Append(owner).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))},");

    public static Audience Read(string column) => column == "*" ? Everyone : new(column);

    public bool Includes(string authorityId) => IsEveryone || Column.Contains(Pattern(authorityId)[1..^1], StringComparison.Ordinal);

    /// <summary>What a column must be like for an authority to be in it.</summary>
    public static string Pattern(string authorityId) => $"%,{authorityId},%";
}
