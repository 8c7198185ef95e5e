using System.Globalization;
using System.Text;
using Entente.Node.Platform;
using Microsoft.Net.Http.Headers;

namespace Entente.Node.Evidence.Exports;

/// <summary>Counts a table and writes it, page by page: both in one snapshot, so that what is on record is what leaves.</summary>
/// <param name="session">The snapshot.</param>
/// <param name="table">What leaves.</param>
/// <param name="query">Narrowed to what, for whom.</param>
internal sealed class ExportFile(Session session, ExportTable table, ExportQuery query)
{
    /// <summary>How long a file may take to be counted and sent; a snapshot held longer would keep the store from tidying up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const int PageSize = 500;

    /// <summary>The highest number among the rows and how many they are, counted no further than one past the limit.</summary>
    public async Task<(long Top, long Rows)> CountAsync(long? top, long most)
    {
        var (highest, count) = (0L, 0L);
        var place = new Keyset(null, null, PageSize) { Top = top };
        do
        {
            var page = await table.ReadAsync(session, query, place);
            highest = page.Rows.Aggregate(highest, static (number, row) => Math.Max(number, row.Number));
            (count, place) = (count + page.Rows.Count, place with { Older = page.Next });
        }
        while (place.Older is not null && count <= most);

        return (highest, count);
    }

    /// <summary>Sends the file.</summary>
    /// <param name="response">Nothing of it is sent yet.</param>
    /// <param name="number">The number of the export.</param>
    /// <param name="top">The highest number that leaves.</param>
    /// <param name="watermark">Stands in the last cell of every row: a row that is cut out still says where it comes from.</param>
    /// <param name="cancellation">Ends the file in the middle; the browser then reports a broken download.</param>
    public async Task SendAsync(HttpResponse response, long number, long top, string watermark, CancellationToken cancellation)
    {
        var text = query.Text;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"entente-{table.Id}-{number}.csv"),
        }.ToString();
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellation);
        var lines = CsvText.AppendLine(new(), [.. table.Columns.Select(column => text[column]), text["Data export"]]);
        var empty = true;
        var place = new Keyset(null, null, PageSize) { Top = top };
        do
        {
            var page = await table.ReadAsync(session, query, place);
            foreach (var (_, cells) in page.Rows)
            {
                CsvText.AppendLine(lines, [.. cells, watermark]);
                empty = false;
            }

            place = place with { Older = page.Next };
            await SendAsync(response, lines, cancellation);
        }
        while (place.Older is not null);

        if (empty)
        {
            CsvText.AppendLine(lines, [.. table.Columns.Select(static _ => ""), watermark]);
            await SendAsync(response, lines, cancellation);
        }
    }

    private static async Task SendAsync(HttpResponse response, StringBuilder lines, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()), cancellation);
        await response.Body.FlushAsync(cancellation);
        lines.Clear();
    }
}
