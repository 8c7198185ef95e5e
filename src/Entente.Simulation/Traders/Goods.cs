using System.Collections.Frozen;
using System.Globalization;
using Entente.Protocol.Reference;

namespace Entente.Simulation.Traders;

/// <summary>A subheading as it is traded in the world.</summary>
/// <param name="Commodity">Its code and text.</param>
/// <param name="EuroPerKilogram">The market price; a trader's own level lies around it.</param>
/// <param name="KilogramsPerTeu">What a twenty-foot unit holds.</param>
/// <param name="DutyPercent">A rough duty rate, which makes schemes worth while.</param>
/// <param name="Disguise">A subheading it is passed off as, with less duty or control.</param>
/// <param name="Origins">Countries that export it, the main one first.</param>
/// <param name="Season">When more of it moves.</param>
internal sealed record Goods(
    Commodity Commodity, decimal EuroPerKilogram, int KilogramsPerTeu, decimal DutyPercent, string? Disguise, IReadOnlyList<string> Origins, GoodsSeason Season)
{
    private static readonly HashSet<string> bulk = ["100630", "151190", "170114", "230400", "252329", "310210", "680293", "720839", "721049", "470329", "271012", "271019", "740311", "760120", "440729"];

    public static FrozenDictionary<string, Goods> All { get; } = EmbeddedTable.Rows("goods.csv").Select(row => new Goods(
            Commodities.Find(row[0])!,
            decimal.Parse(row[1], CultureInfo.InvariantCulture),
            int.Parse(row[2], CultureInfo.InvariantCulture),
            decimal.Parse(row[3], CultureInfo.InvariantCulture),
            row[4] is { Length: > 0 } disguise ? disguise : null,
            row[5].Split(' '),
            row[6] switch { "S" => GoodsSeason.Summer, "W" => GoodsSeason.Winter, _ => GoodsSeason.None }))
        .ToFrozenDictionary(goods => goods.Hs6, StringComparer.Ordinal);

    /// <summary>The same, in the order of the codes: what chance picks from.</summary>
    public static IReadOnlyList<Goods> InOrder { get; } = [.. All.Values.OrderBy(goods => goods.Hs6, StringComparer.Ordinal)];

    public string Hs6 => Commodity.Hs6;

    /// <summary>Travels loose in a small vessel of its own.</summary>
    public bool IsBulk => bulk.Contains(Hs6);

    /// <summary>Dear or perishable enough to fly.</summary>
    public bool Flies => EuroPerKilogram >= 14 || Hs6.StartsWith("06", StringComparison.Ordinal) || Hs6 is "081090" or "030617";

    /// <summary>Goes to sea in a container.</summary>
    public bool Sails => EuroPerKilogram < 1_000;

    /// <summary>How much of it is asked for in a month, against an average of about 1.</summary>
    public double Demand(int month) => Season switch
    {
        GoodsSeason.Winter => month is >= 8 and <= 11 ? 1 : 0.55,
        GoodsSeason.Summer => month is >= 2 and <= 6 ? 1 : 0.55,
        _ => 0.8,
    };
}

internal enum GoodsSeason { None, Summer, Winter }
