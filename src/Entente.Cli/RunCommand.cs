using System.CommandLine;
using Entente.Cli.Demonstration;

namespace Entente.Cli;

/// <summary><c>entente run</c>: the demonstration.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var length = new Option<string?>("--for") { Description = "Stop by itself after this time and print a summary: 60s, 5m, 2h." };
        var rate = new Option<double>("--rate")
        {
            Description = "Declarations per second of the simulated trade; 0 for as many as the node takes in.",
            DefaultValueFactory = _ => 40,
        };
        var port = new Option<int>("--port") { Description = "Port of the console.", DefaultValueFactory = _ => 5480 };
        var command = new Command("run", "Run the demonstration: a node, its console, simulated trade, and real lists and declarations where they are at hand.")
        {
            length, rate, port, NodeAt.Config, NodeAt.Directory,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = new Plan(
                parsed.GetValue(length) is { } text ? Duration.Parse(text) : null,
                parsed.GetValue(rate),
                parsed.GetValue(port));
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await using var show = Show.On(NodeAt.Settings(
                parsed,
                new("Demonstration", "true"),
                new("Listen", $"http://localhost:{plan.Port}"),
                new("Administration", "Customs of the Netherlands"),
                new("Country", "NL"),
                new("LogLevel", "Warning")));
            return await show.RunAsync(plan, limited);
        });
        return command;
    }
}
