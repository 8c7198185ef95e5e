using System.CommandLine;
using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente inbox</c>: the messages that partners sent, and their contents.</summary>
internal static class InboxCommand
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.Administration);

    public static Command Create() => new("inbox", "Messages that partners sent.") { List(), Get() };

    private static Command List()
    {
        var count = new Option<int>("--count") { Description = "How many, newest first.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "List the newest messages.") { count, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                foreach (var message in await services.GetRequiredService<InboxReader>().ListAsync(Operator, Math.Clamp(parsed.GetValue(count), 1, 10_000), cancellation))
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{message.ReceivedAt:yyyy-MM-ddTHH:mm:ssZ}  {message.Partner,-8} {message.State,-8} {message.Size,10}  {message.Action,-28} {message.MessageId}{(message.Reason is null ? "" : $"  {message.Reason}")}"));
                }

                return 0;
            },
            cancellation));
        return command;
    }

    private static Command Get()
    {
        var id = new Argument<string>("id") { Description = "The message id." };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where the files go; the current folder unless said.", DefaultValueFactory = _ => new(".") };
        var command = new Command("get", "Write the exact bytes, the receipt and the contents of a message as files.") { id, folder, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var files = await services.GetRequiredService<InboxReader>().FilesAsync(Operator, parsed.GetValue(id)!, cancellation);
                if (files.Count == 0)
                {
                    await Console.Error.WriteLineAsync("entente: No message of that id has come.");
                    return 1;
                }

                var directory = parsed.GetValue(folder)!;
                directory.Create();
                foreach (var file in files)
                {
                    // The names are this node's own: what a partner calls its attachment is printed, never used.
                    var path = Path.Combine(directory.FullName, file.Name);
                    await File.WriteAllBytesAsync(path, file.Content, cancellation);
                    Console.WriteLine($"{path}  {file.Says}");
                }

                return 0;
            },
            cancellation));
        return command;
    }
}
