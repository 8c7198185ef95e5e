using System.Security.Claims;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence;

/// <summary>A table of the console that can leave the node as a file. The module that shows the table registers it with <c>AddExport</c>.</summary>
/// <remarks>It reads what the table shows to the same officer under the same filter, and nothing else.</remarks>
internal abstract class ExportTable
{
    /// <summary>The scope of officers who see the rows of every authority.</summary>
    public const string EveryAuthority = "*";

    /// <summary>Lower case; it stands in addresses, file names and records.</summary>
    public abstract string Id { get; }

    /// <summary>The English text; declare it with <see cref="Text.Key"/>.</summary>
    public abstract string Title { get; }

    /// <summary>The page that shows the table, without query.</summary>
    public abstract string Address { get; }

    /// <summary>What it takes to see the table.</summary>
    public abstract string Permission { get; }

    /// <summary>What of the page's address narrows the table; the rest of it is dropped.</summary>
    public abstract IReadOnlyList<string> Filters { get; }

    /// <summary>What the page filters by where its address says nothing.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> Otherwise => [];

    /// <summary>The headings, in English; declare them with <see cref="Text.Key"/>.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Whose rows an officer sees: those of an authority, or of <see cref="EveryAuthority"/>.</summary>
    public virtual string ScopeOf(Standing officer) => officer.AuthorityId;

    /// <summary>What is wrong with the filter; <see langword="null"/> where nothing is.</summary>
    public virtual Fault? Decide(IQueryCollection filter) => null;

    /// <summary>The next rows, in the order that the page shows.</summary>
    /// <param name="session">One snapshot for the whole file.</param>
    /// <param name="query">What is asked, and for whom.</param>
    /// <param name="place">Behind which row, up to which number, and how many at most.</param>
    public abstract Task<ExportRows> ReadAsync(Session session, ExportQuery query, Keyset place);
}

/// <param name="Filter">What narrows the table, as in the address of its page.</param>
/// <param name="Scope">Whose rows: an authority's, or <see cref="ExportTable.EveryAuthority"/>.</param>
/// <param name="Actor">Who gets the file, for which purpose.</param>
/// <param name="Names">The names of officers by number and of authorities by id.</param>
/// <param name="Text">The words of the file.</param>
internal sealed record ExportQuery(
    IQueryCollection Filter, string Scope, Actor Actor, (IReadOnlyDictionary<string, string> Officers, IReadOnlyDictionary<string, string> Authorities) Names, Text Text)
{
    public string? this[string name] => (string?)Filter[name] is { Length: > 0 } value ? value : null;

    public TEnum? Read<TEnum>(string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(this[name], out var value) && Enum.IsDefined(value) ? value : null;
}

/// <param name="Rows">Number and cells of each row; instants in UTC, figures with a point.</param>
/// <param name="Next">The number of the row to go on behind; <see langword="null"/> at the end.</param>
internal sealed record ExportRows(IReadOnlyList<(long Number, IReadOnlyList<string?> Cells)> Rows, long? Next)
{
    public static ExportRows Of<TRow>(KeysetPage<TRow> page, Converter<TRow, (long Number, IReadOnlyList<string?> Cells)> write) => new(page.Rows.ConvertAll(write), Keyset.Key(page.Older));
}

/// <summary>What an officer is at this moment: who approved an export must still be somebody who may.</summary>
internal sealed record Standing(string Officer, string AuthorityId, AuthorityKind Authority, IReadOnlyList<Role> Roles)
{
    /// <summary>The officer who makes the request; a feed has no roles, and holds no table.</summary>
    public static Standing Of(ClaimsPrincipal principal) => new(
        principal.FindFirst(OfficerClaims.Officer)!.Value, principal.FindFirst(OfficerClaims.AuthorityId)!.Value, principal.Kind!.Value, [.. principal.Roles]);
}

/// <summary>What an officer is now, or <see langword="null"/> for one who is not active. The module that knows officers registers it.</summary>
internal delegate Standing? FindStanding(Session session, string officer);

internal static class Exporting
{
    /// <summary>An instant as it stands in a file.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddExport<TTable>()
            where TTable : ExportTable => services.AddSingleton<ExportTable, TTable>();
    }
}
