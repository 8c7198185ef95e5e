using System.Security.Claims;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Alerts.Abroad;

/// <summary>What this module takes from partners and offers about them: kinds of message, permissions, routes and forms.</summary>
internal static class AbroadRoutes
{
    public static IServiceCollection Add(IServiceCollection services)
    {
        Take(services, MessageKind.AlertPublished, TakeAlert.Published);
        Take(services, MessageKind.AlertAmended, TakeAlert.Amended);
        Take(services, MessageKind.AlertWithdrawn, TakeAlert.Withdrawn);
        Take(services, MessageKind.HitNoticed, TakeAbroadHit.Noticed);
        Take(services, MessageKind.HitJudged, TakeAbroadHit.Judged);
        Take(services, MessageKind.HitReported, TakeAbroadHit.Reported);
        Take(services, MessageKind.SupplementaryAsked, TakeQuestion.Asked);
        Take(services, MessageKind.SupplementaryAnswered, TakeQuestion.Answered);
        services.AddSingleton(new Agreements.GivenSource(Text.Key("Alert"), "/alerts/", "alerts.read", ForeignAlert.CameWith, ForeignAlert.Offered));
        services.AddPermission(
            "correspondence.read", "See hits of partners on alerts of which the own authority is in the audience, and questions about shared alerts.",
            [Role.Officer, Role.Analyst, Role.AlertManager, Role.Supervisor]);
        services.AddPermission("correspondence.write", "Ask partners about hits and shared alerts, and answer their questions.", [Role.Officer, Role.AlertManager, Role.Supervisor]);
        services.AddNavigation(new(12, Text.Key("Hits abroad"), "/hits/abroad", "world-search", "correspondence.read", null, CountHitsAsync));
        services.AddSingleton(new OwedBeside("/correspondence", "correspondence.read", LetterClocks.OwedAsync, static (t, owed) => owed.Overdue == 0
            ? t.Plural(owed.Open, "{0} question about an alert waits for us; none is overdue.", "{0} questions about alerts wait for us; none is overdue.")
            : t.Plural(owed.Open, "{0} question about an alert waits for us, {1} of them overdue.", "{0} questions about alerts wait for us, {1} of them overdue.", owed.Overdue)));
        services.AddNavigation(new(14, Text.Key("Correspondence"), "/correspondence", "mail", "correspondence.read", null, CountOwedAsync));
        return services;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var abroad = routes.MapGroup("/api/hits/abroad").WithTags("Hits abroad");
        abroad.MapGet("", ListAbroadHits.GetAsync).Requires("correspondence.read");
        abroad.MapGet("stream", Stream).Requires("correspondence.read");
        abroad.MapGet("{id}", ShowAbroadHit.GetAsync).Requires("correspondence.read");
        abroad.MapPost("{id}/questions", AskPartner.PostAboutAbroadHitAsync).Requires("correspondence.write");
        routes.MapPost("/api/hits/{id}/questions", AskPartner.PostAboutHitAsync).WithTags("Hits").Requires("correspondence.write");
        var letters = routes.MapGroup("/api/correspondence").WithTags("Correspondence");
        letters.MapGet("", ListCorrespondence.GetAsync).Requires("correspondence.read");
        letters.MapPost("{number:long}/answer", AnswerPartner.PostAsync).Requires("correspondence.write");

        routes.MapPost("/hits/abroad/{id}/ask", AskAboutAbroadHitAsync).ExcludeFromDescription().Requires("correspondence.write");
        routes.MapPost("/hits/{id}/ask", AskAboutHitAsync).ExcludeFromDescription().Requires("correspondence.write");
        routes.MapPost("/correspondence/{number:long}/answer", AnswerAsync).ExcludeFromDescription().Requires("correspondence.write");
    }

    private static void Take<TPayload>(IServiceCollection services, MessageKind<TPayload> kind, TakeIncoming take)
        where TPayload : MessagePayload => services.AddIncoming(kind.Name, kind.Version, take, kind.Acknowledged);

    private static ServerSentEventsResult<string> Stream(long? after, HttpContext http, ChangeStream changes, CancellationToken cancellation) =>
        HitStream.Follow("abroad", ListAbroadHits.LastChangeAsync, after, http, changes, cancellation);

    private static async Task<RedirectHttpResult> AskAboutAbroadHitAsync(HitId id, HttpContext http, Database database, PartnerPost post, KeptForms forms, Text text, [FromForm] Asking asking, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var faults = await database.WriteAsync(session => AskPartner.AboutAbroadHit(session, post, actor, id, asking.Command), cancellation);
        return await BackAsync(http, forms, text, faults, text["The question is sent."], $"/hits/abroad/{id}#correspondence");
    }

    private static async Task<RedirectHttpResult> AskAboutHitAsync(HitId id, HttpContext http, Database database, PartnerPost post, KeptForms forms, Text text, [FromForm] Asking asking, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var faults = await database.WriteAsync(session => AskPartner.AboutHit(session, post, actor, id, asking.Command), cancellation);
        return await BackAsync(http, forms, text, faults, text["The question is sent."], $"/hits/{id}#correspondence");
    }

    private static async Task<RedirectHttpResult> AnswerAsync(
        long number, HttpContext http, Database database, PartnerPost post, KeptForms forms, Text text, [FromForm] string? outcome, [FromForm] string? answer, [FromForm] string? comesFrom, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var command = new AnswerPartner.Command(Enum.TryParse<AnswerOutcome>(outcome, out var chosen) ? chosen : 0, answer?.Trim() ?? "") { ComesFrom = Named(comesFrom) };
        var fault = await database.WriteAsync(session => AnswerPartner.Execute(session, post, actor, number, command), cancellation);
        return await BackAsync(http, forms, text, fault is null ? [] : [fault], text["The answer is sent."], "/correspondence");
    }

    /// <summary>On to the page; or back to it with what was typed, and what is wrong with it.</summary>
    private static async Task<RedirectHttpResult> BackAsync(HttpContext http, KeptForms forms, Text text, IReadOnlyCollection<Fault> faults, string done, string address)
    {
        if (faults.Any(fault => fault.Code == FaultCode.NotFound))
        {
            return TypedResults.LocalRedirect("/correspondence");
        }

        var (page, anchor) = address.Split('#') is [var before, var after] ? (before, $"#{after}") : (address, "");
        if (faults.Count > 0)
        {
            return await forms.RefuseAsync(http, page, anchor, [.. faults.Select(fault => (FieldOf(fault), text.Told(fault)))]);
        }

        http.Toast(done);
        return TypedResults.LocalRedirect(address);
    }

    private static string FieldOf(Fault fault) => fault.At?.Split('.')[^1] switch
    {
        "question" => "question",
        "hours" => "hours",
        "urgentBecause" => "urgent",
        "outcome" => "outcome",
        "answer" => "answer",
        { } member when member.StartsWith("comesFrom", StringComparison.Ordinal) => "comesFrom",
        _ => "",
    };

    private static async ValueTask<long> CountHitsAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        await CountAsync(services, officer, ListAbroadHits.CountAsync, cancellation);

    private static async ValueTask<long> CountOwedAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        await CountAsync(services, officer, Question.CountOwedAsync, cancellation);

    private static async Task<long> CountAsync(IServiceProvider services, ClaimsPrincipal officer, Func<Session, Sight, Task<long>> count, CancellationToken cancellation) =>
        Actor.Of(officer) is { } actor
            ? await services.GetRequiredService<Database>().ReadAsync(session => count(session, Sight.Of(session, actor)), cancellation)
            : 0;

    /// <summary>What is chosen in a form, which offers one source.</summary>
    private static string[]? Named(string? source) => string.IsNullOrEmpty(source) ? null : [source];

    /// <summary>The fields of the form that asks.</summary>
    internal sealed record Asking(string? Question, int? Hours, string? Urgent)
    {
        /// <summary>Not there where no partner gave anything: what the constructor names has to be.</summary>
        public string? ComesFrom { get; init; }

        public AskPartner.Command Command => new(Question?.Trim() ?? "", Hours, string.IsNullOrWhiteSpace(Urgent) ? null : Urgent.Trim()) { ComesFrom = Named(ComesFrom) };
    }
}
