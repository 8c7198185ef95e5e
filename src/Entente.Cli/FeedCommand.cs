using System.CommandLine;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente feed</c>: the machines that send to this node.</summary>
internal static class FeedCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.Administration);

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Small letters, digits and hyphens, for example declaration-system." };
        var permissions = new Option<string[]>("--may")
        {
            Description = "A permission it gets; may be repeated.",
            DefaultValueFactory = _ => ["declarations.submit"],
        };
        var add = new Command("add", "Admit a machine and print its token, once.") { name, permissions, NodeAt.Config, NodeAt.Directory };
        add.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (feed, may) = (parsed.GetValue(name)!, parsed.GetValue(permissions)!);
                if (FeedToken.FaultOf(feed, may, services.GetServices<Permission>()) is { } fault)
                {
                    return await FailAsync(fault.Detail);
                }

                if (await FeedToken.CreateAsync(services.GetRequiredService<Database>(), Operator, feed, may) is not { } token)
                {
                    return await FailAsync($"There is a feed {feed} already.");
                }

                Console.WriteLine(token.Text);
                return 0;
            },
            cancellation));
        var revoke = new Command("revoke", "Admit a machine no more.") { name, NodeAt.Config, NodeAt.Directory };
        revoke.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services => await FeedToken.RevokeAsync(services.GetRequiredService<Database>(), Operator, parsed.GetValue(name)!)
                ? 0
                : await FailAsync("There is no such feed that is admitted."),
            cancellation));
        return new("feed", "Machines that send to this node.") { add, revoke };
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync($"entente: {why}");
        return 1;
    }
}
