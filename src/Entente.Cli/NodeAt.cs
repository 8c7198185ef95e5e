using System.CommandLine;
using Entente.Node;
using Entente.Node.Platform;

namespace Entente.Cli;

/// <summary>The node that a command works on: named by its settings file, and started without a web server (decision 0011).</summary>
internal static class NodeAt
{
    public static Option<string?> Config { get; } = new("--config") { Description = "The settings file; entente.json in the current folder by default." };

    public static Option<string?> Directory { get; } = new("--directory") { Description = "Where the node keeps its files; overrides the setting." };

    /// <summary>The settings that a command line names.</summary>
    public static OptionTable Settings(ParseResult parsed, params IEnumerable<KeyValuePair<string, string?>> more)
    {
        var directory = parsed.GetValue(Directory);
        return OptionTable.Read(parsed.GetValue(Config), directory is null ? more : more.Append(new("Directory", directory)));
    }

    /// <summary>Starts the modules, does the work and stops them.</summary>
    public static async Task<int> UseAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellation)
    {
        var app = NodeHost.Build(
            Settings(parsed, new KeyValuePair<string, string?>("LogLevel", "Warning")),
            TimeProvider.System,
            builder => builder.Services.ServeNothing());
        await using (app)
        {
            await app.StartAsync(cancellation);
            try
            {
                return await work(app.Services);
            }
            finally
            {
                await app.StopAsync(CancellationToken.None);
            }
        }
    }
}
