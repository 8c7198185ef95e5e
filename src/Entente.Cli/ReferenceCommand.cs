using System.CommandLine;
using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente reference</c>: the code lists in force, and those that go to partners and come from them.</summary>
internal static class ReferenceCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.Administration);

    public static Command Create() => new("reference", "Code lists in force, and those that partners sent.") { List(), Send(), Load(), Dismiss() };

    private static Command List()
    {
        var list = new Command("list", "Show the lists in force, and what partners sent.") { NodeAt.Config, NodeAt.Directory };
        list.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                await services.GetRequiredService<PartnerDirectory>().Ready.WaitAsync(cancellation);
                var view = await services.GetRequiredService<ListReferences>().RunAsync(cancellation);
                foreach (var one in view.InForce)
                {
                    Say($"{one.List,-8} in force  {one.Version:yyyy-MM-dd}, {one.Entries} codes");
                }

                foreach (var offer in view.Offered.Where(offer => offer.IsWaiting))
                {
                    Say($"{offer.List,-8} offered   {offer.ValidFrom:yyyy-MM-dd}, {offer.Entries} codes, by {offer.Partner} {offer.Sender}, {offer.Id:D}, until {offer.KeepUntil:yyyy-MM-dd}");
                }

                return 0;
            },
            cancellation));
        return list;
    }

    private static Command Send()
    {
        var list = new Argument<string>("list") { Description = "hs or locode." };
        var party = new Argument<string>("party") { Description = "The party id of the partner, for example CA." };
        var send = new Command("send", "Send the version of a list in force to a partner; an administrator there loads it.") { list, party, NodeAt.Config, NodeAt.Directory };
        send.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services => await services.GetRequiredService<SendList>().RunAsync(Operator, parsed.GetValue(list)!, new(parsed.GetValue(party)!), cancellation) switch
            {
                SendList.Outcome.Queued queued => Say($"{queued.Entries} codes of {queued.Version:yyyy-MM-dd} are queued as {queued.MessageId}."),
                SendList.Outcome.Refused refused => Refuse(refused.Why),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            cancellation));
        return send;
    }

    private static Command Load()
    {
        var offer = new Argument<Guid>("offer") { Description = "The id of what a partner sent; `reference list` shows it." };
        var load = new Command("load", "Put a list that a partner sent in force.") { offer, NodeAt.Config, NodeAt.Directory };
        load.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services => await services.GetRequiredService<DecideOffer>().LoadAsync(Operator, parsed.GetValue(offer), cancellation) switch
            {
                ReferenceImport.Outcome.Imported { List: var list } => Say($"{list.Kind} of {list.Version:yyyy-MM-dd}: {list.Entries} codes, {list.Opened} opened, {list.Closed} closed."),
                ReferenceImport.Outcome.AlreadyInForce { List: var list } => Say($"{list.Kind} of {list.Version:yyyy-MM-dd} is in force already."),
                ReferenceImport.Outcome.Refused refused => Refuse(refused.Fault),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            cancellation));
        return load;
    }

    private static Command Dismiss()
    {
        var offer = new Argument<Guid>("offer") { Description = "The id of what a partner sent; `reference list` shows it." };
        var dismiss = new Command("dismiss", "Decide that a list of a partner is not loaded.") { offer, NodeAt.Config, NodeAt.Directory };
        dismiss.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services => await services.GetRequiredService<DecideOffer>().DismissAsync(Operator, parsed.GetValue(offer), cancellation) is { } fault ? Refuse(fault) : Say($"It is dismissed."),
            cancellation));
        return dismiss;
    }

    private static int Say(FormattableString text)
    {
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Refuse(Fault fault)
    {
        Console.Error.WriteLine($"entente: {fault.Code.Title} {fault.Detail} [{fault.Code}; docs/faults/{fault.Code}.md]");
        return 1;
    }
}
