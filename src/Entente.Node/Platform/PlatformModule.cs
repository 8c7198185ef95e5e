using Entente.Node.Platform.Operations;

namespace Entente.Node.Platform;

/// <summary>Time, storage, settings, policies and what an operator watches.</summary>
internal static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, NodeOptions options, LimitOptions limits, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(options);
        services.AddSingleton(limits);
        services.AddSingleton(_ => Database.Open(options.Database, options.Directory, clock));
        services.AddHostedService<StoreStart>();
        services.AddSingleton<Pulse>();
        services.AddHostedService(provider => provider.GetRequiredService<Pulse>());
        services.AddReadiness("store", static async (provider, cancellation) =>
        {
            await provider.GetRequiredService<Database>().PositionAsync(cancellation);
            return null;
        });
        services.AddReadiness("writer", static (provider, _) =>
            Task.FromResult(provider.GetRequiredService<Database>().IsWriting ? null : "The writer has not started or has ended."));

        services.AddWarning("rounds", static (provider, _) => Task.FromResult(Rounds.Warning(provider)));
        services.AddMetrics();
        services.AddSingleton<Metrics>();
        services.AddHostedService(provider => provider.GetRequiredService<Metrics>());
        services.AddHostedService<Telemetry>();
        services.AddExceptionHandler<Edge>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Trace);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(limits.StopSeconds));
        Shedding.Add(services, limits);
        ApiDocument.Add(services, options);
        return services;
    }

    /// <summary>Log lines are JSON, one line each whatever a message holds, so that no input can forge a line.</summary>
    public static ILoggingBuilder AddPlatformLogs(this ILoggingBuilder logging, NodeOptions options)
    {
        logging.ClearProviders().SetMinimumLevel(options.LogLevel).AddFilter("Microsoft.AspNetCore", Above(options.LogLevel));
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            console.JsonWriterOptions = new() { Indented = false };
        });
        Telemetry.AddLogs(logging, options);
        return logging;

        // Two lines for each request are for whoever asks for them.
        static LogLevel Above(LogLevel level) => level == LogLevel.Information ? LogLevel.Warning : level;
    }

    public static IWebHostBuilder UsePlatformLimits(this IWebHostBuilder host, LimitOptions limits) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.BodyMebibytes * 1024L * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
    });

    /// <summary>The outermost layers of every request. Called before any other module's.</summary>
    public static WebApplication UsePlatform(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // Edge answers and logs, once and without the address; nothing is left for this.
            ExceptionHandler = static _ => Task.CompletedTask,
            SuppressDiagnosticsCallback = static _ => true,
            AllowStatusCode404Response = true,
        });
        app.UseStatusCodePages(Edge.ExplainAsync);
        app.UseRateLimiter();
        return app;
    }

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder routes)
    {
        Health.Map(routes);
        Metrics.Map(routes, routes.ServiceProvider.GetRequiredService<LimitOptions>());
        ApiDocument.Map(routes);
        return routes;
    }

    private sealed class StoreStart(Database database) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => database.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
