using System.CommandLine;
using Entente.Node.Access;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente officer link</c>: a new link for the first administrator, when the one printed at the first start was lost.</summary>
internal static class OfficerCommand
{
    public static Command Create()
    {
        var link = new Command("link", "Print a link by which the first administrator registers a security key. Earlier links are good no more.") { NodeAt.Config, NodeAt.Directory };
        link.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var options = services.GetRequiredService<AccessOptions>();
                var token = await services.GetRequiredService<Database>().WriteAsync(session => FirstStart.Issue(session, options), cancellation);
                Console.WriteLine(Invitation.Link(services.GetRequiredService<NodeOptions>(), token));
                return 0;
            },
            cancellation));
        return new("officer", "Officers of this node.") { link };
    }
}
