using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Entente.Node.Platform;

namespace Entente.Benchmarks;

/// <summary>One large attachment between two nodes, each a process of its own: what each holds at the most, above what it holds when idle.</summary>
internal static class LargeFigures
{
    private const string Service = "urn:entente:figures";

    public static async Task<int> PrintAsync(string[] args)
    {
        var mebibytes = args is [var given, ..] ? double.Parse(given, CultureInfo.InvariantCulture) : 20;
        var bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var (program, command) = (Path.Combine(bin, "Entente.Node", configuration, "Entente.Node.dll"), Path.Combine(bin, "Entente.Cli", configuration, "entente.dll"));
        if (!File.Exists(program) || !File.Exists(command))
        {
            Console.WriteLine($"Build the node and the command line first ({configuration}).");
            return 1;
        }

        foreach (var suite in args is [_, .. { Length: > 0 } some] ? some : ["2.0", "1.15-RSA"])
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"suite {suite}, an attachment of {mebibytes} MiB that does not compress"));
            await MeasureAsync(program, command, directory.FullName, suite, (int)(mebibytes * 1048576));
            directory.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string program, string command, string directory, string suite, int bytes)
    {
        IReadOnlyList<(string Country, string Directory, string Listen)> places;
        await using (var pair = await ExchangePair.StartAsync(directory, suite))
        {
            places = pair.Places;
        }

        using var nl = Start(program, places[0], suite);
        using var ca = Start(program, places[1], suite);
        try
        {
            // A small one first: what is compiled and cached by it is no cost of the large one.
            await SendAsync(command, places, suite, 4096, 1);
            await Task.Delay(TimeSpan.FromSeconds(10));
            var (before, peaks) = ((Nl: Held.Of(nl), Ca: Held.Of(ca)), (Nl: new Held(), Ca: new Held()));
            var took = Stopwatch.StartNew();
            var sending = SendAsync(command, places, suite, bytes, 2);
            while (!sending.IsCompleted)
            {
                (peaks.Nl, peaks.Ca) = (peaks.Nl.Most(Held.Of(nl)), peaks.Ca.Most(Held.Of(ca)));
                await Task.Delay(10);
            }

            await sending;
            Line("sender", before.Nl, peaks.Nl);
            Line("receiver", before.Ca, peaks.Ca);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-14}{took.Elapsed.TotalSeconds:0.0} s from the command line until the receipt is stored"));
        }
        finally
        {
            nl.Kill();
            ca.Kill();
            await Task.WhenAll(nl.WaitForExitAsync(), ca.WaitForExitAsync());
        }
    }

    private static Process Start(string program, (string Country, string Directory, string Listen) place, string suite) => Process.Start(Settings(new("dotnet", [program]), place, suite))!;

    private static ProcessStartInfo Settings(ProcessStartInfo start, (string Country, string Directory, string Listen) place, string suite)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [("DIRECTORY", place.Directory), ("LISTEN", "http://127.0.0.1:0"), ("LOGLEVEL", "Warning"), ("COUNTRY", place.Country),
            ("FEDERATION__LISTEN", place.Listen), ("FEDERATION__SUITE", suite), ("FEDERATION__OTHERSERVICES", Service)])
        {
            start.Environment[$"ENTENTE_{name}"] = value;
        }

        (start.RedirectStandardOutput, start.WorkingDirectory) = (true, place.Directory);
        return start;
    }

    /// <summary>Queues by the command line, and waits until so many receipts are stored.</summary>
    private static async Task SendAsync(string command, IReadOnlyList<(string Country, string Directory, string Listen)> places, string suite, int bytes, int receipts)
    {
        var file = Path.Combine(places[0].Directory, "attachment.bin");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(bytes));
        using (var send = Process.Start(Settings(new("dotnet", [command, "send", "--to", "CA", "--service", Service, "--action", "note", "--payload", file]), places[0], suite))!)
        {
            await send.WaitForExitAsync();
            _ = send.ExitCode == 0 ? 0 : throw new InvalidOperationException(await send.StandardOutput.ReadToEndAsync());
        }

        await using var store = Database.Open("sqlite", places[0].Directory, TimeProvider.System);
        while (await store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_receipt")) < receipts)
        {
            await Task.Delay(20);
        }
    }

    private static void Line(string who, Held before, Held peak) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{who,-14}idle {before.Anonymous:0} MiB (working set {before.Working:0}), at the most {peak.Anonymous:0} MiB ({peak.Working:0}): {peak.Anonymous - before.Anonymous:0} MiB more memory, {peak.Working - before.Working:0} MiB more working set with the pages of the store's file"));

    /// <param name="Working">All that the process has in memory, with the pages of files that it maps; in MiB.</param>
    /// <param name="Anonymous">What is its own.</param>
    private readonly record struct Held(double Working, double Anonymous)
    {
        public static Held Of(Process process)
        {
            var lines = File.ReadAllLines($"/proc/{process.Id}/status");
            return new(At("VmRSS:"), At("RssAnon:"));

            double At(string name) => double.Parse(
                lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }

        public Held Most(Held other) => new(Math.Max(Working, other.Working), Math.Max(Anonymous, other.Anonymous));
    }
}
