using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;

namespace Entente.Node.Platform;

/// <summary>SQL inside one transaction. Statement texts are constants: the compiler refuses anything else (CA1857).</summary>
/// <remarks>
/// Rows map by name (<c>case_reference</c> to <c>CaseReference</c>) onto records with <c>init</c> properties. Columns are BIGINT, TEXT,
/// DOUBLE PRECISION or <c>{{blob}}</c>; instants are microseconds since 1970 (BIGINT), ids and enumerations are TEXT.
/// </remarks>
internal sealed class Session(DbConnection connection, DbTransaction transaction, TimeProvider clock)
{
    private Dictionary<string, long> sequences = new(StringComparer.Ordinal);
    private DateTimeOffset? now;

    static Session() => Storage.Columns.Register();

    /// <summary>The instant of this write: one for all that it stores.</summary>
    public DateTimeOffset Now => now ??= Storage.Columns.Truncate(clock.GetUtcNow());

    public int Execute([ConstantExpected] string sql, object? values = null) => connection.Execute(sql, values, transaction);

    public List<T> Query<T>([ConstantExpected] string sql, object? values = null) => connection.Query<T>(sql, values, transaction).AsList();

    public T? Find<T>([ConstantExpected] string sql, object? values = null) => connection.QueryFirstOrDefault<T>(sql, values, transaction);

    public T? Scalar<T>([ConstantExpected] string sql, object? values = null) => connection.ExecuteScalar<T>(sql, values, transaction);

    public async Task<List<T>> QueryAsync<T>([ConstantExpected] string sql, object? values = null) =>
        (await connection.QueryAsync<T>(sql, values, transaction)).AsList();

    public Task<T?> FindAsync<T>([ConstantExpected] string sql, object? values = null) =>
        connection.QueryFirstOrDefaultAsync<T>(sql, values, transaction);

    public Task<T?> ScalarAsync<T>([ConstantExpected] string sql, object? values = null) =>
        connection.ExecuteScalarAsync<T>(sql, values, transaction);

    /// <summary>Runs a statement that was put together from constant pieces, as filters and sort orders need.</summary>
    public async Task<List<T>> QueryAsync<T>(Statement statement) =>
        (await connection.QueryAsync<T>(statement.Text, statement.Values, transaction)).AsList();

    /// <summary>One page of what a statement selects, which has a condition already.</summary>
    /// <param name="statement">Without order and limit.</param>
    /// <param name="column">The number by which the rows are in order.</param>
    /// <param name="place">Where the page stands.</param>
    /// <param name="key">The same number in a row.</param>
    /// <param name="then">What follows the page where it is an inner one, that is read before others are joined to it.</param>
    /// <param name="by">The value of the column of the place's order in a row; needed where something follows the page, which then is in no order.</param>
    public async Task<KeysetPage<T>> PageAsync<T>(
        Statement statement, [ConstantExpected] string column, Keyset place, Func<T, long> key, [ConstantExpected] string then = "", Func<T, IComparable>? by = null)
    {
        object? value = null;
        if (place is { Order: { } order } && (place.Newer ?? place.Older) is { } named)
        {
            // A row that is gone names no place: the list begins anew.
            value = await connection.ExecuteScalarAsync<object>(order.ValueOf, new { key = named }, transaction);
            place = value is null ? place with { Newer = null, Older = null } : place;
        }

        return place.Cut(await QueryAsync<T>(statement.Page(column, place, value).Add(then)), key, by);
    }

    public Task<T?> ScalarAsync<T>(Statement statement) => connection.ExecuteScalarAsync<T>(statement.Text, statement.Values, transaction);

    /// <summary>The next number of a sequence without gaps, in commit order.</summary>
    /// <param name="highest">The statement that reads the highest number so far: <c>SELECT MAX(number) FROM …</c>.</param>
    public long Next([ConstantExpected] string highest)
    {
        var next = (sequences.TryGetValue(highest, out var last) ? last : Scalar<long?>(highest) ?? 0) + 1;
        sequences[highest] = next;
        return next;
    }

    /// <summary>Whether the connection still stands; where it broke, the transaction went with it.</summary>
    internal bool IsOpen => connection.State == ConnectionState.Open;

    /// <summary>Runs one write of a batch so that its failure undoes it alone.</summary>
    internal T RunAlone<T>(Func<Session, T> write)
    {
        var before = new Dictionary<string, long>(sequences, StringComparer.Ordinal);
        now = null;
        connection.Execute("SAVEPOINT one", transaction: transaction);
        try
        {
            var result = write(this);
            connection.Execute("RELEASE SAVEPOINT one", transaction: transaction);
            return result;
        }
        catch
        {
            sequences = before;
            if (!IsOpen)
            {
                throw;
            }

            connection.Execute("ROLLBACK TO SAVEPOINT one", transaction: transaction);
            connection.Execute("RELEASE SAVEPOINT one", transaction: transaction);
            throw;
        }
    }
}
