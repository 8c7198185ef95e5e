using Entente.Node.Evidence.Log;

namespace Entente.Scenarios.Kill;

/// <summary>What the store holds after all, against what was acknowledged.</summary>
internal static class StoredDeclarations
{
    /// <returns>Every item lost, doubled or half stored, one line each.</returns>
    public static async Task<List<string>> ViolationsAsync(Place place, IReadOnlyDictionary<string, string> acknowledged)
    {
        var stored = await place.ReadAsync(session => session.QueryAsync<Row>("SELECT reference, id FROM declaration"));
        var records = await place.ReadAsync(session => session.QueryAsync<string>("SELECT subject_id FROM record WHERE subject_kind = 'declaration'"));
        var content = await place.ReadAsync(session => session.QueryAsync<string>("SELECT d.id FROM declaration d JOIN declaration_content c ON c.seq = d.seq"));
        var gaps = await place.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) - COUNT(*) FROM record"));

        var byReference = stored.ToLookup(row => row.Reference);
        List<string> violations =
        [
            .. acknowledged.Keys.Where(reference => !byReference.Contains(reference)).Select(reference => $"lost: {reference}"),
            .. byReference.Where(same => same.Count() > 1).Select(same => $"doubled: {same.Key}"),
            .. acknowledged.Where(one => one.Value.Length > 0 && byReference[one.Key].Any(row => row.Id != one.Value)).Select(one => $"changed its id: {one.Key}"),
            .. stored.Select(row => row.Id).Except(records).Select(id => $"without a record: {id}"),
            .. records.Except(stored.Select(row => row.Id)).Select(id => $"a record of nothing: {id}"),
            .. stored.Select(row => row.Id).Except(content).Select(id => $"without content: {id}"),
        ];
        if (gaps != 0)
        {
            violations.Add($"{gaps} numbers of records are missing");
        }

        if (await place.ReadAsync(session => Task.FromResult(StoredLogAudit.Check(session, null, null, static _ => { }))) is { } flaw)
        {
            violations.Add($"the log: {flaw}");
        }

        return violations;
    }

    /// <summary>How many records the newest checkpoint covers, and how many there are.</summary>
    public static Task<(long Signed, long Recorded)> SignedAsync(Place place) => place.ReadAsync(async session => (
        await session.ScalarAsync<long?>("SELECT MAX(size) FROM log_checkpoint") ?? 0, await session.ScalarAsync<long?>("SELECT MAX(seq) FROM record_entry") ?? 0));

    private sealed record Row
    {
        public required string Reference { get; init; }

        public required string Id { get; init; }
    }
}
