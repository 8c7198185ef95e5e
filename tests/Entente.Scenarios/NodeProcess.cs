using System.Collections.Concurrent;
using System.Diagnostics;

namespace Entente.Scenarios;

/// <summary>A built node as a process of its own, which can be asked, stopped and killed.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private NodeProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', output);

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Starts a node and waits until it is ready.</summary>
    /// <param name="store">The store and directory.</param>
    /// <param name="port">The port, so that a restarted node is found where it was.</param>
    /// <param name="settings">Further settings, by their environment variables.</param>
    public static Task<NodeProcess> StartAsync(Place store, int port, params (string Name, string Value)[] settings) =>
        Start(Built.Node, [], store, port, settings).ReadyAsync();

    /// <summary>Starts a program of the product.</summary>
    public static NodeProcess Start(string program, IEnumerable<string> arguments, Place store, int port, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = store.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var address = $"http://localhost:{port}";
        start.Environment["ENTENTE_DIRECTORY"] = store.Directory;
        start.Environment["ENTENTE_DATABASE"] = store.Setting;
        start.Environment["ENTENTE_LISTEN"] = address;
        start.Environment["ENTENTE_LOGLEVEL"] = "Warning";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new NodeProcess(Process.Start(start)!, new Uri(address));
    }

    /// <summary>Waits until it answers that it is ready.</summary>
    public async Task<NodeProcess> ReadyAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var until = Stopwatch.StartNew();
        while (until.Elapsed < Patience && !HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return this;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50);
        }

        var said = Output;
        if (!HasExited)
        {
            await KillAsync();
        }

        throw new InvalidOperationException($"The node did not become ready: {said}");
    }

    /// <summary>Whether it answers at this moment that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(1) };
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a supervisor stops it.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var took = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return took.Elapsed;
    }

    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            output.Enqueue(line);
            while (output.Count > 200)
            {
                output.TryDequeue(out _);
            }
        }
    }
}
