using System.Globalization;
using Entente.Node.Access;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Alerts;

/// <summary>The forms of the hit page. Each runs the same slice as the API, and goes on to the next thing to do.</summary>
internal static class HitForms
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var hits = routes.MapGroup("/hits/{id}").ExcludeFromDescription();
        hits.MapPost("judge", JudgeAsync).Requires("hits.judge");
        hits.MapPost("take", TakeAsync).Requires("hits.judge");
        hits.MapPost("release", ReleaseAsync).Requires("hits.judge");
        hits.MapPost("report", ReportAsync).Requires("hits.judge");
        hits.MapGet("route", RouteAsync).Requires("hits.read");
        routes.MapPost("/alerts/{id}/approve", ApproveAsync).ExcludeFromDescription().Requires("alerts.approve");
        routes.MapPost("/alerts/{id}/withdraw", WithdrawAsync).ExcludeFromDescription().Requires("alerts.write");
    }

    private static async Task<RedirectHttpResult> JudgeAsync(
        HitId id, HttpContext http, Database database, PartnerPost post, KeptForms forms, Text text, [FromForm] string? verdict, [FromForm] string? reason, [FromForm] long seen, [FromForm] bool? pair, [FromForm] bool? heeded, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var state = Enum.TryParse<HitState>(verdict, out var parsed) ? parsed : 0;
        var fault = await database.WriteAsync(session => JudgeHit.Execute(session, post, actor, id, new(state, reason ?? "", seen) { Pair = pair == true, Heeded = heeded == true }), cancellation);
        if (fault is not null)
        {
            return await RefusedAsync(http, forms, text, id, "#judge", [fault]);
        }

        http.Toast(text["Judged: {0}. It can be judged again; both judgements stay on record.", text.Of(state)]);
        if (state is HitState.True or HitState.Open)
        {
            return TypedResults.LocalRedirect($"/hits/{id}{(state == HitState.True ? "#report" : "")}");
        }

        var next = await database.ReadAsync(
            async session => HitRow.Find(session, id, actor.AuthorityId) is { } hit ? await HitPairs.NextAsync(session, Sight.Of(session, actor), hit.Number) : null, cancellation);
        return TypedResults.LocalRedirect(next is null ? "/hits" : $"/hits/{next}");
    }

    private static async Task<RedirectHttpResult> WithdrawAsync(
        AlertId id, HttpContext http, Database database, PartnerPost post, Text text, [FromForm] long version, [FromForm] string? reason, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var outcome = await database.WriteAsync(session => WithdrawAlert.Execute(session, post, actor, id, new(version, reason ?? "")), cancellation);
        http.Toast(outcome is AlertOutcome.Refused refused ? text.Told(refused.Faults[0]) : text["The alert is withdrawn."]);
        return TypedResults.LocalRedirect($"/alerts/{id}");
    }

    private static async Task<RedirectHttpResult> ApproveAsync(
        AlertId id, HttpContext http, Database database, PartnerPost post, Text text, [FromForm] string? partner, [FromForm] long version, [FromForm] bool approve, [FromForm] string? reason, CancellationToken cancellation)
    {
        var (actor, roles) = (http.Actor, http.User.Roles.ToList());
        var command = new ApproveShare.Command(partner ?? "", version, approve) { Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() };
        var fault = await database.WriteAsync(session => ApproveShare.Execute(session, post, actor, roles, id, command), cancellation);
        http.Toast(fault is not null ? text.Told(fault) : approve ? text["The alert is shared."] : text["It is not shared; whoever asked sees why."]);
        return TypedResults.LocalRedirect($"/alerts/{id}");
    }

    private static async Task<RedirectHttpResult> TakeAsync(HitId id, HttpContext http, Database database, Text text, AlertOptions options, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var fault = await database.WriteAsync(session => TakeHit.Execute(session, actor, id, TimeSpan.FromMinutes(options.ClaimMinutes)), cancellation);
        return Back(http, text, id, fault);
    }

    private static async Task<RedirectHttpResult> ReleaseAsync(HitId id, HttpContext http, Database database, Text text, CancellationToken cancellation)
    {
        var actor = http.Actor;
        return Back(http, text, id, await database.WriteAsync(session => TakeHit.Release(session, actor, id), cancellation));
    }

    private static async Task<RedirectHttpResult> ReportAsync(HitId id, HttpContext http, Database database, PartnerPost post, KeptForms forms, Text text, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var form = await http.Request.ReadFormAsync(cancellation);
        string? Of(string name) => string.IsNullOrWhiteSpace(form[name]) ? null : form[name].ToString().Trim();
        var report = new HitReport
        {
            Found = Of("found") == "true",
            Place = Of("place") ?? "",
            Time = DateTimeOffset.TryParseExact($"{Of("day")} {Of("time")}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default,
            Reason = Of("check") ?? "",
            Route = Of("route"),
            Destination = Of("destination"),
            Companions = Of("companions"),
            Transport = Of("transport"),
            ObjectsCarried = Of("objects"),
            Circumstances = Of("circumstances"),
            IdentityRevealed = Of("identity"),
            Answers = [.. Enumerable.Range(0, 20).TakeWhile(i => form.ContainsKey($"answer{i}")).Select(i => Of($"answer{i}") ?? "")],
            ActionTaken = Enum.TryParse<RequestedAction>(Of("action"), out var action) ? action : null,
            NotPossibleBecause = Of("because"),
        };
        var faults = await database.WriteAsync(session => ReportHit.Execute(session, post, actor, id, new(report)), cancellation);
        if (faults.Count > 0)
        {
            return await RefusedAsync(http, forms, text, id, "#report", faults);
        }

        http.Toast(text["The report is filed."]);
        return TypedResults.LocalRedirect($"/hits/{id}#report");
    }

    private static async Task<Results<JsonHttpResult<FlowPicture>, NotFound>> RouteAsync(
        HitId id, HttpContext http, Database database, IEnumerable<FindHitContext> sources, CancellationToken cancellation)
    {
        var (actor, authority) = (http.Actor, http.Actor.AuthorityId);
        var picture = await database.ReadAsync(
            async session =>
            {
                if (HitRow.Find(session, id, authority) is not { } hit || ForeignLaw.Refuse(session, actor, hit) is not null)
                {
                    return null;
                }

                foreach (var find in sources)
                {
                    if (await find(session, hit.ConsignmentKind, hit.DeclarationId, hit.Path) is { } context)
                    {
                        return HitRoute.Picture(context);
                    }
                }

                return null;
            },
            cancellation);
        if (picture is null)
        {
            return TypedResults.NotFound();
        }

        await Reading.RecordAsync(database, actor, AlertActs.HitShown, "hit", $"{id}", [$"{id}"], "route");
        return TypedResults.Json(picture, FlowJson.Default.FlowPicture);
    }

    /// <summary>What was typed is shown again, with what is wrong at its field.</summary>
    private static async Task<RedirectHttpResult> RefusedAsync(HttpContext http, KeptForms forms, Text text, HitId id, string anchor, IReadOnlyCollection<Fault> faults) =>
        faults.Any(fault => fault.Code == FaultCode.NotFound)
            ? TypedResults.LocalRedirect("/hits")
            : await forms.RefuseAsync(http, $"/hits/{id}", anchor, [.. faults.Select(fault => (FieldOf(fault), text.Told(fault)))]);

    /// <summary>The field of the form that a fault is about.</summary>
    private static string FieldOf(Fault fault) => fault.At?.Split('.')[^1] switch
    {
        "reason" when fault.At.StartsWith("$.report", StringComparison.Ordinal) => "check",
        "actionTaken" => "action",
        "place" or "time" or "reason" or "circumstances" or "heeded" => fault.At.Split('.')[^1],
        _ => "",
    };

    private static RedirectHttpResult Back(HttpContext http, Text text, HitId id, Fault? fault)
    {
        if (fault is not null)
        {
            http.Toast(text.Told(fault));
        }

        return TypedResults.LocalRedirect(fault?.Code == FaultCode.NotFound ? "/hits" : $"/hits/{id}");
    }
}
