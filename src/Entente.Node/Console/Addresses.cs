using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Node.Console;

/// <summary>Addresses that the frame of every page links to, and addresses changed in one part of their query.</summary>
internal static class Addresses
{
    /// <summary>Where an officer states purpose and case reference (module Access).</summary>
    public const string Purpose = "/session/purpose";

    /// <summary>Where a POST ends the session (module Access).</summary>
    public const string SignOut = "/session/end";

    /// <summary>Where the search box leads, with the words as <c>q</c>.</summary>
    public const string Search = "/search";

    /// <summary>Where it leads for those who see alerts and no declarations, with the words as <c>find</c>.</summary>
    public const string Alerts = "/alerts";

    /// <summary>Where a table leaves the node as a file, with its id as <c>table</c> and its filter beside it (module Evidence).</summary>
    public const string Export = "/exports/new";

    /// <summary>Where the proof of a record is, by its number (module Evidence).</summary>
    public const string Proofs = "/proofs";

    /// <summary>Where an officer chooses the columns of a table.</summary>
    public const string Columns = "/console/columns";

    /// <summary>The address with some query values set, or removed where the value is null or empty; the others stay.</summary>
    public static string With(string address, params ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        var local = uri.IsAbsoluteUri ? uri.PathAndQuery : address;
        var at = local.IndexOf('?', StringComparison.Ordinal);
        var path = at < 0 ? local : local[..at];
        var query = at < 0 ? [] : QueryHelpers.ParseQuery(local[at..]).SelectMany(pair => pair.Value, (pair, value) => (pair.Key, Value: value)).ToList();
        foreach (var (key, value) in changes)
        {
            query.RemoveAll(pair => pair.Key == key);
            if (!string.IsNullOrEmpty(value))
            {
                query.Add((key, value));
            }
        }

        return query.Aggregate(path, (made, pair) => QueryHelpers.AddQueryString(made, pair.Key, pair.Value ?? ""));
    }

    /// <summary>The address if it is one of ours, else the start page: an address from a form leads nowhere else.</summary>
    public static string LocalOr(string? address, string otherwise = "/") =>
        address is ['/', ..] && address is not (['/', '/' or '\\', ..]) && !address.Any(char.IsControl) ? address : otherwise;
}
