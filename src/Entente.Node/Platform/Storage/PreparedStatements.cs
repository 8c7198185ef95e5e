using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Entente.Node.Platform.Storage;

/// <summary>The statements of the one writing connection, each compiled once: every declaration is stored by the same dozen.</summary>
internal sealed class PreparedStatements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<(string Sql, Type? Values), Prepared?> known = [];

    /// <summary>The statement with its values, or <see langword="null"/> where they are of a kind that is left to Dapper, such as many rows at once.</summary>
    public DbCommand? With(string sql, object? values, DbTransaction transaction)
    {
        if (!known.TryGetValue((sql, values?.GetType()), out var prepared))
        {
            known[(sql, values?.GetType())] = prepared = Prepare(sql, values?.GetType());
        }

        if (prepared is null)
        {
            return null;
        }

        prepared.Command.Transaction = transaction;
        foreach (var (property, parameter) in prepared.Parameters)
        {
            parameter.Value = Column(property.GetValue(values));
        }

        return prepared.Command;
    }

    public void Dispose()
    {
        foreach (var prepared in known.Values)
        {
            prepared?.Command.Dispose();
        }
    }

    private Prepared? Prepare(string sql, Type? values)
    {
        var properties = values?.GetProperties(BindingFlags.Public | BindingFlags.Instance) ?? [];
        if (!properties.All(property => IsColumn(property.PropertyType)))
        {
            return null;
        }

        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The session takes constants only.
        command.CommandText = sql;
#pragma warning restore CA2100
        var parameters = new List<(PropertyInfo, DbParameter)>(properties.Length);
        foreach (var property in properties.Where(property => sql.Contains($"@{property.Name}", StringComparison.Ordinal)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{property.Name}";
            command.Parameters.Add(parameter);
            parameters.Add((property, parameter));
        }

        return new(command, parameters);
    }

    private static bool IsColumn(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(long) || type == typeof(int) || type == typeof(double) || type == typeof(bool) || type == typeof(byte[])
            || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(Guid);
    }

    /// <summary>As <see cref="Columns"/> has it.</summary>
    private static object Column(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => Columns.Microseconds(instant),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        _ => value,
    };

    private sealed record Prepared(DbCommand Command, List<(PropertyInfo Property, DbParameter Parameter)> Parameters);
}
