using Entente.Simulation;
using Entente.TradeData;

namespace Entente.Benchmarks;

/// <summary>Simulated trade in wire formats, written before the clock starts: what is measured is the node, not its sender.</summary>
internal static class SimulatedLoad
{
    private const int Batch = 200;

    public static List<Body> Bodies(TradeWorld world, int declarations)
    {
        var bodies = new List<Body>();
        foreach (var batch in world.Run().Take(declarations).Chunk(Batch))
        {
            foreach (var group in batch.Select(one => one.Declaration).GroupBy(SimulatedFeed.FormatOf))
            {
                using var bytes = new MemoryStream();
                TradeWriter.WriteBatch(group, group.Key, bytes);
                bodies.Add(new(group.Key, bytes.ToArray(), group.Count()));
            }
        }

        return bodies;
    }

    /// <param name="Format">How it is written.</param>
    /// <param name="Bytes">One or many declarations.</param>
    /// <param name="Declarations">How many.</param>
    internal sealed record Body(TradeFormat Format, byte[] Bytes, int Declarations)
    {
        public string MediaType => Format == TradeFormat.Edifact ? "application/edifact" : "application/xml";
    }
}
