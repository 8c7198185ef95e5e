using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;

namespace Entente.Node.Selectivity;

/// <summary>What was refused, newest first. What was shown is on record.</summary>
internal static class ListRefusals
{
    private const int PageSize = 50;

    public static async Task<KeysetPage<RefusalLine>> RunAsync(Database database, Actor actor, string? fault, string? channel, string? older, string? newer, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => PageAsync(session, fault, channel, Keyset.Read(newer, older, PageSize)), cancellation);
        await Record(database, actor, page.Rows, $"fault={fault}, channel={channel}, older={older}, newer={newer}");
        return page;
    }

    /// <summary>The last few, for the start page.</summary>
    public static async Task<IReadOnlyList<RefusalLine>> LatestAsync(Database database, Actor actor, int count, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => PageAsync(session, null, null, new(null, null, count)), cancellation);
        if (page.Rows.Count > 0)
        {
            await Record(database, actor, page.Rows, null);
        }

        return page.Rows;
    }

    /// <summary>One refusal with what was kept of its source.</summary>
    public static async Task<(RefusalLine Line, byte[] Kept)?> FindAsync(Database database, Actor actor, long seq, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async session => await session.FindAsync<RefusalLine>(
                "SELECT seq, refused_at, channel, submitted_by, ordinal, fault, detail, place, reference, source_bytes FROM refusal WHERE seq = @seq", new { seq }) is { } line
                ? (Line: line, Kept: Packed.Unpack((await session.ScalarAsync<byte[]>("SELECT source FROM refusal WHERE seq = @seq", new { seq }))!))
                : ((RefusalLine Line, byte[] Kept)?)null,
            cancellation);
        if (found is not null)
        {
            await Record(database, actor, [found.Value.Line], null);
        }

        return found;
    }

    private static Task<long> Record(Database database, Actor actor, IEnumerable<RefusalLine> shown, string? asked) => Reading.RecordAsync(
        database, actor, SelectivityActs.RefusalsListed, SelectivityActs.RefusalKind, null, shown.Select(row => row.Seq.ToString(CultureInfo.InvariantCulture)), asked);

    internal static Task<KeysetPage<RefusalLine>> PageAsync(Session session, string? fault, string? channel, Keyset place)
    {
        var statement = new Statement(
            "SELECT seq, refused_at, channel, submitted_by, ordinal, fault, detail, place, reference, source_bytes FROM refusal WHERE 1 = 1")
            .AddWhen(fault, "AND fault = @fault", "fault")
            .AddWhen(channel, "AND channel = @channel", "channel");
        return session.PageAsync<RefusalLine>(statement, "seq", place, line => line.Seq);
    }
}
