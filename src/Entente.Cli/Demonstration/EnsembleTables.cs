using System.Globalization;
using Spectre.Console;

namespace Entente.Cli.Demonstration;

/// <summary>One node of the demonstration as it stands at a moment.</summary>
/// <param name="State">What it does, or how it ended.</param>
/// <param name="IsRunning">Whether its process is there.</param>
/// <param name="Figures">Since its process started.</param>
/// <param name="Before">Of the processes of it that ended before.</param>
internal sealed record Seen(Administration Who, string State, bool IsRunning, NodeFigures Figures, NodeFigures Before);

/// <summary>What the terminal shows of the nodes side by side.</summary>
internal static class EnsembleTables
{
    private const int BarLength = 16;

    public static Table Now(IReadOnlyList<Seen> nodes, int port)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var node in nodes)
        {
            table.AddColumn(new TableColumn(Markup.Escape($"{node.Who.Country}  {node.Who.Address(port)}")).RightAligned());
        }

        void Row(string name, Func<Seen, string> cell) => table.AddRow([name, .. nodes.Select(node => Markup.Escape(cell(node)))]);
        Row("State", node => node.State);
        if (nodes.Any(IsLoading))
        {
            Row("List", node => IsLoading(node) ? Bar(node.Figures.Loaded!.Value) : "");
        }

        Row("Declarations a second", node => node.IsRunning ? Terminal.Rate(node.Figures.DeclarationsPerSecond) : "-");
        Row("Screenings a second", node => node.IsRunning ? Terminal.Rate(node.Figures.ScreeningsPerSecond) : "-");
        Row("Declarations taken in", node => Terminal.Number(node.Figures.Declarations));
        Row("Hits raised", node => Terminal.Number(node.Figures.Hits));
        Row("Open work (hits to judge)", node => Terminal.Number(node.Figures.Open));
        foreach (var other in nodes)
        {
            Row($"Messages with {other.Who.Country}", node => node == other ? "" : node.Figures.With(other.Who.Country) is { } partner ? Terminal.Messages(partner) : "not yet met");
        }

        return table.Caption($"{string.Join("  ", nodes.Select((node, i) => $"{i + 1}: {(node.IsRunning ? "stop" : "start")} {node.Who.Country}"))}  q or Ctrl+C: end");
    }

    public static Table Summary(IReadOnlyList<Seen> nodes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Summary");
        foreach (var node in nodes)
        {
            table.AddColumn(new TableColumn(node.Who.Country).RightAligned());
        }

        void Row(string name, Func<Seen, string> cell) => table.AddRow([name, .. nodes.Select(node => Markup.Escape(cell(node)))]);
        Row("Ended", node => node.State);
        Row("Declarations taken in", node => Terminal.Number(node.Before.Declarations + node.Figures.Declarations));
        Row("Declarations refused", node => Terminal.Number(node.Before.Refusals + node.Figures.Refusals));
        Row("Subjects screened", node => Terminal.Number(node.Before.Screenings + node.Figures.Screenings));
        Row("Hits raised", node => Terminal.Number(node.Before.Hits + node.Figures.Hits));
        Row("Hits open now", node => Terminal.Number(node.Figures.Open));
        foreach (var other in nodes)
        {
            Row($"Messages with {other.Who.Country}", node => node == other ? "" : node.Figures.With(other.Who.Country) is { } partner ? Terminal.Messages(partner) : "not met");
        }

        return table;
    }

    /// <summary>One line of a log that a machine keeps.</summary>
    public static string LineOf(Seen node) => $"{node.Who.Country}  " + (node is { IsRunning: true, Figures.Stage: "running" } ? Terminal.LineOf(node.Figures)
        : IsLoading(node) ? string.Create(CultureInfo.InvariantCulture, $"{node.State}, {node.Figures.Loaded!.Value * 100:N0} %")
        : node.State);

    private static bool IsLoading(Seen node) => node is { IsRunning: true, Figures.Loaded: not null };

    private static string Bar(double share)
    {
        var full = (int)(Math.Clamp(share, 0, 1) * BarLength);
        return string.Create(CultureInfo.InvariantCulture, $"{new string('━', full)}{new string('─', BarLength - full)} {share * 100,3:N0} %");
    }
}
