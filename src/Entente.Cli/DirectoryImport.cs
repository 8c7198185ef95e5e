using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli;

/// <summary>What mutual assistance refers to, from files: the own directory of authorities, and the public holidays of states.</summary>
internal static class DirectoryImport
{
    private static readonly Actor Operator = Actor.Node("command-line", Purpose.Administration);

    public static Command Authorities()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON with the member authorities, as docs/spec/messages/authorities.published.md has it." };
        var command = new Command("authorities", "Publish which own authorities deal with assistance; every partner is sent the new version.") { file, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var (published, malformed) = await ReadAsync(parsed.GetValue(file)!, AssistanceJson.Default.PublishAuthoritiesCommand, cancellation);
                if (published is null)
                {
                    return Refuse(malformed!);
                }

                var (done, fault) = await services.GetRequiredService<PublishAuthorities>().RunAsync(Operator, published, cancellation);
                return done is null ? Refuse(fault!) : Say($"Version {done.Version} of the directory is published to {done.Told} partners; to others once their cards are known.");
            },
            cancellation));
        return command;
    }

    public static Command Holidays()
    {
        var country = new Argument<string>("country") { Description = "The state, for example NL." };
        var file = new Argument<FileInfo>("file") { Description = "JSON with the members from, until and days (day, name), and perhaps zone (an IANA name) and weekend (days of the week)." };
        var command = new Command("holidays", "Set the public holidays of a state, on which the clocks of assistance stand still.") { country, file, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var state = parsed.GetValue(country)!;
                var (list, malformed) = await ReadAsync(parsed.GetValue(file)!, AssistanceJson.Default.PublicHolidaysCommand, cancellation);
                if (list is null || (malformed = PublicHolidays.Check(state, list)) is not null)
                {
                    return Refuse(malformed!);
                }

                var done = await services.GetRequiredService<Database>().WriteAsync(session => PublicHolidays.Set(session, Operator, state, list), cancellation);
                return Say($"{done.Days} public holidays of {done.Country} are known.");
            },
            cancellation));
        return command;
    }

    private static async Task<(T? Value, Fault? Fault)> ReadAsync<T>(FileInfo file, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        await using var content = file.OpenRead();
        try
        {
            return await JsonSerializer.DeserializeAsync(content, type, cancellation) is { } value ? (value, null) : (null, new(FaultCode.Malformed, "Expected a JSON object.", "$"));
        }
        catch (JsonException exception)
        {
            return (null, new(FaultCode.Malformed, "The file does not follow the published form.", exception.Path));
        }
    }

    private static int Say(FormattableString text)
    {
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static int Refuse(Fault fault)
    {
        Console.Error.WriteLine($"entente: {fault.Code.Title} {fault.Detail}{(fault.At is { } at ? $" ({at})" : "")} [{fault.Code}; docs/faults/{fault.Code}.md]");
        return 1;
    }
}
