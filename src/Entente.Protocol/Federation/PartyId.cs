using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Entente.Protocol.Federation;

/// <summary>The name of a node among all nodes: its country code, then a dot and a name where a country has several (<c>CA</c>, <c>NL.fiod</c>).</summary>
public static partial class PartyId
{
    public static bool IsWellFormed([NotNullWhen(true)] string? id) => id is not null && Form().IsMatch(id);

    public static string CountryOf(string id) => id[..2];

    [GeneratedRegex(@"\A[A-Z]{2}(\.[a-z0-9](-?[a-z0-9]){0,39})?\z")]
    private static partial Regex Form();
}
