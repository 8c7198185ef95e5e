namespace Entente.Node.Platform;

/// <summary>One thing that must be so before the node takes work; modules register theirs in <c>AddX</c>.</summary>
/// <param name="Name">A word or two, for example <c>screening</c>.</param>
/// <param name="Check">Returns <see langword="null"/> when it is so, otherwise what is missing, in one sentence without content.</param>
/// <param name="OnlyWarns">Whether the node takes work all the same: somebody should look, and no load balancer should turn away.</param>
internal sealed record Readiness(string Name, Func<IServiceProvider, CancellationToken, Task<string?>> Check, bool OnlyWarns = false);

internal static class ReadinessRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddReadiness(string name, Func<IServiceProvider, CancellationToken, Task<string?>> check) =>
            services.AddSingleton(new Readiness(name, check));

        /// <summary>Something that readiness tells of without the node being less ready.</summary>
        public IServiceCollection AddWarning(string name, Func<IServiceProvider, CancellationToken, Task<string?>> check) =>
            services.AddSingleton(new Readiness(name, check, OnlyWarns: true));
    }
}
