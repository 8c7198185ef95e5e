using System.Diagnostics;
using System.Text.Json;

namespace Entente.Cli.Demonstration;

/// <summary>A node of the demonstration as a process of its own: started, listened to, stopped, and started again when somebody asks for it.</summary>
internal sealed class ChildNode(Administration who, IReadOnlyList<string> arguments) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private TaskCompletionSource started = new();
    private Process? process;
    private volatile NodeFigures figures = new() { Stage = "not started" };
    private volatile string? lastWords;

    public Administration Who => who;

    /// <summary>What it said last.</summary>
    public NodeFigures Figures => figures;

    /// <summary>Completes when it listens, or has ended.</summary>
    public Task Started => started.Task;

    public bool IsRunning => process is { HasExited: false };

    /// <summary>What was taken in by processes of it that have ended; the figures count from the start of the process.</summary>
    public NodeFigures Before { get; private set; } = new();

    public void Start()
    {
        Before = new()
        {
            Declarations = Before.Declarations + figures.Declarations,
            Screenings = Before.Screenings + figures.Screenings,
            Hits = Before.Hits + figures.Hits,
            Refusals = Before.Refusals + figures.Refusals,
        };
        (figures, lastWords, started) = (new(), null, new(TaskCreationOptions.RunContinuationsAsynchronously));
        process?.Dispose();
        var self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(ChildNode).Assembly.Location] : [];
        process = Process.Start(new ProcessStartInfo(self, [.. program, "run", "--only", who.Id, "--figures", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Asks it to finish what it has begun, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (process is not { HasExited: false } running)
        {
            return;
        }

        running.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await running.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>What it does, or how it ended.</summary>
    public string State => process switch
    {
        null => "not started",
        { HasExited: false } => figures.Note is { } note ? $"{figures.Stage}; {note}" : figures.Stage,
        { ExitCode: 0 } => "stopped",
        var ended => $"ended by itself ({ended.ExitCode}){(lastWords is { } words ? $": {words}" : "")}",
    };

    public void Dispose() => process?.Dispose();

    /// <summary>Of a defect the first line says what it is; the stack after it does not.</summary>
    private void Hear(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith("   ", StringComparison.Ordinal))
        {
            lastWords = line;
        }
    }

    private void Take(string? line)
    {
        // Nothing follows what it says last.
        started.TrySetResult();
        if (line is null || !line.StartsWith('{'))
        {
            return;
        }

        try
        {
            figures = JsonSerializer.Deserialize(line, NodeFiguresJson.Default.NodeFigures) ?? figures;
        }
        catch (JsonException)
        {
            // A line that was cut off when the process was killed.
        }
    }
}
