using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;

namespace Entente.Node.Selectivity;

/// <summary>Declarations and manifests in, each screened and on record; reference lists; the flows of trade.</summary>
internal static class SelectivityModule
{
    public static IServiceCollection AddSelectivity(this IServiceCollection services, SelectivityOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<LiveFigures>();
        services.AddSingleton<DeclarationBook>();
        services.AddSingleton<ReferenceBook>();
        services.AddHostedService(provider => provider.GetRequiredService<ReferenceBook>());
        services.AddSingleton<ReferenceImport>();
        services.AddSingleton<CsvMappings>();
        services.AddSingleton<Intake>();
        services.AddSingleton<ImportDeclarations>();
        services.AddPermission("declarations.submit", "Send declarations to this node.", [Role.Supervisor], statesPurpose: false);
        services.AddPermission("declarations.read", "See declarations, and what was refused of what was sent.", [Role.Officer, Role.Analyst, Role.Supervisor]);
        services.AddPermission("overview.read", "See how much is taken in, found and open, without content.", Enum.GetValues<Role>(), statesPurpose: false);
        return services;
    }

    public static IEndpointRouteBuilder MapSelectivity(this IEndpointRouteBuilder routes)
    {
        SubmitDeclarations.Map(routes);
        return routes;
    }
}
