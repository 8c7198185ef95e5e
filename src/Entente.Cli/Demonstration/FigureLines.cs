using System.Text.Json;
using Entente.Node.Alerts;

namespace Entente.Cli.Demonstration;

/// <summary>Tells the process that started this one, line by line, and stops when that process is gone.</summary>
internal sealed class FigureLines : Display
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private string? note;

    /// <summary>Completes when the starter has closed its end, because it wants this process to stop or because it is no more.</summary>
    public static async Task LeftAloneAsync()
    {
        await using var input = Console.OpenStandardInput();
        var ignored = new byte[64];
        while (await input.ReadAsync(ignored) > 0)
        {
            // Nothing is said to this process; only the end of it counts.
        }
    }

    public override void Started(string address, string directory) => Write(new() { Stage = "started" });

    public override async Task LoadAsync(
        IReadOnlyList<RealList> lists, Func<RealList, IProgress<ImportProgress>, CancellationToken, Task<string?>> import, CancellationToken cancellation)
    {
        foreach (var list in lists)
        {
            Write(new() { Stage = $"imports {list.Name}", Loaded = 0 });
            if (await import(list, new Share(this, list.Name), cancellation) is { } refusal)
            {
                note = $"{list.Name}: {refusal}";
            }
        }
    }

    public override async Task FollowAsync(Func<Task<NodeFigures>> figures, string address, TimeProvider clock, CancellationToken cancellation)
    {
        using var glance = new PeriodicTimer(Glance, clock);
        while (await glance.WaitForNextTickAsync(cancellation))
        {
            Write(await figures());
        }
    }

    public override void Summarise(TimeSpan length, NodeFigures figures, string address) => Write(figures with { Stage = "stopped" });

    private void Write(NodeFigures figures)
    {
        var line = JsonSerializer.Serialize(figures.Note is null ? figures with { Note = note } : figures, NodeFiguresJson.Default.NodeFigures);
        lock (gate)
        {
            Console.Out.WriteLine(line);
        }
    }

    private sealed class Share(FigureLines lines, string list) : IProgress<ImportProgress>
    {
        private int told;

        public void Report(ImportProgress value)
        {
            var percent = (int)(100L * value.Done / Math.Max(1, value.Total));
            if (percent > told)
            {
                told = percent;
                lines.Write(new() { Stage = $"imports {list}", Loaded = percent / 100.0 });
            }
        }
    }
}
