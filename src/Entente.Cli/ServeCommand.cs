using System.CommandLine;
using Entente.Node;

namespace Entente.Cli;

/// <summary><c>entente serve</c>: the node itself.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the node with the settings of its file and environment.") { NodeAt.Config, NodeAt.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var app = NodeHost.Build(NodeAt.Settings(parsed), TimeProvider.System);
            await using (app)
            {
                await app.StartAsync(cancellation);
                await Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.WaitForShutdownAsync(app, cancellation);
                return 0;
            }
        });
        return command;
    }
}
