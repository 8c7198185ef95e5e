namespace Entente.Node.Platform;

/// <summary>Time, storage, settings, policies and what an operator watches.</summary>
internal static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, NodeOptions options, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(options);
        services.AddSingleton(_ => Database.Open(options.Database, options.Directory, clock));
        services.AddHostedService<StoreStart>();
        services.AddSingleton<Pulse>();
        services.AddHostedService(provider => provider.GetRequiredService<Pulse>());
        return services;
    }

    private sealed class StoreStart(Database database) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => database.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
