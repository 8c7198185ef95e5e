using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node;

/// <summary>Puts the modules of a node together; the program, the command line and the tests start nodes through it.</summary>
internal static class NodeHost
{
    /// <param name="table">The settings.</param>
    /// <param name="clock">The time.</param>
    /// <param name="more">What a caller adds, for example the demonstration.</param>
    public static WebApplication Build(OptionTable table, TimeProvider clock, Action<WebApplicationBuilder>? more = null)
    {
        var options = table.Bind<NodeOptions>("");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseUrls(options.Listen);
        builder.Logging.ClearProviders().AddJsonConsole().SetMinimumLevel(options.LogLevel);

        builder.Services.AddPlatform(options, clock);
        builder.Services.AddEvidence();
        more?.Invoke(builder);
        table.RefuseUnknown();

        var app = builder.Build();
        app.MapEvidence();
        Policies.Check(app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints), app.Services.GetServices<Permission>());
        return app;
    }
}
