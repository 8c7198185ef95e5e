using Entente.Cli.Demonstration;
using Spectre.Console;

namespace Entente.Tests.Cli.Demonstration;

public sealed class EnsembleTablesTests
{
    private static readonly Seen Netherlands = new(
        Administration.All[0], "running", true, new() { Stage = "running", DeclarationsPerSecond = 9.8, ScreeningsPerSecond = 61.5, Declarations = 1_200, Screenings = 7_400, Hits = 12, Open = 5 }, new());

    private static readonly Seen Canada = new(Administration.All[1], "imports OFAC", true, new() { Stage = "imports OFAC", Loaded = 0.5 }, new() { Declarations = 100, Screenings = 600 });

    [Fact]
    public void It_shows_declarations_screenings_hits_and_open_work_of_each_and_a_bar_while_a_list_loads()
    {
        var shown = Rendered(EnsembleTables.Now([Netherlands, Canada], 5480));
        Cells(shown, "Declarations a second").ShouldBe(["9.8", "0.0"]);
        Cells(shown, "Screenings a second").ShouldBe(["61.5", "0.0"]);
        Cells(shown, "Hits raised").ShouldBe(["12", "0"]);
        Cells(shown, "Open work (hits to judge)").ShouldBe(["5", "0"]);
        Cells(shown, "State").ShouldBe(["running", "imports OFAC"]);
        Cells(shown, "List").ShouldBe(["", "━━━━━━━━────────  50 %"]);

        Cells(Rendered(EnsembleTables.Now([Netherlands, Netherlands], 5480)), "List").ShouldBeEmpty("once no list loads");
    }

    [Fact]
    public void The_summary_counts_what_was_screened_also_by_processes_that_ended_before() =>
        Cells(Rendered(EnsembleTables.Summary([Netherlands, Canada])), "Subjects screened").ShouldBe(["7,400", "600"]);

    [Fact]
    public void A_line_says_how_much_of_a_list_is_loaded_and_how_many_are_screened()
    {
        EnsembleTables.LineOf(Canada).ShouldBe("CA  imports OFAC, 50 %");
        EnsembleTables.LineOf(Netherlands).ShouldContain("61.5 screenings/s");
        EnsembleTables.LineOf(Canada with { IsRunning = false, State = "stopped" }).ShouldBe("CA  stopped");
    }

    private static string Rendered(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table.Border(TableBorder.Ascii));
        return text.ToString();
    }

    private static IEnumerable<string> Cells(string shown, string row) =>
        shown.Split('\n').Select(line => line.Split('|')).Where(cells => cells.Length > 2 && cells[1].Trim() == row).SelectMany(cells => cells[2..^1]).Select(cell => cell.Trim());
}
