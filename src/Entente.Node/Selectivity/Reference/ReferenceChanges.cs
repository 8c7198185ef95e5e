namespace Entente.Node.Selectivity.Reference;

/// <summary>What a newer list changes: codes it has dropped or words otherwise are closed, codes that are new or worded otherwise are opened.</summary>
internal sealed record ReferenceChanges(IReadOnlyList<ReferenceCode> Opened, IReadOnlyList<string> Closed)
{
    /// <param name="inForce">The codes in force until now.</param>
    /// <param name="listed">The codes of the newer list.</param>
    /// <param name="from">Its date.</param>
    public static ReferenceChanges Between(IReadOnlyDictionary<string, ReferenceCode> inForce, IReadOnlyDictionary<string, ReferenceCode> listed, DateOnly from)
    {
        // When the first list was made its codes had long been valid; nobody knows since when.
        var since = inForce.Count == 0 ? DateOnly.MinValue : from;
        return new(
            [.. listed.Values.Where(code => !inForce.TryGetValue(code.Code, out var known) || !known.Says(code)).Select(code => code with { ValidFrom = since })],
            [.. inForce.Values.Where(code => !listed.TryGetValue(code.Code, out var now) || !now.Says(code)).Select(code => code.Code)]);
    }
}
