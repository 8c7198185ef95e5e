using System.CommandLine;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Evidence.Log;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

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
            builder =>
            {
                builder.Services.AddSingleton<IServer, NoServer>();

                // The link for the first administrator is printed where a node is started, and where it is asked for; not by every import.
                // A demonstration has none.
                if (builder.Services.SingleOrDefault(service => service.ImplementationType == typeof(FirstStart)) is { } first)
                {
                    builder.Services.Remove(first);
                }

                // A command queues and records; the node that serves sends, fetches and signs.
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Courier)));
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Collector)));
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Node.Evidence.Log.Sealing)));
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(WitnessRounds)));
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(LogUpkeep)));
            });
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

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
