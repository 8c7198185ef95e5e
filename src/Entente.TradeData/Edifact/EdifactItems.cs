using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Entente.Protocol.Faults;
using Entente.TradeData.Input;
using Entente.TradeData.Values;

namespace Entente.TradeData.Edifact;

/// <summary>Reads the messages of an interchange one by one and holds no more than one of them.</summary>
internal sealed class EdifactItems
{
    private readonly ByteSource source;
    private readonly ReadingLimits limits;
    private readonly Interchange interchange = new();
    private EdifactSyntax syntax = EdifactSyntax.Default;
    private byte[] header = [];
    private int ordinal;

    private EdifactItems(ByteSource source, ReadingLimits limits) => (this.source, this.limits) = (source, limits);

    public static IAsyncEnumerable<Reading> ReadAsync(ByteSource source, ReadingLimits limits, CancellationToken cancellation) =>
        new EdifactItems(source, limits).ReadAsync(cancellation);

    private async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!Advice())
        {
            yield return Refuse(FaultCode.TradeEdifactSyntax, "The service string advice names separators that cannot be told apart.", null, source.Window);
            yield break;
        }

        while (true)
        {
            var (length, fault) = await SegmentAsync(0, cancellation).ConfigureAwait(false);
            if (fault is not null)
            {
                yield return Refuse(fault, null, source.Window);
                yield break;
            }

            if (length == 0)
            {
                if (interchange.Open)
                {
                    yield return Refuse(FaultCode.TradeTruncated, "The interchange ends without UNZ.", null, header);
                }

                yield break;
            }

            var tag = Tag(source.Span[..length]);
            if (tag is "UNH")
            {
                var (reading, after) = await MessageAsync(cancellation).ConfigureAwait(false);
                yield return reading;
                source.Advance(after);
                continue;
            }

            var evidence = source.Window[..length].ToArray();
            source.Advance(length);
            if (Service(tag, evidence) is { } wrong)
            {
                yield return Refuse(wrong, null, evidence);
                if (wrong.Code == FaultCode.TradeEncoding)
                {
                    yield break;
                }
            }
        }
    }

    private bool Advice()
    {
        source.Advance(source.Span.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0);
        source.Advance(source.Span.Length - source.Span.TrimStart(" \t\r\n"u8).Length);
        if (!source.Span.StartsWith("UNA"u8) || source.Span.Length < 9)
        {
            return true;
        }

        if (EdifactSyntax.Of(source.Span) is not { } advised)
        {
            return false;
        }

        header = source.Window[..9].ToArray();
        syntax = advised;
        source.Advance(9);
        return true;
    }

    /// <summary>What stands between messages.</summary>
    private Fault? Service(string tag, byte[] bytes)
    {
        EdifactSegment? segment;
        try
        {
            segment = syntax.Parse(bytes, 0);
        }
        catch (DecoderFallbackException)
        {
            return new Fault(FaultCode.TradeEncoding, $"The segment {tag} is not text in the encoding of the interchange.", Place());
        }

        switch (tag)
        {
            case "UNB" when segment is not null:
                if (EdifactSyntax.EncodingOf(segment.Peek(0) ?? "") is not { } encoding)
                {
                    return new Fault(FaultCode.TradeEncoding, $"The syntax identifier \"{segment.Peek(0)}\" names no encoding that is read.", Place());
                }

                syntax = syntax with { Encoding = encoding };
                header = [.. header.Length is 9 ? header : [], .. bytes];
                return interchange.Begin(segment.Peek(4), Place());
            case "UNZ" when segment is not null:
                return interchange.End(segment.Peek(0), segment.Peek(1), Place());
            case "UNG" or "UNE":
                return interchange.Group(tag == "UNG");
            default:
                return new Fault(FaultCode.TradeEdifactSyntax, segment is null ? "A segment has no name." : $"The segment {tag} stands outside a message.", Place());
        }
    }

    /// <summary>Reads the message at the front of the window; it is left there so that its bytes are evidence.</summary>
    private async ValueTask<(Reading Reading, int After)> MessageAsync(CancellationToken cancellation)
    {
        var segments = new List<EdifactSegment>();
        Fault? fault = null;
        var at = 0;
        while (true)
        {
            var (length, broken) = await SegmentAsync(at, cancellation).ConfigureAwait(false);
            if (broken is not null || length == 0)
            {
                // A message that is too large is left behind segment by segment, so that reading can go on at the next one.
                if (broken?.Code == FaultCode.TradeTooLarge && at > 0)
                {
                    var head = source.Window[..at].ToArray();
                    source.Advance(at);
                    await SkipAsync(cancellation).ConfigureAwait(false);
                    return (Refuse(broken, null, head), 0);
                }

                var cut = broken ?? new Fault(FaultCode.TradeTruncated, "The interchange ends inside a message.", Place());
                interchange.Close();
                return (Refuse(cut, Reference(segments), source.Window), source.Span.Length);
            }

            var tag = Tag(source.Span.Slice(at, length));
            if (tag is "UNH" && segments.Count > 0 || tag is "UNZ" or "UNB")
            {
                interchange.Skipped();
                fault = new Fault(FaultCode.TradeEdifactSyntax, $"The message ends without UNT, and {tag} follows.", Place());
                return (Refuse(fault, Reference(segments), source.Window[..at]), at);
            }

            EdifactSegment? segment = null;
            try
            {
                segment = syntax.Parse(source.Span.Slice(at, length), segments.Count + 1);
                fault ??= segment is null ? new Fault(FaultCode.TradeEdifactSyntax, "A segment has no name of three letters.", Place(segments.Count + 1)) : null;
            }
            catch (DecoderFallbackException)
            {
                fault ??= new Fault(FaultCode.TradeEncoding, $"The segment is not text in the encoding {syntax.Encoding.WebName}.", Place(segments.Count + 1));
            }

            segments.Add(segment ?? new EdifactSegment("???", segments.Count + 1, []));
            at += length;
            fault ??= segment?.Values.FirstOrDefault(value => value.Text.Length > limits.TextLength) is { } value
                ? new Fault(FaultCode.TradeValueTooLong, $"The value is longer than {limits.TextLength} characters.", $"message {ordinal + 1}, {value.At}")
                : null;
            if (tag is "UNT")
            {
                var counted = interchange.Message(segments, Place(segments.Count));
                fault ??= counted ?? (at > limits.DocumentBytes ? new Fault(FaultCode.TradeTooLarge, $"The message has more than {limits.DocumentBytes} bytes.", Place()) : null);
                var bytes = Evidence(source.Span[..at]);
                return (fault is null ? Read(segments, bytes) : Refuse(fault, Reference(segments), bytes, true), at);
            }
        }
    }

    private Reading Read(List<EdifactSegment> segments, byte[] bytes)
    {
        var ledger = new Ledger(syntax.Decimal == ',' ? ',' : '.');
        var declaration = new EdifactMessage(ledger, segments).Read(out var fault);
        if (declaration is not null && ItemCount.Of(declaration) > limits.Items)
        {
            fault = new Fault(FaultCode.TradeTooManyItems, $"The message has more than {limits.Items} goods items.");
        }

        if (fault is not null || declaration is null)
        {
            return Refuse(fault! with { At = Place() }, declaration?.Reference ?? Reference(segments), bytes, true);
        }

        foreach (var value in segments.Skip(1).SkipLast(1).SelectMany(segment => segment.Values).Where(value => value.Fate is Fate.Untouched))
        {
            ledger.NotCarried(value);
        }

        return new Reading.Accepted(declaration, ledger.Report()) { Ordinal = ++ordinal, Source = bytes };
    }

    private static string? Reference(List<EdifactSegment> segments) => segments.Find(segment => segment.Tag == "BGM")?.Peek(1);

    private async ValueTask SkipAsync(CancellationToken cancellation)
    {
        while (await SegmentAsync(0, cancellation).ConfigureAwait(false) is ({ } length, null) && length > 0)
        {
            var tag = Tag(source.Span[..length]);
            if (tag is "UNH" or "UNZ" or "UNB")
            {
                return;
            }

            source.Advance(length);
            if (tag is "UNT")
            {
                interchange.Skipped();
                return;
            }
        }
    }

    /// <summary>The length of the segment at a place of the window, with the line ends before it.</summary>
    private async ValueTask<(int Length, Fault? Fault)> SegmentAsync(int at, CancellationToken cancellation)
    {
        while (true)
        {
            var length = syntax.LengthOf(source.Span[at..]);
            if (length > 0)
            {
                return (length, null);
            }

            if (await source.MoreAsync(cancellation).ConfigureAwait(false))
            {
                continue;
            }

            return source.Full ? (0, new Fault(FaultCode.TradeTooLarge, $"The message has more than {limits.DocumentBytes} bytes.", Place()))
                : source.Span[at..].Trim(" \t\r\n\u001a"u8).IsEmpty ? (0, null)
                : (0, new Fault(FaultCode.TradeTruncated, "The input ends inside a segment.", Place()));
        }
    }

    private static string Tag(ReadOnlySpan<byte> segment)
    {
        var trimmed = segment.TrimStart(" \t\r\n"u8);
        return trimmed.Length < 3 ? "" : Encoding.Latin1.GetString(trimmed[..3]);
    }

    private string Place(int? segment = null) => segment is null
        ? string.Create(CultureInfo.InvariantCulture, $"line {source.Lines + 1}, message {ordinal + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"line {source.Lines + 1}, message {ordinal + 1}, segment {segment}");

    private byte[] Evidence(ReadOnlySpan<byte> message) => [.. header, .. message];

    private Reading.Refused Refuse(FaultCode code, string detail, string? reference, ReadOnlyMemory<byte> bytes) => Refuse(new Fault(code, detail, Place()), reference, bytes);

    private Reading.Refused Refuse(Fault fault, string? reference, ReadOnlyMemory<byte> bytes, bool complete = false) =>
        new(fault, reference) { Ordinal = ++ordinal, Source = complete ? bytes : bytes.ToArray() };
}
