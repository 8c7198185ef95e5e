using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Access;

/// <summary>One of the authorities of the administration that work at the border together.</summary>
internal sealed record Authority
{
    public required string Id { get; init; }

    public required AuthorityKind Kind { get; init; }

    public required string NameEn { get; init; }

    public required string NameFr { get; init; }

    /// <summary>The name in the reader's language.</summary>
    public string NameHere => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? NameFr : NameEn;

    public static Task<List<Authority>> AllAsync(Database database, CancellationToken cancellation = default) => database.ReadAsync(AllAsync, cancellation);

    public static Task<List<Authority>> AllAsync(Session session) => session.QueryAsync<Authority>("SELECT id, kind, name_en, name_fr FROM authority ORDER BY id");

    /// <summary>All of them as the write sees them.</summary>
    public static List<Authority> All(Session session) => session.Query<Authority>("SELECT id, kind, name_en, name_fr FROM authority ORDER BY id");

    /// <summary>The ids as the write sees them.</summary>
    public static IReadOnlySet<string> Ids(Session session) => session.Query<string>("SELECT id FROM authority").ToHashSet(StringComparer.Ordinal);

    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(Database database, CancellationToken cancellation) =>
        (await AllAsync(database, cancellation)).ToDictionary(one => one.Id, one => one.NameHere);
}
