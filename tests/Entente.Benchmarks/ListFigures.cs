using System.Globalization;
using Entente.Node.Alerts;
using Entente.Screening;

namespace Entente.Benchmarks;

/// <summary>How long public lists take from their files until they are stored and found.</summary>
internal static class ListFigures
{
    private const int Runs = 3;
    private const int GrownRuns = 5;

    public static async Task<int> PrintAsync(string[] args) => args switch
    {
        ["grown", var count, .. var rest] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var entries) => await PrintGrownAsync(entries, rest),
        _ => await PrintPublishedAsync(args),
    };

    private static async Task<int> PrintPublishedAsync(string[] args)
    {
        if (PublicLists.In(args is [var folder, ..] ? folder : "") is not { Count: > 0 } lists)
        {
            return NoLists();
        }

        for (var run = 1; run <= Runs; run++)
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            await using (var node = await MeasuredNode.StartAsync(directory.FullName))
            {
                await node.Screening.Ready;
                var all = Spent.Start();
                foreach (var (kind, path) in lists)
                {
                    var one = Spent.Start();
                    var imported = await node.ImportAsync(kind, path);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {imported.List}: {imported.Entries:N0} entries, {one()}"));
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}{(run == 1 ? " (cold)" : "")}: {all()} until {node.Screening.Count:N0} are looked for"));
                Console.WriteLine($"  {await NamesAsync(node)} names");
            }

            directory.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>The OFAC list, grown to so many entries: from its files until the last entry is found by its name.</summary>
    private static async Task<int> PrintGrownAsync(int count, string[] args)
    {
        var published = PublicLists.In(args is [var folder, ..] ? folder : "").FirstOrDefault(list => list.Kind == ListKind.OfacSdn).Path;
        if (published is null)
        {
            return NoLists();
        }

        var files = Directory.CreateTempSubdirectory("entente-list-");
        var last = GrownList.Write(published, files.FullName, count);
        Console.WriteLine($"the last of {count} entries: {last.Number}, {last.Subject.Names[0]}");
        var (spent, missed) = (new List<Spent>(), 0);
        for (var run = 1; run <= GrownRuns; run++)
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            await using (var node = await MeasuredNode.StartAsync(directory.FullName))
            {
                await node.Screening.Ready;
                var one = Spent.Start();
                var imported = await node.ImportAsync(ListKind.OfacSdn, files.FullName);
                var found = await FindAsync(node, last.Number, last.Subject);
                spent.Add(one());
                missed += found ? 0 : 1;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}{(run == 1 ? " (cold)" : "")}: {imported.Entries:N0} entries, {spent[^1]}, the last {(found ? "is found" : "IS NOT FOUND")}"));
                var names = await NamesAsync(node);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {names:N0} names, {node.Screening.Count:N0} are looked for"));
            }

            directory.Delete(recursive: true);
        }

        files.Delete(recursive: true);
        Console.WriteLine($"median: {new Spent(Median(one => one.Wall), Median(one => one.Processor))}");
        return missed == 0 ? 0 : 1;

        TimeSpan Median(Func<Spent, TimeSpan> part) => spent.Select(part).Order().ElementAt(spent.Count / 2);
    }

    private static async Task<bool> FindAsync(MeasuredNode node, string reference, Subject subject)
    {
        foreach (var match in node.Screening.Screen(subject))
        {
            var number = Listed.AlertNumber(match.EntryId);
            if (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT reference FROM alert WHERE number = @number", new { number })) == reference)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<int> NamesAsync(MeasuredNode node)
    {
        var rows = await node.Database.ReadAsync(session => session.QueryAsync<AlertRow>("SELECT number, id, terms FROM alert"));
        return rows.Sum(row => Listed.Entries(row.Number, row.Alert, "").Sum(entry => entry.Names.Count));
    }

    private static int NoLists()
    {
        Console.WriteLine("No lists are here; name the data folder.");
        return 1;
    }
}
