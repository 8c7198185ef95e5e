using Entente.Protocol.Faults;

namespace Entente.TradeData.Input;

/// <summary>Remembers the references of a batch, to refuse a declaration that comes twice; the oldest are forgotten so that any batch fits into memory.</summary>
internal sealed class RecentReferences
{
    private const int Remembered = 1 << 17;
    private readonly HashSet<(string Reference, int Version, int Function)> seen = [];
    private readonly Queue<(string Reference, int Version, int Function)> order = [];

    public Reading Judge(Reading item)
    {
        if (item is not Reading.Accepted { Declaration: var declaration })
        {
            return item;
        }

        var key = (declaration.Reference, declaration.Version, (int)declaration.Function);
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
}
