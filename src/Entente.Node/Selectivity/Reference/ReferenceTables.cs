using System.Text.Json;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity.Reference;

/// <summary>Reference lists as stored.</summary>
internal static class ReferenceTables
{
    /// <summary>Rows of one statement: few statements, and none so large that it is slow to read.</summary>
    private const int Chunk = 4000;

    public static Task<List<ListVersion>> VersionsAsync(Session session) => session.QueryAsync<ListVersion>(
        "SELECT kind, version, imported_at, sha256, entries, opened, closed FROM reference_list ORDER BY kind, version");

    public static ListVersion? Latest(Session session, ReferenceKind kind) => session.Find<ListVersion>(
        "SELECT kind, version, imported_at, sha256, entries, opened, closed FROM reference_list WHERE kind = @kind ORDER BY version DESC LIMIT 1",
        new { kind = kind.ToString() });

    public static Task<List<ReferenceCode>> CodesAsync(Session session, ReferenceKind kind) => session.QueryAsync<ReferenceCode>(
        "SELECT code, name, latitude, longitude, functions, valid_from, valid_to FROM reference_code WHERE kind = @kind", new { kind = kind.ToString() });

    public static List<ReferenceCode> InForce(Session session, ReferenceKind kind) => session.Query<ReferenceCode>(
        "SELECT code, name, latitude, longitude, functions, valid_from FROM reference_code WHERE kind = @kind AND valid_to IS NULL", new { kind = kind.ToString() });

    public static void Apply(Session session, Dialect dialect, ReferenceKind kind, ReferenceChanges changes, DateOnly from)
    {
        foreach (var closed in changes.Closed.Chunk(Chunk))
        {
            var values = new { kind = kind.ToString(), from, codes = JsonSerializer.Serialize(closed, StoredReferenceJson.Default.StringArray) };
            if (dialect == Dialect.Sqlite)
            {
                session.Execute("UPDATE reference_code SET valid_to = @from WHERE kind = @kind AND valid_to IS NULL AND code IN (SELECT value FROM json_each(@codes))", values);
            }
            else
            {
                session.Execute("UPDATE reference_code SET valid_to = @from WHERE kind = @kind AND valid_to IS NULL AND code IN (SELECT json_array_elements_text(@codes::json))", values);
            }
        }

        foreach (var opened in changes.Opened.Chunk(Chunk))
        {
            var values = new { kind = kind.ToString(), rows = JsonSerializer.Serialize(opened, StoredReferenceJson.Default.ReferenceCodeArray) };
            if (dialect == Dialect.Sqlite)
            {
                session.Execute(
                    """
                    INSERT INTO reference_code (kind, code, valid_from, name, latitude, longitude, functions)
                    SELECT @kind, value ->> 'Code', value ->> 'ValidFrom', value ->> 'Name', value ->> 'Latitude', value ->> 'Longitude', value ->> 'Functions'
                    FROM json_each(@rows)
                    """,
                    values);
            }
            else
            {
                session.Execute(
                    """
                    INSERT INTO reference_code (kind, code, valid_from, name, latitude, longitude, functions)
                    SELECT @kind, value ->> 'Code', value ->> 'ValidFrom', value ->> 'Name', (value ->> 'Latitude')::double precision,
                        (value ->> 'Longitude')::double precision, value ->> 'Functions'
                    FROM json_array_elements(@rows::json)
                    """,
                    values);
            }
        }
    }

    public static void Add(Session session, ListVersion list) => session.Execute(
        """
        INSERT INTO reference_list (kind, version, imported_at, sha256, entries, opened, closed)
        VALUES (@Kind, @Version, @ImportedAt, @Sha256, @Entries, @Opened, @Closed)
        """,
        list);
}
