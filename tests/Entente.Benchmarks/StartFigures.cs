using System.Diagnostics;
using System.Globalization;

namespace Entente.Benchmarks;

/// <summary>How long the demonstration takes from <c>./run</c> on a built tree to its sign-in page.</summary>
internal static class StartFigures
{
    private const int Runs = 3;
    private const int Port = 5497;

    public static async Task<int> PrintAsync(string[] args)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Entente.slnx")))
        {
            root = root.Parent;
        }

        if (root is null || !File.Exists(Path.Combine(root.FullName, "artifacts", "bin", "Entente.Cli", "release", "entente.dll")))
        {
            Console.WriteLine("Run eng/build first: a start is measured on a built tree.");
            return 1;
        }

        for (var run = 1; run <= Runs; run++)
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            var (wall, processor) = await StartAsync(root.FullName, directory.FullName);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}: {wall.TotalSeconds:F2} s wall, {processor.TotalSeconds:F2} s CPU of the node until the sign-in page answers"));
            directory.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task<(TimeSpan Wall, TimeSpan Processor)> StartAsync(string root, string directory)
    {
        var began = Stopwatch.GetTimestamp();
        using var node = Process.Start(new ProcessStartInfo(
            Path.Combine(root, "run"), ["--for", "60s", "--port", Port.ToString(CultureInfo.InvariantCulture), "--directory", directory])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        })!;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new($"http://localhost:{Port}") };
            while (!await AnswersAsync(client))
            {
                if (node.HasExited)
                {
                    throw new InvalidOperationException($"The node ended with {node.ExitCode}: {await node.StandardOutput.ReadToEndAsync()}");
                }

                await Task.Delay(20);
            }

            // The script becomes the node (exec), so its process is the node's.
            return (Stopwatch.GetElapsedTime(began), node.TotalProcessorTime);
        }
        finally
        {
            node.Kill(entireProcessTree: true);
            await node.WaitForExitAsync();
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("sign-in");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
