using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Entente.Protocol.Faults;
using Entente.TradeData.Input;

namespace Entente.TradeData.Csv;

/// <summary>Reads the rows of a CSV file; neighbouring rows with the same reference are one declaration.</summary>
internal static class CsvItems
{
    public static async IAsyncEnumerable<Reading> ReadAsync(
        ByteSource source, CsvMapping mapping, ReadingLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (header, plan, fault) = await HeaderAsync(source, mapping, limits.DocumentBytes, cancellation).ConfigureAwait(false);
        if (plan is null)
        {
            yield return new Reading.Refused(fault!, null) { Ordinal = 1, Source = header };
            yield break;
        }

        var builder = new CsvBuilder(plan);
        var group = new List<CsvRow>();
        var tooMany = false;
        var ordinal = 0;
        while (await RecordAsync(source, mapping, limits.DocumentBytes, cancellation).ConfigureAwait(false) is var (length, broken) && (length > 0 || broken is not null))
        {
            var line = source.Lines + 1;
            var bytes = source.Window[..length].ToArray();
            source.Advance(length);
            var fields = broken is null ? CsvText.Fields(bytes, mapping, line, out broken) : null;
            if (broken is null && fields is [var only] && only.Length == 0)
            {
                continue;
            }

            var row = broken is null ? plan.Row(fields!, bytes, line, limits, out broken) : null;
            if (row is { Reference: null })
            {
                broken = new Fault(FaultCode.TradeMissingReference, "The row has no reference.", string.Create(CultureInfo.InvariantCulture, $"line {line}"));
            }

            if (row is null || broken is not null || group.Count > 0 && group[0].Reference != row.Reference)
            {
                if (group.Count > 0)
                {
                    yield return Finish(builder, group, header, ++ordinal, tooMany ? limits.Items : null);
                }

                group.Clear();
                tooMany = false;
            }

            if (broken is not null)
            {
                yield return new Reading.Refused(broken, row?.Reference) { Ordinal = ++ordinal, Source = Evidence(header, [bytes]) };
                if (broken.Code == FaultCode.TradeTruncated || broken.Code == FaultCode.TradeTooLarge && bytes[^1] != '\n')
                {
                    yield break;
                }
            }
            else if (group.Count < limits.Items)
            {
                group.Add(row!);
            }
            else
            {
                tooMany = true;
            }
        }

        if (group.Count > 0)
        {
            yield return Finish(builder, group, header, ordinal + 1, tooMany ? limits.Items : null);
        }
    }

    private static Reading Finish(CsvBuilder builder, List<CsvRow> group, byte[] header, int ordinal, int? exceeded)
    {
        var source = Evidence(header, group.Select(row => row.Source));
        if (exceeded is not null)
        {
            var fault = new Fault(FaultCode.TradeTooManyItems, $"The declaration has more than {exceeded} rows.", string.Create(CultureInfo.InvariantCulture, $"line {group[0].Line}"));
            return new Reading.Refused(fault, group[0].Reference) { Ordinal = ordinal, Source = source };
        }

        return new Reading.Accepted(builder.Build(group, out var loss), loss) { Ordinal = ordinal, Source = source };
    }

    private static byte[] Evidence(byte[] header, IEnumerable<ReadOnlyMemory<byte>> rows)
    {
        var parts = rows.ToList();
        var all = new byte[header.Length + parts.Sum(part => part.Length)];
        header.CopyTo(all, 0);
        var at = header.Length;
        foreach (var part in parts)
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }

        return all;
    }

    private static async ValueTask<(byte[] Header, CsvPlan? Plan, Fault? Fault)> HeaderAsync(ByteSource source, CsvMapping mapping, int limit, CancellationToken cancellation)
    {
        var marked = source.Span.StartsWith(Encoding.UTF8.Preamble);
        if (marked && mapping.Encoding.CodePage != Encoding.UTF8.CodePage)
        {
            return (source.Window.ToArray(), null, new Fault(FaultCode.TradeEncoding, $"The file begins as UTF-8 and the mapping says {mapping.Encoding.WebName}.", "line 1"));
        }

        source.Advance(marked ? 3 : 0);
        var (length, fault) = await RecordAsync(source, mapping, limit, cancellation).ConfigureAwait(false);
        var header = source.Window[..length].ToArray();
        source.Advance(length);
        var names = fault is null ? CsvText.Fields(header, mapping, 1, out fault) : null;
        var plan = fault is null ? CsvPlan.Of(mapping, [.. names!.Select(name => name.Trim())], out fault) : null;
        if (header.Length > 0 && header[^1] != '\n')
        {
            header = [.. header, (byte)'\n'];
        }

        return (header, plan, fault);
    }

    /// <summary>The length of the next record with its line end; nothing at the end of the file.</summary>
    private static async ValueTask<(int Length, Fault? Fault)> RecordAsync(ByteSource source, CsvMapping mapping, int limit, CancellationToken cancellation)
    {
        var at = 0;
        var quoted = false;
        var closed = -1;
        while (true)
        {
            var window = source.Span;
            while (at < window.Length)
            {
                var next = quoted ? window[at..].IndexOf((byte)'"') : window[at..].IndexOfAny((byte)'"', (byte)'\n');
                if (next < 0)
                {
                    at = window.Length;
                    break;
                }

                at += next + 1;
                if (window[at - 1] == '"')
                {
                    // Only a quote at the front of a field opens it; a stray one is an error of its own row and must not swallow the rest.
                    var opens = at == 1 || window[at - 2] == mapping.Separator || at - 1 == closed;
                    closed = quoted ? at : closed;
                    quoted = !quoted && opens;
                }
                else
                {
                    return (at, at > limit ? new Fault(FaultCode.TradeTooLarge, $"One record has more than {limit} bytes.", string.Create(CultureInfo.InvariantCulture, $"line {source.Lines + 1}")) : null);
                }
            }

            if (await source.MoreAsync(cancellation).ConfigureAwait(false))
            {
                continue;
            }

            var line = string.Create(CultureInfo.InvariantCulture, $"line {source.Lines + 1}");
            return source.Full ? (source.Span.Length, new Fault(FaultCode.TradeTooLarge, "One record is larger than this node reads; a quote may not be closed.", line))
                : quoted ? (source.Span.Length, new Fault(FaultCode.TradeTruncated, "The file ends inside a quoted field.", line))
                : (source.Span.Length, null);
        }
    }
}
