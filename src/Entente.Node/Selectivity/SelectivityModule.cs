using Entente.Node.Alerts;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Node.Selectivity.Flows;
using Microsoft.AspNetCore.Http.HttpResults;

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
        ReferenceRoutes.Add(services);
        services.AddSingleton<CsvMappings>();
        services.AddSingleton<Intake>();
        services.AddSingleton<ImportDeclarations>();
        services.AddSingleton<FlowDrawing>();
        services.AddSingleton<Granted>();
        services.AddSingleton<FindHitContext>(provider => new DeclarationContext(provider.GetRequiredService<ReferenceBook>()).FindAsync);
        services.AddExport<DeclarationExport>();
        services.AddExport<RefusalExport>();
        services.AddNavigation(new(5, Text.Key("Overview"), "/", "dashboard", "overview.read", 'o'));
        services.AddNavigation(new(115, Text.Key("Declarations"), "/declarations", "file-text", "declarations.read", 'd'));
        services.AddNavigation(new(120, Text.Key("Search"), "/search", "search", "declarations.read", 's'));
        services.AddNavigation(new(130, Text.Key("Refused"), "/refusals", "ban", "declarations.read", 'r'));
        services.AddPermission("declarations.submit", "Send declarations to this node.", [Role.Officer, Role.Supervisor]);
        services.AddPermission("declarations.read", "See declarations, and what was refused of what was sent.", [Role.Officer, Role.Analyst, Role.Supervisor]);
        services.AddPermission("overview.read", "See how much is taken in, found and open, without content.", Enum.GetValues<Role>(), statesPurpose: false);
        return services;
    }

    public static IEndpointRouteBuilder MapSelectivity(this IEndpointRouteBuilder routes)
    {
        SubmitDeclarations.Map(routes);
        ReferenceRoutes.Map(routes);
        routes.MapGet("/overview/now", static () => new RazorComponentResult(typeof(Pages.OverviewNow))).ExcludeFromDescription().Requires("overview.read");
        routes.MapGet("/overview/hits", static () => new RazorComponentResult(typeof(Pages.OwedHits))).ExcludeFromDescription().Requires("hits.read");
        routes.MapGet("/overview/stream", OverviewStream.GetAsync).ExcludeFromDescription().Requires("overview.read");

        var api = routes.MapGroup("/api").WithTags("Declarations");
        api.MapGet("declarations", ListDeclarations.GetAsync).Requires("declarations.read").WithSummary("List declarations, newest first");
        api.MapGet("declarations/{id}", ShowDeclaration.GetAsync).Requires("declarations.read").WithSummary("Read a declaration");
        api.MapGet("declarations/{id}/source", ShowDeclaration.GetSourceAsync).Requires("declarations.read").WithSummary("Read a declaration's source document");
        api.MapGet("flows", async (FlowDrawing flows, CancellationToken cancellation) =>
            TypedResults.Json(await flows.DrawAsync(cancellation), FlowJson.Default.FlowPicture)).Requires("overview.read").WithSummary("The flows of the last 24 hours");
        api.MapGet("places/route", RouteDrawing.Get).ExcludeFromDescription().Requires("overview.read");
        return routes;
    }
}
