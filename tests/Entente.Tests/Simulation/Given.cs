using System.Security.Cryptography;
using Entente.Simulation;
using Entente.TradeData;

namespace Entente.Tests.Simulation;

internal static class Given
{
    /// <summary>A small world: some 1,000 declarations a day.</summary>
    public static WorldOptions Small { get; } = new() { DeclarationsPerDay = 1_000 };

    public static TradeWorld World(WorldOptions? options = null) => TradeWorld.Create(options ?? Small);

    public static string HashOf(IEnumerable<SimulatedEvent> events)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var simulated in events)
        {
            hash.AppendData(DeclarationJson.Write(simulated.Declaration));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', simulated.Truths)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
