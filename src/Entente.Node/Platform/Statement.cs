using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Dapper;

namespace Entente.Node.Platform;

/// <summary>SQL put together from constant pieces, with named values; no value ever becomes text.</summary>
internal sealed class Statement([ConstantExpected] string start)
{
    private readonly StringBuilder text = new(start);

    public string Text => text.ToString();

    public DynamicParameters Values { get; } = new();

    public Statement Add([ConstantExpected] string piece)
    {
        text.Append(' ').Append(piece);
        return this;
    }

    /// <summary>Adds the piece and its value where there is one; an absent filter filters nothing.</summary>
    public Statement AddWhen(object? value, [ConstantExpected] string piece, [ConstantExpected] string name)
    {
        if (value is not (null or ""))
        {
            Add(piece).With(name, value);
        }

        return this;
    }

    /// <summary>Adds the place of a page, and one row more than it shows, by which it is known whether another follows.</summary>
    public Statement Page([ConstantExpected] string column, Keyset place)
    {
        var (sign, order) = place.Newer is null ? ('<', "DESC") : ('>', "ASC");
        if ((place.Newer ?? place.Older) is { } key)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND {column} {sign} @pageKey");
            With("pageKey", key);
        }

        text.Append(CultureInfo.InvariantCulture, $" ORDER BY {column} {order} LIMIT @pageRows");
        return With("pageRows", place.Size + 1);
    }

    public Statement With([ConstantExpected] string name, object? value)
    {
        Values.Add(name, value);
        return this;
    }
}
