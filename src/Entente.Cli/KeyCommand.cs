using System.CommandLine;
using Entente.Node.Federation;
using Entente.Protocol.Faults;
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
        return new("key", "Keys of this node.") { list, rotate, @switch, retire, Request(), Certify() };
    }

    private static Command Request()
    {
        var id = new Argument<string>("id") { Description = "The key, as entente key list names it." };
        var subject = new Option<string>("--subject") { Description = "The name that the certificate shall have, for example CN=exchange,O=Customs,C=NL.", Required = true };
        var command = new Command("request", "Write what an authority is asked with for a certificate of a key (PKCS #10).") { id, subject, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (pem, fault) = await services.GetRequiredService<CertifyKey>().RequestAsync(parsed.GetValue(id)!, parsed.GetValue(subject)!, cancellation);
                Console.WriteLine(pem);
                return await SayAsync(fault);
            },
            cancellation));
        return command;
    }

    private static Command Certify()
    {
        var id = new Argument<string>("id") { Description = "The key, as entente key list names it." };
        var file = new Argument<FileInfo>("file") { Description = "PEM: the certificate that was issued for it, then who issued it, up to the root." };
        var command = new Command("certify", "Put in what an authority issued for a key, for partners whose file asks for it.") { id, file, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services => await SayAsync(await services.GetRequiredService<CertifyKey>().RunAsync(
                PartnerDesk.CommandLine, parsed.GetValue(id)!, await File.ReadAllTextAsync(parsed.GetValue(file)!.FullName, cancellation), cancellation)),
            cancellation));
        return command;
    }

    private static async Task<int> SayAsync(Fault? fault)
    {
        if (fault is not null)
        {
            await Console.Error.WriteLineAsync($"entente: {fault.Code.Title} {fault.Detail} [{fault.Code}; docs/faults/{fault.Code}.md]");
        }

        return fault is null ? 0 : 1;
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
