using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What the page of a hit shows of the declaration: its route, a line about it, and where it is.</summary>
internal sealed class DeclarationContext(ReferenceBook reference)
{
    public async Task<HitContext?> FindAsync(Session session, string consignmentKind, string declarationId)
    {
        if (!DeclarationId.TryParse(declarationId, null, out var id) || await session.FindAsync<Head>(
            """
            SELECT d.goods, d.hs, d.sender, d.receiver, d.simulated, c.parsed FROM declaration d
            JOIN declaration_content c ON c.seq = d.seq WHERE d.id = @id
            """,
            new { id = id.Value }) is not { } head)
        {
            return null;
        }

        var declaration = DeclarationJson.Read(Packed.Unpack(head.Parsed));
        return new(
            string.Join(" · ", new[] { $"{head.Hs} {head.Goods}".Trim(), head.Sender, head.Receiver }.Where(part => !string.IsNullOrEmpty(part))),
            $"/declarations/{id}",
            [.. declaration.Consignments.SelectMany(Places).Distinct().Select(code => new HitPlace(code, reference.FindPlace(code)?.Name ?? code))]);
    }

    private static IEnumerable<string> Places(Consignment consignment) =>
        consignment.Route.Select(place => place.Location).OfType<string>().Concat(consignment.Houses.SelectMany(Places));

    private sealed record Head
    {
        public string? Goods { get; init; }

        public string? Hs { get; init; }

        public string? Sender { get; init; }

        public string? Receiver { get; init; }

        public bool Simulated { get; init; }

        public byte[] Parsed { get; init; } = [];
    }
}
