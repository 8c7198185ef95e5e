using System.CommandLine;
using System.Globalization;
using Entente.Cli.Demonstration;
using Entente.Node.Platform;

namespace Entente.Cli;

/// <summary><c>entente run</c>: the demonstration.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> Length = new("--for") { Description = "Stop by itself after this time and print a summary: 60s, 5m, 2h." };

    private static readonly Option<double?> Rate = new("--rate")
    {
        Description = "Declarations per second of each node's simulated trade; 0 for as many as it takes in. 10 for each of three, 40 for one alone.",
    };

    private static readonly Option<int> Port = new("--port") { Description = "Port of the first console; the others follow.", DefaultValueFactory = _ => 5480 };

    private static readonly Option<bool> Alone = new("--alone") { Description = "One node without partners." };

    private static readonly Option<string?> Only = new("--only") { Description = "One of the three administrations in this terminal: nl, ca or sg. The others go on without it, and with it again." };

    private static readonly Option<bool> NoOfficers = new("--without-officers") { Description = "No simulated officers: nobody judges hits, files reports, asks or answers by itself." };

    private static readonly Option<bool> Figures = new("--figures") { Hidden = true };

    public static Command Create()
    {
        var command = new Command("run", "Run the demonstration: three administrations that exchange alerts and hits, simulated trade, and real lists and declarations where they are at hand.")
        {
            Length, Rate, Port, Alone, Only, NoOfficers, Figures, NodeAt.Config, NodeAt.Directory,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            return parsed.GetValue(Alone) ? await RunAloneAsync(parsed, limited)
                : parsed.GetValue(Only) is { } id ? await RunOneAsync(parsed, Administration.Parse(id), limited)
                : await RunAllAsync(parsed, limited);
        });
        return command;
    }

    private static async Task<int> RunAloneAsync(ParseResult parsed, CancellationTokenSource stop)
    {
        await using var show = Show.On(
            NodeAt.Settings(
                parsed,
                new("Demonstration", "true"),
                new("Listen", $"http://localhost:{parsed.GetValue(Port)}"),
                new("Administration", "Customs of the Netherlands"),
                new("Country", "NL"),
                new("LogLevel", "Warning")),
            new Terminal());
        return await show.RunAsync(PlanOf(parsed, 40), stop);
    }

    private static async Task<int> RunOneAsync(ParseResult parsed, Administration who, CancellationTokenSource stop)
    {
        var (port, isChild) = (parsed.GetValue(Port), parsed.GetValue(Figures));
        var settings = OptionTable.Read(parsed.GetValue(NodeAt.Config),
        [
            new("Demonstration", "true"),
            new("Directory", who.DirectoryIn(DirectoryOf(parsed))),
            new("Database", "sqlite"),
            new("Listen", who.Console(port)),
            new("Administration", who.Name),
            new("Country", who.Country),
            new("Assistance:DataProtectionLaw", who.DataProtectionLaw),
            new("Federation:Listen", who.Listener(port)),
            new("Federation:PartyId", who.Country),
            new("LogLevel", "Warning"),
        ]);
        if (isChild)
        {
            _ = FigureLines.LeftAloneAsync().ContinueWith(_ => stop.Cancel(), TaskScheduler.Default);
        }

        await using var show = Show.On(settings, isChild ? new FigureLines() : new Terminal());
        return await show.RunAsync(PlanOf(parsed, 10) with { Who = who }, stop);
    }

    private static async Task<int> RunAllAsync(ParseResult parsed, CancellationTokenSource stop)
    {
        var (plan, directory) = (PlanOf(parsed, 10), DirectoryOf(parsed));
        List<string> arguments =
        [
            "--port", plan.Port.ToString(CultureInfo.InvariantCulture), "--rate", plan.Rate.ToString(CultureInfo.InvariantCulture), "--directory", directory,
            .. plan.Officers ? Array.Empty<string>() : [NoOfficers.Name],
            .. parsed.GetValue(NodeAt.Config) is { } config ? [NodeAt.Config.Name, config] : Array.Empty<string>(),
        ];
        using var ensemble = new Ensemble([.. Administration.All.Select(who => new ChildNode(who, arguments))], plan.Port, directory, TimeProvider.System);
        return await ensemble.RunAsync(plan.Length, stop);
    }

    private static Plan PlanOf(ParseResult parsed, double rate) => new(
        parsed.GetValue(Length) is { } text ? Duration.Parse(text) : null,
        parsed.GetValue(Rate) ?? rate,
        parsed.GetValue(Port),
        !parsed.GetValue(NoOfficers));

    /// <summary>The folder that holds one folder for each administration.</summary>
    private static string DirectoryOf(ParseResult parsed) => NodeAt.Settings(parsed).Bind<NodeOptions>("").Directory;
}
