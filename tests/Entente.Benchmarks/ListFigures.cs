using System.Globalization;
using Entente.Node.Alerts;

namespace Entente.Benchmarks;

/// <summary>How long public lists take from their files until they are stored and found.</summary>
internal static class ListFigures
{
    private const int Runs = 3;

    public static async Task<int> PrintAsync(string[] args)
    {
        if (PublicLists.In(args is [var folder, ..] ? folder : "") is not { Count: > 0 } lists)
        {
            Console.WriteLine("No lists are here; name the data folder.");
            return 1;
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

    private static async Task<int> NamesAsync(MeasuredNode node)
    {
        var rows = await node.Database.ReadAsync(session => session.QueryAsync<AlertRow>("SELECT number, id, terms FROM alert"));
        return rows.Sum(row => Listed.Entries(row.Number, row.Alert, "").Sum(entry => entry.Names.Count));
    }
}
