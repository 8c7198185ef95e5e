using System.Security.Cryptography;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>What every queue works with.</summary>
internal sealed record CourierParts(
    Database Database, PartnerDirectory Partners, ExchangeGate Gate, Sealing Sealing, Posting Posting, PartnerLinks Links, Knocks Knocks, DeliveryFigures Figures, DeliveryOptions Options,
    RandomNumberGenerator Random, TimeProvider Clock, ILogger<Courier> Log)
{
    /// <summary>The name under which this process holds its claims: another after each start.</summary>
    public string Holder { get; } = Guid.CreateVersion7(Clock.GetUtcNow()).ToString();

    /// <summary>What all queues together hold in memory.</summary>
    public HeldBytes Held { get; } = new(Options.HeldMebibytes * 1024L * 1024);

    public double Chance()
    {
        Span<byte> drawn = stackalloc byte[4];
        Random.GetBytes(drawn);
        return BitConverter.ToUInt32(drawn) / (double)uint.MaxValue;
    }
}
