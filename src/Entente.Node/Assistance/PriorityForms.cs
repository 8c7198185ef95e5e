using System.Globalization;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>The forms by which an order of priority is asked for and given (TFA 12.9).</summary>
internal static class PriorityForms
{
    public const string Asked = "/assistance/priorities/asked";

    public const string Given = "/assistance/priorities/given";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var priorities = routes.MapGroup("/assistance/priorities").ExcludeFromDescription();
        priorities.MapPost("asked", AskAsync).Requires(AssistanceModule.Write);
        priorities.MapPost("given", GiveAsync).Requires(AssistanceModule.Write);
    }

    public static string Address(string? partner) => FormWords.Address("/assistance/priorities", [("partner", partner)]);

    private static async Task<RedirectHttpResult> AskAsync(HttpContext http, Database database, AssistancePost post, KeptForms forms, Text text, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        int? limit = int.TryParse(form["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return await SayAsync(http, database, post, forms, text, new(form["partner"].ToString(), PriorityStep.Asked, form["asked.reason"].ToString().Trim(), limit), "asked", cancellation);
    }

    /// <summary>The order is made of the places that were written; a case without one is left to its due day.</summary>
    private static async Task<RedirectHttpResult> GiveAsync(HttpContext http, Database database, AssistancePost post, KeptForms forms, Text text, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var order =
            from field in form
            where field.Key.StartsWith("place", StringComparison.Ordinal)
            where long.TryParse(field.Key["place".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let number = long.Parse(field.Key["place".Length..], CultureInfo.InvariantCulture)
            orderby int.Parse(field.Value.ToString(), CultureInfo.InvariantCulture), number
            select number;
        return await SayAsync(http, database, post, forms, text, new(form["partner"].ToString(), PriorityStep.Given, form["given.reason"].ToString().Trim(), Order: [.. order]), "given", cancellation);
    }

    private static async Task<RedirectHttpResult> SayAsync(
        HttpContext http, Database database, AssistancePost post, KeptForms forms, Text text, PrioritiseRequests.Command command, string anchor, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var (done, fault) = await database.WriteAsync(session => PrioritiseRequests.Execute(session, post, actor, command), cancellation);
        if (done is not null)
        {
            http.Toast(text["{0} is told. It is on record.", PartyNames.Of(command.Partner)]);
            return TypedResults.LocalRedirect(Address(command.Partner));
        }

        var field = fault!.At switch { "$.reason" => $"{anchor}.reason", "$.limit" => "limit", _ => "" };
        return await forms.RefuseAsync(http, Address(command.Partner), $"#{anchor}", [(field, text.Told(fault))]);
    }
}
