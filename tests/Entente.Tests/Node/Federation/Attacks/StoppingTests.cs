using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>A partner posts while the node stops.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task A_node_that_stops_begins_nothing_and_takes_it_after_its_restart()
    {
        await using var theatre = await Theatre.OpenAsync("2.0");
        var message = theatre.Forge("NL", "CA", theatre.SignerOf("NL"));
        var before = await theatre.TracesAsync();
        var lifetime = theatre.Pair.Ca.Services.GetRequiredService<IHostApplicationLifetime>();
        var answer = "";

        // In the midst of stopping: its server still listens, and what it is made of is about to end.
        lifetime.ApplicationStopping.Register(() => answer = theatre.PostAsync("NL", "CA", message).GetAwaiter().GetResult().Verdict);
        await Task.Run(lifetime.StopApplication);

        answer.ShouldBe("503");
        (await theatre.TracesAsync()).ShouldBe(before);

        await theatre.Pair.Ca.DisposeAsync();
        await theatre.Pair.StartCaAsync();
        (await theatre.PostAsync("NL", "CA", message)).Verdict.ShouldBe("receipt");
    }
}
