using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Node.Platform;

/// <summary>What a node does of itself while it serves: it listens, sends, fetches, signs, erases. A command on the same store does none of it (decision 0011).</summary>
internal static class Serving
{
    /// <summary>Adds a service that runs where the node serves, and only there.</summary>
    public static void AddServing<T>(this IServiceCollection services)
        where T : class, IHostedService => services.Add(new Descriptor(typeof(T)));

    /// <summary>The same, of a service that others ask for as well.</summary>
    public static void AddServing<T>(this IServiceCollection services, Func<IServiceProvider, T> service)
        where T : class, IHostedService => services.Add(new Descriptor(service));

    /// <summary>Leaves of the node what a command needs: its modules over the store, without a listener.</summary>
    public static void ServeNothing(this IServiceCollection services)
    {
        foreach (var one in services.OfType<Descriptor>().ToList())
        {
            services.Remove(one);
        }

        services.AddSingleton<IServer, NoServer>();
    }

    private sealed class Descriptor : ServiceDescriptor
    {
        public Descriptor(Type type)
            : base(typeof(IHostedService), type, ServiceLifetime.Singleton)
        {
        }

        public Descriptor(Func<IServiceProvider, object> service)
            : base(typeof(IHostedService), service, ServiceLifetime.Singleton)
        {
        }
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
