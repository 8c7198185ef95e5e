using System.Globalization;
using Entente.Node.Alerts;
using Spectre.Console;

namespace Entente.Cli.Demonstration;

/// <summary>What the person who started the demonstration sees: live where there is a terminal, a line now and then where there is none.</summary>
internal sealed class Terminal : Display
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole screen = Screen();

    /// <summary>Into a file or a pipe go plain lines, as long as they are.</summary>
    public static IAnsiConsole Screen() => Console.IsOutputRedirected
        ? AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new Wide(Console.Out) })
        : AnsiConsole.Console;

    private bool IsLive => screen.Profile.Capabilities is { Interactive: true, Ansi: true };

    public override void Started(string address, string directory)
    {
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Entente[/], a demonstration with simulated trade. Console: [link]{address}[/]");
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Sign in there with one click. The store is in {directory}. Ctrl+C stops; the next start goes on from here.");
    }

    public override async Task LoadAsync(
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

    public override async Task FollowAsync(Func<Task<NodeFigures>> figures, string address, TimeProvider clock, CancellationToken cancellation)
    {
        if (!IsLive)
        {
            using var line = new PeriodicTimer(Line, clock);
            while (await line.WaitForNextTickAsync(cancellation))
            {
                screen.WriteLine(LineOf(await figures()));
            }

            return;
        }

        await screen.Live(TableOf(await figures(), address)).StartAsync(async live =>
        {
            using var glance = new PeriodicTimer(Glance, clock);
            while (await glance.WaitForNextTickAsync(cancellation))
            {
                live.UpdateTarget(TableOf(await figures(), address));
            }
        });
    }

    public override void Summarise(TimeSpan length, NodeFigures figures, string address)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Summary").AddColumn(new TableColumn("").RightAligned());
        Row(table, "Ran for", string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:N0} s"));
        Row(table, "Declarations taken in", Number(figures.Declarations));
        Row(table, "Declarations refused", Number(figures.Refusals));
        Row(table, "Subjects screened", Number(figures.Screenings));
        Row(table, "Hits raised", Number(figures.Hits));
        Row(table, "Hits open now", Number(figures.Open));
        Row(table, "Declarations a second", string.Create(CultureInfo.InvariantCulture, $"{figures.Declarations / Math.Max(1, length.TotalSeconds):N1}"));
        foreach (var partner in figures.Partners)
        {
            Row(table, $"Messages with {partner.Party}", Messages(partner));
        }

        screen.Write(table);
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"The console was at {address}; start again and it goes on from here.");
    }

    /// <summary>One line of a log that a machine keeps.</summary>
    public static string LineOf(NodeFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.DeclarationsPerSecond,8:N1} declarations/s  {figures.ScreeningsPerSecond,9:N1} screenings/s  {figures.Declarations,9:N0} taken in  {figures.Hits,6:N0} hits  {figures.Open,6:N0} open  {figures.Refusals,5:N0} refused")
        + string.Concat(figures.Partners.Select(partner => $"  {partner.Party}: {Messages(partner)}"));

    public static string Messages(PartnerFigures partner) => string.Create(
        CultureInfo.InvariantCulture, $"{partner.Sent:N0} sent, {partner.Received:N0} received")
        + (partner.Waiting == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {partner.Waiting:N0} waiting ({partner.OldestSeconds:N0} s)"));

    private static Table TableOf(NodeFigures figures, string address)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"Console: {address}").AddColumn("").AddColumn(new TableColumn("per second").RightAligned()).AddColumn(new TableColumn("since start").RightAligned());
        table.AddRow("Declarations", Rate(figures.DeclarationsPerSecond), Number(figures.Declarations));
        table.AddRow("Screenings", Rate(figures.ScreeningsPerSecond), Number(figures.Screenings));
        table.AddRow("Hits", Rate(figures.HitsPerSecond), Number(figures.Hits));
        table.AddRow("Refused", Rate(figures.RefusalsPerSecond), Number(figures.Refusals));
        table.AddRow("Open work (hits to judge)", "", Number(figures.Open));
        foreach (var partner in figures.Partners)
        {
            table.AddRow($"Messages with {partner.Party}", "", Messages(partner));
        }

        return table;
    }

    private static void Row(Table table, string name, string value) => table.AddRow(name, value);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

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
