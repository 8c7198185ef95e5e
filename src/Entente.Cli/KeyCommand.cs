using System.CommandLine;
using Entente.Node.Federation;
using Entente.Protocol.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente key</c>: the keys by which this node is known to its partners.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Show every key of this node, how far it is in being changed, and until when it is good.") { NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                foreach (var key in await services.GetRequiredService<OwnKeys>().AllAsync(cancellation))
                {
                    Console.WriteLine($"{key.Id,-34} {key.State,-9} until {key.Certificate.NotAfter:yyyy-MM-dd}");
                }

                return 0;
            },
            cancellation));

        var purpose = new Option<KeyPurpose?>("--purpose") { Description = "Change only the keys for this: sign, encrypt or tls." };
        var rotate = new Command("rotate", "First step of changing keys: make new ones and list them on a new card, which partners then approve.") { purpose, NodeAt.Config, NodeAt.Directory };
        rotate.SetAction((parsed, cancellation) => ChangeAsync(
            parsed, change => change.RotateAsync(PartnerDesk.CommandLine, parsed.GetValue(purpose), cancellation), "New keys wait already; switch to them first.", cancellation));
        var @switch = new Command("switch", "Second step, when the partners have approved the new card: use the new keys. The old ones are still accepted.") { NodeAt.Config, NodeAt.Directory };
        @switch.SetAction((parsed, cancellation) => ChangeAsync(
            parsed, change => change.SwitchAsync(PartnerDesk.CommandLine, cancellation), "There are no new keys; rotate first.", cancellation));
        var retire = new Command("retire", "Third step, some days later: take the old keys off the card and delete them.") { NodeAt.Config, NodeAt.Directory };
        retire.SetAction((parsed, cancellation) => ChangeAsync(
            parsed, change => change.RetireAsync(PartnerDesk.CommandLine, cancellation), "There are no old keys.", cancellation));
        return new("key", "Keys of this node.") { list, rotate, @switch, retire };
    }

    private static Task<int> ChangeAsync(ParseResult parsed, Func<KeyChange, Task<IReadOnlyList<string>>> change, string nothing, CancellationToken cancellation) => NodeAt.UseAsync(
        parsed,
        async services =>
        {
            var changed = await change(services.GetRequiredService<KeyChange>());
            foreach (var id in changed)
            {
                Console.WriteLine(id);
            }

            if (changed.Count == 0)
            {
                await Console.Error.WriteLineAsync($"entente: {nothing}");
                return 1;
            }

            return 0;
        },
        cancellation);
}
