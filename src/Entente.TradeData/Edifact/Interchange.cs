using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.TradeData.Edifact;

/// <summary>Keeps the counts and references of an interchange, against which its trailers are checked.</summary>
internal sealed class Interchange
{
    private const int Remembered = 1 << 17;
    private readonly HashSet<string> references = [];
    private string? control;
    private int messages;
    private int groups;

    public bool Open { get; private set; }

    public Fault? Begin(string? reference, string place)
    {
        var nested = Open;
        (Open, control, messages, groups) = (true, reference, 0, 0);
        references.Clear();
        return nested ? new Fault(FaultCode.TradeEdifactSyntax, "An interchange begins before the last one has ended with UNZ.", place) : null;
    }

    public Fault? Group(bool begins)
    {
        groups += begins ? 1 : 0;
        return null;
    }

    /// <summary>The input ended; there is nothing left to check.</summary>
    public void Close() => Open = false;

    public void Skipped() => messages++;

    public Fault? Message(List<EdifactSegment> segments, string place)
    {
        messages++;
        var head = segments[0];
        var trailer = segments[^1];
        if (!Open)
        {
            return new Fault(FaultCode.TradeEdifactSyntax, "A message stands outside an interchange.", place);
        }

        if (!Is(trailer.Peek(0), segments.Count))
        {
            return new Fault(FaultCode.TradeEdifactCount, $"UNT counts {trailer.Peek(0)} segments and the message has {segments.Count}.", place);
        }

        if (trailer.Peek(1) != head.Peek(0))
        {
            return new Fault(FaultCode.TradeEdifactCount, $"UNH has the reference {head.Peek(0)} and UNT {trailer.Peek(1)}.", place);
        }

        var twice = references.Count < Remembered && !references.Add(head.Peek(0) ?? "");
        return twice ? new Fault(FaultCode.TradeDuplicateReference, $"The message reference {head.Peek(0)} was used in this interchange before.", place) : null;
    }

    public Fault? End(string? count, string? reference, string place)
    {
        var open = Open;
        Open = false;
        return !open ? new Fault(FaultCode.TradeEdifactSyntax, "UNZ stands outside an interchange.", place)
            : !Is(count, groups > 0 ? groups : messages) ? new Fault(FaultCode.TradeEdifactCount, $"UNZ counts {count} and the interchange has {(groups > 0 ? groups : messages)}.", place)
            : reference != control ? new Fault(FaultCode.TradeEdifactCount, $"UNB has the reference {control} and UNZ {reference}.", place)
            : null;
    }

    private static bool Is(string? text, int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said == count;
}
