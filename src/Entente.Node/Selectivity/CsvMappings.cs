using System.Collections.Frozen;
using Entente.Protocol.Faults;
using Entente.TradeData;

namespace Entente.Node.Selectivity;

/// <summary>The column mappings that CSV files may be sent with, by name: those of the administration before those of the product.</summary>
internal sealed class CsvMappings
{
    private const string Ending = ".json";

    private readonly FrozenDictionary<string, CsvMapping> own;

    /// <exception cref="InvalidDataException">A file of the configured folder is no mapping; the message says which and why.</exception>
    public CsvMappings(SelectivityOptions options) => own = options.Mappings.Length == 0
        ? FrozenDictionary<string, CsvMapping>.Empty
        : new DirectoryInfo(options.Mappings).EnumerateFiles($"*{Ending}").ToFrozenDictionary(file => file.Name[..^Ending.Length], Read, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. own.Keys.Union(CsvMapping.BuiltInNames).Order(StringComparer.Ordinal)];

    /// <returns>The mapping, or the fault to answer with.</returns>
    public (CsvMapping? Mapping, Fault? Fault) Find(string name) => (own.GetValueOrDefault(name) ?? CsvMapping.BuiltIn(name)) is { } mapping
        ? (mapping, null)
        : (null, new(FaultCode.IntakeUnknownMapping, $"'{(name.Length <= 60 ? name : name[..60])}' is none of {string.Join(", ", Names)}.", "mapping"));

    private static CsvMapping Read(FileInfo file) => CsvMapping.TryParse(File.ReadAllBytes(file.FullName), out var mapping, out var fault)
        ? mapping
        : throw new InvalidDataException($"{file.FullName}: {fault.Detail}");
}
