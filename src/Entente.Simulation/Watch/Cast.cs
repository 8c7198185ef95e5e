using Entente.Simulation.Names;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation.Watch;

/// <summary>Who takes part in trade under a listed name, rightly or by chance of name.</summary>
internal sealed class Cast
{
    private readonly ulong seed;
    private readonly double listedShare;
    private readonly double namesakeShare;
    private readonly ListedName[] own;
    private readonly IReadOnlyList<ListedName> given;
    private readonly Dictionary<string, (string? Original, string? Number)> details;

    public Cast(WorldOptions options, SimulatedWatchList list)
    {
        (seed, listedShare, namesakeShare, given) = (options.Casting, options.ListedShare, options.NamesakeShare, options.ListedNames);
        own = [.. list.Persons.Concat(list.Companies).Select(subject => new ListedName(subject.Id, subject.Name, subject.Kind == WatchedKind.Person)
        {
            Aliases = subject.Aliases,
            BirthDate = subject.BirthDate,
            Country = subject.Country,
        })];
        details = list.Persons.Concat(list.Companies).ToDictionary(subject => subject.Id, subject => (subject.OriginalName, subject.Number));
    }

    /// <summary>A listed party, an innocent namesake, or mostly nobody.</summary>
    /// <param name="dice">The dice of the consignment or traveller.</param>
    /// <param name="persons">Only persons, or persons and companies.</param>
    /// <param name="weight">How many times more often than in ordinary trade.</param>
    public Appearance? Appear(ref Dice dice, bool persons, double weight = 1)
    {
        var fraction = dice.Fraction();
        if (fraction >= (listedShare + namesakeShare) * weight)
        {
            return null;
        }

        var from = given.Count > 0 && dice.Chance(0.5) ? given : own;
        var listed = dice.Pick(from);
        for (var attempt = 0; persons && !listed.IsPerson && attempt < 60; attempt++)
        {
            listed = dice.Pick(from);
        }

        return persons && !listed.IsPerson ? null : fraction < listedShare * weight ? AsListed(ref dice, listed) : AsNamesake(listed);
    }

    private Appearance AsListed(ref Dice dice, ListedName listed)
    {
        var (original, number) = details.GetValueOrDefault(listed.Id);
        var (name, english, french) = dice.Below(20) switch
        {
            < 4 => (listed.Name, "under the listed name", "sous le nom signalé"),
            < 7 when original is not null => (original, "under the name in its own script", "sous le nom dans sa propre écriture"),
            < 12 when listed.Aliases.Count > 0 => (dice.Pick(listed.Aliases), "under a known alias", "sous un alias connu"),
            < 14 when listed.Aliases.Count > 0 => (Spelling.Variant(ref dice, dice.Pick(listed.Aliases), listed.IsPerson), "under an alias in another spelling", "sous un alias orthographié autrement"),
            _ => (Spelling.Variant(ref dice, listed.Name, listed.IsPerson), "under another spelling of the name", "sous une autre graphie du nom"),
        };
        return new Appearance(Party(Dice.For(seed, 71, HashOf(listed.Id)), listed, name) with
        {
            BirthDate = !listed.IsPerson ? null : dice.Chance(0.85) ? listed.BirthDate : listed.BirthDate?[..4],
            Identifiers = number is null || dice.Chance(0.6) ? [] : [new Identifier(listed.IsPerson ? IdentifierScheme.Passport : IdentifierScheme.Eori, number)],
        }, listed, $"{listed.Name} ({listed.Id}) appears {english}.", $"{listed.Name} ({listed.Id}) apparaît {french}.");
    }

    /// <summary>Somebody else who has the name: always the same one for a listed name, so that a judgement about the two lasts.</summary>
    private Appearance AsNamesake(ListedName listed)
    {
        var dice = Dice.For(seed, 72, HashOf(listed.Id));
        var country = dice.Pick(["NL", "BE", "DE", "FR", "GB", "US", "TR", "CN", "IN", "AE"]);
        var name = listed.IsPerson || listed.Name.LastIndexOf(' ') <= 0
            ? listed.Name.Replace('-', ' ')
            : $"{string.Join(' ', listed.Name.Split(' ')[..^1])} {NameBook.LegalForm(ref dice, country)}";
        return new Appearance(Party(dice, listed with { Country = country }, name) with
        {
            BirthDate = listed.IsPerson ? $"{(listed.BirthDate is { } birth && dice.Chance(0.5) ? birth[..4] : $"{dice.Between(1955, 2003)}")}-{dice.Between(1, 12):D2}-{dice.Between(1, 28):D2}" : null,
            Identifiers = listed.IsPerson ? [new Identifier(IdentifierScheme.Passport, SimulatedWatchList.Passport(ref dice))] : [],
        }, null, "", "");
    }

    private static Party Party(Dice dice, ListedName listed, string name)
    {
        var country = listed.Country ?? "AE";
        return new Party
        {
            Role = PartyRole.Other,
            Name = name,
            IsPerson = listed.IsPerson,
            Nationality = listed.IsPerson ? country : null,
            Address = Trader.AddressIn(ref dice, country, CitiesOf(country)),
            Contact = Trader.Telephone(ref dice),
        };
    }

    private static string[] CitiesOf(string country) =>
        Entente.Protocol.Reference.Ports.All.Where(port => port.Country == country).Select(port => port.Name).DefaultIfEmpty(country).ToArray();

    private static long HashOf(string id) => id.Aggregate(17L, (hash, c) => unchecked(hash * 31 + c));
}

/// <summary>A party under a listed name.</summary>
/// <param name="Party">How it is declared; the role is still to be given.</param>
/// <param name="Listed">Who it really is, or <see langword="null"/> for an innocent namesake.</param>
internal sealed record Appearance(Party Party, ListedName? Listed, string English, string French)
{
    public Truth[] Truths(string subject) => Listed is null ? [] : [new Truth($"LP-{Listed.Id}", SchemeKind.ListedParty, subject, English, French, Listed.Id)];
}
