using System.Collections.Frozen;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Reference;
using Entente.Protocol.Faults;
using Entente.Protocol.Reference;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity;

/// <summary>Looks codes up in the lists the administration loaded, and else in the small tables that come with the product.</summary>
/// <remarks>
/// Held in memory and swapped as a whole. Only where a full list is loaded can a code be called unknown: the tables of the product
/// leave most of the world out.
/// </remarks>
internal sealed class ReferenceBook(Database database, Pulse pulse, TimeProvider clock) : BackgroundService
{
    /// <summary>How long a list that another process imported may go unnoticed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile Contents contents = Contents.Empty;

    /// <summary>The lists loaded, every version of them.</summary>
    public IReadOnlyList<ListVersion> Lists => contents.Lists;

    public Place? FindPlace(string? locode)
    {
        if (locode is null)
        {
            return null;
        }

        var listed = contents.Latest(ReferenceKind.Locode, locode);
        var port = Ports.Find(locode);
        return listed is null
            ? port is null ? null : new(port.Locode, port.Name, port.Country, port.Latitude, port.Longitude)
            : new(listed.Code, listed.Name, listed.Code[..2], port?.Latitude ?? listed.Latitude, port?.Longitude ?? listed.Longitude);
    }

    /// <summary>What a commodity code covers, by its first six digits, else four, else two; French where the product has it.</summary>
    public string? FindCommodity(string? code, string language)
    {
        if (code is null)
        {
            return null;
        }

        var own = Commodities.Find(code)?.Text(language);
        if (own is not null && language.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
        {
            return own;
        }

        foreach (var length in (ReadOnlySpan<int>)[6, 4, 2])
        {
            if (code.Length >= length && contents.Latest(ReferenceKind.Hs, code[..length]) is { } listed)
            {
                return listed.Name;
            }
        }

        return own;
    }

    /// <summary>What the lists in force say against the codes of a declaration.</summary>
    public IEnumerable<Remark> Check(Declaration declaration)
    {
        var lists = contents;
        if (lists.Lists.Count == 0)
        {
            return [];
        }

        var on = DateOnly.FromDateTime((declaration.LodgedAt ?? clock.GetUtcNow()).UtcDateTime);
        List<Remark> remarks = [];
        for (var i = 0; i < declaration.Consignments.Count; i++)
        {
            lists.Check(declaration.Consignments[i], $"$.consignments[{i}]", on, remarks);
        }

        return remarks;
    }

    /// <summary>Reads the lists again if there are other ones than before.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var versions = await database.ReadAsync(ReferenceTables.VersionsAsync, cancellation);
        if (!versions.SequenceEqual(contents.Lists))
        {
            contents = await database.ReadAsync(Contents.ReadAsync, cancellation);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await pulse.Next.WaitAsync(stoppingToken);
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException)
            {
                // The store is away for a moment; the lists held stay in force, and the next beat catches up.
            }
        }
    }

    private sealed class Contents(IReadOnlyList<ListVersion> lists, FrozenDictionary<(ReferenceKind Kind, string Code), ReferenceCode[]> codes)
    {
        public static Contents Empty { get; } = new([], FrozenDictionary<(ReferenceKind Kind, string Code), ReferenceCode[]>.Empty);

        public IReadOnlyList<ListVersion> Lists { get; } = lists;

        public static async Task<Contents> ReadAsync(Session session)
        {
            var codes = new List<(ReferenceKind Kind, ReferenceCode Code)>();
            foreach (var kind in Enum.GetValues<ReferenceKind>())
            {
                codes.AddRange((await ReferenceTables.CodesAsync(session, kind)).Select(code => (kind, code)));
            }

            return new(
                await ReferenceTables.VersionsAsync(session),
                codes.GroupBy(row => (row.Kind, row.Code.Code), row => row.Code).ToFrozenDictionary(group => group.Key, group => group.OrderBy(code => code.ValidFrom).ToArray()));
        }

        public ReferenceCode? Latest(ReferenceKind kind, string code) => codes.TryGetValue((kind, code.ToUpperInvariant()), out var versions) ? versions[^1] : null;

        public void Check(Consignment consignment, string at, DateOnly on, List<Remark> remarks)
        {
            for (var i = 0; i < consignment.Route.Count; i++)
            {
                Check(ReferenceKind.Locode, consignment.Route[i].Location, $"{at}.route[{i}].location", on, remarks);
            }

            for (var i = 0; i < consignment.Goods.Count; i++)
            {
                var code = consignment.Goods[i].CommodityCode;
                Check(ReferenceKind.Hs, code is { Length: > 6 } ? code[..6] : code, $"{at}.goods[{i}].commodityCode", on, remarks);
            }

            for (var i = 0; i < consignment.Houses.Count; i++)
            {
                Check(consignment.Houses[i], $"{at}.houses[{i}]", on, remarks);
            }
        }

        private void Check(ReferenceKind kind, string? code, string at, DateOnly on, List<Remark> remarks)
        {
            if (string.IsNullOrEmpty(code) || Lists.LastOrDefault(list => list.Kind == kind.ToString()) is not { } list)
            {
                return;
            }

            if (!codes.TryGetValue((kind, code.ToUpperInvariant()), out var versions))
            {
                remarks.Add(new(RemarkKind.Suspect, at, $"'{code}' is not in {Name(kind)} of {list.Version:yyyy-MM-dd}.", FaultCode.ReferenceUnknownCode.Id));
            }
            else if (!versions.Any(version => version.IsValid(on)))
            {
                var closed = versions[^1].ValidTo is { } end && on >= end
                    ? $"'{code}' of {Name(kind)} was closed on {end:yyyy-MM-dd}."
                    : $"'{code}' of {Name(kind)} is valid from {versions[0].ValidFrom:yyyy-MM-dd} only.";
                remarks.Add(new(RemarkKind.Suspect, at, closed, FaultCode.ReferenceUnknownCode.Id));
            }
        }

        private static string Name(ReferenceKind kind) => kind == ReferenceKind.Locode ? "UN/LOCODE" : "the Harmonized System";
    }
}
