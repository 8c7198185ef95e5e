using Entente.Protocol.Faults;
using Entente.TradeData;

namespace Entente.Node.Selectivity;

/// <summary>The column mappings that CSV files may be sent with, by name.</summary>
internal sealed class CsvMappings
{
    /// <returns>The mapping, or the fault to answer with.</returns>
#pragma warning disable CA1822 // Replaced when mappings can be read.
    public (CsvMapping? Mapping, Fault? Fault) Find(string name) =>
        (null, new(FaultCode.IntakeUnknownMapping, $"There is no mapping '{(name.Length <= 60 ? name : name[..60])}'.", "mapping"));
#pragma warning restore CA1822
}
