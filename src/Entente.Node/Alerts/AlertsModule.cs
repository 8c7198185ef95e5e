using System.Security.Claims;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts;

/// <summary>Alerts and lists, what is found of them in trade, and what officers decide about it.</summary>
internal static class AlertsModule
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AlertScreening>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertScreening>());
        services.AddSingleton<AlertSearch>();
        services.AddSingleton<ListImport>();
        services.AddSingleton(provider => PartnerPost.Of(provider.GetRequiredService<Outbox>(), provider.GetRequiredService<PartnerDirectory>(), provider.GetRequiredService<Gatekeeper>(), provider.GetRequiredService<GivenSources>()));
        AbroadRoutes.Add(services);
        services.AddHostedService<BindEarlier>();
        services.AddAlertContents();
        OpenAbroad.Add(services);
        services.AddSingleton(new HeldUnderClause(Text.Key("Alerts held"), static (session, clause) => GivenLaw.All(session).Where(law => law.Clause == clause)
            .Sum(law => session.Scalar<long>("SELECT COUNT(*) FROM alert WHERE law = @Number", new { law.Number }))));
        services.AddSingleton(new HeldUnderClause(Text.Key("Hits held"), static (session, clause) => GivenLaw.All(session).Where(law => law.Clause == clause)
            .Sum(law => session.Scalar<long>("SELECT COUNT(*) FROM hit WHERE law = @Number", new { law.Number }))));
        services.AddPermission("alerts.read", "See and search alerts of which the own authority is in the audience.", [Role.Officer, Role.Analyst, Role.AlertManager, Role.Supervisor, Role.Legal]);
        services.AddPermission("alerts.approve", "Approve that an alert is shared with a partner, where a clause wants more than its officer's word.", [Role.Supervisor, Role.Legal]);
        services.AddPermission("alerts.write", "Enter alerts, and amend or withdraw those of the own authority.", [Role.AlertManager]);
        services.AddPermission("hits.read", "See hits on alerts of which the own authority is in the audience.", [Role.Officer, Role.Analyst, Role.Supervisor]);
        services.AddPermission("hits.judge", "Take and judge hits, and report what was done.", [Role.Officer, Role.Supervisor]);
        services.AddPermission("lists.import", "Import published lists.", [Role.AlertManager]);
        services.AddExport<AlertExport>();
        services.AddExport<HitExport>();
        services.AddNavigation(new(10, Text.Key("Hits"), "/hits", "target", "hits.read", 'h', CountHitsAsync));
        services.AddNavigation(new(112, Text.Key("Alerts to approve"), "/alerts/approvals", "check", "alerts.approve", null, ListApprovals.CountAsync));
        services.AddNavigation(new(110, Text.Key("Alerts"), "/alerts", "bell", "alerts.read", 'a'));
        services.AddNavigation(new(114, Text.Key("Published lists"), "/lists", "list-check", "alerts.read"));
        return services;
    }

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/api/alerts").WithTags("Alerts");
        alerts.MapGet("", ListAlerts.GetAsync).Requires("alerts.read");
        alerts.MapPost("", EnterAlert.PostAsync).Requires("alerts.write");
        alerts.MapPost("search", AlertSearch.PostAsync).Requires("alerts.read");
        alerts.MapGet("{id}", ShowAlert.GetAsync).Requires("alerts.read");
        alerts.MapPut("{id}", AmendAlert.PutAsync).Requires("alerts.write");
        alerts.MapPost("{id}/approval", ApproveShare.PostAsync).Requires("alerts.approve");
        alerts.MapPost("{id}/withdrawal", WithdrawAlert.PostAsync).Requires("alerts.write");

        var hits = routes.MapGroup("/api/hits").WithTags("Hits");
        hits.MapGet("", ListHits.GetAsync).Requires("hits.read");
        hits.MapGet("stream", HitStream.Get).Requires("hits.read");
        hits.MapGet("{id}", ShowHit.GetAsync).Requires("hits.read");
        hits.MapPost("{id}/judgements", JudgeHit.PostAsync).Requires("hits.judge");
        hits.MapPost("{id}/reports", ReportHit.PostAsync).Requires("hits.judge");
        hits.MapPost("{id}/claim", TakeHit.PostAsync).Requires("hits.judge");
        hits.MapDelete("{id}/claim", TakeHit.DeleteAsync).Requires("hits.judge");

        var lists = routes.MapGroup("/api/lists").WithTags("Published lists");
        lists.MapGet("", ShowLists.GetAsync).Requires("alerts.read").WithSummary("The published lists that were taken over, the last first.");
        lists.MapPost("{list}", HandInList.PostAsync).Requires("lists.import").Refuses(FaultCode.NotFound, FaultCode.Malformed, FaultCode.ListMalformed, FaultCode.ListOlder, FaultCode.ListShrunk)
            .WithSummary("Take over a published list: ofac or un.")
            .WithDescription("multipart/form-data with the files as fields: sdn.csv, alt.csv and add.csv, or consolidated.xml; version is the day of publication of OFAC's, and force=yes takes over a doubtful version.");
        HitForms.Map(routes);
        AbroadRoutes.Map(routes);
        return routes;
    }

    private static async ValueTask<long> CountHitsAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) =>
        Actor.Of(officer) is { } actor
            ? (await services.GetRequiredService<Database>().ReadAsync(session => ListHits.CountAsync(session, Sight.Of(session, actor)), cancellation)).All
            : 0;
}
