using System.CommandLine;
using System.Globalization;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Protocol.Access;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Entente.Cli;

/// <summary><c>entente screen</c>: who on the lists a name or number may be, and why. On record, as every search is.</summary>
internal static class ScreenCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "A name in any script, a number, or a case reference." };
        var birth = new Option<string?>("--birth") { Description = "Date of birth: yyyy, yyyy-MM or yyyy-MM-dd." };
        var country = new Option<string?>("--country") { Description = "Nationality or flag, ISO 3166-1 alpha-2." };
        var command = new Command("screen", "Look for a name or number on the lists, and say why each find was found.") { text, birth, country, NodeAt.Config, NodeAt.Directory };
        command.SetAction((parsed, cancellation) => NodeAt.UseAsync(
            parsed,
            async services =>
            {
                var query = new AlertSearch.Query(parsed.GetValue(text)!, parsed.GetValue(birth), parsed.GetValue(country));
                if (AlertSearch.Decide(query) is { } fault)
                {
                    await Console.Error.WriteLineAsync($"entente: {fault.Detail}");
                    return 1;
                }

                var found = await services.GetRequiredService<AlertSearch>().RunAsync(Actor.Node("command-line", Purpose.RiskAnalysis), query, cancellation);
                if (found.Count == 0)
                {
                    Console.WriteLine("Nothing on the lists is like it.");
                    return 0;
                }

                var table = new Table().Border(TableBorder.Simple).AddColumns("Score", "Listed", "Source", "Action", "Why");
                foreach (var one in found)
                {
                    table.AddRow(
                        (one.Score is { } score ? score.ToString("0.00", CultureInfo.InvariantCulture) : "same").EscapeMarkup(),
                        one.Alert.Title.EscapeMarkup(),
                        $"{one.Alert.List ?? one.Alert.Owner} {one.Alert.Reference ?? one.Alert.CaseReference}".EscapeMarkup(),
                        one.Alert.Action.ToString(),
                        one.Because.EscapeMarkup());
                }

                AnsiConsole.Write(table);
                return 0;
            },
            cancellation));
        return command;
    }
}
