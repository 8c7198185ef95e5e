using System.Diagnostics.CodeAnalysis;
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

    public Statement With([ConstantExpected] string name, object? value)
    {
        Values.Add(name, value);
        return this;
    }
}
