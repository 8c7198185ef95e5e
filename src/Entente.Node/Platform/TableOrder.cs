using System.Diagnostics.CodeAnalysis;

namespace Entente.Node.Platform;

/// <summary>An order of a table beside that of its numbers; rows that are equal in it follow each other by their numbers.</summary>
/// <remarks>The column has an index with the number behind it, so that the last page of a million rows is as quick as the first.</remarks>
/// <param name="column">Never without a value.</param>
/// <param name="valueOf">The statement that reads the column of the row with the number <c>@key</c>.</param>
internal sealed class TableOrder([ConstantExpected] string column, [ConstantExpected] string valueOf)
{
    public string Column { get; } = column;

    public string ValueOf { get; } = valueOf;
}
