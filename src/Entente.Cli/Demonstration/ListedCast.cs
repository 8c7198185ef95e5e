using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Simulation;

namespace Entente.Cli.Demonstration;

/// <summary>Entries of the imported lists under whose names simulated trade is lodged now and then, so that officers see the lists at work.</summary>
/// <remarks>They are kept by list and reference alone: a file beside the store and a log name nobody.</remarks>
internal static class ListedCast
{
    /// <summary>Persons, and as many businesses, of each list. Few, so that the same ones are met again.</summary>
    private const int OfEach = 12;

    /// <summary>An entry with more names than this is asked for the first of them.</summary>
    private const int MostAliases = 4;

    private static readonly AlertCategory[] Kinds = [AlertCategory.Persons, AlertCategory.Businesses];

    /// <summary>Chooses among what the lists name: by the digests of the references, so that every node with the same lists chooses the same.</summary>
    /// <returns>For example <c>OFAC-SDN 1234</c>; none where no list is imported.</returns>
    public static Task<IReadOnlyList<string>> ChooseAsync(Database database, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<string>>(
        async session =>
        {
            var chosen = new List<string>();
            var lists = await session.QueryAsync<string>("SELECT DISTINCT list FROM alert WHERE list IS NOT NULL ORDER BY list");
            foreach (var (list, kind) in lists.SelectMany(list => Kinds.Select(kind => (list, $"{kind}"))))
            {
                var references = await session.QueryAsync<string>("SELECT reference FROM alert WHERE list = @list AND category = @kind AND state = 'Active'", new { list, kind });
                var found = 0;
                foreach (var entry in references.Select(reference => $"{list} {reference}").OrderBy(Digest, StringComparer.Ordinal))
                {
                    if (found < OfEach && await FindAsync(session, entry) is not null)
                    {
                        chosen.Add(entry);
                        found++;
                    }
                }
            }

            return chosen;
        },
        cancellation);

    /// <summary>The names of the chosen entries, also of those that were taken off their list since: the story stays what it was.</summary>
    public static Task<IReadOnlyList<ListedName>> NamesAsync(Database database, IReadOnlyList<string> chosen, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ListedName>>(
        async session =>
        {
            var names = new List<ListedName>();
            foreach (var entry in chosen)
            {
                if (await FindAsync(session, entry) is { } name)
                {
                    names.Add(name);
                }
            }

            return names;
        },
        cancellation);

    private static string Digest(string entry) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(entry)));

    private static async Task<ListedName?> FindAsync(Session session, string entry)
    {
        var (list, reference) = (entry[..entry.IndexOf(' ', StringComparison.Ordinal)], entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var row = await session.FindAsync<AlertRow>(
            "SELECT number, id, terms FROM alert WHERE list = @list AND reference = @reference AND owner = @owner", new { list, reference, owner = Actor.NationalAuthority });
        return row?.Alert.Content switch
        {
            PersonAlert { Person: var person } => Name(entry, $"{string.Join(' ', person.Forenames)} {person.Name}", true, person.Aliases) is { } name
                ? name with { BirthDate = person.Births.FirstOrDefault(static birth => !birth.Contains('/', StringComparison.Ordinal)), Country = person.Nationalities is [var nationality, ..] ? nationality : null }
                : null,
            BusinessAlert business => Name(entry, business.Name, false, business.OtherNames) is { } name
                ? name with { Country = business.Addresses.Select(address => address.Country).OfType<string>().FirstOrDefault() }
                : null,
            _ => null,
        };
    }

    private static ListedName? Name(string entry, string listed, bool isPerson, IReadOnlyList<OtherName> others) => AsDeclared(listed) is { } name
        ? new(entry, name, isPerson) { Aliases = [.. others.Where(other => !other.Weak).Select(other => AsDeclared(other.Text)).OfType<string>().Where(other => other != name).Distinct().Take(MostAliases)] }
        : null;

    /// <summary>As a trader writes what lists have in capitals, and <c>Ida Marlowe</c> where they have <c>MARLOWE, Ida</c>.</summary>
    /// <returns><see langword="null"/> where the name is too short or in another script: its variants would be like everybody's, or like none.</returns>
    private static string? AsDeclared(string listed)
    {
        var name = listed.Split(", ") is [var family, var given] && !family.Contains(' ', StringComparison.Ordinal) ? $"{given} {family}" : listed;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Count(static word => word.Length > 3 && word.All(char.IsAsciiLetter)) >= 2 && words.All(static word => word.All(static letter => letter < 0x250))
            ? string.Join(' ', words.Select(static word => word.Length > 3 && !word.Any(char.IsLower) ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant()) : word))
            : null;
    }
}
