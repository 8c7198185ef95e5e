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
    /// <param name="column">The number of a row.</param>
    /// <param name="place">Where the page stands.</param>
    /// <param name="value">What the row that the place names has in the column of its order.</param>
    public Statement Page([ConstantExpected] string column, Keyset place, object? value = null)
    {
        var (sign, order) = place.Falls ? ('<', "DESC") : ('>', "ASC");
        if (place.Top is { } top)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND {column} <= @pageTop");
            With("pageTop", top);
        }

        if ((place.Newer ?? place.Older) is { } key)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND {(place.Order is null ? column : $"({place.Order.Column}, {column})")} {sign} {(place.Order is null ? "@pageKey" : "(@pageValue, @pageKey)")}");
            With("pageKey", key);
            if (place.Order is not null)
            {
                With("pageValue", value);
            }
        }

        text.Append(CultureInfo.InvariantCulture, $" ORDER BY {(place.Order is { } other ? $"{other.Column} {order}, " : "")}{column} {order} LIMIT @pageRows");
        return With("pageRows", place.Size + 1);
    }

    public Statement With([ConstantExpected] string name, object? value)
    {
        Values.Add(name, value);
        return this;
    }
}
