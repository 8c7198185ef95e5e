using Entente.Agreements;

namespace Entente.Node.Agreements;

/// <summary>What officers say of a message that its payload cannot show: which conditions hold, and what approval it has. The gate asks with it, and the signed header carries it.</summary>
internal sealed record Attested(IReadOnlyList<Condition> Conditions, Approval Approval = Approval.Officer)
{
    public static Attested Nothing { get; } = new([]);

    /// <summary>As a message has them before the gate has seen it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties => ExchangeProperties.Of(this);

    /// <summary>The words with blanks between, as a column holds them; <see langword="null"/> for none.</summary>
    public static string? Write(IEnumerable<Condition> conditions) => conditions.Distinct().Order().Select(Words.Of).ToArray() is { Length: > 0 } words ? string.Join(' ', words) : null;

    /// <summary>The conditions in a column or a header; <see langword="null"/> where one of the words is none.</summary>
    public static IReadOnlyList<Condition>? Read(string? words)
    {
        var read = new List<Condition>();
        foreach (var word in (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Words.TryParse<Condition>(word, out var condition))
            {
                return null;
            }

            read.Add(condition);
        }

        return read;
    }
}
