using System.Text.Json;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Node.Platform;

[Collection<Alone>]
public sealed partial class LogTests
{
    [Fact]
    public async Task Whatever_a_message_holds_is_one_line_of_json_and_no_more()
    {
        var attacks = HostileFile.Lines("log_injection.txt").SelectMany(line => new[] { line, Unescape(line) }).ToList();

        var lines = await WriteAsync(attacks);

        lines.Count.ShouldBe(attacks.Count);
        foreach (var (line, attack) in lines.Zip(attacks))
        {
            line.ShouldAllBe(letter => letter >= ' ' && letter < 127);
            using var json = JsonDocument.Parse(line);
            json.RootElement.GetProperty("State").GetProperty("Value").GetString().ShouldBe(attack);
            json.RootElement.GetProperty("LogLevel").GetString().ShouldBe("Warning");
            json.RootElement.GetProperty("Timestamp").GetString()!.ShouldEndWith("Z");
        }
    }

    private static async Task<List<string>> WriteAsync(List<string> attacks)
    {
        var console = System.Console.Out;
        using var caught = new StringWriter();
        System.Console.SetOut(caught);
        try
        {
            // The console logger writes to the stream that stands when it is made, and has written all when it is disposed.
            var services = new ServiceCollection().AddLogging(logging => logging.AddPlatformLogs(new NodeOptions()));
            await using var provider = services.BuildServiceProvider();
            var log = provider.GetRequiredService<ILogger<LogTests>>();
            attacks.ForEach(attack => Say(log, attack));
        }
        finally
        {
            System.Console.SetOut(console);
        }

        return [.. caught.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    // The file writes control characters as escapes.
    private static string Unescape(string line)
    {
        try
        {
            return System.Text.RegularExpressions.Regex.Unescape(line);
        }
        catch (ArgumentException)
        {
            return line;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Said: {Value}")]
    private static partial void Say(ILogger log, string value);
}
