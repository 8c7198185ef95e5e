using System.Globalization;
using Entente.Node.Access;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Agreements;

/// <summary>The forms of the page of suspensions. Each runs the same slice as the API.</summary>
internal static class SuspensionForms
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(AgreementLinks.SuspendAction, SuspendAsync).ExcludeFromDescription().Requires(AgreementsModule.Suspend);
        routes.MapPost($"{AgreementLinks.Suspensions}/{{number:long}}/lift", LiftAsync).ExcludeFromDescription().Requires(AgreementsModule.Approve);
    }

    /// <summary>What a form or an address names.</summary>
    public static SuspendAgreement.Command CommandOf(Func<string, string?> field)
    {
        return new(Of("partner") ?? "", Of("reason"))
        {
            Agreement = Of("agreement"),
            Article = Of("article"),
            Category = Of("category"),
            GivingOnly = Of("giving") == "true",
            PerHour = Number(Of("perHour")),
            Until = Day(Of("until")),
        };

        string? Of(string name) => string.IsNullOrWhiteSpace(field(name)) ? null : field(name)!.Trim();
    }

    /// <summary>What is wrong with it, at the fields of the form.</summary>
    public static FormErrors ErrorsOf(IEnumerable<Fault> faults, Text text)
    {
        var errors = new FormErrors();
        foreach (var fault in faults)
        {
            errors.Add(fault.At ?? "partner", fault.Code == FaultCode.NotFound ? text["Choose the partner."] : text.Told(fault));
        }

        return errors;
    }

    // What is no number is refused as a number that cannot be.
    private static int? Number(string? text) => text is null ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;

    private static async Task<RedirectHttpResult> SuspendAsync(HttpContext http, SuspensionDesk desk, KeptForms forms, Text text, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var command = CommandOf(name => form[name]);
        if (await desk.SuspendAsync(http.Actor, command, cancellation) is SuspensionOutcome.Refused refused)
        {
            return await forms.RefuseAsync(http, AgreementLinks.Suspensions, "#effect", [.. ErrorsOf(refused.Faults, text).All]);
        }

        http.Toast(command.PerHour is null ? text["It is suspended from now on; the partner is told."] : text["It is slowed from now on; the partner is told."]);
        return TypedResults.LocalRedirect(AgreementLinks.Suspensions);
    }

    private static async Task<RedirectHttpResult> LiftAsync(long number, HttpContext http, SuspensionDesk desk, Text text, CancellationToken cancellation)
    {
        var outcome = await desk.ResumeAsync(http.Actor, number, cancellation);
        http.Toast(outcome is SuspensionOutcome.Refused refused ? text.Told(refused.Faults[0]) : text["It goes on; the partner is told. What was kept back can be sent anew."]);
        return TypedResults.LocalRedirect(AgreementLinks.Suspensions);
    }
}
