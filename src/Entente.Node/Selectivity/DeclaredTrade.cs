using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity;

/// <summary>What was declared of the trade with one country in some days, for whoever tells that country of it.</summary>
internal static class DeclaredTrade
{
    /// <param name="Country">Where it comes from or goes to.</param>
    /// <param name="From">The first day on which it was received (UTC).</param>
    /// <param name="Until">The last.</param>
    /// <param name="Kinds">What it was lodged for.</param>
    /// <param name="Hs">Beginnings of the commodity code of its first line; empty: every good.</param>
    public sealed record Asked(string Country, DateOnly From, DateOnly Until, IReadOnlyList<DeclarationKind> Kinds, IReadOnlyList<string> Hs);

    /// <summary>A declaration, with the document that it cites and what was invoiced.</summary>
    public sealed record Line
    {
        public long Seq { get; init; }

        public DeclarationKind Kind { get; init; }

        public string Reference { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public DateTimeOffset? LodgedAt { get; init; }

        public string? Declarant { get; init; }

        public string? Sender { get; init; }

        public string? Receiver { get; init; }

        /// <summary>UN/LOCODE, or a country.</summary>
        public string? Origin { get; init; }

        public string? Destination { get; init; }

        public string? TransportMode { get; init; }

        public string? Goods { get; init; }

        public string? Hs { get; init; }

        public long GoodsLines { get; init; }

        /// <summary>Kilograms.</summary>
        public double? GrossMass { get; init; }
    }

    /// <summary>What only the whole declaration says.</summary>
    public sealed record Whole(Money? InvoiceTotal, IReadOnlyList<string> Origins, IReadOnlyList<DocumentReference> Documents);

    /// <summary>Those that were asked for, in the order in which they came; one more than the most, where there are more.</summary>
    public static async Task<List<Line>> OfAsync(Session session, Asked asked, int most)
    {
        var statement = new Statement(
            """
            SELECT seq, kind, reference, received_at, lodged_at, declarant, sender, receiver, origin, destination, transport_mode, goods, hs, goods_lines, gross_mass FROM declaration
            WHERE received_at >= @first AND received_at < @behind AND (origin_country = @Country OR destination_country = @Country) AND function <> 'Cancellation' AND function <> 'Notification'
            """)
            .With("first", Start(asked.From)).With("behind", Start(asked.Until.AddDays(1))).With("Country", asked.Country)
            .Add("ORDER BY received_at, seq");
        var lines = new List<Line>();
        foreach (var line in await session.QueryAsync<Line>(statement))
        {
            if (asked.Kinds.Contains(line.Kind) && (asked.Hs.Count == 0 || (line.Hs is { } hs && asked.Hs.Any(code => hs.StartsWith(code, StringComparison.Ordinal)))))
            {
                lines.Add(line);
                if (lines.Count > most)
                {
                    break;
                }
            }
        }

        return lines;
    }

    /// <summary>Reads the whole of one that was found.</summary>
    public static async Task<Whole> WholeAsync(Session session, Line line)
    {
        var declaration = DeclarationJson.Read(Packed.Unpack((await session.ScalarAsync<byte[]>("SELECT parsed FROM declaration_content WHERE seq = @Seq", new { line.Seq }))!));
        var consignments = declaration.Consignments.SelectMany(Around).ToList();
        return new(
            declaration.InvoiceTotal,
            [.. consignments.SelectMany(consignment => consignment.Goods).Select(item => item.Origin).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. declaration.Documents.Concat(consignments.SelectMany(consignment => consignment.Documents))]);
    }

    private static IEnumerable<Consignment> Around(Consignment consignment) => consignment.Houses.SelectMany(Around).Prepend(consignment);

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
