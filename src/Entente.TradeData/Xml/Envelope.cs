using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Entente.Protocol.Faults;
using Entente.TradeData.Input;

namespace Entente.TradeData.Xml;

/// <summary>
/// The element <c>Declarations</c>, whose children are documents. It is cut up by its tags without being parsed, so that each document keeps
/// its own bytes as evidence and a malformed one does not stop the rest. An item ends where the element that began it is closed.
/// </summary>
internal sealed class Envelope
{
    private readonly ByteSource source;
    private readonly Dictionary<string, string> namespaces;

    private Envelope(ByteSource source, Dictionary<string, string> namespaces) => (this.source, this.namespaces) = (source, namespaces);

    /// <summary>Opens the envelope if the document's root is one; otherwise leaves the source where it was.</summary>
    public static async ValueTask<Envelope?> OpenAsync(ByteSource source, CancellationToken cancellation)
    {
        var at = source.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        while (true)
        {
            var markup = Markup.Next(source.Span[at..]);
            if (markup.Kind is Markup.Form.Incomplete)
            {
                if (!await source.MoreAsync(cancellation).ConfigureAwait(false))
                {
                    return null;
                }

                continue;
            }

            if (markup.Kind is Markup.Form.Start or Markup.Form.Empty && LocalName(markup.Name(source.Span[at..])) == "Declarations")
            {
                var namespaces = Namespaces(Encoding.UTF8.GetString(source.Span.Slice(at + markup.Begin, markup.End - markup.Begin)));
                source.Advance(at + markup.End);
                return new Envelope(source, namespaces);
            }

            if (markup.Kind is not Markup.Form.Other)
            {
                return null;
            }

            at += markup.End;
        }
    }

    public async IAsyncEnumerable<Reading> ReadAsync(TradeFormat format, ReadingLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var ordinal = 1; ; ordinal++)
        {
            var (length, fault) = await NextAsync(limits, cancellation).ConfigureAwait(false);
            if (length == 0 && fault is null)
            {
                yield break;
            }

            var line = source.Lines + 1;
            var bytes = source.Window[..length].ToArray();
            source.Advance(length);
            if (fault is null)
            {
                yield return XmlItems.Read(bytes, format, limits, namespaces, ordinal, line);
                continue;
            }

            yield return XmlItems.Refuse(fault with { At = string.Create(CultureInfo.InvariantCulture, $"line {line}, item {ordinal}") }, null, bytes, ordinal);
            if (fault.Code == FaultCode.TradeTruncated || fault.Code == FaultCode.TradeTooLarge && !await SkipAsync(cancellation).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    private int depth;
    private byte[] name = [];

    /// <summary>The length of the item at the front of the window; nothing and no fault at the envelope's end.</summary>
    private async ValueTask<(int Length, Fault? Fault)> NextAsync(ReadingLimits limits, CancellationToken cancellation)
    {
        var at = 0;
        depth = 0;
        while (true)
        {
            var markup = Markup.Next(source.Span[at..]);
            if (markup.Kind is Markup.Form.Incomplete)
            {
                if (await source.MoreAsync(cancellation).ConfigureAwait(false))
                {
                    continue;
                }

                return source.Full
                    ? (at, new Fault(FaultCode.TradeTooLarge, $"The item has more than {limits.DocumentBytes} bytes."))
                    : (source.Span.Length, new Fault(FaultCode.TradeTruncated, "The envelope ends before it is closed."));
            }

            if (depth == 0)
            {
                if (markup.Kind is Markup.Form.End)
                {
                    return (0, null);
                }

                if (markup.Kind is Markup.Form.Other)
                {
                    source.Advance(markup.End);
                    continue;
                }

                source.Advance(markup.Begin);
                markup = Markup.Next(source.Span);
                name = markup.Name(source.Span).ToArray();
            }

            Count(markup, source.Span[at..]);
            at += markup.End;
            if (depth == 0)
            {
                return (at, at > limits.DocumentBytes ? new Fault(FaultCode.TradeTooLarge, $"The item has more than {limits.DocumentBytes} bytes.") : null);
            }
        }
    }

    /// <summary>Leaves the rest of an item that is too large behind, without keeping it.</summary>
    private async ValueTask<bool> SkipAsync(CancellationToken cancellation)
    {
        while (depth > 0)
        {
            var markup = Markup.Next(source.Span);
            if (markup.Kind is not Markup.Form.Incomplete)
            {
                Count(markup, source.Span);
                source.Advance(markup.End);
            }
            else if (!await source.MoreAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only elements named as the item's own count: what is wrong inside an item is for the parser to say.</summary>
    private void Count(Markup markup, ReadOnlySpan<byte> window)
    {
        if (markup.Kind is Markup.Form.Start or Markup.Form.End && markup.Name(window).SequenceEqual(name))
        {
            depth += markup.Kind is Markup.Form.Start ? 1 : -1;
        }
    }

    private static string LocalName(ReadOnlySpan<byte> qualified) => Encoding.UTF8.GetString(qualified[(qualified.IndexOf((byte)':') + 1)..]);

    private static Dictionary<string, string> Namespaces(string tag)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = tag.IndexOf("xmlns", StringComparison.Ordinal); at >= 0; at = tag.IndexOf("xmlns", at + 5, StringComparison.Ordinal))
        {
            var equals = tag.IndexOf('=', at);
            var open = equals < 0 ? -1 : tag.AsSpan(equals).IndexOfAny('"', '\'') + equals;
            var close = open <= equals ? -1 : tag.IndexOf(tag[open], open + 1);
            if (close < 0)
            {
                break;
            }

            var prefix = tag[(at + 5)..equals].Trim().TrimStart(':');
            if (prefix is not ("xml" or "xmlns"))
            {
                found[prefix] = tag[(open + 1)..close];
            }
        }

        return found;
    }
}
