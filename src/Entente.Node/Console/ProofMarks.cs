namespace Entente.Node.Console;

/// <summary>How well records are proven, by number; without those that do not exist. The module that keeps the records registers it.</summary>
internal delegate Task<IReadOnlyDictionary<long, Proof>> FindProofs(IReadOnlyCollection<long> records, CancellationToken cancellation);

/// <summary>
/// What the proof marks of a page ask, gathered: all that are drawn in one go ask the store once. A page is drawn by one thread at a time,
/// and what yields goes on when all that is drawn with it has asked.
/// </summary>
internal sealed class ProofMarks(FindProofs find)
{
    private readonly Dictionary<long, Proof> known = [];
    private HashSet<long> asked = [];
    private Task? look;

    /// <summary>How the record stands now; a record that is not there is as good as one that was changed.</summary>
    public async Task<Proof> FindAsync(long record, CancellationToken cancellation)
    {
        if (!known.ContainsKey(record))
        {
            asked.Add(record);
            await (look ??= LookAsync(cancellation));
        }

        return known[record];
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        (look, var records, asked) = (null, asked, []);
        var found = await find(records, cancellation);
        foreach (var record in records)
        {
            known[record] = found.GetValueOrDefault(record) ?? new(ProofState.Broken, record);
        }
    }
}
