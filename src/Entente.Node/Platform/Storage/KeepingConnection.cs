using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Entente.Node.Platform.Storage;

/// <summary>A connection that keeps its statements compiled, as the driver of PostgreSQL does by itself: to compile one takes SQLite about as long as to run it.</summary>
internal sealed class KeepingConnection(string setting) : SqliteConnection(setting)
{
    /// <summary>How many statements are kept. What filters put together has many forms, of which few are asked for again.</summary>
    private const int Most = 400;

    /// <summary>By text. One that is being run is not in it; without a value the text has been run once.</summary>
    private readonly Dictionary<string, SqliteCommand?> kept = new(StringComparer.Ordinal);

    protected override DbCommand CreateDbCommand() => new Statement(this);

    private SqliteCommand Take(string text, out bool keeps)
    {
        if (kept.TryGetValue(text, out var one))
        {
            // What is run within itself is compiled anew for the inner run.
            keeps = true;
            kept[text] = null;
            return one ?? new(text, this);
        }

        // What is run once, as a change of schema, is compiled statement by statement.
        keeps = false;
        if (kept.Count < Most)
        {
            kept.Add(text, null);
        }

        return new(text, this);
    }

    private void GiveBack(SqliteCommand command, bool keeps)
    {
        if (!keeps || kept.GetValueOrDefault(command.CommandText) is not null || State != ConnectionState.Open)
        {
            command.Dispose();
            return;
        }

        (command.Transaction, kept[command.CommandText]) = (null, command);
        command.Parameters.Clear();
    }

    /// <summary>A command that borrows the compiled statement of its text.</summary>
    private sealed class Statement(KeepingConnection owner) : DbCommand
    {
        private SqliteCommand? inner;
        private bool keeps;
        private bool isReady;

        [AllowNull]
        public override string CommandText
        {
            get => inner?.CommandText ?? "";
            set
            {
                if (inner is null)
                {
                    inner = owner.Take(value ?? "", out keeps);
                }
                else if (inner.CommandText != value)
                {
                    // With lists of values the text follows the values.
                    (inner.CommandText, keeps) = (value, false);
                }
            }
        }

        public override int CommandTimeout { get; set; } = owner.DefaultTimeout;

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = owner;

        protected override DbTransaction? DbTransaction { get; set; }

        protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

        private SqliteCommand Inner => inner ?? throw new InvalidOperationException("The text comes before the values.");

        public override void Cancel() => Inner.Cancel();

        public override void Prepare() => Ready().Prepare();

        public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

        public override object? ExecuteScalar() => Ready().ExecuteScalar();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready().ExecuteReader(behavior);

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override void Dispose(bool disposing)
        {
            if (disposing && inner is not null)
            {
                owner.GiveBack(inner, keeps);
                inner = null;
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Ready()
        {
            (Inner.Transaction, Inner.CommandTimeout) = ((SqliteTransaction?)DbTransaction, CommandTimeout);
            if (keeps && !isReady)
            {
                Inner.Prepare();
                isReady = true;
            }

            return Inner;
        }
    }
}
