using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Assistance;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity;

namespace Entente.Node;

/// <summary>Puts the modules of a node together; the program, the command line and the tests start nodes through it.</summary>
internal static class NodeHost
{
    /// <param name="table">The settings.</param>
    /// <param name="clock">The time.</param>
    /// <param name="more">What a caller adds, for example the demonstration.</param>
    /// <param name="routes">The routes that go with it.</param>
    public static WebApplication Build(
        OptionTable table, TimeProvider clock, Action<WebApplicationBuilder>? more = null, Action<IEndpointRouteBuilder>? routes = null)
    {
        var options = table.Bind<NodeOptions>("");
        var limits = table.Bind<LimitOptions>("Limits");
        var federation = table.Bind<FederationOptions>("Federation");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(options.Listen).UsePlatformLimits(limits).UseFederation(options, federation);
        builder.Logging.AddPlatformLogs(options);

        builder.Services.AddPlatform(options, limits, clock);
        builder.Services.AddEvidence(table.Bind<ExportOptions>("Exports"), table.Bind<LogOptions>("Log"), table.Bind<CustodyOptions>("Custody"));
        builder.Services.AddConsole();
        builder.Services.AddAccess(table.Bind<AccessOptions>("Access"), options);
        builder.Services.AddFederation(federation, table.Bind<DeliveryOptions>("Federation"));
        builder.Services.AddAgreements();
        builder.Services.AddAssistance(table.Bind<AssistanceOptions>("Assistance"));
        builder.Services.AddAlerts(table.Bind<AlertOptions>("Alerts"));
        builder.Services.AddSelectivity(table.Bind<SelectivityOptions>("Selectivity"));
        more?.Invoke(builder);
        table.RefuseUnknown();

        var app = builder.Build();
        app.UseFederation();
        app.UseConsole();
        app.UsePlatform();
        app.UseAccess();
        app.MapPlatform();
        app.MapEvidence();
        app.MapFederation();
        app.MapAgreements();
        app.MapAssistance();
        app.MapAlerts();
        app.MapSelectivity();
        app.MapAccess();
        app.MapConsole();
        routes?.Invoke(app);
        Policies.Check(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints), app.Services.GetServices<Permission>());
        return app;
    }
}
