using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>Alerts and lists, what is found of them in trade, and what officers decide about it.</summary>
internal static class AlertsModule
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AlertScreening>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertScreening>());
        services.AddPermission("alerts.read", "See and search alerts of which the own authority is in the audience.", [Role.Officer, Role.Analyst, Role.AlertManager, Role.Supervisor]);
        services.AddPermission("alerts.write", "Enter alerts, and amend or withdraw those of the own authority.", [Role.AlertManager]);
        services.AddPermission("hits.read", "See hits on alerts of which the own authority is in the audience.", [Role.Officer, Role.Analyst, Role.Supervisor]);
        services.AddPermission("hits.judge", "Take and judge hits, and report what was done.", [Role.Officer, Role.Supervisor]);
        services.AddPermission("lists.import", "Import published lists.", [Role.AlertManager]);
        return services;
    }

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder routes) => routes;
}
