using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.TradeData;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What the page of a hit shows of the consignment in which it was found: its route, a line about it, and where it is.</summary>
internal sealed class DeclarationContext(ReferenceBook reference)
{
    public async Task<HitContext?> FindAsync(Session session, string consignmentKind, string declarationId, string path)
    {
        if (!DeclarationId.TryParse(declarationId, null, out var id) || await session.FindAsync<Head>(
            """
            SELECT c.parsed FROM declaration d JOIN declaration_content c ON c.seq = d.seq WHERE d.id = @id
            """,
            new { id = id.Value }) is not { } head)
        {
            return null;
        }

        var declaration = DeclarationJson.Read(Packed.Unpack(head.Parsed));
        var line = DeclarationHead.At(declaration, path);
        var around = Journey.Around(declaration, path);
        return new(
            string.Join(" · ", new[] { $"{line.Hs} {line.Goods}".Trim(), line.Sender, line.Receiver }.Where(part => !string.IsNullOrEmpty(part))),
            $"/declarations/{id}",
            [.. (around.Count > 0 ? [Journey.Of(around)] : Journey.Of(declaration)).Select(
                journey => journey.Select(code => new HitPlace(code, reference.FindPlace(code)?.Name ?? code)).ToList())]);
    }

    private sealed record Head
    {
        public byte[] Parsed { get; init; } = [];
    }
}
