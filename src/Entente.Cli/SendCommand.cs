using System.CommandLine;
using System.Globalization;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente send</c>: queues a message for a partner. The node that serves sends it.</summary>
internal static class SendCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.Administration);

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "application/json",
        [".xml"] = "application/xml",
        [".txt"] = "text/plain",
        [".csv"] = "text/csv",
        [".pdf"] = "application/pdf",
    };

    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "The party id of the partner.", Required = true };
        var service = new Option<string>("--service") { Description = "The service; that of Entente's own messages unless another was agreed.", DefaultValueFactory = _ => Exchange.Service };
        var action = new Option<string>("--action") { Description = "The action: for Entente's own messages the kind and its version, for example alert.published/1.", Required = true };
        var payload = new Option<FileInfo[]>("--payload") { Description = "The payload, then attachments.", Required = true, AllowMultipleArgumentsPerToken = true };
        var suite = new Option<string?>("--suite") { Description = $"The security suite: {string.Join(", ", SecuritySuite.All.Keys.Order(StringComparer.Ordinal))}. The one in force with the partner unless said." };
        var conversation = new Option<string?>("--conversation") { Description = "The conversation that it belongs to; begins one unless said." };
        var answers = new Option<string?>("--in-reply-to") { Description = "The id of the partner's message that it answers; it stays in its conversation." };
        var command = new Command("send", "Queue a message for a partner.") { to, service, action, payload, suite, conversation, answers, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var chosen = parsed.GetValue(suite) is not { } name ? null
                    : SecuritySuite.All.GetValueOrDefault(name) ?? throw new FormatException($"--suite: expected one of {string.Join(", ", SecuritySuite.All.Keys.Order(StringComparer.Ordinal))}.");
                var files = parsed.GetValue(payload)!;
                var contents = await Task.WhenAll(files.Select(file => File.ReadAllBytesAsync(file.FullName, cancellation)));
                var ours = parsed.GetValue(service) == Exchange.Service;
                var (kind, version) = ours ? Exchange.Split(parsed.GetValue(action)!) : (parsed.GetValue(action)!, 0);
                var message = new Outgoing(parsed.GetValue(to)!, kind, version, contents[0])
                {
                    Service = parsed.GetValue(service)!,
                    MediaType = MediaTypeOf(files[0]),
                    Conversation = parsed.GetValue(conversation),
                    InReplyTo = parsed.GetValue(answers),
                    Suite = chosen,
                    Attachments = [.. files.Zip(contents).Skip(1).Select(pair => new Attachment(pair.First.Name, MediaTypeOf(pair.First), pair.Second))],
                };
                await services.GetRequiredService<PartnerDirectory>().Ready.WaitAsync(cancellation);
                var outbox = services.GetRequiredService<Outbox>();
                var queueing = await services.GetRequiredService<Database>().WriteAsync(session => outbox.Enqueue(session, Operator, message), cancellation);
                return queueing switch
                {
                    Queueing.Queued queued => Say(queued),
                    Queueing.Refused refused => Refuse(refused.Why),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            },
            cancellation));
        return command;
    }

    private static string MediaTypeOf(FileInfo file) => MediaTypes.GetValueOrDefault(file.Extension, "application/octet-stream");

    private static int Say(Queueing.Queued queued)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{queued.MessageId} is queued as out-{queued.Seq}."));
        return 0;
    }

    private static int Refuse(Fault fault)
    {
        Console.Error.WriteLine($"entente: {fault.Code.Title} {fault.Detail} [{fault.Code}; docs/faults/{fault.Code}.md]");
        return 1;
    }
}
