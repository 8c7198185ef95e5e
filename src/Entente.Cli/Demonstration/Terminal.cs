using System.Globalization;
using Entente.Node.Alerts;
using Entente.Node.Selectivity;
using Spectre.Console;

namespace Entente.Cli.Demonstration;

/// <summary>What the person who started the demonstration sees: live where there is a terminal, a line now and then where there is none.</summary>
internal sealed class Terminal
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    // Into a file or a pipe go plain lines, as long as they are.
    private readonly IAnsiConsole screen = Console.IsOutputRedirected
        ? AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new Wide(Console.Out) })
        : AnsiConsole.Console;

    private bool IsLive => screen.Profile.Capabilities is { Interactive: true, Ansi: true };

    public void Started(string address, string directory)
    {
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Entente[/], a demonstration with simulated trade. Console: [link]{address}[/]");
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Sign in there with one click. The store is in {directory}. Ctrl+C stops; the next start goes on from here.");
    }

    public async Task LoadAsync(
        IReadOnlyList<RealList> lists, Func<RealList, IProgress<ImportProgress>, CancellationToken, Task<string?>> import, CancellationToken cancellation)
    {
        if (lists.Count == 0)
        {
            screen.MarkupLine("No public lists beside the repository (../shared/data): screening against the simulated watch list only.");
            return;
        }

        var refusals = new List<string>();
        await screen.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                foreach (var (list, bar) in lists.Select(list => (list, progress.AddTask(list.Name))).ToList())
                {
                    if (await import(list, new Bar(bar), cancellation) is { } refusal)
                    {
                        refusals.Add($"{list.Name}: {refusal}");
                    }

                    bar.Value = bar.MaxValue;
                    bar.StopTask();
                }
            });
        refusals.ForEach(refusal => screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{refusal}[/]"));
    }

    /// <summary>Shows the figures until it is stopped.</summary>
    public async Task FollowAsync(LiveFigures figures, Func<Task<long>> openHits, string address, TimeProvider clock, CancellationToken cancellation)
    {
        if (!IsLive)
        {
            using var line = new PeriodicTimer(Line, clock);
            while (await line.WaitForNextTickAsync(cancellation))
            {
                var (total, rate, open) = (figures.SinceStart, figures.PerSecond, await openHits());
                screen.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rate.Declarations,8:N1} declarations/s  {rate.Screenings,9:N1} screenings/s  {total.Declarations,9:N0} taken in  {total.Hits,6:N0} hits  {open,6:N0} open  {total.Refusals,5:N0} refused"));
            }

            return;
        }

        await screen.Live(Figures(figures, 0, address)).StartAsync(async live =>
        {
            using var glance = new PeriodicTimer(Glance, clock);
            while (await glance.WaitForNextTickAsync(cancellation))
            {
                live.UpdateTarget(Figures(figures, await openHits(), address));
            }
        });
    }

    public void Summarise(TimeSpan length, LiveFigures.Totals totals, long openHits, string address)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Summary").AddColumn(new TableColumn("").RightAligned());
        Row(table, "Ran for", string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:N0} s"));
        Row(table, "Declarations taken in", Number(totals.Declarations));
        Row(table, "Declarations refused", Number(totals.Refusals));
        Row(table, "Subjects screened", Number(totals.Screenings));
        Row(table, "Hits raised", Number(totals.Hits));
        Row(table, "Hits open now", Number(openHits));
        Row(table, "Declarations a second", string.Create(CultureInfo.InvariantCulture, $"{totals.Declarations / Math.Max(1, length.TotalSeconds):N1}"));
        screen.Write(table);
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"The console was at {address}; start again and it goes on from here.");
    }

    private static Table Figures(LiveFigures figures, long openHits, string address)
    {
        var (total, rate) = (figures.SinceStart, figures.PerSecond);
        var table = new Table().Border(TableBorder.Rounded).Title($"Console: {address}").AddColumn("").AddColumn(new TableColumn("per second").RightAligned()).AddColumn(new TableColumn("since start").RightAligned());
        table.AddRow("Declarations", Rate(rate.Declarations), Number(total.Declarations));
        table.AddRow("Screenings", Rate(rate.Screenings), Number(total.Screenings));
        table.AddRow("Hits", Rate(rate.Hits), Number(total.Hits));
        table.AddRow("Refused", Rate(rate.Refusals), Number(total.Refusals));
        table.AddRow("Open work (hits to judge)", "", Number(openHits));
        return table;
    }

    private static void Row(Table table, string name, string value) => table.AddRow(name, value);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rate(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }

    private sealed class Wide(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => 200;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
