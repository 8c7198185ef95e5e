using System.CommandLine;
using System.Text;
using Entente.As4;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary><c>entente as4</c>: explains messages of the wire.</summary>
internal static class As4Command
{
    private const string ContentTypeHeader = "content-type:";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A message with its Content-Type as the first lines, as the console and 'inbox get' write it; or a bare body with --content-type." };
        var contentType = new Option<string?>("--content-type") { Description = "The Content-Type of a bare body." };
        var inspect = new Command("inspect", "Explain a message step by step: parts, references and the verdict of each check. With this node's keys it decrypts what was sent to it; certificates that a message only names are found among the node's and its partners'.")
        {
            file, contentType, NodeAt.Config, NodeAt.Directory,
        };
        inspect.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, cancellation);
                var (type, body) = parsed.GetValue(contentType) is { } stated ? (stated, bytes.AsMemory()) : Split(bytes);
                var own = services.GetRequiredService<OwnKeys>();
                await own.RefreshAsync(cancellation);
                var partners = await services.GetRequiredService<Database>().ReadAsync(PartnerVersionRow.EverySigningCertificateAsync, cancellation);
                List<Certificate> known = [.. (await own.AllAsync(cancellation)).Select(key => key.Certificate), .. partners];
                var failed = false;
                foreach (var step in Inspection.ExplainUnknown(type, body, own.Current.Decryption, known, new MessageLimits(), TimeProvider.System.GetUtcNow()))
                {
                    failed |= step.Verdict == StepVerdict.Failed;
                    Console.WriteLine($"{(step.Verdict switch { StepVerdict.Passed => "passed", StepVerdict.Failed => "FAILED", _ => "noted " })}  {step.Name,-12} {step.Detail}");
                }

                return failed ? 1 : 0;
            },
            cancellation));
        return new("as4", "Messages of the wire.") { inspect };
    }

    /// <summary>Takes the headers off a file that begins with them.</summary>
    private static (string ContentType, Memory<byte> Body) Split(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var headers = end < 0 ? "" : Encoding.ASCII.GetString(bytes, 0, end);
        var type = headers.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(ContentTypeHeader, StringComparison.OrdinalIgnoreCase));
        return type is null
            ? throw new InvalidDataException("The file does not begin with headers of which one is Content-Type; state it with --content-type.")
            : (type[ContentTypeHeader.Length..].Trim(), bytes.AsMemory(end + 4));
    }
}
