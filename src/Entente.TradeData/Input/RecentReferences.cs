using Entente.Protocol.Faults;
using Entente.TradeData.Model;

namespace Entente.TradeData.Input;

/// <summary>Remembers the references of a batch, to refuse a declaration that comes twice; the oldest are forgotten so that any batch fits into memory.</summary>
internal sealed class RecentReferences
{
    private const int Remembered = 1 << 17;
    private readonly HashSet<Key> seen = [];
    private readonly Queue<Key> order = [];

    public Reading Judge(Reading item)
    {
        if (item is not Reading.Accepted { Declaration: var declaration })
        {
            return item;
        }

        var key = new Key(declaration.Kind, declaration.Reference, declaration.Version, declaration.Function, SenderOf(declaration));
        if (!seen.Add(key))
        {
            var fault = new Fault(FaultCode.TradeDuplicateReference, $"The declaration {declaration.Reference} was in this batch before.");
            return new Reading.Refused(fault, declaration.Reference) { Ordinal = item.Ordinal, Source = item.Source };
        }

        order.Enqueue(key);
        if (order.Count > Remembered)
        {
            seen.Remove(order.Dequeue());
        }

        return item;
    }

    // Senders number for themselves: the same local reference from two declarants is two declarations.
    private static string? SenderOf(Declaration declaration) =>
        declaration.Parties.FirstOrDefault(party => party.Role == PartyRole.Declarant) is { } declarant
            ? declarant.Identifiers is [var number, ..] ? number.Value : declarant.Name
            : null;

    private readonly record struct Key(DeclarationKind Kind, string Reference, int Version, DeclarationFunction Function, string? Sender);
}
